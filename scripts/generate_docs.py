"""Write the generated parts of the documentation; `--check` only says whether they are current."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import man_pages
import platform_pages
import reference_pages
from newsclean import filters
from newsclean.tables import COLUMNS, read_rows

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EXAMPLE = ROOT / "tests" / "fixtures" / "pages" / "google-news-ifttt" / "in.txt"
COMMANDS = ("clean", "completion", "dedup", "doctor", "explain", "filters", "learn", "report",
            "restore", "review", "rules", "rules new", "rules show", "rules test", "schema",
            "spark")  # fmt: skip
FIXTURES = ROOT / "tests" / "fixtures"
LONG_CHARS = 60  # lines of articles that a rule should never take
SECTIONS = ("Removes", "Keeps")
SET_NAMES = {
    "reposts": "reposts: 600 articles inside the wrapper of a blog, feed or site",
    "unseen": "reposts, each wrapper family without the rows that only it supports",
    "wild-unseen": "wild: 400 scraped texts, a few lines between paragraphs, the same by site",
}


def command(
    *arguments: str,
    folder: str | None = None,
    stdin: bytes = b"",
    is_failing: bool = False,
) -> str:
    """What the command prints, in a window of 80 columns without colour, without configuration.

    is_failing: it is an example of what goes wrong.
    """
    environment = os.environ | {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": _path()}
    environment |= {"XDG_CONFIG_HOME": os.devnull}
    done = subprocess.run(
        [sys.executable, "-m", "newsclean", *arguments],
        cwd=folder,
        capture_output=True,
        input=stdin,
        env=environment,
        check=False,
    )
    if bool(done.returncode) != is_failing:
        raise SystemExit(f"newsclean {' '.join(arguments)}: {done.stderr.decode().strip()}")
    return done.stdout.decode()


def _path() -> str:
    return os.pathsep.join(os.path.abspath(path) for path in sys.path if path)


def page_parts(doc: str) -> tuple[str, dict[str, list[str]], str]:
    """A filter's docstring as its text, the lines of its sections, and where it was seen."""
    text: list[str] = []
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    seen = ""
    at: list[str] = text
    for line in cleandoc(doc).split("\n"):
        if line.rstrip(":") in SECTIONS and line.endswith(":"):
            at = sections[line.rstrip(":")]
        elif line.startswith("Seen:"):
            seen = line.removeprefix("Seen:").strip()
            at = text
        elif at is text or not line.startswith(" "):
            text.append(line)
            at = text
        else:
            at.append(line.strip())
    return "\n".join(text).strip(), sections, seen


def filters_page() -> str:
    """docs/filters.md: one section for each filter, from its docstring."""
    parts = [
        "# Filters",
        "",
        "Generated from the filters' docstrings by `scripts/generate_docs.py`. The lines under",
        "*Removes* and *Keeps* are run as tests. `newsclean filters NAME` prints the same page.",
        "",
        "A line is removed for its words only where its place or its neighbours agree: what is",
        "listed here goes at the end of an article, and elsewhere only where its page says so.",
        "",
    ]
    for name in filters.NAMES:
        one = filters.get(name)
        text, sections, seen = page_parts(type(one).__doc__ or "")
        parts += [f"## {name}", "", text, ""]
        if not one.on_by_default:
            parts += [f"Off unless asked for: `--extend-select {name}`.", ""]
        for title, lines in sections.items():
            if lines:
                parts += [f"{title}:", "", "```text", *lines, "```", ""]
        if seen:
            parts += [f"Seen: {seen}", ""]
    parts += ["## Groups", "", "| group | filters |", "|---|---|"]
    parts += [f"| `{group}` | {', '.join(names)} |" for group, names in filters.GROUPS.items()]
    return "\n".join(parts) + "\n"


def cli_page() -> str:
    """docs/cli.md: what `--help` says, command by command."""
    parts = ["# The command line", "", "Generated from `--help` by `scripts/generate_docs.py`.", ""]
    for name in ("", *COMMANDS):
        arguments = [*name.split(), "--help"]
        title = f"newsclean {name}".strip()
        parts += [f"## {title}", "", "```text", command(*arguments).rstrip(), "```", ""]
    return "\n".join(parts)


def counts() -> str:
    """The table of docs/phrases.md: how many rows there are in each family."""
    lines = ["| table | rows | languages | with placeholders | may stand alone |"]
    lines += ["|---|---|---|---|---|"]
    total: Counter[str] = Counter()
    languages: set[str] = set()
    for path in _tables():
        rows = list(read_rows(path))
        spoken = {tag for row in rows for tag in row["language"].split(",")} - {"und"}
        languages |= spoken
        open_rows = sum(bool(re.search(r"\{\w+\}", row["phrase"])) for row in rows)
        alone = sum(row["standalone"] == "yes" for row in rows)
        total.update(rows=len(rows), open=open_rows, alone=alone)
        lines.append(f"| {path.stem} | {len(rows)} | {len(spoken)} | {open_rows} | {alone} |")
    whole = (total["rows"], len(languages), total["open"], total["alone"])
    lines.append(f"| **all** | {' | '.join(f'**{n}**' for n in whole)} |")
    return "\n".join(lines)


def _tables() -> Iterator[Path]:
    for path in sorted((ROOT / "src" / "newsclean" / "phrases").glob("*.tsv")):
        if path.read_text(encoding="utf-8").startswith(COLUMNS[0] + "\t"):
            yield path


def figures() -> str:
    """The table of the README: what docs/quality.md has, of the lines that floors.json counts."""
    path = ROOT / "benchmarks" / "floors.json"
    quality = json.loads(path.read_text(encoding="utf-8"))["quality"] if path.exists() else {}
    measured = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    lines = ["| | article lines lost | boilerplate lines found | documents exact |"]
    lines += ["|---|---|---|---|"]
    for name, text in SET_NAMES.items():
        if name in quality:
            section = measured.partition(f"\n### {name}\n")[2]
            whole = section.partition("| **all default filters** |")[2].partition("\n")[0]
            _, lost, _, recall, exact, *_ = (cell.strip() for cell in whole.split("|"))
            lines.append(f"| {text} | {lost} of {quality[name]['keep']:,} | {recall} | {exact} |")
    return "\n".join(lines)


def articles() -> str:
    """packs/prose.txt: the long lines of the articles that must come out whole."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in _clean_articles()]
    rows = (FIXTURES / "prose.tsv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    lines = [line for text in texts for line in re.split("[\r\n\u2028\u2029\x85]", text)]
    lines += [row.partition("\t")[2] for row in rows]
    long = (line for line in lines if len(line) >= LONG_CHARS and "\ufffd" not in line)
    return "".join(line + "\n" for line in dict.fromkeys(long))


def _clean_articles() -> list[Path]:
    return sorted((FIXTURES / "clean").glob("*.txt"))


def between(text: str, name: str, new: str) -> str:
    """The text with what stands between the markers of this name exchanged."""
    start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
    before, found, rest = text.partition(start)
    if not found or end not in rest:
        raise SystemExit(f"the markers {start} and {end} are missing")
    return f"{before}{start}\n{new}\n{end}{rest.partition(end)[2]}"


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with what it should hold."""
    yield ROOT / "src" / "newsclean" / "packs" / "prose.txt", articles()
    yield DOCS / "filters.md", filters_page()
    yield DOCS / "cli.md", cli_page()
    post = EXAMPLE.read_bytes().decode("utf-8")
    yield DOCS / "record.md", reference_pages.record_page(command, post)
    yield DOCS / "configuration.md", reference_pages.configuration_page()
    yield DOCS / "platforms.md", platform_pages.page(list(_tables()))
    yield DOCS / "api.md", reference_pages.api_page()
    for name, text in man_pages.pages(COMMANDS):
        yield ROOT / "man" / name, text
    phrases = DOCS / "phrases.md"
    yield phrases, between(phrases.read_text(encoding="utf-8"), "counts", counts())
    marking = DOCS / "marking.md"
    told = marking.read_text(encoding="utf-8")
    yield marking, between(told, "confidences", reference_pages.confidences())
    readme = ROOT / "README.md"
    yield readme, between(readme.read_text(encoding="utf-8"), "figures", figures())
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(EXAMPLE, Path(folder) / "post.txt")
        yield DOCS / "explain.svg", command("explain", "-f", "svg", "post.txt", folder=folder)


def same(path: Path, old: str, new: str) -> bool:
    """Whether a page is current; a drawing is when its words are, whoever drew it."""
    if path.suffix == ".svg":
        return _words(old) == _words(new)
    return old == new


def _words(svg: str) -> list[str]:
    svg = re.sub(r"<style.*?</style>", "", svg, flags=re.S)
    return re.sub(r"<[^>]*>", " ", svg).replace("&#160;", " ").split()


def main() -> int:
    """Write what is not current, or with `--check` name it."""
    stale = []
    for path, new in pages():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if not same(path, old, new):
            stale.append(path.relative_to(ROOT).as_posix())
            if "--check" not in sys.argv[1:]:
                path.parent.mkdir(exist_ok=True)
                path.write_text(new, encoding="utf-8")
    if "--check" in sys.argv[1:] and stale:
        print(f"{', '.join(stale)}: not current, run scripts/generate_docs.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
