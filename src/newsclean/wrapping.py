"""Lines that were broken at a width, as in mail, in old archives and by `fold`."""

from __future__ import annotations

from newsclean.shapes import ends_sentence

_LEAST_WIDTH, _MOST_WIDTH = 30, 120  # of a column of text
_LEAST_BREAKS, _SHARE = 3, 0.8
_SLACK = 2  # characters by which a line may be broken too early
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONG_CHARS = 50  # of a line that may have been broken where no width is known


class Wrapping:
    """How the lines of a text were broken, worked out when it is first asked for."""

    __slots__ = ("_lines", "_paragraphs", "_width")

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._width: int | None = None
        self._paragraphs: set[int] | None = None

    def width(self) -> int:
        """At how many characters the lines were broken; 0 where they were not, or it is not seen.

        Who breaks lines fills each before the next begins: its first word would not have fitted
        above. Three breaks within sentences must show that, and four of five of all there are.
        """
        if self._width is None:
            lines = self._lines
            # Most lines begin with a capital, which is told first, for each line is asked.
            lower = [i for i, line in enumerate(lines) if line[:1] not in _CAPITALS and i]
            breaks = [
                (len(lines[i - 1].rstrip()), _first_word_chars(lines[i]))
                for i in lower
                if lines[i].lstrip()[:1].islower() and _may_break(lines[i - 1])
            ] if len(lower) >= _LEAST_BREAKS else []
            self._width = _width_of(breaks)
        return self._width

    def goes_on(self, i: int) -> bool:
        """Whether a line is the rest of the one above.

        The width says so; or two long lines above do, or one that is indented as this is. One that
        begins with a capital may begin anew.
        """
        lines = self._lines
        text = lines[i].lstrip()
        if not i or text[:1].isupper():
            return False
        if self.width() and self._is_broken(i):
            return True
        if not text[:1].islower() or len(lines[i - 1]) < _LONG_CHARS:
            return False
        above = lines[i - 1]
        indent = len(lines[i]) - len(text)
        is_laid_out = indent > 0 and len(above) - len(above.lstrip()) == indent
        is_long = i > 1 and len(lines[i - 2]) >= _LONG_CHARS
        return (is_laid_out or is_long) and not ends_sentence(above)

    def is_of_paragraph(self, i: int) -> bool:
        """Whether a line is of a paragraph that was broken at a width.

        What ends in no stop is a headline or a list.
        """
        if not self.width():
            return False
        if self._paragraphs is None:
            self._paragraphs = set()
            run: list[int] = []
            for at in range(len(self._lines) + 1):
                if run and at < len(self._lines) and self._is_broken(at):
                    run.append(at)
                else:
                    if len(run) > 1 and ends_sentence(self._lines[run[-1]].rstrip()):
                        self._paragraphs.update(run)
                    run = [at]
        return i in self._paragraphs

    def is_rest(self, i: int) -> bool:
        """Whether a line is of a broken paragraph, and not its first."""
        return self.is_of_paragraph(i) and self._is_broken(i)

    def _is_broken(self, i: int) -> bool:
        """Whether a line and the one above are one sentence, in a text of a known width."""
        above, text = self._lines[i - 1], self._lines[i]
        if not i or not text.strip() or not _may_break(above):
            return False
        return len(above.rstrip()) + 1 + _first_word_chars(text) > self.width() - _SLACK


def _width_of(breaks: list[tuple[int, int]]) -> int:
    """breaks: of each line amid a sentence its length, and that of the first word below it."""
    if len(breaks) < _LEAST_BREAKS:
        return 0
    width = max(size for size, _ in breaks)
    if not _LEAST_WIDTH <= width <= _MOST_WIDTH:
        return 0
    filled = sum(size + 1 + word > width - _SLACK for size, word in breaks)
    return width if filled >= max(_LEAST_BREAKS, _SHARE * len(breaks)) else 0


def _first_word_chars(line: str) -> int:
    return len(line.split(None, 1)[0])


def _may_break(line: str) -> bool:
    text = line.rstrip()
    return bool(text) and not ends_sentence(text)
