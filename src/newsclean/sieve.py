"""One pass over the lines: which of them do the tables know?"""

from __future__ import annotations

from newsclean.fold import fold
from newsclean.lexicon import BEGIN_CHARS, LONG_START_CHARS, Hit, Lexicon
from newsclean.line import Line
from newsclean.links import without_links
from newsclean.shapes import PROSE, SHORT_CHARS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.packs.force import Rules

# A headline between fixed words may make a line this long (`The post … appeared first on …`);
# a longer line is prose, whatever it begins with.
LONG_CHARS = 400
_SPARE_CHARS = 10  # that folding may take away
# Different lines remembered at once, a few hundred bytes each.
_REMEMBERED = 1 << 14
# Of a text with more lines than this only the ends are kept as keys: it is a dump or a table,
# and a key for each of five million lines would cost more than the text.
MANY_LINES, _END_LINES = 20_000, 4_000
# rows, matched rows and debris of a document; see `Sieve.sweep`.
Swept = tuple["list[Line | None]", "dict[int, Hit]", "dict[int, str]"]
_NUMBER_CHARS = 8  # lynx puts a link's number before its text
_LINKED_CHARS = 2000  # of a short line with the addresses of its links


class Sieve:
    """Folds each different line that can be boilerplate once, and asks the tables about it.

    What it remembers depends on nothing but the lines themselves; threads may share it.
    rules: those of a user's packs. A line that they keep is prose, whatever the tables know.
    """

    __slots__ = ("_lines", "lexicon", "rules")

    def __init__(self, lexicon: Lexicon, rules: Rules | None = None) -> None:
        self.lexicon = lexicon
        self.rules = rules
        self._lines: dict[str, Line] = {}

    def line(self, text: str) -> Line:
        """What a short line is; a blank one has an empty key."""
        line = self._lines.get(text)
        if line is None:
            key = fold(text)
            is_kept, hit = False, None
            if self.rules is not None:
                is_kept, _, hit = self.rules.look(text)
            if is_kept:
                line = Line(text, "", None)
                line.sign = (PROSE, None)
            else:
                if hit is None and ("](" in text or "**" in text or "[" in text[:_NUMBER_CHARS]):
                    read = fold(without_links(text.replace("**", "")))
                    hit = self.lexicon.find(read) if read and read != key else None
                    key = key if hit is None else read
                line = Line(text, key, hit or (self.lexicon.find(key) if key else None))
            if len(self._lines) >= _REMEMBERED:
                self._lines.clear()
            self._lines[text] = line
        return line

    def sweep(self, lines: list[str]) -> Swept:
        """Ask every line.

        lines: without line ends; not changed. Returns, for each line, what is known of it when
        it is short and not blank; the matched rows by line number (0-based), ascending; and what
        `newsclean.debris` takes lines for.
        """
        rows: list[Line | None] = [None] * len(lines)
        hits: dict[int, Hit] = {}
        debris: dict[int, str] = {}
        known, begins, rules = self._lines.get, self.lexicon.long_begins, self.rules
        end = len(lines) - _END_LINES
        is_large = len(lines) > MANY_LINES
        for i, text in enumerate(lines):
            if len(text) > SHORT_CHARS and not _is_short(text):
                # Never looked up among the lines met before: to hash prose costs more than this.
                is_kept, _, hit = (False, (), None) if rules is None else rules.look(text)
                if hit is None and text[:BEGIN_CHARS].lower() in begins:
                    hit = self._long(text)
                if hit is not None and not is_kept:
                    hits[i] = hit
            elif text:
                row = known(text) or self.line(text)
                if row.hit is not None:
                    hits[i] = row.hit
                    rows[i] = row
                elif row.key:
                    if row.debris:
                        debris[i] = row.debris
                    if not (is_large and _END_LINES < i < end):
                        rows[i] = row
        return rows, hits, debris

    def _long(self, text: str) -> Hit | None:
        """The row of a wording that a title lengthens past the limit of short lines."""
        if len(text) > LONG_CHARS:
            return None
        return self.lexicon.find_long(text, fold(text[:LONG_START_CHARS + _SPARE_CHARS]))


def _is_short(text: str) -> bool:
    """Whether a long line is a short one but for the addresses of its links."""
    if "](" not in text or len(text) > _LINKED_CHARS:
        return False
    return len(without_links(text)) <= SHORT_CHARS
