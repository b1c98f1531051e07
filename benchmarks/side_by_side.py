"""docs/peers.md: newsclean beside other extractors on whole pages, with what each costs."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from lxml import etree

import newsclean
import peer_costs
import peer_pages
from bars import Panel, svg
from corpus import ROOT
from extractors import SIDE_BY_SIDE
from peer_pages import Page, Score

DOCS = ROOT / "docs"
OWN = "newsclean"
_COST_PAGES = 40  # enough for a median, and for the peak of memory


class Found(NamedTuple):
    """All figures. scores: set -> name -> of each page; the others: name -> figure."""

    scores: dict[str, dict[str, list[Score]]]
    speed: dict[str, float]
    memory: dict[str, float]
    start: dict[str, float]
    size: dict[str, tuple[float, int]]


def installed() -> list[str]:
    """The extractors that are here."""
    found = []
    for name, (package, make) in SIDE_BY_SIDE.items():
        try:
            version(package)
            make()
            found.append(name)
        except (PackageNotFoundError, ImportError):
            print(f"{name} is not installed", file=sys.stderr)
    return found


def measure(sets: dict[str, list[Page]], rounds: int, starts: int) -> Found:
    """Everything, on the first set's pages where it is no quality."""
    names = installed()
    scores = {}
    for title, pages in sets.items():
        print(f"{title}: {len(pages)} pages", file=sys.stderr)
        scores[title] = dict(peer_pages.quality(pages, names))
    pages = next(iter(sets.values()))[:_COST_PAGES]
    print("speed", file=sys.stderr)
    speed = peer_pages.speed(pages, names, rounds)
    print("memory, start-up, size", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, page in enumerate(pages):
            paths.append(Path(folder) / f"{number}.html")
            paths[-1].write_text(page.text, encoding="utf-8")
        memory = {name: peer_costs.memory(name, paths) for name in names}
        short = min(paths, key=lambda path: path.stat().st_size)
        start = peer_costs.start_up(names, short, starts)
    return Found(scores, speed, memory, start,
                 {name: peer_costs.install_size(name) for name in names})  # fmt: skip


def write(found: Found) -> None:
    """The page's tables, and its two pictures."""
    path = DOCS / "peers.md"
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- side by side -->")
    after = rest.partition("<!-- end side by side -->")[2]
    told = f"<!-- side by side -->\n{tables(found)}\n<!-- end side by side -->"
    path.write_text(f"{before}{told}{after}", encoding="utf-8")
    (DOCS / "peers-quality.svg").write_text(quality_picture(found), encoding="utf-8")
    (DOCS / "peers-costs.svg").write_text(cost_picture(found), encoding="utf-8")


def tables(found: Found) -> str:
    """Quality and costs, where a peer is better, and what was measured on what."""
    return "\n\n".join([_setting(), _quality(found), _costs(found), _better(found)])


def _setting() -> str:
    versions = {package: version(package) for package, _ in SIDE_BY_SIDE.values()
                if package != OWN and _is_here(package)}  # fmt: skip
    parser = ".".join(map(str, etree.LXML_VERSION[:3]))
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: newsclean {newsclean.__version__}, "
        f"{', '.join(f'{name} {number}' for name, number in versions.items())}; Python "
        f"{platform.python_version()}, lxml {parser}, {platform.system()} on {platform.machine()} "
        f"with {os.cpu_count()} cores. Others used the machine, too: so times are processor time, "
        "the least of some rounds."
    )


def _is_here(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def _quality(found: Found) -> str:
    lines = ["| |", "|---|"]
    for title, scores in found.scores.items():
        count = len(next(iter(scores.values())))
        lines[0] += f" {title}, {count} pages: F1 | newsclean's is higher by | exact | word F1 |"
        lines[1] += "---|---|---|---|"
    for name in found.speed:
        cells = [f"**{name}**" if name == OWN else name]
        for scores in found.scores.values():
            own, ours = scores[name], scores[OWN]
            low, high = peer_pages.paired(ours, own, peer_pages.f1)
            gap = peer_pages.f1(ours) - peer_pages.f1(own)
            exact = sum(one.is_exact for one in own) / len(own)
            cells += [f"{peer_pages.f1(own):.3f}",
                      "" if name == OWN else f"{gap:+.3f} [{low:+.3f} {high:+.3f}]",
                      f"{exact:.1%}", f"{peer_pages.words(own):.3f}"]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _costs(found: Found) -> str:
    lines = [
        "| | a page, in bare lxml parses | peak memory | a process for one page, over "
        "`python -c pass` | on the disk | packages |",
        "|---|---|---|---|---|---|",
    ]
    for name in found.speed:
        size, count = found.size[name]
        shown = f"**{name}**" if name == OWN else name
        lines.append(f"| {shown} | {found.speed[name]:.1f} | {found.memory[name]:.0f} MB | "
                     f"{found.start[name]:.1f} | {size:.1f} MB | {count} |")  # fmt: skip
    return "\n".join(lines)


def _better(found: Found) -> str:
    """In which column which peer is better; of quality only what the pages can tell."""
    lines = ["Where another is better than newsclean:", ""]
    for title, scores in found.scores.items():
        for told, figure in (("F1", peer_pages.f1), ("word F1", peer_pages.words)):
            ours = scores[OWN]
            sure, maybe = [], []
            for name, own in scores.items():
                low, high = (0.0, 0.0) if name == OWN else peer_pages.paired(ours, own, figure)
                if high < 0:
                    sure.append(f"{name} ({figure(own):.3f})")
                elif figure(own) > figure(ours):
                    maybe.append(f"{name} ({figure(own):.3f})")
            line = f"- {title}, {told} {figure(ours):.3f}: {_listed(sure)}"
            if maybe:
                line += f"; by less than the pages can tell: {_listed(maybe)}"
            lines.append(line)
    for told, figures in (
        ("speed", found.speed), ("memory", found.memory), ("start-up", found.start),
        ("size", {name: size for name, (size, _) in found.size.items()}),
    ):  # fmt: skip
        better = [name for name, value in figures.items() if value < figures[OWN]]
        lines.append(f"- {told}: {_listed(better)}")
    return "\n".join(lines)


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "none"


def quality_picture(found: Found) -> str:
    """F1, a panel for each set; bars begin at 0.5, which the heading says."""
    panels = []
    for title, scores in found.scores.items():
        figures = sorted(((name, peer_pages.f1(own)) for name, own in scores.items()),
                         key=lambda item: -item[1])  # fmt: skip
        values = [(name, value, f"{value:.3f}") for name, value in figures]
        panels.append(Panel(f"F1 on {title} (from 0.5; more is better)", values, low=0.5))
    return svg("Quality of extractors on whole pages", panels, OWN)


def cost_picture(found: Found) -> str:
    """Four panels, less is better, on logarithmic scales."""

    def panel(heading: str, figures: dict[str, float], shown: Callable[[float], str]) -> Panel:
        order = sorted(figures.items(), key=lambda item: item[1])
        return Panel(heading, [(name, value, shown(value)) for name, value in order], is_log=True)

    size = {name: megabytes for name, (megabytes, _) in found.size.items()}
    return svg("What extractors cost", [
        panel("processor time of a page, in bare lxml parses (logarithmic; less is better)",
              found.speed, lambda value: f"{value:.1f}"),
        panel("peak memory, MB", found.memory, lambda value: f"{value:.0f}"),
        panel("a process for one page, over python -c pass", found.start,
              lambda value: f"{value:.1f}"),
        panel("on the disk with all it requires, MB", size, lambda value: f"{value:.1f}"),
    ], OWN)  # fmt: skip
