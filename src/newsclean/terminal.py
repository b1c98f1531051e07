"""Colour, width and pictures: the only module that imports rich."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from time import monotonic

from rich.console import Console
from rich.text import Text

from newsclean.emitters.explain import Row
from newsclean.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.progress import Progress

_STYLES = {
    "name": "bold",
    "kept": "",
    "removed": "red",
    "cut": "magenta",
    "doubtful": "yellow",
    "note": "dim italic",
    "gap": "dim",
    "summary": "bold",
    "field": "cyan",
}
# Of the sixteen colours that every terminal has those that are not used above. Filters whose lines
# often stand together differ.
_COLORS = {
    "comments": "magenta",
    "credit": "bright_cyan",
    "duplicate": "green",
    "embed": "bright_magenta",
    "feed-footer": "cyan",
    "footer": "blue",
    "inline": "bright_magenta",
    "markup": "bright_green",
    "model": "bright_red",
    "navigation": "bright_blue",
    "page-frame": "bright_black",
    "post-meta": "bright_cyan",
    "promotion": "bright_magenta",
    "related": "bright_green",
    "share": "red",
    "truncation": "green",
}
# Columns that stay free of text when a row goes on below: those of a sign, a hook, a name.
_HANG = {"kept": 2, "removed": 2, "cut": 2, "doubtful": 2, "note": 4, "field": 16}
_DIFF_STYLES = {b"-": "red", b"+": "green", b"@": "cyan"}
_PICTURE_WIDTH = 100

# As rich draws it, without the fonts that it would fetch from elsewhere.
_SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def colored(rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows in colour, folded at the terminal's width under their own text."""
    console = _console(_terminal_width())
    for row in rows:
        for line in _folded(console, row):
            yield _render(console, line)


def colored_diff(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A diff in colour, with everything that could drive the terminal made visible."""
    console = _console(_terminal_width())
    for line in lines:
        text = line.decode("utf-8", "surrogateescape").removesuffix("\n")
        style = _DIFF_STYLES.get(line[:1], "bold" if line.startswith((b"---", b"+++")) else "")
        yield _render(console, Text(visible(text, keep="\t\n"), style=style))


def svg(rows: Iterable[Row], title: str) -> bytes:
    """A picture of the rows, self-contained; the same rows give the same bytes."""
    console = _console(_PICTURE_WIDTH, record=True)
    for row in rows:
        for line in _folded(console, row):
            console.print(line)
    return console.export_svg(title=visible(title), code_format=_SVG).encode()


def _console(width: int, record: bool = False) -> Console:
    return Console(
        file=io.StringIO(), width=width, record=record, force_terminal=True, no_color=False,
        color_system="standard", highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip


def _terminal_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _folded(console: Console, row: Row) -> Iterator[Text]:
    gutter, style, text = row
    kind, _, name = style.partition(" ")
    hang = _HANG.get(kind, 0)
    style = _style(kind, name)
    text = text.expandtabs(4)
    body = Text(text[hang:], style=style)
    width = max(20, console.width - len(gutter) - hang)
    lead, sign = gutter, text[:hang]
    for part in body.wrap(console, width, overflow="fold") or [Text("")]:
        yield Text.assemble((lead, "dim"), (sign, style), part)
        # Below: the bar without the number.
        lead, sign = gutter and " " * (len(gutter) - 2) + gutter[-2:], " " * hang


def _style(kind: str, name: str) -> str:
    """How a kind of row looks, in the colour of its filter. name: of the filter, "" for none."""
    plain = _STYLES[kind]
    color = _COLORS.get(name)
    if color is None or kind == "doubtful":
        return plain
    return f"{plain} {color}" if kind == "note" else color


def _render(console: Console, line: Text) -> bytes:
    file = console.file
    console.print(line, soft_wrap=True)
    text = file.getvalue()  # type: ignore[attr-defined]
    file.seek(0)
    file.truncate()
    return str(text).encode()


class Meter:
    """Progress on standard error, from half a second on: documents, speed, what went, time left.

    total: documents, None where nobody knows; size: their bytes, as far as they are known.
    """

    _DELAY = 0.5

    def __init__(self, total: int | None, size: int) -> None:
        self._total, self._size = total, max(1, size)
        self._done = self._read = 0
        self._started = monotonic()
        self._bar: Progress | None = None

    def step(self, size: int, removed: int) -> None:
        """One more document of so many bytes; `removed` lines so far."""
        self.reach(self._done + 1, self._read + size, removed)

    def reach(self, done: int, read: int, removed: int) -> None:
        """So many documents, bytes and removed lines so far."""
        self._done, self._read = done, read
        passed = monotonic() - self._started
        if self._bar is None and passed > self._DELAY:
            self._bar = _bar(self._total, self._size)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0], completed=self._read, done=f"{self._done:,}",
                speed=f"{self._read / 1e6 / passed:.1f}", removed=f"{removed:,}",
            )  # fmt: skip

    def say(self, text: str) -> None:
        """A message, above the bar."""
        if self._bar is not None:
            self._bar.console.print(Text(visible(text)), soft_wrap=True)
        else:
            os.write(2, visible(text).encode("utf-8", "backslashreplace") + b"\n")

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar(total: int | None, size: int) -> Progress:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    of = "" if total is None else f" of {total:,}"
    words = "{task.fields[done]}" + of + " documents, {task.fields[speed]} MB/s, "
    bar = Progress(
        TextColumn(words + "{task.fields[removed]} lines removed", markup=False), BarColumn(),
        TimeRemainingColumn(), console=console, transient=True,
    )  # fmt: skip
    bar.add_task("", total=size, done="0", speed="0", removed="0")
    return bar
