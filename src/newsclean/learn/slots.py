"""What stands beside learned lines and is different in every post: headlines, names, remarks.

No line of them repeats, but their place does: under a heading, between two labels. A rule takes
them along (`below`, `above`) where nothing of an article can stand there: below a line that is
boilerplate by itself, closed by another learned line; or where the lines are headlines that several
posts share or that are titles of other posts, which no end of an article is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from newsclean.fold import fold
from newsclean.learn.finding import Finding
from newsclean.learn.site import BODY, HEAD, TAIL, Site
from newsclean.learn.store import LONG
from newsclean.shapes import PROSE, SENTENCE, SPEECH, shape

_CLOSES = 0.8  # of the posts with a line: then another one closes what stands under it
_SENTENCE_SHARE = 0.8  # of the articles: a sentence on fewer closes nothing
_FIRST_SHARE = 0.5  # of the articles: the first line of the tail
_SHARE = 0.15  # of the articles: a line on fewer takes nothing along
_FILLED, _ALIKE = 0.6, 0.9  # of its places: with lines beside it, and with such as they must be
_FEW = 2  # articles with lines between two of boilerplate
_TURNS = 0.7  # of the places of a name: then what takes the slot is enough
_MOST = 20  # lines
_MORE = 3
_PROSE = 0.3  # of the lists of headlines those with one that looks like a paragraph
_HEADLINE_WORDS, _HEADLINE_CHARS_WIDE = 5, 12  # of the middle one of a list
_SHARED, _TITLES = 0.1, 2  # of a list's lines those that other posts have, and that are titles
_NAMES = 0.5  # different lines in a slot above the article: a title is different in each post
_ABOVE_ARTICLES = 8
_FEW_POSTS = 50  # one in so many may have fewer headlines than the others
_PARAGRAPHS = frozenset((PROSE, SENTENCE, SPEECH))


class _Run:
    """Lines beside a learned one.

    article: in which; is_closed: whether a learned line closes them; is_anchored: whether
    boilerplate stands above them.
    """

    __slots__ = ("article", "is_anchored", "is_closed", "lines")

    def __init__(
        self, article: int, lines: Sequence[str], *, is_closed: bool, is_anchored: bool
    ) -> None:
        self.article = article
        self.lines = lines
        self.is_closed = is_closed
        self.is_anchored = is_anchored


def add_slots(site: Site, owners: Mapping[str, Finding], titles: Iterable[str]) -> set[Finding]:
    """Tell the findings what goes along with their lines; returns those that nobody needs then.

    owners: which finding a line is of. titles: folded ones of the posts, as far as they are known.
    A name that many posts have in a slot is a finding, too, and what takes the slot takes it.
    """
    known = set(titles)
    anchors = {one for one in owners.values() if one.is_anchor}
    posts = [_learned(site, n, owners) for n in range(len(site.posts))]
    closers = _closers(posts)
    below: defaultdict[tuple[Finding, str], list[_Run]] = defaultdict(list)
    above: defaultdict[Finding, list[_Run]] = defaultdict(list)
    for n, article in enumerate(site.articles):
        for zone in (HEAD, TAIL):
            _collect(site, n, article, zone, posts[n][zone], closers, below)
        _collect_above(site, n, article, posts[n][TAIL], above)
    shared = _shared(below, above)
    for (finding, zone), runs in below.items():
        if zone == TAIL and _may_take(finding, TAIL):
            _take_below(finding, runs, shared, known)
            if not finding.below:
                _doubt(finding, runs)
        elif zone == HEAD and _may_take(finding, HEAD):
            _take_names(finding, runs)
    for finding, runs in above.items():
        if _may_take(finding, TAIL) and len(runs) >= _ALIKE * finding.articles:
            _take_above(finding, runs, shared, known)
    return _needless(owners, anchors, below, above)


_Learned = list[tuple[int, Finding]]


def _learned(site: Site, n: int, owners: Mapping[str, Finding]) -> dict[str, _Learned]:
    """The learned lines above and below the paragraphs of a post, with their findings."""
    found: dict[str, _Learned] = {HEAD: [], TAIL: []}
    for i, (line, zone) in enumerate(zip(site.posts[n], site.zones[n], strict=True)):
        if zone != BODY and line in owners:
            found[zone].append((i, owners[line]))
    return found


def _closers(posts: Iterable[Mapping[str, _Learned]]) -> Mapping[Finding, frozenset[Finding]]:
    """For each finding those of which a line nearly always stands somewhere under its own.

    What is rarer there is one of many lines that take turns.
    """
    times: Counter[Finding] = Counter()
    under: defaultdict[Finding, Counter[Finding]] = defaultdict(Counter)
    for post in posts:
        for own in post.values():
            kinds = list(dict.fromkeys(finding for _, finding in own if finding.share >= _SHARE))
            times.update(kinds)
            last = {finding: i for i, finding in own}
            sure = set(filter(_is_sure, kinds))
            first: dict[Finding, int] = {}
            for i, finding in own:
                first.setdefault(finding, i)
            ends = [(other, last[other]) for other in kinds if other in sure]
            for one in kinds:
                start = first[one]
                under[one].update([other for other, end in ends if end > start])
    return {
        one: frozenset([other for other, n in found.items() if n >= _CLOSES * times[one]])
        for one, found in under.items()
    }


def _is_sure(finding: Finding) -> bool:
    """Whether a line surely ends what stands above it."""
    return not finding.is_doubtful and (
        finding.share >= _SENTENCE_SHARE or not finding.is_sentence
    )


def _needless(
    owners: Mapping[str, Finding], anchors: set[Finding],
    below: Mapping[tuple[Finding, str], list[_Run]], above: Mapping[Finding, list[_Run]],
) -> set[Finding]:  # fmt: skip
    """The findings whose lines nearly always go along with others.

    What has a rule of its own ends a list, so that what stands under it goes along no more.
    """
    lists = [run.lines for (finding, zone), runs in below.items()
             if finding.below and finding.position == zone
             for run in runs if len(run.lines) <= finding.below]  # fmt: skip
    over: Counter[Finding | None] = Counter(
        owners[line] for finding, runs in above.items() for run in runs
        for line in run.lines[: finding.above] if line in owners
    )  # fmt: skip
    found = set(owners.values()) - anchors
    while True:
        times = over.copy()
        for lines in lists:
            for line in lines:
                one = owners.get(line)
                if one is not None and one not in found:
                    break
                times[one] += 1
        left = {one for one in found if times[one] >= _TURNS * one.times}
        if left == found:
            return found
        found = left


def _collect(
    site: Site, n: int, article: int, zone: str, found: _Learned,
    closers: Mapping[Finding, frozenset[Finding]],
    below: defaultdict[tuple[Finding, str], list[_Run]],
) -> None:  # fmt: skip
    """The runs under the learned lines of one post, above or below the paragraphs."""
    lines = site.posts[n]
    last = len(lines) - 1
    is_anchored = False
    for k, (i, finding) in enumerate(found):
        is_anchored |= finding.is_anchor
        if finding.share < _SHARE:
            continue
        end, is_closed = len(lines), False
        closing = closers[finding]
        for j, other in found[k + 1 :]:
            if other in closing:
                end, is_closed = j, True
                break
        if not is_closed and zone == TAIL and i < last and found[-1][0] == last:
            end, is_closed = last, _is_sure(found[-1][1])
        if not is_closed and zone == HEAD:
            continue  # what stands under the last line of the head may be the title
        run = _Run(article, lines[i + 1 : end], is_closed=is_closed, is_anchored=is_anchored)
        below[finding, zone].append(run)


def _collect_above(
    site: Site, n: int, article: int, found: _Learned, above: defaultdict[Finding, list[_Run]]
) -> None:
    """The run over the first line of the tail of one post."""
    lines, zones = site.posts[n], site.zones[n]
    first = next(((i, one) for i, one in found if one.share >= _FIRST_SHARE), None)
    if first is not None:
        start = end = first[0]
        while start and zones[start - 1] == TAIL:
            start -= 1
        run = _Run(article, lines[start:end][::-1], is_closed=False, is_anchored=False)
        above[first[1]].append(run)


def _may_take(finding: Finding, zone: str) -> bool:
    return finding.share >= _SHARE and not finding.is_between and finding.zone == zone


def _take_below(finding: Finding, runs: list[_Run], shared: Counter[str], titles: set[str]) -> None:
    filled = [run for run in runs if run.lines]
    if len({run.article for run in filled}) < _FEW or max(len(run.lines) for run in filled) > _MOST:
        return
    closed = sum(run.is_closed for run in filled)
    anchored = sum(run.is_anchored for run in filled)
    is_between = min(closed, anchored) >= _ALIKE * len(filled)
    has_prose = sum(any(map(_is_prose, run.lines)) for run in filled)
    are_headlines = (
        len(filled) >= _FILLED * len(runs)
        and has_prose < _PROSE * len(filled)
        and _are_headlines(filled, shared, titles)
    )
    if not is_between and not are_headlines:
        return
    finding.is_anchor |= are_headlines
    finding.through = is_between and has_prose > (1 - _ALIKE) * len(filled)
    finding.below = max(len(run.lines) for run in filled if finding.through or not any(
        map(_is_prose, run.lines)))  # fmt: skip
    if finding.through:  # some post will have more remarks than all that were read
        finding.below *= _MORE
    finding.carries, finding.position = False, TAIL


def _doubt(finding: Finding, runs: list[_Run]) -> None:
    """A heading over lines that are no headlines, with no boilerplate above it, is an article's.

    `Ingredients`, `Line-up`: short lines stand under the last paragraph there, too.
    """
    filled = [run for run in runs if run.lines]
    if len(filled) < _FILLED * len(runs):
        return
    if median(headline_size(line) for run in filled for line in run.lines) < 1.0:
        finding.carries = False
        anchored = sum(run.is_anchored for run in filled)
        finding.is_doubtful |= not finding.is_anchor and 2 * anchored < len(filled)


def _take_names(finding: Finding, runs: list[_Run]) -> None:
    """Names between two labels above the article: the same few in many posts."""
    filled = [run for run in runs if run.lines]
    if not filled or len(filled) < _FILLED * len(runs):
        return
    values = {line for run in filled for line in run.lines}
    sizes = {len(run.lines) for run in filled}
    if len(values) <= _NAMES * len(filled) and max(sizes) <= 2 and not any(map(_is_prose, values)):
        finding.below, finding.position = max(sizes), HEAD


def _take_above(finding: Finding, runs: list[_Run], shared: Counter[str], titles: set[str]) -> None:
    """Headlines over the first line of the tail: as many as every post has."""
    counts = sorted(_until_sentence(run.lines) for run in runs)
    count = counts[len(counts) // _FEW_POSTS]
    nearest = [_Run(run.article, run.lines[:count], is_closed=False, is_anchored=False)
               for run in runs]  # fmt: skip
    is_known = len({run.article for run in runs}) >= _ABOVE_ARTICLES
    if count and is_known and _are_headlines(nearest, shared, titles):
        finding.above, finding.position = min(count, _MOST), TAIL


def _until_sentence(lines: Sequence[str]) -> int:
    for count, line in enumerate(lines):
        if line[0] == LONG or shape(line)[0] in _PARAGRAPHS:
            return count
    return len(lines)


def _are_headlines(runs: Iterable[_Run], shared: Counter[str], titles: set[str]) -> bool:
    """Whether lines look like headlines, and other posts have some of them, too."""
    lines = [line for run in runs for line in run.lines]
    sizes = [headline_size(line) for line in lines]
    if median(sizes) < 1.0:
        return False
    keys = [fold(line) for line in lines]
    again = sum(shared[key] > 1 for key in keys)
    return again >= max(_TITLES, _SHARED * len(keys)) or sum(
        key in titles for key in set(keys)) >= _TITLES  # fmt: skip


def headline_size(line: str) -> float:
    """The size of a line, as a share of what a headline has at least."""
    if line >= "\u2e80":
        return len(line) / _HEADLINE_CHARS_WIDE
    return 0.0 if line[:1].isdigit() else (line.count(" ") + 1) / _HEADLINE_WORDS


def _shared(
    below: Mapping[tuple[Finding, str], list[_Run]], above: Mapping[Finding, list[_Run]]
) -> Counter[str]:
    """In how many articles each line stands beside a learned one."""
    found = {(fold(line), run.article)
             for runs in (*below.values(), *above.values()) for run in runs
             for line in run.lines if line[0] != LONG}  # fmt: skip
    return Counter(key for key, _ in found)


def _is_prose(line: str) -> bool:
    return line[0] == LONG or shape(line)[0] == PROSE
