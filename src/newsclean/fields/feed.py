"""The footer of a feed: feed title, date, address, entry title, feed title, feed address."""

from __future__ import annotations

from newsclean.fields.clues import Clues
from newsclean.fields.original import shown
from newsclean.line import JOINED
from newsclean.shapes import DATE, HEADLINE, ITEM, QUESTION, SPEECH
from newsclean.survey import ECHO, FOREIGN, Survey

_REACH = 5  # lines of a block on either side of its date


class Block:
    """One footer; a line number for each part, None where it is absent."""

    __slots__ = ("date", "feed", "feed_url", "source_url", "title")

    def __init__(self, date: int) -> None:
        self.date = date
        self.feed: int | None = None
        self.title: int | None = None
        self.source_url: int | None = None
        self.feed_url: int | None = None


def find_block(survey: Survey) -> Block | None:
    """The footer around a line that is nothing but a date beside a line that is an address."""
    for i, reading in survey.dates.items():
        if reading.iso is None or survey.shapes.get(i) != DATE or i < survey.tail_start:
            continue  # an article about feeds shows one, too
        below = survey.after(i)
        above = survey.before(i)
        if (
            (below is not None and is_address(survey.lines[below]))
            or (above is not None and is_address(survey.lines[above]))
            or _is_stamp(survey.lines[i])
        ):
            return _read_block(survey, i)
    return None


def _is_stamp(line: str) -> bool:
    """Whether a date is printed as IFTTT does it: `July 04, 2020 at 07:16PM`."""
    text = line.strip()
    return text[-2:] in ("AM", "PM") and text[-3:-2].isdigit() and text[-11:-7] == " at "


def is_address(line: str) -> bool:
    """Whether a line is one address."""
    text = line.strip().strip("<>")
    return text.startswith(("http://", "https://", "www.")) and " " not in text


def _read_block(survey: Survey, date: int) -> Block:
    block = Block(date)
    lines, key = survey.lines, survey.key
    near = _near(survey, date)
    seen: dict[str, int] = {}
    for i in near:
        seen[key(i)] = seen.get(key(i), 0) + 1
    addresses = [i for i in near if is_address(lines[i])]
    texts = [i for i in near if i != date and not is_address(lines[i])]
    for i in texts:
        if _is_feed_title(survey, i) or seen[key(i)] > 1:
            block.feed = i if block.feed is None else block.feed
    titles = [i for i in texts if block.feed is None or key(i) != key(block.feed)]
    echoes = [i for i in titles if i in survey.echoes]
    if echoes:
        block.title = echoes[0]
    elif titles and titles[0] > date:
        # What nothing of the feed follows may be a button of the theme: `Share This News`.
        last = max((i for i in near if is_address(lines[i]) or i == block.feed), default=date)
        again = max((i for i in texts if i not in titles), default=date)
        if titles[0] < max(last, again):
            block.title = titles[0]
    if block.feed is None:
        rest = [
            i
            for i in titles
            if i != block.title and (i < date or i + 2 in addresses or i + 1 in addresses)
        ]
        block.feed = rest[-1] if rest else None
    _name_addresses(survey, block, addresses)
    return block


def _near(survey: Survey, date: int) -> list[int]:
    """Short lines around the date that a feed may have written, ascending."""
    near = [date]
    i = survey.before(date)
    while i is not None and len(near) < 3 and _may_belong(survey, i) and i >= survey.head_end:
        is_sure = _is_feed_title(survey, i) or is_address(survey.lines[i])
        # IFTTT prints the feed's title right above its stamp, wherever the tail seems to begin.
        if (
            i < survey.tail_start
            and not is_sure
            and not (len(near) == 1 and _is_stamp(survey.lines[date]) and len(survey.key(i)) <= 60)
        ):
            break
        near.insert(0, i)
        i = survey.before(i)
    i = survey.after(date)
    for _ in range(_REACH):
        if i is None or not _may_belong(survey, i):
            break
        near.append(i)
        i = survey.after(i)
    return near


def _may_belong(survey: Survey, i: int) -> bool:
    if survey.rows[i] is None:
        return False
    hit = survey.hits.get(i)
    if hit is not None:
        if " - " in survey.lines[i] and not hit[0].standalone:
            return True  # `Top stories - Google News` begins like a heading
        return hit[0].family in ("feed-title", "feed-footer") and (
            "feed" in hit[0].captures or "url" in hit[0].captures
        )
    return (
        i in survey.echoes
        or is_address(survey.lines[i])
        or survey.shape(i) in (HEADLINE, QUESTION, SPEECH, ITEM, ECHO, FOREIGN, JOINED)
    )


def _is_feed_title(survey: Survey, i: int) -> bool:
    hit = survey.hits.get(i)
    return hit is not None and hit[0].family == "feed-title"


def _name_addresses(survey: Survey, block: Block, addresses: list[int]) -> None:
    """The first address is the entry's, one under the feed's title the feed's."""
    for i in addresses:
        above = survey.before(i)
        if (
            above is not None
            and block.feed is not None
            and survey.key(above) == survey.key(block.feed)
        ):
            block.feed_url = i
        elif block.source_url is None:
            block.source_url = i
        elif block.feed_url is None:
            block.feed_url = i
    is_alone = block.title is None and len(addresses) == 1 and block.source_url is not None
    if is_alone and _is_cluster(survey, block):
        block.source_url, block.feed_url = None, block.source_url


def _is_cluster(survey: Survey, block: Block) -> bool:
    """Whether the entry was a list of headlines: then the only address is the feed's own."""
    first = block.date if block.feed is None else min(block.feed, block.date)
    above = survey.before(first)
    if above is not None and above in survey.hits:
        above = survey.before(above)  # `View full coverage on Google News`
    return above is not None and survey.shape(above) == ITEM


def ask_block(survey: Survey, clues: Clues, block: Block) -> None:
    """Put what a footer tells first: nothing speaks of the article more plainly."""
    lines = survey.lines
    for i, found in (
        (block.title, clues.titles), (block.source_url, clues.urls), (block.feed, clues.feeds)
    ):  # fmt: skip
        if i is not None:
            rule = survey.hits[i][0].id if i in survey.hits else None
            found.insert(0, (shown(lines[i]), i, rule))
    clues.dates.insert(0, (survey.dates[block.date], (shown(lines[block.date]), block.date, None)))
