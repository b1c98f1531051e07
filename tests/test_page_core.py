"""Which pieces of a dump are one text: what is near, speaks of the same, or is long stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsclean.learned.judge import shared_model as diction
from newsclean.lexicon import Lexicon
from newsclean.page.context import Scene
from newsclean.page.core import one_text
from newsclean.page.model import shared_model
from newsclean.page.surroundings import FEATURES, Surroundings
from newsclean.sieve import Sieve

LEAST = -2.2
ARTICLE = [
    "The harbour council voted on Monday to rebuild the eastern breakwater before winter.",
    "Engineers had warned that the breakwater could collapse under another storm.",
    "Rebuilding will cost the council four million, most of it borrowed from the region.",
    "Fishermen who moor behind the breakwater asked for a temporary barrier of boulders.",
]
TEASER = "Actress admits she never finished watching her famous television comedy."
FOLLOWING = "Engineers inspecting the breakwater in March had found cracks under the harbour crane."


def ends_of(
    lines: list[str], weight: Callable[[str], float] = lambda _: 0.0
) -> tuple[str, str] | None:
    """The first and the last line of the text among these; menu items are no candidates."""
    scene = Scene(lines)
    scene.look(lines)
    scene.own = [2.0] * len(scene.texts)
    pieces = [at for at, text in enumerate(scene.texts) if len(text) > 30]
    ends = one_text(scene, pieces, lambda at: weight(scene.texts[at]), LEAST)
    return None if ends is None else (scene.texts[ends[0]], scene.texts[ends[1]])


def menu(count: int) -> list[str]:
    return [f"* Item {n}" for n in range(count)]


def page(above: str | None, gap_above: int, below: str | None, gap_below: int) -> list[str]:
    return [
        *([above, *menu(gap_above)] if above else menu(3)), *ARTICLE,
        *([*menu(gap_below), below] if below else menu(3)),
    ]  # fmt: skip


WHOLE = ARTICLE[0], ARTICLE[-1]


def test_what_speaks_of_something_else_far_away_is_another_text() -> None:
    assert ends_of(page(TEASER, 20, TEASER, 12)) == WHOLE


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        (page(None, 0, FOLLOWING, 20), (ARTICLE[0], FOLLOWING)),
        (page(FOLLOWING, 30, None, 0), (FOLLOWING, ARTICLE[-1])),
        # Near below, and where a headline may stand.
        (page(None, 0, TEASER, 5), (ARTICLE[0], TEASER)),
        (page(TEASER, 12, None, 0), (TEASER, ARTICLE[-1])),
    ],
)
def test_what_is_near_or_uses_its_words_is_the_text_s(
    lines: list[str], ends: tuple[str, str]
) -> None:
    assert ends_of(lines) == ends


def test_what_surely_is_an_article_s_stays() -> None:
    lines = page(None, 0, TEASER, 30)
    assert ends_of(lines, lambda text: 1.5 if text == TEASER else 2.0) == (ARTICLE[0], TEASER)


def test_a_second_article_of_some_length_stays() -> None:
    second = [f"Chapter {n} of another story tells about meadows, butterflies and summer." for n in
              range(3)]  # fmt: skip
    assert ends_of([*ARTICLE, *menu(25), *second]) == (ARTICLE[0], second[-1])


def test_long_paragraphs_in_a_row_stay_although_the_model_doubts_them() -> None:
    long = "Release notes describe compilers, packages and kernels of another project. " * 4
    others = [f"{n}. {long.strip()}" for n in range(3)]
    lines = [*ARTICLE, *menu(25), *others]

    def doubted(text: str) -> float:
        return -3.0 if text in others else 0.0

    assert ends_of(lines, doubted) == (ARTICLE[0], others[-1])
    assert ends_of(lines[:-1], doubted) == WHOLE  # two are no article


def test_one_known_word_of_three_proves_nothing() -> None:
    below = "Council of Elrond: cast, plot."
    assert ends_of(page(None, 0, below + " ", 20)) == WHOLE


@pytest.mark.parametrize(
    ("article", "going_on"),
    [
        (  # Vietnamese: hardly a word of five letters
            ["Xã vừa xây xong cây cầu gỗ bắc qua con suối nhỏ ở đầu làng trong mùa khô.",
             "Trẻ em đi học qua cây cầu mới, không phải lội suối như mùa mưa năm ngoái.",
             "Dân làng góp gỗ và công để xây cầu, xã góp tiền mua đinh và sơn màu đỏ."],
            "Cây cầu gỗ ở đầu làng dài mười mét, đủ cho hai xe máy đi qua con suối.",
        ),
        (  # no words at all
            ["県は月曜日、台風で壊れた漁港の防波堤を年内に修理すると発表し、漁業者に説明した。",
             "防波堤の修理には四億円がかかり、県が半分を負担し、残りは国が負担する予定だという。",
             "漁業者は修理の間、隣の漁港を使うことになり、燃料の費用が増えると心配している。"],
            "県によると、防波堤の修理の間、漁業者には隣の漁港までの燃料の費用を補助する予定だ。",
        ),
    ],
)  # fmt: skip
def test_it_needs_no_long_words(article: list[str], going_on: str) -> None:
    lines = [*article, *menu(25), going_on]
    assert ends_of(lines) == (article[0], going_on)


def test_nothing_likely_is_no_text() -> None:
    assert ends_of(ARTICLE, lambda _: -3.0) is None


def test_it_asks_of_few_pieces_where_they_follow_each_other() -> None:
    asked = set()

    def weight(text: str) -> float:
        asked.add(text)
        return 1.0

    lines = [f"{line} Part {n} of the long story about the breakwater." for n in range(30)
             for line in ARTICLE]  # fmt: skip
    assert ends_of(lines, weight) == (lines[0], lines[-1])
    assert len(asked) < len(lines) / 4


def test_how_a_piece_is_worded_is_asked_near_to_the_prose() -> None:
    lines = [*menu(60), "Subscribe to our newsletter", *ARTICLE, "Follow us on Facebook", *menu(60)]
    scene, model = Scene(lines), shared_model()
    scene.look(lines)
    scene.weigh(model.tables, model.bias)
    scene.ask(lines, Sieve(Lexicon()), diction().weigh)
    said = dict(zip(scene.texts, scene.said, strict=True))
    assert said["Subscribe to our newsletter"] > 2 and said["Follow us on Facebook"] > 2
    assert all(said[line] < 0 for line in ARTICLE)
    assert scene.said[0] == 0 and scene.said[-1] == 0  # far from any prose
    rows = {scene.texts[at]: Surroundings(scene).row(at) for at in scene.judged}
    at = FEATURES.index("said")
    assert rows[ARTICLE[0]][at] == said[ARTICLE[0]]
    above = rows[ARTICLE[0]][FEATURES.index("said_above4")]
    assert above == pytest.approx(sum(scene.said[57:61]))
