"""What repeats from post to post of one site, and whether that is its template.

Lines that repeat across the documents of a site are the oldest sign of a template: Z. Bar-Yossef
and S. Rajagopalan, "Template detection via data mining" (2002), count shared blocks, L. Yi, B. Liu
and X. Li, "Eliminating noisy information in web pages" (2003), weigh them by place. Lines with a
part that varies are found as R. Vaarandi finds the patterns of log lines (2003), by the words that
are frequent at one end.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from statistics import median

from newsclean.fold import fold, fold_numbers
from newsclean.learn.ends import Template, templates
from newsclean.learn.finding import Finding
from newsclean.learn.frames import frames
from newsclean.learn.heads import headlines, heads
from newsclean.learn.known import are_known, is_by_itself, is_plain
from newsclean.learn.names import find_named
from newsclean.learn.own import doubt_own
from newsclean.learn.site import BODY, HEAD, LEAST_ARTICLES, MARKS, TAIL, Site, key_of
from newsclean.learn.slots import add_slots, headline_size
from newsclean.learn.stamps import stamps
from newsclean.learn.store import size_of_post
from newsclean.lexicon import Lexicon
from newsclean.line import ARTICLE_FAMILIES
from newsclean.shapes import HEADLINE, ends_sentence, shape

# Between paragraphs so many articles must carry a line, and so large a share of all.
_BODY_ARTICLES, _BODY_SHARE = 4, 0.08
_SURE_SHARE, _MOST_SHARE = 0.9, 0.6  # of its places that make one of them its place
_FIRM_SHARE = 0.5  # from here on a line of one letter is no accident
_LETTERS, _LETTERS_WIDE = 3, 2  # fewer say nothing
# A heading takes headlines along: so many under it, so often, on so many posts.
_CARRIED, _CARRY_SHARE, _HEADING_SHARE = 2, 0.6, 0.3
_PROMOTED_SHARE = 0.1  # a headline on fewer posts is one of many that take turns
# Longer than the subheadings that a blog repeats, and on so many posts: a promoted headline.
_HEADING_WORDS, _HEADING_CHARS_WIDE, _LONG_SHARE = 4, 12, 0.15
_PROMOTED_WORDS, _LIST_COMMAS = 6, 2
_AMID_SHARE, _MOST_TIMES = 0.5, 4
_BESIDE_SHARE = 0.8
_NAME_CHARS = 32
_ANCHORS, _SENTENCE_SHARE = 2, 0.8
_OFTEN = 1.5  # lines of one template in a post
_MOST_OF_POST = 0.4  # of the characters
_MOST_BETWEEN = 6.0  # lines between the paragraphs of a post that repeat, on the average
_TITLE_FIELDS = (": {title}", "：{title}")  # of a review: `Book: TITLE`
_TITLE_CHARS, _TITLE_SHARE = 8, 0.6
_AGAIN, _AGAIN_SHARE = 3, 0.1  # of the headlines behind a cue those that several posts have
_OWN_HEADS, _OWN_HEADS_SHARE = 2, 0.1  # so often a line heads an article as its headline does
_ROWS, _ASKED = 100, 3  # are enough to tell
_DIGITS = re.compile(r"\d+")
_SLOT = re.compile(r"\{(?!n\})\w+\}")


def mine(posts: Sequence[Sequence[str]], lexicon: Lexicon) -> tuple[int, list[Finding]]:
    """How many different articles the posts hold, and what their template is, commonest first.

    posts: lines of each, as `reduced` leaves them, without blank ones.
    """
    site = Site(posts)
    found: list[Finding] = []
    if site.total >= LEAST_ARTICLES:
        found = list(_findings(site, lexicon))
        found.sort(key=lambda one: (-one.articles, one.phrase, one.pattern))
    return site.total, found


def _findings(site: Site, lexicon: Lexicon) -> Iterator[Finding]:
    """Lines with a part that varies, then those that are the same each time."""
    owners: dict[str, Finding] = {}
    titles: set[str] = set()
    titles_of: defaultdict[int, set[str]] = defaultdict(set)
    rows, prose = site.parted()
    framed = list(frames(rows, site.least, site.total))
    listed = headlines(site)
    taken = {line for template in framed for line in template.lines}
    for template in (*framed, *templates(rows, prose, site.least, taken)):
        finding = _of_template(site, lexicon, template, listed)
        if finding is not None:
            owners.update(dict.fromkeys(template.lines, finding))
            if finding.takes_title:
                for row, value in zip(template.rows, template.values, strict=True):
                    titles_of[row[3]].add(fold(value))
    titles.update(*titles_of.values())
    for finding, lines in stamps(site, rows):
        owners.update(dict.fromkeys(lines, finding))
    for places in _places(site, lexicon, owners.keys(), titles_of).values():
        same = _of_line(site, lexicon, places)
        if same is not None:
            owners.update(dict.fromkeys(places.lines, same))
    needless = add_slots(site, owners, titles)
    found = [one for one in dict.fromkeys(owners.values()) if one not in needless]
    # Recipes, results and market reports say the same each time: what much of every post is made
    # of is no template, nor is much that stands between paragraphs. Nor is anything where no line
    # is boilerplate by itself: a known wording, rights, addresses, the title again, headlines. A
    # sentence takes more of that, for articles end alike, too.
    between = sum(one.share for one in found if one.is_between)
    size = sum(map(size_of_post, site.posts)) / len(site.posts)
    is_regular = sum(one.share * len(one.examples[0]) for one in found) > _MOST_OF_POST * size
    # Several of them are subheadings (`What we know so far about it`) or speakers (`HOST`).
    for is_often in (False, True):
        alone = [one for one in found if one.alone and (one.alone > 1) is is_often]
        for one in alone if len(alone) > 1 else ():
            one.is_doubtful = True
    find_named(site, owners)
    anchors = sum(one.is_anchor and not one.is_doubtful for one in found)
    for one in found:
        is_unsure = between > _MOST_BETWEEN if one.is_between else not anchors
        if one.is_sentence:
            is_unsure |= anchors < _ANCHORS or one.share < _SENTENCE_SHARE
        one.is_doubtful |= is_regular or is_unsure
    doubt_own(site, owners)
    yield from found


# Lines with a part that varies


def _of_template(
    site: Site, lexicon: Lexicon, template: Template, listed: Set[str]
) -> Finding | None:
    """Lines with a part that varies as a part of the template; None when they are too few.

    listed: the headlines of posts, folded, as far as they may be.
    """
    articles = len(template.articles)
    share = articles / site.total
    position = _position(template.zones, _SURE_SHARE)
    is_few = articles < _BODY_ARTICLES or share < _BODY_SHARE
    if position is None and is_few and not are_known(lexicon, list(template.lines)[:_ASKED]):
        return None
    finding = Finding(phrase=template.phrase, articles=articles, share=share,
                      position=position or "anywhere", examples=list(template.lines))  # fmt: skip
    finding.is_between, finding.times = position is None, len(template.rows)
    if _takes_title(site, template):
        finding.phrase = _SLOT.sub("{title}", template.phrase)
        finding.takes_title = True
    sentences = sum(map(ends_sentence, template.lines))
    many = len(template.rows) > _OFTEN * articles  # rows of a table, questions of an interview
    is_told = template.is_marked and not template.is_short
    if position is None:
        # `Also on NAME: T` between paragraphs; `Max: 12 C` is the article's.
        finding.is_doubtful = not is_told or template.is_numeric or 2 * sentences > len(
            template.lines) or not _are_headlines(template.values)  # fmt: skip
    elif position == HEAD:
        # Headlines of one kind begin alike: `Stocks rise as …`, `Court round-up: …`.
        is_name = all(len(value) <= _NAME_CHARS for value in template.values)
        finding.is_doubtful = not (template.is_numeric or (is_name and share >= _FIRM_SHARE))
    else:
        finding.is_sentence = 2 * sentences > len(template.lines) and not finding.takes_title
    finding.is_doubtful |= many
    is_title = finding.takes_title and not finding.phrase.endswith(_TITLE_FIELDS)
    finding.is_anchor = is_title or _leads_to_posts(template, listed) or any(
        sign in finding.phrase for sign in ("://", "{url}", '"{')
    ) or are_known(lexicon, list(template.lines)[:_ASKED], risks=("low",))  # fmt: skip
    return finding


def _are_headlines(values: Sequence[str]) -> bool:
    """Whether values are as long as headlines, and no lists: `Harvest: plums, garlic, apples`."""
    lists = sum(value.count(",") >= _LIST_COMMAS for value in values)
    return median(map(headline_size, values)) >= 1.0 and 2 * lists < len(values)


def _leads_to_posts(template: Template, listed: Set[str]) -> bool:
    """Whether what varies are other posts' headlines, or such as several articles have some of."""
    values = {(fold(value), row[1])
              for row, value in zip(template.rows, template.values, strict=True)}  # fmt: skip
    times = Counter(value for value, _ in values)
    if 2 * len(listed & times.keys()) > len(times) and not template.zones[HEAD]:
        return True
    again = sum(count for count in times.values() if count > 1)
    cue, _, rest = template.phrase.partition("{")
    return (
        cue.rstrip().endswith(tuple(MARKS)) and rest.endswith("}") and "{" not in rest
        and median(map(headline_size, times)) >= 1.0
        and again >= max(_AGAIN, _AGAIN_SHARE * len(values))
    )  # fmt: skip


def _takes_title(site: Site, template: Template) -> bool:
    """Whether what varies stands again in the post, as the title does: `0 comments on "T"`."""
    again = 0
    rows = template.rows[:_ROWS]
    for (line, _, _, n), value in zip(rows, template.values, strict=False):
        key, own = fold(value), key_of(line)
        if len(key) >= _TITLE_CHARS:
            found = site.joined(n).count(f"\n{key}")
            again += found > (site.keys[n].count(own) if own.startswith(key) else 0)
    return again > _TITLE_SHARE * len(rows)


# Lines that are the same each time


class _Places:
    """Where the lines of one key stood.

    again: how often another one stood in the same post; most: how many at most. beside: how often
    something else that repeats stood next to it, labelled: something that is no sentence; amid: how
    often a sentence, or one like it, stood above; over_headlines: how often headlines stood below.
    headed: how often it stood where an article's own headline does; is_title: whether it may be
    that, as far as the title is known.
    """

    __slots__ = ("again", "amid", "articles", "beside", "count", "headed", "is_title", "labelled",
                 "lines", "most", "over_headlines", "zones")  # fmt: skip

    def __init__(self) -> None:
        self.articles: set[int] = set()
        self.lines: dict[str, None] = {}
        self.zones: Counter[str] = Counter()
        self.count = self.again = self.beside = self.labelled = self.over_headlines = 0
        self.headed = self.amid = self.most = 0
        self.is_title = False


def _places(
    site: Site, lexicon: Lexicon, covered: Container[str], titles: Mapping[int, Container[str]]
) -> dict[str, _Places]:
    """The lines that repeat, numbers aside, and that nothing covers yet.

    titles: folded ones of posts, as far as they are known.
    """
    found: defaultdict[str, _Places] = defaultdict(_Places)
    repeated = site.repeated | _known_alone(site, lexicon)
    for n, article in enumerate(site.articles):
        lines, keys = site.posts[n], site.keys[n]
        is_own = [
            key not in repeated and line not in covered
            for line, key in zip(lines, keys, strict=True)
        ]
        chosen = [i for i, line in enumerate(lines) if not is_own[i] and line not in covered]
        if not chosen:
            continue
        times = Counter(keys)
        headed = heads(site, lines)
        for i in chosen:
            key = keys[i]
            places = found[key]
            places.articles.add(article)
            places.lines[lines[i]] = None
            places.zones[site.zones[n][i]] += 1
            places.count += 1
            places.again += times[key] > 1
            places.most = max(places.most, times[key])
            above = lines[i - 1] if i else ""
            places.amid += i > 0 and (
                keys[i - 1] == key or site.is_prose[above] or ends_sentence(above))
            if i in headed:
                places.headed += 1
                places.is_title |= n not in titles or fold(lines[i]) in titles[n]
            below = is_own[i + 1 : i + 1 + _CARRIED]
            beside = [j for j in (i - 1, i + 1) if 0 <= j < len(lines) and not is_own[j]]
            places.beside += bool(beside)
            places.labelled += any(not ends_sentence(lines[j]) for j in beside)
            places.over_headlines += below == [True] * _CARRIED and not any(
                map(site.is_prose.__getitem__, lines[i + 1:i + 1 + _CARRIED]))  # fmt: skip
    return found


def _known_alone(site: Site, lexicon: Lexicon) -> set[str]:
    """The keys that two articles are enough for: the tables take such a line wherever it is."""
    found = set()
    for key in site.seldom:
        hit = lexicon.find(key)
        if (
            hit is not None and hit[0].standalone and hit[0].risk == "low"
            and hit[0].position == "anywhere" and hit[0].family not in ARTICLE_FAMILIES
        ):  # fmt: skip
            found.add(key)
    return found


def _of_line(site: Site, lexicon: Lexicon, places: _Places) -> Finding | None:
    """A line that repeats as a part of the template; None when it may be the articles'."""
    line = next(iter(places.lines))
    key = fold(line)
    articles, share = len(places.articles), len(places.articles) / site.total
    is_short = _may_head(key)
    # A short line may be a menu's and a subheading: `Sport`. Then it goes from the menu only.
    position = _position(places.zones, _MOST_SHARE if is_short else _SURE_SHARE)
    hit = lexicon.find(key)
    if hit is not None and hit[0].family in ARTICLE_FAMILIES:
        return None  # `Reuters contributed.`
    is_few = articles < _BODY_ARTICLES or share < _BODY_SHARE
    if position is None and is_few and hit is None:
        return None
    is_beside = places.beside >= _BESIDE_SHARE * places.count
    is_again = places.again > places.count // 2
    letters = sum(map(str.isalpha, key))
    if letters < (_LETTERS if line < "\u2e80" else _LETTERS_WIDE):
        is_placed = position is not None or is_beside or is_again
        if not letters or share < _FIRM_SHARE or not is_placed:
            return None
    is_label = hit is None and shape(line)[0] == HEADLINE and not line.endswith((":", "："))
    if is_label and share < _PROMOTED_SHARE and not is_short:
        return None
    # A whole line of many words is the same wherever it stands.
    is_anywhere = position is None or (share >= _FIRM_SHARE and not is_short)
    phrase, pattern = _wording(list(places.lines))
    finding = Finding(phrase=phrase, pattern=pattern, articles=articles, share=share,
                      examples=list(places.lines),
                      position="anywhere" if is_anywhere else position or "anywhere")  # fmt: skip
    finding.is_between, finding.zone = position is None, position or ""
    finding.times = places.count
    is_seldom = places.headed <= max(_OWN_HEADS, _OWN_HEADS_SHARE * places.count)
    if places.is_title and is_seldom and hit is None and not is_again:
        # The headline of one post, which others list: where it heads its own it must stay.
        if position != TAIL and 2 * places.zones[TAIL] < places.count:
            finding.is_doubtful = True
            return finding
        finding.position = TAIL
    carried = min(places.over_headlines, places.zones[TAIL])
    if share >= _HEADING_SHARE and carried >= _CARRY_SHARE * places.count:
        finding.carries, finding.position = True, TAIL
    is_sentence = hit is None and ends_sentence(line)
    if position is None:
        is_promoted = is_label and key.count(" ") >= _PROMOTED_WORDS - 1 and share >= _LONG_SHARE
        # What stands above and below the paragraphs, as share buttons do, is no subheading.
        is_rare = places.zones[BODY] <= _BODY_SHARE * places.count
        is_outside = hit is not None and headline_size(line) < 1.0 and is_rare
        finding.is_doubtful = not is_outside and not is_plain(hit) and (
            is_sentence or any(map(str.isdigit, key)) or not (
                _is_scattered(places) if is_again else is_promoted)
        )  # fmt: skip
        if hit is None and not finding.is_doubtful:
            finding.alone = places.most if is_again else 1
    elif is_sentence:
        # A columnist signs off, a court pleads guilty: the site's own stand among its labels.
        is_among = places.labelled >= _BESIDE_SHARE * places.count
        finding.is_doubtful = position == HEAD
        finding.is_sentence = not is_among or share < _FIRM_SHARE
    finding.is_anchor = articles >= site.least and is_by_itself(lexicon, line, key, hit)
    return finding


def _is_scattered(places: _Places) -> bool:
    """Whether a line stands alone under sentences, a few times in a post: an advertisement.

    A refrain stands beside another line that repeats, a speaker's name more often.
    """
    return (
        places.amid >= _AMID_SHARE * places.count and places.most <= _MOST_TIMES
        and places.beside < _BESIDE_SHARE * places.count
    )  # fmt: skip


def _position(zones: Counter[str], least: float) -> str | None:
    """The one place, above or below the paragraphs, where lines stand; None for between them.

    least: the share of them that must stand there.
    """
    zone, times = zones.most_common(1)[0]
    return zone if zone != BODY and times >= least * zones.total() else None


def _may_head(key: str) -> bool:
    """Whether a line is as short as the subheadings that a blog repeats."""
    if key > "\u2e80":
        return len(key) <= _HEADING_CHARS_WIDE
    return key.count(" ") < _HEADING_WORDS


def _wording(lines: Sequence[str]) -> tuple[str, str]:
    """Lines that are one but for their numbers, as a phrase, or as a pattern where it has braces.

    Some themes print what should have been filled in: `{{ count }} comments`.
    """
    first = lines[0]
    is_same = all(fold(line) == fold(first) for line in lines)
    if "{" in first or "}" in first:
        pattern = re.escape(first).replace("\\ ", " ")
        return "", pattern if is_same else _DIGITS.sub(r"\\d+", pattern)
    return first if is_same else fold_numbers(first).replace("0", "{n}"), ""
