"""Cost grows with the length of a text, whatever stands in it.

Work is counted, not timed: lines of Python that ran, the same on every machine. What runs inside
one call of C (a pattern, a search in a string) is timed too, with a wide margin.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable
from types import FrameType

import pytest

import fixture_files
from clock import growth, least_s, time_s
from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.learned.judge import shared_model
from newsclean.learned.signs import NAMES

# The text at 1, 2 and 8 times its length: linear work grows 6 times as much from 2 to 8 as from
# 1 to 2, whatever it costs to begin; comparing all with all 20 times.
TIMES = (1, 2, 8)
MOST_GROWTH = 9.0
LINES = 16
# A line of any length up to a paragraph's is read in a few milliseconds, whatever stands in it.
LENGTHS = [*range(20, 164, 8), 240, 395]
MOST_TIME_S = 0.4
# Processor time of a line and of one 8 times as long: 64 when quadratic, 20 on a busy machine.
LINE_CHARS, MOST_TIMES, LEAST_TIME_S = 4_000, 24.0, 0.1

ROWS = fixture_files.line_rows()
PROSE = list(itertools.chain(*fixture_files.prose().values()))


def numbered(line: str) -> Callable[[int], str]:
    return lambda n: "\n".join(line.replace("#", str(i)) for i in range(n * LINES))


def same(*lines: str) -> Callable[[int], str]:
    return lambda n: "\n".join(itertools.islice(itertools.cycle(lines), n * LINES))


def after_prose(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: "\n".join(PROSE[:3]) + "\n" + make(n)


def between_prose(line: str) -> Callable[[int], str]:
    return lambda n: "\n".join(f"{PROSE[i % 9]} {i}\n{line}" for i in range(n * LINES // 2))


KINDS = {
    "prose": PROSE[0],
    "heading": "Related Posts",
    "share": "Share this:",
    "comments": "3 comments:",
    "said": "Anonymous said...",
    "response": '0 Response to "Storm nears coast"',
    "headline": "Storm nears coast, ferries stay in port",
    "date": "July 04, 2020 at 07:16PM",
    "month": "May 2015 (5)",
    "address": "https://ift.tt/3gqP8qA",
    "number": "1,204",
    "cut": "The council met for six hours on Tuesday and put off its…",
    "marker": "Advertisement",
    "cue": "Baca juga: Gempa guncang pesisir selatan",
    "glued": "Newer PostOlder PostHome",
    "labels": "Labels: a, b, c",
    "playing": "2:34",
    "player": "Play Video",
    "code": "$(document).ready(function(){ f(); });",
    "tag": "<div></div>",
    "shortcode": "[embed id=8]",
    "front": "title: a",
    "rule": "---",
    "item": "1. Share",
    "speech": '"First!"',
    "foreign": "Берита о порте",
    "capitals": "STORM NEARS COAST AND FERRIES STAY",
    "question": "Will you stay?",
    "rights": "© 2020 Harbour Ledger",
    "byline": "Posted by admin at 7:16 PM",
    "combining": "a" + "\u0301" * 60,
    "invisible": "\u200b\u00a0\u200d",
    "spaces": " " * 150,
}
# Kinds that are looked at again for each different line, and kinds that stand alone.
REMEMBERED = ("headline", "date", "response", "cue", "item", "labels", "byline", "rights", "cut")
LONE = ("share", "headline", "date", "marker", "cue", "glued", "playing", "player", "code", "tag",
        "shortcode", "front", "number")  # fmt: skip
TEXTS: dict[str, Callable[[int], str]] = {
    **{f"same {kind} below prose": after_prose(same(line)) for kind, line in KINDS.items()},
    **{f"numbered {kind}": numbered(f"# {KINDS[kind]} #") for kind in REMEMBERED},
    **{f"{kind} between prose": between_prose(KINDS[kind]) for kind in LONE},
    "all kinds in turn": same(*KINDS.values()),
    "all kinds in turn, blank between": same(*itertools.chain(*((k, "") for k in KINDS.values()))),
    "headings and headlines": same(KINDS["heading"], KINDS["headline"]),
    "dates and addresses": same(KINDS["date"], KINDS["address"]),
    "captions that grow": lambda n: "\n".join(
        f"The Marit leaves the pier at dawn {'a' * (i % 30)}" for i in range(n * LINES)
    ),
    "titles that echo": lambda n: "\n".join(
        [
            *(f'0 Response to "Storm {i} nears the coast"' for i in range(n * LINES // 2)),
            *(f"Storm {i} nears the coast - Ledger" for i in range(n * LINES // 2)),
        ]
    ),
    "one title that echoes": same(
        '0 Response to "Storm nears coast"', "Storm nears coast - Ledger"
    ),
    "paragraphs again": lambda n: "\n".join(
        f"{PROSE[0]} {i}" for _ in range(2) for i in range(n * LINES // 2)
    ),
    "one paragraph again and again": same(PROSE[0], PROSE[1]),
    "blank lines": lambda n: "\n" * (n * LINES * 4),
    "blank lines after a mark": lambda n: PROSE[0] + "\nShare this:\n" + "\n" * (n * LINES * 4),
    "marks far apart": lambda n: ("Share this:" + "\n" * 60) * (n * LINES // 30),
    "markers far apart": lambda n: (PROSE[0] + "\nAdvertisement" + "\n" * 60) * (n * LINES // 30),
    "dates far apart": lambda n: ("June 3, 2019" + "\n" * 60) * (n * LINES // 30),
    "numbers and blank lines": lambda n: "7\n" + "\n" * (n * LINES * 2) + "7",
    "dates above prose": lambda n: "\n".join(
        f"June {i % 30 + 1}, 2019\n{PROSE[i % 3]}" for i in range(n * LINES // 2)
    ),
}
LONG_LINES: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "blanks": lambda n: " " * n,
    "no-break blanks": lambda n: "\u00a0" * n,
    "a sentence": lambda n: (PROSE[0] + " ") * (n // 90),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "1,204 " * (n // 6),
    "times": lambda n: "7:16 " * (n // 5),
    "dates": lambda n: "July 4, 2020 " * (n // 13),
    "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "open brackets": lambda n: "[" * n,
    "pairs": lambda n: "(RELATED: a) " * (n // 13),
    "nested pairs": lambda n: "(Read more " * (n // 12) + ")" * (n // 12),
    "quotes": lambda n: "“" * n,
    "tags": lambda n: "<div>" * (n // 5),
    "open tags": lambda n: "<div " * (n // 5),
    "entities": lambda n: "&nbsp;" * (n // 6),
    "templates": lambda n: "{{" * (n // 2),
    "code": lambda n: "a.b" * (n // 3) + "(",
    "shortcodes": lambda n: "[embed a=" * (n // 9),
    "addresses": lambda n: "https://a.b/ " * (n // 13),
    "from": lambda n: "from  " * (n // 6),
    "via": lambda n: "via https://ift.tt/a " * (n // 21),
    "appeared first on": lambda n: "The post a appeared first on " * (n // 29),
    "responses": lambda n: '0 Response to "' * (n // 15),
    "buttons": lambda n: "Share to X" * (n // 10),
    "labels": lambda n: "Labels: a, b, " * (n // 14),
    "joints": lambda n: "aB" * (n // 2),
    "arrows": lambda n: "» a " * (n // 4),
    "rights": lambda n: "© " * (n // 2),
    "hashes": lambda n: "#a# " * (n // 4),
    "full stops": lambda n: "." * n,
    "combining marks": lambda n: "a" + "\u0301" * n,
    "wide": lambda n: "港" * n,
    "Baca juga": lambda n: "word. Baca juga: " * (n // 17),
    "capitals and brackets": lambda n: "LONDON (Reuters) - " * (n // 19),
    "zero-width": lambda n: "\u200b" * n,
    "dashes": lambda n: "- " * (n // 2),
    "hash of a keyword": lambda n: "Read more " * (n // 10),
}


BAD_LINES: dict[str, Callable[[int], str]] = {
    **LONG_LINES,
    "a list that is none": lambda n: "ab: cd" + ", ef" * (n // 4) + ", e!f",
    "attributes": lambda n: "[ab" + " a=" * (n // 3),
    "addresses run together": lambda n: "www.a" * (n // 5) + " b",
    "tags run together": lambda n: "<a>" * (n // 3) + "<",
    "entities run together": lambda n: "&amp;" * (n // 5) + "&",
    "calls": lambda n: "a" + ".a" * (n // 2) + "(",
    "rules of style": lambda n: ".a" + " a" * (n // 2) + "{" * 2,
    "signs of rights": lambda n: "© by " * (n // 5) + "x",
    "years": lambda n: "© " + "2019, 2020-" * (n // 11) + "x",
    "parts of dates": lambda n: "4 May " * (n // 6) + "?",
    "an item with blanks": lambda n: "a" + "b  c" * (n // 4) + "!",
    "pieces of a row": lambda n: "0 responses to " * (n // 15) + '"',
    "places": lambda n: "NEW YORK, " * (n // 10) + "(",
    "months with counts": lambda n: "may 2015 " * (n // 9) + "(",
}


@pytest.fixture(autouse=True, scope="module")
def _model_is_read() -> None:
    """What is read once in a process, and made once of many lines, is no work of a text."""
    model = shared_model()
    for is_sentence in (False, True):
        for _ in range(400):
            model.score([0.0] * len(NAMES), is_sentence=is_sentence)
    model.weigh(["word"] * 10_000)


def work(run: Callable[[], object]) -> int:
    """Lines of Python that a call runs, turns of loops included."""
    count = 0

    def local(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return local

    before = sys.gettrace()
    sys.settrace(local)  # type: ignore[arg-type]
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def record(
    text: str, names: Iterable[str] = filters.NAMES, profile: str = "repost"
) -> Callable[[], object]:
    """Everything that is done for a text; by a new Cleaner, for lines are remembered."""
    return lambda: Cleaner(select=names, profile=profile).clean(text).to_dict()


def check_work(
    make: Callable[[int], str], names: Iterable[str] = filters.NAMES, profile: str = "repost"
) -> None:
    """profile: said, for a text that grew into a dump costs more a line than one that is none."""
    record(make(TIMES[-1]), names, profile)()  # rows are read from the tables once in a process
    one, two, all_of_it = (work(record(make(n), names, profile)) for n in TIMES)
    growth = (all_of_it - two) / max(two - one, LINES)
    # Where most of the work is the same for any length, growth is noise.
    told = f"work for 1, 2 and 8 times the text: {one}, {two}, {all_of_it}"
    if growth > MOST_GROWTH and all_of_it > 5 * one:
        # One length may need more looks than others; what grows too fast does so further on.
        far = TIMES[-1] ** 2
        beyond = work(record(make(far), names, profile))
        if beyond > MOST_GROWTH * all_of_it:
            twice = work(record(make(2 * far), names, profile))
            told += f"; 64 and 128 times: {beyond}, {twice}"
            assert twice <= MOST_GROWTH / TIMES[-1] * 2 * beyond, told


@pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)
def test_work_grows_with_the_number_of_lines(make: Callable[[int], str]) -> None:
    check_work(make)


def check_time(prepare: Callable[[int], Callable[[], object]]) -> None:
    short, long = LINE_CHARS, 8 * LINE_CHARS
    if least_s(prepare(long), LEAST_TIME_S) >= LEAST_TIME_S:
        assert growth(prepare, short, long, MOST_TIMES) < MOST_TIMES


@pytest.mark.parametrize("make", LONG_LINES.values(), ids=LONG_LINES)
def test_time_grows_with_the_length_of_a_line(make: Callable[[int], str]) -> None:
    check_time(lambda n: record(make(n)))


@pytest.mark.parametrize("make", BAD_LINES.values(), ids=BAD_LINES)
def test_no_line_is_slow(make: Callable[[int], str]) -> None:
    """Stops at the first length that is slow: the next would be slower by far."""
    for length in LENGTHS:
        text = f"{PROSE[0]}\n{make(length)}\n{PROSE[1]}\n"
        used = time_s(record(text))
        if MOST_TIME_S <= used < 3 * MOST_TIME_S:  # perhaps the machine was busy
            used = least_s(record(text), MOST_TIME_S)
        assert used < MOST_TIME_S, f"{length} characters"


@pytest.mark.parametrize("name", filters.NAMES)
def test_a_filter_may_meet_its_own_lines_often(name: str) -> None:
    """What it removes and what looks like that, from its fixtures or from its page."""
    page = (type(filters.get(name)).__doc__ or "").split("\n")
    rows = [row.line for row in ROWS if row.place.startswith(name + "/")]
    lines = rows or [line.strip() for line in page if line.strip()]
    check_work(lambda n: "\n".join([*PROSE[:3], *lines * n]), [name])
    check_work(lambda n: "\n".join([*PROSE[:3], *(f"{i} {x}" for i in range(n) for x in lines)]),
               [name])  # fmt: skip


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "\n".join([f"Menu {i}" for i in range(n * 60)] + PROSE + ["Sign in"] * 60 * n),
        lambda n: "\n".join(["World", "Sport"] * 30 * n + PROSE * n + ["About us"] * 60 * n),
        lambda n: "\n".join(["World"] * 30 + PROSE * 4 * n + [", and", "Peter", "said"] * 20 * n),
        lambda n: "\n".join(f"   * [{i}]Item {i}\n\n{PROSE[i % 9]}" for i in range(30 * n)),
        lambda n: "\n".join(["World"] * 200 * n),
    ],
    ids=["menu", "repeated", "cut", "links", "menus only"],
)
def test_work_on_a_dump_grows_with_its_lines(make: Callable[[int], str]) -> None:
    check_work(make, profile="page")


@pytest.mark.parametrize("text", ["[", "[a](", "[[a]", "](", "http://", "^ ", ", ", "|"])
def test_a_long_line_of_a_dump_is_read_in_linear_time(text: str) -> None:
    lines = [f"Menu {i}" for i in range(30)]

    def cleaning(n: int) -> Callable[[], object]:
        return record("\n".join([*lines, text * n, *PROSE]), profile="page")

    check_time(cleaning)


def test_many_short_lines_that_differ() -> None:
    check_work(lambda n: "\n".join(f"w{i} x{i * 7}" for i in range(n * 250)))
