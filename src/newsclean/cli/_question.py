"""How a question of `newsclean review` looks: a few lines that scroll by like any others."""

from __future__ import annotations

import os
import unicodedata

from newsclean.emitters.explain import told_reason
from newsclean.messages import counted
from newsclean.reviewing.question import (
    DROP,
    DROP_END,
    DROP_HERE,
    KEEP,
    KEEP_HERE,
    Question,
)
from newsclean.reviewing.seen import ROW_CHARS
from newsclean.visible import visible

KEYS = {"D": DROP, "E": DROP_END, "K": KEEP, "d": DROP_HERE, "k": KEEP_HERE}
_LEAST_COLUMNS, _COLUMNS = 20, 80
_INDENT = "   "  # of a row that goes on
_BOLD, _DIM, _RED, _YELLOW, _GREEN = "1", "2", "31", "33", "32"

HELP = """\
  D  drop the line always: a rule in the pack, for all posts, also those to come
  E  drop it at the end of a text only (or its start), where most of its lines are
  K  keep it always: a keep row, and no filter and no rule takes it any more
  d  drop it in this article only (a rule for one article)
  k  keep it in this article only
  n  p  the next place where the line stands, the one before
  c  more lines around it
  s  skip the line, in later sessions too (--again asks about it once more)
  u  undo the last answer, as often as there are any
  l  show the question again
  q  quit; Ctrl-C does, too. What was answered is in the pack already, and the next
     session goes on from there
"""


class Painter:
    """Colour where it is wanted, and the width of the terminal as it is now."""

    def __init__(self, *, is_colored: bool) -> None:
        self._is_colored = is_colored

    def paint(self, text: str, style: str) -> str:
        """The text in a style; without colour as it is."""
        return f"\x1b[{style}m{text}\x1b[0m" if self._is_colored and text and style else text

    def columns(self) -> int:
        """How wide the terminal is."""
        for descriptor in (1, 0):
            try:
                return max(os.get_terminal_size(descriptor).columns or _COLUMNS, _LEAST_COLUMNS)
            except OSError:
                continue
        return _COLUMNS

    def wrap(self, text: str, style: str = "") -> list[str]:
        """A sentence in as many rows as it takes, in a style; what goes on is indented."""
        return [self.paint(row, style) for row in wrapped(text, self.columns())]

    def fit(self, text: str) -> str:
        """A text cut to one row of the terminal."""
        return cut(text, self.columns())


def shown(question: Question, painter: Painter, context: int, left: int, reading: str) -> str:
    """The question, ready to be printed. left: how many there are; reading: what is read still."""
    rows = [""]
    place = visible(f"{question.name}, line {question.place.number + 1}")
    rows.append(painter.paint(painter.fit(place), _BOLD))
    about = f"in {counted(question.wording.posts, 'post')}"
    if question.of > 1:
        about += f", place {question.at + 1} of {question.of}"
    about += f"; {left - 1:,} more to ask" if left > 1 else "; the last one"
    rows.append(painter.paint(painter.fit(f"{about}{reading}"), _DIM))
    rows += ["", *_lines(question, painter, context), "", *painter.wrap(_why(question)), ""]
    rows += _answers(question, painter)
    return "\n".join(rows) + "\n"


def _lines(question: Question, painter: Painter, context: int) -> list[str]:
    """The line among those beside it."""
    at, all_rows = question.place.number, question.rows
    filled = [i for i, row in enumerate(all_rows) if i == at or row[1:].strip()]
    middle = filled.index(at)
    chosen = filled[max(0, middle - context) : middle + context + 1]
    width = len(str(chosen[-1] + 1))
    found = []
    for i in chosen:
        sign, text = all_rows[i][0], visible(all_rows[i][1:])
        text += "…" if len(all_rows[i]) > ROW_CHARS else ""
        gutter = f"{'>' if i == at else ' '}{sign} {i + 1:{width}} │ "
        if i == at:  # whole, however many rows it takes
            style = f"{_BOLD};{_RED if sign == '-' else _YELLOW}"
            found.append(painter.paint(f"{gutter}{text}", style))
        else:
            style = f"{_DIM};{_RED}" if sign == "-" else _DIM
            found.append(painter.paint(painter.fit(f"{gutter}{text}"), style))
    return found


def _why(question: Question) -> str:
    """Why it is asked."""
    mark = question.place.mark
    if not mark[0]:
        return f"stays, and stands in {counted(question.wording.posts, 'post')}: is it the site's?"
    name, reason = told_reason(mark)
    verb = "goes" if question.place.is_removed else "stays, in doubt"
    return visible(f"{verb} ({mark[3]:.2f} sure): {name}, {reason}")


def _answers(question: Question, painter: Painter) -> list[str]:
    """What each key does."""
    offers, rows = question.offers, []
    for key, choice, verb in (("D", DROP, "drop"), ("E", DROP_END, "drop"), ("K", KEEP, "keep")):
        if choice in offers:
            style = _YELLOW if offers[choice].is_bold else ""
            rows += painter.wrap(f"{key}  {verb} {offers[choice].told}", style)
    if DROP_HERE in offers:
        rows += painter.wrap(f"d  drop, k  keep {offers[DROP_HERE].told}")
    if question.form is not None and question.wording.varies:
        rows += painter.wrap(f"   (numbers differ: {visible(question.form[1])})", _DIM)
    if not offers:
        rows += painter.wrap(
            "no rule can name this line: it is very long, or holds bytes of no encoding"
        )
    elif DROP_HERE not in offers:
        rows += painter.wrap(
            "(no line stays by which an answer for this article only could know it)"
        )
    more = "n  next place, " if question.at + 1 < question.of else ""
    rows += painter.wrap(f"{more}s  skip, u  undo, q  quit, ?  help", _DIM)
    return rows


def wrapped(text: str, columns: int) -> list[str]:
    """A sentence in rows of the terminal; those after the first are indented."""
    rows = [""]
    for number, word in enumerate(text.split(" ")):
        blank = " " if number else ""
        if rows[-1].strip() and cells(rows[-1]) + len(blank) + cells(word) > columns:
            rows.append(_INDENT)
            blank = ""
        rows[-1] += blank + word
    return rows


def cells(text: str) -> int:
    """How many columns a text takes: wide characters two, marks that join others none."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def _cell(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with a sign that it goes on."""
    if cells(text) <= columns:
        return text
    taken, size = [], 1
    for char in text:
        size += _cell(char)
        if size > columns:
            break
        taken.append(char)
    return "".join(taken) + "…"
