"""Where the article begins and ends: head, body and tail of a document.

Each short line gets a weight of evidence, positive for boilerplate, negative for article (about
a log-likelihood ratio). The tail is the run of last lines with the greatest sum, the head the
run of first lines with the greatest sum: a change point, found in one pass from either end, so
that several weak signs together may move the border and one alone may not.
"""

from __future__ import annotations

from newsclean.dates import DateReading
from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon
from newsclean.shapes import (
    ARROW, CUT, DATE, HEADLINE, NUMBER, PROSE, SENTENCE, SPEECH, URL, ends_sentence, shape,
)  # fmt: skip

# What belongs to the article although tables know it.
ARTICLE_FAMILIES = frozenset(("credit-line", "photo-credit", "dateline"))
# Under these headings readers write.
THREAD_FAMILIES = frozenset(
    ("comment-count", "response-count", "comment-heading", "comment-body")
)
# Under these headings stand headlines of other articles, names, months, categories.
LIST_FAMILIES = frozenset(
    ("related", "post-navigation", "sidebar-heading", "archive-heading", "category-list",
     "tag-list", "author-box", "menu", "archive-list", "share", "byline", "follow", "read-more")
)  # fmt: skip

# Weights, as log-likelihood ratios counted on the development reposts and rounded.
STRONG, WEAK, RISKY = 4.0, 1.4, 0.4
_TAIL = {
    URL: 2.5, DATE: 1.8, NUMBER: 0.6, CUT: -1.5, ARROW: 1.8, HEADLINE: -0.9,
    SENTENCE: -2.5, SPEECH: -2.0, PROSE: -5.0, "glued": 4.0, "echo": 3.0, "credit": -2.0,
}  # fmt: skip
_UNDER_LIST = {HEADLINE: -0.1, CUT: 0.5, SPEECH: -0.1, SENTENCE: -1.2}
_IN_THREAD = {HEADLINE: 0.0, CUT: 0.0, SPEECH: 0.0, SENTENCE: -0.4, PROSE: -1.5}
_HEAD = {
    URL: 1.5, DATE: 2.5, NUMBER: 0.6, CUT: -2.0, ARROW: 1.0, HEADLINE: -0.6,
    SENTENCE: -3.0, SPEECH: -2.0, PROSE: -6.0, "glued": 3.0, "echo": 0.5, "credit": -1.0,
}  # fmt: skip
THRESHOLD = 2.5  # one strong row, an address, or two weak signs
_GIVE_UP = 14.0  # so far below the best sum nothing above can win


class Survey:
    """What is known of a document before any line is judged.

    keys: folded short lines. hits: matched rows. shapes, dates: of the lines looked at.
    head_end: lines before it are the head; tail_start: lines from it on are the tail.
    sections: line -> family of the heading that it stands under, in the tail.
    echoes: line -> the folded title that it repeats.
    """

    __slots__ = ("dates", "echoes", "glued", "head_end", "hits", "keys", "lexicon", "lines",
                 "sections", "shapes", "tail_start", "title_keys")  # fmt: skip

    def __init__(
        self, lines: list[str], keys: dict[int, str], hits: dict[int, Hit], lexicon: Lexicon,
        title: str | None,
    ) -> None:  # fmt: skip
        self.lines = lines
        self.keys = keys
        self.hits = hits
        self.lexicon = lexicon
        self.shapes: dict[int, str] = {}
        self.dates: dict[int, DateReading] = {}
        self.glued: dict[int, list[str]] = {}
        self.sections: dict[int, str] = {}
        self.title_keys = title_keys(keys, hits, title)
        self.echoes = self._echoes()
        self.tail_start = self._find_tail()
        self.head_end = self._find_head()

    def shape(self, i: int) -> str:
        """The shape of line `i`, worked out once; a row of the tables does not count here."""
        known = self.shapes.get(i)
        if known is None:
            known, reading = shape(self.lines[i])
            if reading is not None:
                self.dates[i] = reading
            elif known in (HEADLINE, ARROW, SENTENCE) and i in self.keys:
                parts = self.lexicon.split(self.keys[i])
                if parts is not None:
                    self.glued[i] = [row.family for row in parts]
                    known = "glued"
            self.shapes[i] = known
        return known

    def candidates(self) -> list[int]:
        """The lines that some filter may want: known wordings, and all of head and tail."""
        head, tail = self.head_end, self.tail_start
        body = [i for i in self.hits if head <= i < tail]
        cues = [i for i in body if self.hits[i][0].family == "related"]
        near = [j for i in cues if (j := self.after(i)) is not None and j not in self.hits and j < tail]
        for j in near:
            self.shape(j)
            self.sections.setdefault(j, self.hits[self.before(j)][0].family)
        lines = self.lines
        ends = [*range(head), *range(tail, len(lines))]
        return sorted({*body, *near, *(i for i in ends if lines[i] and not lines[i].isspace())})

    def owner(self, i: int) -> str:
        """The family that a line belongs to: of its row, its heading, or its shape."""
        hit = self.hits.get(i)
        if hit is not None:
            return hit[0].family
        if i in self.glued:
            return self.glued[i][0]
        return self.sections.get(i) or ("echo" if i in self.echoes else self.shapes.get(i, ""))

    def describe(self, i: int) -> str:
        """What the line is, in words for `explain`."""
        hit = self.hits.get(i)
        if hit is not None:
            return f"{hit[0].family.replace('-', ' ')} wording"
        if i in self.glued:
            return f"{self.glued[i][0].replace('-', ' ')} wordings run together"
        return {"echo": "the title", HEADLINE: "a headline or label"}.get(
            self.owner(i), self.shape(i)
        )

    def is_bare(self, i: int) -> bool:
        """Whether a line of no row is nothing but a date, an address, a number, buttons."""
        return self.shape(i) in (DATE, URL, NUMBER, "glued")

    def before(self, i: int) -> int | None:
        """The line before, across blank ones."""
        i -= 1
        while i >= 0 and not self.lines[i].strip():
            i -= 1
        return i if i >= 0 else None

    def after(self, i: int) -> int | None:
        """The line after, across blank ones."""
        i += 1
        while i < len(self.lines) and not self.lines[i].strip():
            i += 1
        return i if i < len(self.lines) else None

    def is_alone(self, i: int) -> bool:
        """Whether neither neighbour is a known wording of another kind.

        A list of single words (`Teilen`, `Kommentare`, `Anzeige`) is an article's list.
        """
        family = self.hits[i][0].family
        for j in (self.before(i), self.after(i)):
            if j is not None and j in self.hits:
                row, taken = self.hits[j]
                if row.family not in (family, "related", "ad-marker", "embed-placeholder") and (
                    not taken and row.family not in ARTICLE_FAMILIES
                ):
                    return False
        return True

    def _echoes(self) -> dict[int, str]:
        echoes = {}
        if self.title_keys:
            for i, key in self.keys.items():
                if i not in self.hits:
                    title = echoed(key, self.title_keys)
                    if title is not None:
                        echoes[i] = title
        return echoes

    def sign(self, i: int) -> tuple[str, float | None]:
        """Family or shape of a line, and the weight of its row if it has one."""
        hit = self.hits.get(i)
        if hit is None:
            if i in self.echoes:
                return "echo", None
            return self.shape(i), None
        row, taken = hit
        if row.family in ARTICLE_FAMILIES:
            return "credit", None
        if row.standalone and row.risk == "low":
            return row.family, STRONG
        weight = RISKY if row.risk == "high" else WEAK
        if taken and ends_sentence(self.lines[i]):
            weight -= 2.0  # the open end of a cautious row took a whole sentence
        return row.family, weight

    def _find_tail(self) -> int:
        lines = self.lines
        start = self._window()
        signs = []
        section = ""
        thread = False
        for i in range(start, len(lines)):
            if not lines[i].strip():
                continue
            name, weight = self.sign(i)
            if weight is not None:
                if name in THREAD_FAMILIES and weight > 0:
                    thread = True
                elif weight == STRONG and not name.startswith("comment"):
                    thread = False
                section = name if weight > 0 else ""
            elif thread and name in _IN_THREAD:
                weight = _IN_THREAD[name]
                self.sections[i] = "comment-body"
            elif section and name in _UNDER_LIST:
                weight = _UNDER_LIST[name]
                self.sections[i] = section
            else:
                weight = _TAIL[name]
                if weight < -1:
                    section = ""
                elif section:
                    self.sections[i] = section
            signs.append((i, weight))
        best, total, at = 0.0, 0.0, len(lines)
        for i, weight in reversed(signs):
            total += weight
            if total > best and weight > 0:
                best, at = total, i
            elif total < best - _GIVE_UP:
                break
        return at if best >= THRESHOLD else len(lines)

    def _window(self) -> int:
        """The line from which the tail is looked for: above it stand three lines of plain prose."""
        keys, hits, lines = self.keys, self.hits, self.lines
        prose = 0
        for i in range(len(lines) - 1, -1, -1):
            if i in hits:
                prose = 0
            elif i not in keys:
                if lines[i] and not lines[i].isspace():
                    prose += 1
                    if prose == 3:
                        return i
            elif len(keys[i]) < 100:
                prose = 0
        return 0

    def _find_head(self) -> int:
        best, total, at = 0.0, 0.0, 0
        for i in range(self.tail_start):
            if not self.lines[i].strip():
                continue
            name, weight = self.sign(i)
            if weight is None:
                weight = _HEAD[name]
            total += min(weight, 3.0)
            if total > best and weight > 0:
                best, at = total, i + 1
            elif total < best - 5.0:
                break
        return at if best >= 1.0 else 0


def title_keys(keys: dict[int, str], hits: dict[int, Hit], title: str | None) -> list[str]:
    """Folded titles that the document itself or the caller vouches for, the caller's first."""
    found = [fold(title)] if title else []
    for row, taken in hits.values():
        if "title" in row.captures and row.standalone:
            for name, value in taken:
                value = value.strip(" \"'.")
                if name == "title" and len(value) > 8 and value not in found:
                    found.append(value)
    return found


def echoed(key: str, titles: list[str]) -> str | None:
    """The title that a folded line repeats: the same, or one of them with a publisher added."""
    bare = key.strip(" \"'.")
    for title in titles:
        if bare == title:
            return title
        if len(bare) > 12 and (
            (bare.startswith(title) and bare[len(title):len(title) + 3] in (" - ", " | "))
            or (title.startswith(bare) and title[len(bare):len(bare) + 3] in (" - ", " | "))
        ):
            return title
    return None
