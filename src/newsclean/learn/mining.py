"""What repeats from post to post of one site, and whether that is its template.

Lines that repeat across the documents of a site are the oldest sign of a template: Z. Bar-Yossef and
S. Rajagopalan, "Template detection via data mining" (2002), count shared blocks, L. Yi, B. Liu and
X. Li, "Eliminating noisy information in web pages" (2003), weigh them by place. Lines with a part
that varies are found as R. Vaarandi finds the patterns of log lines (2003), by the words that
are frequent at one end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsclean.fold import fold, fold_numbers
from newsclean.learn.articles import grouped
from newsclean.learn.ends import Row, Template, templates
from newsclean.learn.store import LONG
from newsclean.lexicon import Lexicon
from newsclean.line import ARTICLE_FAMILIES
from newsclean.shapes import DATE, HEADLINE, PROSE, shape

HEAD, BODY, TAIL = "head", "body", "tail"
# Different articles that must carry a line, and the share of all of them.
LEAST_ARTICLES = 3
_LEAST_FACTOR = 0.6  # of the root of their number: 4 of 40, 27 of 2,000
_BODY_SHARE, _BODY_ARTICLES = 0.08, 4
_SURE_SHARE = 0.9  # of its places that make one of them its place
_SENTENCE_CHARS, _SENTENCE_CHARS_WIDE = 60, 25
_CARRIED = 2  # headlines under a heading, at least
_CARRY_SHARE, _HEADING_SHARE = 0.6, 0.3
_PROMOTED_SHARE = 0.1  # a headline on fewer posts is one of many that take turns
_EXAMPLES = 3
_FIRM_SHARE = 0.5  # from here on a line of one letter is no accident
# Longer than the subheadings that a blog repeats, and on so many posts: a promoted headline.
_HEADING_WORDS, _HEADING_CHARS_WIDE, _LONG_SHARE = 4, 12, 0.15
_AGAIN = 2  # so often in one text, no heading is
_BESIDE_SHARE = 0.8
_SLOT = re.compile(r"\{(?!n\})\w+\}")
_TITLE_CHARS, _TITLE_SHARE = 8, 0.6
_DATE_CHARS = 64
_LETTERS_RUN, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
_ANY_LETTERS, _ANY_DIGITS = r"[^\W\d_]+", r"\d+"
_LETTERS, _LETTERS_WIDE = 3, 2  # fewer say nothing


class Finding:
    """A line, or the fixed part of one, that several articles of a site carry.

    phrase, or else pattern: as in a rule pack. articles: how many different ones carry it; share: of all
    that were read. position: `head`, `tail` or `anywhere`. examples: lines as they stood.
    carries: whether headlines stand under it. takes_title: whether what varies is the title. is_doubtful: whether it may be a heading of articles.
    """

    __slots__ = ("articles", "carries", "examples", "is_doubtful", "pattern", "phrase",
                 "position", "share", "takes_title")  # fmt: skip

    def __init__(
        self, phrase: str, articles: int, share: float, position: str, examples: list[str]
    ) -> None:
        self.phrase = phrase
        self.pattern = ""
        self.articles = articles
        self.share = share
        self.position = position
        self.examples = examples
        self.carries = self.takes_title = False
        self.is_doubtful = False

    def __repr__(self) -> str:
        return f"Finding({self.phrase!r}, {self.articles}, {self.position})"


class _Places:
    """Where one key stood."""

    __slots__ = ("again", "articles", "beside", "count", "lines", "over_headlines", "over_own",
                 "zones")  # fmt: skip

    def __init__(self) -> None:
        self.articles: set[int] = set()
        self.lines: dict[str, None] = {}
        self.zones: Counter[str] = Counter()
        self.count = self.again = self.beside = self.over_headlines = self.over_own = 0


def mine(posts: Sequence[Sequence[str]]) -> tuple[int, list[Finding]]:
    """How many different articles the posts hold, and what their template is.

    posts: lines of each, as `reduced` leaves them, without blank ones.
    """
    groups = grouped(posts)
    total = len(set(groups))
    if total < LEAST_ARTICLES:
        return total, []
    site = _Site(posts, groups, total)
    return total, sorted(site.findings(), key=lambda one: (-one.articles, one.phrase))


class _Site:
    """The posts of one site, looked at line by line."""

    def __init__(
        self, posts: Sequence[Sequence[str]], groups: Sequence[int], total: int
    ) -> None:
        self._lexicon = Lexicon()
        self._groups = groups
        self._total = total
        self._least = max(LEAST_ARTICLES, round(_LEAST_FACTOR * total**0.5))
        keys: dict[str, str] = {}
        self._keys = [[keys.setdefault(line, _key(line)) for line in lines] for lines in posts]
        self._posts = posts
        carriers: defaultdict[str, set[int]] = defaultdict(set)
        for group, own in zip(groups, self._keys, strict=True):
            for key in own:
                carriers[key].add(group)
        self._repeated = {k for k, found in carriers.items() if len(found) >= self._least and k}
        self._zones = [self._zones_of(n) for n in range(len(posts))]

    def _zones_of(self, n: int) -> list[str]:
        """For each line of a post whether it stands above, among or below its paragraphs."""
        lines, keys = self._posts[n], self._keys[n]
        prose = [
            i for i, line in enumerate(lines)
            if keys[i] not in self._repeated and _is_prose(line)
        ]  # fmt: skip
        if not prose:
            return [BODY] * len(lines)
        first, last = prose[0], prose[-1]
        return [HEAD if i < first else TAIL if i > last else BODY for i in range(len(lines))]

    def findings(self) -> Iterator[Finding]:
        """The template: lines with a part that varies, then those that are the same each time."""
        covered: set[str] = set()
        for template in templates(self._rows(), self._least):
            finding = self._of_template(template)
            if finding is not None:
                covered |= template.lines.keys()
                yield finding
        for finding, lines in self._dates():
            covered |= lines
            yield finding
        known = self._exact(covered)
        for places in known.values():
            finding = self._judged(places, next(iter(places.lines)))
            if finding is not None:
                yield finding

    def _dates(self) -> Iterator[tuple[Finding, set[str]]]:
        """Lines that are a date, each kind of writing for itself; with the lines of each."""
        kinds: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._rows():
            line, _, zone, _ = row
            if len(line) <= _DATE_CHARS and zone != BODY and any(map(str.isdigit, line)) and (
                    shape(line)[0] == DATE):  # fmt: skip
                kinds[f"{zone} {_DIGITS.sub('0', _LETTERS_RUN.sub('a', line))}"].append(row)
        for kind, rows in kinds.items():
            articles = len({group for _, group, _, _ in rows})
            lines = dict.fromkeys(line for line, *_ in rows)
            if articles >= self._least and len(lines) >= LEAST_ARTICLES:
                zone, _, shown = kind.partition(" ")
                pattern = re.escape(shown).replace("a", _ANY_LETTERS).replace("0", _ANY_DIGITS)
                pattern = pattern.replace("\\ ", " ")
                examples = list(lines)[:_EXAMPLES]
                finding = Finding("", articles, articles / self._total, zone, examples)
                finding.pattern = pattern
                yield finding, set(lines)

    def _rows(self) -> list[Row]:
        return [
            (line, group, zone, n)
            for n, group in enumerate(self._groups)
            for line, zone in zip(self._posts[n], self._zones[n], strict=True)
        ]

    def _exact(self, covered: set[str]) -> dict[str, _Places]:
        """The lines that repeat, numbers aside, and that no template covers."""
        found: defaultdict[str, _Places] = defaultdict(_Places)
        for n, group in enumerate(self._groups):
            lines, keys, zones = self._posts[n], self._keys[n], self._zones[n]
            is_own = [key not in self._repeated and line not in covered
                      for line, key in zip(lines, keys, strict=True)]  # fmt: skip
            times = Counter(keys)
            for i, key in enumerate(keys):
                if is_own[i] or lines[i] in covered:
                    continue
                places = found[key]
                places.articles.add(group)
                places.count += 1
                places.zones[zones[i]] += 1
                places.again += times[key] >= _AGAIN
                if len(places.lines) < _EXAMPLES:
                    places.lines[lines[i]] = None
                above, below = is_own[i - 1:i], is_own[i + 1:i + 2]
                places.beside += False in above or False in below
                places.over_own += below == [True]
                places.over_headlines += is_own[i + 1:i + 1 + _CARRIED] == [True] * _CARRIED and (
                    not any(map(_is_prose, lines[i + 1:i + 1 + _CARRIED])))  # fmt: skip
        return found

    def _judged(self, places: _Places, line: str) -> Finding | None:
        """A line that repeats as a part of the template; None when it may be the articles'."""
        articles = len(places.articles)
        share = articles / self._total
        key = fold(line)
        hit = self._lexicon.find(key)
        is_known = hit is not None
        if hit is not None and hit[0].family in ARTICLE_FAMILIES:
            return None  # `Reuters contributed.`
        zone, times = places.zones.most_common(1)[0]
        is_edge = zone != BODY and times >= _SURE_SHARE * places.count
        if not is_edge and (articles < _BODY_ARTICLES or share < _BODY_SHARE):
            return None
        letters = sum(map(str.isalpha, key))
        is_beside = places.beside >= _BESIDE_SHARE * places.count
        is_again = places.again > places.count // 2
        if letters < (_LETTERS if line < "\u2e80" else _LETTERS_WIDE) and not (
            letters and share >= _FIRM_SHARE and (is_edge or is_beside or is_again)):  # fmt: skip
            return None
        examples = list(places.lines)
        phrase = _phrase(examples)
        if phrase is None:
            return None
        # A whole line of many words is the same wherever it stands.
        is_anywhere = not is_edge or (share >= _FIRM_SHARE and not _may_head(key))
        position = "anywhere" if is_anywhere else zone
        finding = Finding(phrase, articles, share, position, examples)
        is_label = shape(line)[0] == HEADLINE and not line.endswith((":", "："))
        if is_label and share < _PROMOTED_SHARE and not _may_head(key) and not is_known:
            return None
        if (share >= _HEADING_SHARE and places.over_headlines >= _CARRY_SHARE * places.count
                and places.zones[TAIL] >= _CARRY_SHARE * places.count):  # fmt: skip
            finding.carries, finding.position = True, TAIL
        may_be_heading = is_label and not is_known and (share < _LONG_SHARE or _may_head(key))
        finding.is_doubtful = (
            not is_edge and may_be_heading and not is_again and not is_beside
            and places.over_own > places.count // 4
        )  # fmt: skip
        return finding

    def _of_template(self, template: Template) -> Finding | None:
        articles = len(template.articles)
        zone, times = template.zones.most_common(1)[0]
        count = sum(template.zones.values())
        is_edge = zone != BODY and times >= _SURE_SHARE * count
        share = articles / self._total
        if not is_edge and (articles < _BODY_ARTICLES or share < _BODY_SHARE or template.is_loose):
            return None
        position = zone if is_edge else "anywhere"
        finding = Finding(template.phrase, articles, share, position,
                          list(template.lines)[:_EXAMPLES])  # fmt: skip
        if self._is_title(template):
            finding.phrase = _SLOT.sub("{title}", template.phrase)
            finding.takes_title = True
        return finding

    def _is_title(self, template: Template) -> bool:
        """Whether what varies stands again in the post, as the title does: `0 comments on "T"`."""
        again = 0
        for (line, _, _, n), value in zip(template.rows, template.values, strict=True):
            key, own = fold(value), _key(line)
            again += len(key) >= _TITLE_CHARS and any(
                other.startswith(key) for other in self._keys[n] if other != own
            )
        return again > _TITLE_SHARE * len(template.rows)


def _key(line: str) -> str:
    return line if line.startswith(LONG) else fold_numbers(fold(line))


def _is_prose(line: str) -> bool:
    if line.startswith(LONG):
        return True
    size = _SENTENCE_CHARS if line < "\u2e80" else _SENTENCE_CHARS_WIDE
    return len(line) >= size and shape(line)[0] == PROSE


def _may_head(key: str) -> bool:
    """Whether a line is as short as the subheadings that a blog repeats."""
    if key > "\u2e80":
        return len(key) <= _HEADING_CHARS_WIDE
    return key.count(" ") < _HEADING_WORDS


def _phrase(examples: Sequence[str]) -> str | None:
    """Lines that are one but for their numbers, as a phrase; None when braces would mislead."""
    first = examples[0]
    if "{" in first or "}" in first:
        return None
    if all(fold(line) == fold(first) for line in examples):
        return first
    return fold_numbers(first).replace("0", "{n}")
