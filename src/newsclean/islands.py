"""Short lines between paragraphs that no table knows, told by what they are made of.

A line of code between two sentences, a shortcode, a playing time, a caption said twice: one idea
a function, each of them strict, for a wrong drop costs most here.
"""

from __future__ import annotations

from operator import attrgetter

from newsclean.attribution import find_attribution
from newsclean.boxes import (
    find_boxes,
    find_buttons,
    find_front,
    find_sections,
    find_share_rows,
)
from newsclean.cues import find_links
from newsclean.debris import PLAYER, PLAYING, SCRIPT, SHORTCODE, TAG
from newsclean.fold import fold
from newsclean.line import WEAK
from newsclean.patterns import Pattern
from newsclean.shapes import DATE, HEADLINE, PROSE, ends_sentence
from newsclean.survey import Survey

Island = tuple[str, str, float]  # family, reason, confidence

_TIME = Pattern(r"\d:\d\d")
_LISTING = 6  # lines above and below that tell a program
_CODE_LINES = 2  # an article about code has more
# Keys of the block that static site generators put above a post.
_FRONT_KEYS = frozenset(
    "author categories category comments date description draft excerpt id image layout permalink "
    "published slug tags thumbnail title url".split()
)
_FRONT_MARKS = frozenset(("---", "categories", "draft", "layout", "permalink", "slug", "tags"))
_FRONT_CHARS = 200
_CAPTION_CHARS, _CREDIT_CHARS = 15, 40  # a caption, and what its repetition may add
_REFRAIN_CHARS = 45  # longer ones are no verses
_CREDIT_STARTS = ("(", "/", "|", "©", "photo:", "foto:", "photo by", "bild:", "credit:")
# Shorter lines are refrains and items of lists, which may come again.
_PARAGRAPH_CHARS, _LONG_CHARS = 80, 120
_KEY = attrgetter("key")
_WORD_END = Pattern(r"[\s/>›→|\"]+")
# A trail (`Home » World » Storm nears coast`) above the text, and the headline that it ends in.
_TRAIL_LINES, _TRAIL_CHARS, _WHOLE_TRAIL_CHARS = 8, 60, 140
_TRAIL_TITLE, _TRAIL_TITLE_WIDE = 15, 8
_TRAIL_SIGNS = ("/", ">", "›", "→", "|")
_FOLDED_TRAIL_SIGN = ' " '  # of a key, whose quotation marks are all one
_WAYS = frozenset(("menu", "post-navigation"))  # families of `Home` in all languages
# Without signs: `Beranda Daerah TITLE`.
_HOME, _HOME_WORDS, _HOME_TITLE, _HOME_TITLE_WIDE = "post-navigation", 3, 25, 12
# Wordings of these are no refrain and no subheading that comes again and again.
_WIDGETS = frozenset(
    ("ad-marker", "app-promo", "comment-count", "comment-form", "embed-placeholder", "follow",
     "login-box", "newsletter", "paywall", "read-more", "related", "share")
)  # fmt: skip
_MANY_TIMES, _WIDGET_CHARS_WIDE = 3, 4


def find_islands(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for the lines that are boilerplate by their make."""
    found: dict[int, Island] = _debris(survey) if survey.debris else {}
    first = survey.after(-1)
    if first is not None:
        found.update(find_sections(survey))
        found.update(find_front(survey))
        found.update(_front_matter(survey, first))
        found.update(_edge_counters(survey, first))
        found.update(_trails(survey, first))
    found.update(find_boxes(survey))
    found.update(find_buttons(survey))
    found.update(find_share_rows(survey))
    found.update(find_links(survey))
    found.update(_captions_again(survey))
    found.update(_hashtags(survey))
    found.update(find_attribution(survey))
    if survey.has_repeats():
        found.update(_paragraphs_again(survey.lines))
        found.update(_widgets_again(survey))
    return found


def _debris(survey: Survey) -> dict[int, Island]:
    """What the page's source and its players left, but for what a sentence above announces."""
    found: dict[int, Island] = {}
    code = []
    for i, what in survey.debris.items():
        if survey.is_announced(i):
            continue
        if what == SCRIPT:
            code.append(i)
        elif what == SHORTCODE:
            if not _is_of_listing(survey.lines, i):
                found[i] = (what, "a shortcode or a placeholder that was never filled", 0.9)
        elif what == TAG:
            found[i] = (what, "tags or entities without text", 0.9)
        elif what == PLAYER and not _is_by_time(survey, i):
            found[i] = (PLAYING, "where a player stands, of how much", 0.9)
        elif what == PLAYING and _is_by_player(survey, i):
            found[i] = (what, "a playing time beside a player's label", 0.75)
    if 0 < len(code) <= _CODE_LINES and all(_stands_alone(survey, i, found) for i in code):
        for i in code:
            found[i] = (SCRIPT, "a line of code alone between paragraphs", 0.75)
    return found


def _is_by_time(survey: Survey, i: int) -> bool:
    """Whether a time of the clock stands in a line beside: a timetable, a transcript, splits."""
    beside = survey.before(i), survey.after(i)
    return any(j is not None and _TIME.search(survey.lines[j]) for j in beside)


def _is_of_listing(lines: list[str], i: int) -> bool:
    """Whether the lines around one, up to a blank one, are indented by turns: a program shown."""
    indents = set()
    for beside in (lines[i:i + _LISTING], lines[max(0, i - _LISTING):i + 1][::-1]):
        for line in beside:
            if not line or line.isspace():
                break
            indents.add(len(line) - len(line.lstrip()))
    return len(indents) > 1


def _front_matter(survey: Survey, first: int) -> dict[int, Island]:
    """`layout: post`, `tags: [news]` above the text: two such lines or more."""
    block = []
    i: int | None = first
    while i is not None and len(survey.lines[i]) < _FRONT_CHARS:
        text = survey.lines[i].strip()
        if text != "---" and text.partition(":")[0].rstrip() not in _FRONT_KEYS:
            break
        block.append(i)
        i = survey.after(i)
    if len(block) < 2:
        return {}
    keys = {survey.lines[i].strip().partition(":")[0].rstrip() for i in block}
    if not keys & _FRONT_MARKS or keys == {"---"}:
        return {}
    return dict.fromkeys(block, ("front-matter", "front matter of a post above the text", 0.9))


def _trails(survey: Survey, first: int) -> dict[int, Island]:
    """Where in the site the page stands, above its text: the way there, and its headline again.

    The headline is a line beside it, or what the caller says.
    """
    top: list[int] = []
    i: int | None = first
    while i is not None and len(top) < _TRAIL_LINES and survey.rows[i] is not None:
        if survey.shape(i) == PROSE:
            break
        top.append(i)
        i = survey.after(i)
    found: dict[int, Island] = {}
    keys = [survey.key(i) for i in top]
    for i, key in zip(top, keys, strict=True):
        if i not in survey.hits:
            if _leads_from_home(survey, key):
                found[i] = ("trail", "the way to the page from the front page", 0.9)
                continue
            for title in (*keys, *survey.title_keys):
                if len(title) < len(key) and key.endswith(title) and _is_way(survey, i, title):
                    found[i] = ("trail", "the way to the page with its headline", 0.9)
                    break
    return found


def _leads_from_home(survey: Survey, key: str) -> bool:
    """Whether a line is `Home` and two more steps at least: `You are here: Home → News → Town`."""
    for sign in (*_TRAIL_SIGNS, _FOLDED_TRAIL_SIGN):
        if key.count(sign) >= 2 and len(key) <= _WHOLE_TRAIL_CHARS:
            start = key.partition(sign)[0]
            row = survey.lexicon.literal(start.rpartition(":")[2].strip())
            return row is not None and row.family == _HOME
    return False


def _is_way(survey: Survey, i: int, title: str) -> bool:
    """Whether what stands before the headline are sections of a site, parted by signs.

    The first of them is `Home`, or there are two: `1914 | The battle …` may be a headline. Without
    signs it must be `Home`, all of them names, and the headline long.
    """
    key = survey.key(i)
    is_wide = title > "\u2e80"
    if len(title) < (_TRAIL_TITLE_WIDE if is_wide else _TRAIL_TITLE):
        return False
    way = key.removesuffix(title)
    if not way.strip() or len(way) > _TRAIL_CHARS:
        return False
    row = survey.lexicon.literal(_WORD_END.split(way, 1)[0])
    if way.rstrip().endswith(_TRAIL_SIGNS) or way.endswith(_FOLDED_TRAIL_SIGN):
        steps = sum(map(way.count, _TRAIL_SIGNS)) + way.count(_FOLDED_TRAIL_SIGN)
        return steps > 1 or (row is not None and row.family in _WAYS)
    least = _HOME_TITLE_WIDE if is_wide else _HOME_TITLE
    if row is None or row.family != _HOME or len(title) < least:
        return False
    words = survey.lines[i].split()[: len(way.split())]
    return len(words) <= _HOME_WORDS and not any(word[0].islower() for word in words)


def _widgets_again(survey: Survey) -> dict[int, Island]:
    """A button or a call that stands between paragraphs again and again."""
    places: dict[str, list[int]] = {}
    for i, (row, taken) in survey.hits.items():
        if row.family in _WIDGETS and not taken and (survey.sign(i)[1] or 0.0) >= WEAK:
            key = survey.key(i)
            # A single word may head what follows each time: `Save`, `Listen`.
            if len(key) >= _WIDGET_CHARS_WIDE if key > "\u2e80" else " " in key:
                places.setdefault(key, []).append(i)
    return {
        i: (survey.hits[i][0].family, f"{survey.describe(i)} that stands {len(same)} times", 0.75)
        for key, same in places.items()
        if len(same) >= _MANY_TIMES and all(_is_apart(survey, i, key) for i in same)
        for i in same
    }  # fmt: skip


def _is_apart(survey: Survey, i: int, key: str) -> bool:
    """Whether paragraphs stand on both sides of a line, and none of them says its words."""
    for j in (survey.before(i), survey.after(i)):
        if j is None or j in survey.hits or survey.shape(j) != PROSE:
            return False
        if key in fold(survey.lines[j]):
            return False
    return True


def _captions_again(survey: Survey) -> dict[int, Island]:
    """A caption, and below it again with its credit."""
    found: dict[int, Island] = {}
    keys = list(map(_KEY, filter(None, survey.rows)))
    if not any(map(str.startswith, keys[1:], keys)):
        return found  # most documents, told without a step of Python
    above, key_above = -1, ""
    for i, row in enumerate(survey.rows):
        if row is None:
            continue
        key = row.key
        if (
            len(key_above) >= _CAPTION_CHARS
            and key.startswith(key_above)
            and _is_credit(key[len(key_above):])
            and row.hit is None
            and survey.before(i) == above
            and survey.shape(above) == HEADLINE
            and keys.count(key) <= 2  # else it is a refrain
            and (key != key_above or len(key) > _REFRAIN_CHARS or _is_by_prose(survey, above, i))
        ):
            found[i] = ("caption-again", "the line above again", 0.75)
        above, key_above = i, key
    return found


def _is_by_prose(survey: Survey, first: int, last: int) -> bool:
    """Whether a paragraph stands above the one line or below the other: verses have none."""
    return any(
        j is not None and (survey.rows[j] is None or survey.shape(j) == PROSE)
        for j in (survey.before(first), survey.after(last))
    )


def _hashtags(survey: Survey) -> dict[int, Island]:
    """Lines of nothing but hashtags below the article: a site's labels, or a post's.

    Not those that a colon announces, or a line that is no sentence: a motto, a list, a verse.
    """
    found: dict[int, Island] = {}
    i = survey.before(survey.tail_start)
    while i is not None and survey.rows[i] is not None and _has_only_hashtags(survey.lines[i]):
        found[i] = ("tag-list", "hashtags below the article", 0.75)
        i = survey.before(i)
    if i is None or (i not in survey.hits and not ends_sentence(survey.lines[i].rstrip())):
        return {}
    return found


def _has_only_hashtags(line: str) -> bool:
    """Whether each word is a hashtag: a number is a rank, and a sign alone begins a heading."""
    return all(
        word.startswith(("#", "＃")) and any(map(str.isalpha, word))
        for word in line.split() if word.strip(",;|·")
    )


def _is_credit(rest: str) -> bool:
    """Whether what a repeated caption adds is the photographer; a subtitle is no repetition."""
    rest = rest.strip()
    return not rest or (len(rest) <= _CREDIT_CHARS and rest.startswith(_CREDIT_STARTS))


def _paragraphs_again(lines: list[str]) -> dict[int, Island]:
    """Paragraphs that stood above; only a sequence of them is surely the scraper's doing.

    Two that are long, or three: two lines of a song may come again.
    """
    long = [i for i, line in enumerate(lines) if len(line) >= _PARAGRAPH_CHARS]
    why = "a paragraph that stands above already"
    found: dict[int, Island] = {}
    first: dict[str, int] = {}
    run: list[int] = []  # the last sequence of repetitions
    last = -2  # place of the paragraph that the one before repeats
    for n, i in enumerate(long):
        place = first.setdefault(lines[i], n)
        if place == n:
            run, last = [], -2
            continue
        run = [*run[-2:], i] if place == last + 1 else [i]
        is_sure = len(run) > 2 or (len(run) == 2 and min(len(lines[j]) for j in run) >= _LONG_CHARS)
        found[i] = ("paragraph-again", why, 0.3)
        if is_sure:
            found.update(dict.fromkeys(run, ("paragraph-again", why, 0.9)))
        last = place
    return found


def _edge_counters(survey: Survey, first: int) -> dict[int, Island]:
    """A lone `0` as the first or last line: nobody commented yet. Other numbers may be years."""
    last = survey.before(len(survey.lines))
    return {
        i: ("number", "a counter that stands at nought at the edge of the text", 0.6)
        for i in (first, last)
        if i is not None and survey.lines[i].strip() == "0"
    }


def _is_by_player(survey: Survey, i: int) -> bool:
    """Whether a neighbour is the label of a player (`Play`, `Video starten`)."""
    return any(
        j is not None and j in survey.hits and survey.hits[j][0].family == "embed-placeholder"
        for j in (survey.before(i), survey.after(i))
    )


def _stands_alone(survey: Survey, i: int, found: dict[int, Island]) -> bool:
    """Whether prose, or the edge of the text, or a known wording is on both sides."""
    for j in (survey.before(i), survey.after(i)):
        if j is None or j in survey.hits or j in found:
            continue
        if survey.shape(j) not in (PROSE, HEADLINE, DATE):
            return False
    above, below = survey.before(i), survey.after(i)
    return any(j is None or survey.shape(j) == PROSE for j in (above, below))
