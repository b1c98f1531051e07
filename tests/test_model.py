"""The learned filter: its file, its reasons, and texts that training never saw."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import fixture_files
import laws
import newsclean
from newsclean import words
from newsclean.cleaner import Cleaner
from newsclean.document import Document
from newsclean.errors import ModelError
from newsclean.learned import judge, model
from newsclean.learned.signs import NAMES, tell
from newsclean.learned.surroundings import Surroundings
from newsclean.lexicon import Lexicon
from newsclean.looks import has_lines_to_judge
from newsclean.pipeline import Pipeline

FILE = Path(judge.__file__).with_name("lines.model")
PROSE = [
    "The council met for six hours on Tuesday and put off its decision on the harbour once more.",
    "Two of its members said afterwards that they had not been shown the engineers' report at all.",
    "A third, who has sat on the board since 2009, said that the last one took a year to appear.",
    "By evening the wind had dropped, and the first boats went out past the mole to look for nets.",
]
# No row of the tables says any of this.
WIDGETS = {
    "es": ["Leer otras noticias", "Escribir un comentario"],
    "tr": ["Paylaşmak için tıklayın", "Diğer haberleri oku"],
    "en": ["Click to share on Bluesky", "Post your reply below", "Share it on Mastodon"],
}


def small_model(**changes: object) -> bytes:
    """One tree: `chars` at most 20 is boilerplate when the first word is known for it."""
    chars, first = NAMES.index("chars"), NAMES.index("first_word")
    parts = {
        "names": NAMES,
        "trees": [[(chars, 20.5, 1, ~2, 0.5), (first, 0.5, ~0, ~1, 1.0)]],
        "leaves": [-1.0, 3.0, -2.0],
        "roots": [0],
        "words": {"^pin": 2.5, "board": -1.2},
        "shifts": (-0.5, 0.0),
    }
    return model.pack(**(parts | changes))  # type: ignore[arg-type]


def signs(**values: float) -> list[float]:
    return [values.get(name, 0.0) for name in NAMES]


def test_a_model_gives_the_sum_of_its_leaves() -> None:
    made = model.Model(small_model(), NAMES)
    assert made.score(signs(chars=20, first_word=2.5), is_sentence=False) == pytest.approx(2.5)
    assert made.score(signs(chars=20), is_sentence=False) == pytest.approx(-1.5)
    assert made.score(signs(chars=21, first_word=2.5), is_sentence=False) == pytest.approx(-2.5)


def test_sentences_have_trees_of_their_own() -> None:
    changed = {"roots": [0, 0], "sentences": 1, "shifts": (-0.5, -2.0)}
    made = model.Model(small_model(**changed), NAMES)
    likely = signs(chars=20, first_word=2.5)
    assert made.score(likely, is_sentence=False) == pytest.approx(2.5)
    assert made.score(likely, is_sentence=True) == pytest.approx(1.0)
    assert made.reasons(likely, is_sentence=True) == made.reasons(likely, is_sentence=False)


def test_many_lines_are_judged_as_the_first_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk through the trees and all of them at once: the same scores, but for hopeless lines."""
    made = model.Model(FILE.read_bytes(), NAMES)
    dice = random.Random(7)
    likely = 0
    for n in range(400):
        line = [float(dice.choice((-1, 0, 0, 0.4, 1, 2, 9, 40))) for _ in NAMES]
        is_sentence = n % 2 == 1
        monkeypatch.setattr(made, "_walked", 0)
        walked = made.score(line, is_sentence=is_sentence)
        monkeypatch.setattr(made, "_walked", 10**6)
        at_once = made.score(line, is_sentence=is_sentence)
        likely += walked > -1.1
        assert at_once == walked or max(at_once, walked) < model.UNLIKELY
    assert 20 < likely < 380
    least = judge.LEAST - judge.BETWEEN  # which a sentence may be below, and told nonetheless
    assert least > model.UNLIKELY, "whoever asks how low a score is has it exactly"


def test_reasons_name_what_raised_the_score_most() -> None:
    made = model.Model(small_model(), NAMES)
    reasons = made.reasons(signs(chars=9, first_word=2.5), is_sentence=False)
    assert [NAMES[sign] for _, sign in reasons] == ["first_word", "chars"]
    # what a node expects is kept in units
    assert [gain for gain, _ in reasons] == pytest.approx([2.0, 0.5], abs=0.01)


def test_what_signs_add_is_what_a_line_differs_by() -> None:
    made = model.Model(small_model(starts=(-2.0, 0.0)), NAMES)
    score, added = made.contributions(signs(chars=20, first_word=2.5), is_sentence=False)
    assert score == made.score(signs(chars=20, first_word=2.5), is_sentence=False) == 0.5
    assert score - sum(added) == pytest.approx(0.5 - 2.5, abs=0.01)  # 0.5: what the root expects


def test_leaves_may_come_in_any_order() -> None:
    chars, first = NAMES.index("chars"), NAMES.index("first_word")
    trees = [[(chars, 20.5, ~1, 1, 0.5), (first, 0.5, ~2, ~0, 1.0)]]
    made = model.Model(small_model(trees=trees, leaves=[3.0, -2.0, -1.0]), NAMES)
    for line, leaf in (
        (signs(chars=20), -2.0), (signs(chars=21), -1.0), (signs(chars=21, first_word=1), 3.0)
    ):  # fmt: skip
        assert made.score(line, is_sentence=False) == pytest.approx(leaf - 0.5)


def test_a_tree_that_asks_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="asks nothing"):
        small_model(roots=[0, ~0])


def test_nodes_in_another_order_are_refused() -> None:
    chars = NAMES.index("chars")
    trees = [[(chars, 20.5, 2, 1, 0.5), (chars, 30.5, ~0, ~1, 0.0), (chars, 9.5, ~2, ~3, 0.0)]]
    with pytest.raises(ValueError, match="preorder"):
        small_model(trees=trees, leaves=[0.0] * 4)


def test_more_than_the_file_can_hold_is_refused() -> None:
    for sign, threshold in ((130, 1.0), (2, 5000.5)):
        with pytest.raises(ValueError, match="more than the file can hold"):
            small_model(trees=[[(sign, threshold, ~0, ~1, 0.0)]])


def test_the_shipped_model_keeps_what_it_was_bound_to() -> None:
    """More of a site's words never speaks for the article, nor the article's for a site."""
    made = model.Model(FILE.read_bytes(), NAMES)
    dice = random.Random(3)
    for _ in range(40):
        line = [float(dice.choice((-1, 0, 0, 0.4, 1, 2, 9, 40))) for _ in NAMES]
        for name, way in (("said_anew", 1), ("wording", 1), ("repeated", 1), ("in_text", -1)):
            more = list(line)
            more[NAMES.index(name)] += 1.5
            before, _ = made.contributions(line, is_sentence=False)
            after, _ = made.contributions(more, is_sentence=False)
            assert way * (after - before) >= -1e-9


def test_words_keep_their_weights() -> None:
    made = model.Model(small_model(), NAMES)
    words = ["^pin", "board", "pin"]
    assert made.weigh(words) == [2.5, -1.2, 0.0]
    for _ in range(2000):  # from some thousand on they come from a table
        assert made.weigh(words) == [2.5, -1.2, 0.0]


def test_words_have_no_more_weights_than_the_file_can_tell() -> None:
    words = {f"word{n}": n / 8 - 1 for n in range(model.LEVELS)}
    made = model.Model(small_model(words=words), NAMES)
    assert made.weigh(list(words)) == list(words.values())
    with pytest.raises(ValueError, match="different weights"):
        small_model(words=words | {"one more": 9.5})


def test_of_the_words_that_no_file_has_hardly_one_is_known() -> None:
    made, dice = model.Model(FILE.read_bytes(), NAMES), random.Random(5)
    unknown = ["".join(dice.choices("ⲁⲃⲅⲇⲉⲍⲏⲑⲓⲕⲗⲙⲛ", k=9)) for _ in range(40_000)]
    assert sum(map(bool, made.weigh(unknown))) < len(unknown) / 700


def test_more_words_of_one_hash_than_the_file_can_hold_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "_MOST_IN_BUCKET", 0)
    with pytest.raises(ValueError, match="one hash"):
        small_model()


def test_words_are_read_alike_by_machines_of_either_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {f"word{n}": n % 16 / 8 - 1 for n in range(500)}
    data = small_model(words=words)
    for kind in ("little", "big"):
        monkeypatch.setattr(model, "byteorder", kind)
        assert model.Model(data, NAMES).weigh(list(words)) == list(words.values())


def test_half_a_character_is_no_word_of_the_model() -> None:
    made = model.Model(small_model(), NAMES)
    assert made.weigh(["\ud800pin", "board", "pin\udfff"]) == [0.0, -1.2, 0.0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no model file"),
        (b"PK\x03\x04", "no model file"),
        (small_model()[:-3], "damaged"),
        (small_model()[:40], "no model file"),
        (small_model().replace(b"model %d" % model.FORMAT, b"model 6", 1), "another format"),
        (small_model(names=(*NAMES[:-1], "else")), "other signs"),
        (small_model()[:-1] + b"\xff", "damaged"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(data: bytes, why: str) -> None:
    with pytest.raises(ModelError, match=why):
        model.Model(data, NAMES)


def test_a_damaged_package_is_one_line_and_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "lines.model"
    bad.write_bytes(FILE.read_bytes()[:1000])
    monkeypatch.setattr(judge, "_model", None)
    monkeypatch.setattr(judge, "__file__", str(tmp_path / "judge.py"))
    with pytest.raises(ModelError, match=r"^lines\.model: .*install newsclean anew$") as caught:
        newsclean.Cleaner().clean("\n".join([*PROSE, "Pin this to your board"]))
    assert caught.value.exit_code == 2


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size <= 300_000


# Between two paragraphs: by their words alone any article's, together a site's.
CALLS = [
    "Join the Alder Gazette channel on Telegram and never miss a story from the valley.",
    "Sign up for our morning letter and get the best of the Gazette in your inbox every day.",
    "Never miss a story: sign up for our free weekly letter.",
    "Suscríbase a nuestro boletín y reciba cada mañana las noticias en su correo.",
]
NO_CALLS = [
    "She joined the channel on Telegram in March and left it after a week.",
    "The letter that she signed in the morning was in every inbox by noon.",
    "Tickets for the hearing are free and can be had at the town hall from Monday.",
    "Der Brief kam am Morgen und war kostenlos, sagte der Wirt.",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_site_that_speaks_between_paragraphs_is_told_by_its_diction(call: str) -> None:
    text = [*PROSE[:2], call, *PROSE[2:], "Share this:", "Facebook"]
    assert newsclean.clean("\n".join(text)).text.split("\n") == [*PROSE, ""]


def test_a_sites_sentence_is_no_reason_to_read_the_model() -> None:
    pipeline = Pipeline(Cleaner(ignore=["model"]).filters, 0.5, Lexicon())
    long = PROSE[0] + " " + PROSE[1]
    survey, marks = pipeline.look([long, CALLS[0], long])
    assert not has_lines_to_judge(survey, marks)
    survey, marks = pipeline.look([long, CALLS[0], long, "The harbour"])
    assert has_lines_to_judge(survey, marks)


@pytest.mark.parametrize("line", NO_CALLS)
def test_a_sentence_of_the_same_words_stays(line: str) -> None:
    text = "\n".join([*PROSE[:2], line, *PROSE[2:]])
    assert newsclean.clean(text).marks == {}


@pytest.mark.parametrize("language", WIDGETS)
def test_a_footer_that_no_table_knows_goes(language: str) -> None:
    result = newsclean.clean("\n".join([*PROSE, *WIDGETS[language]]))
    assert result.text == "\n".join(PROSE) + "\n"
    for name, rule, reason, confidence in result.marks.values():
        assert (name, rule) == ("model", None)
        assert reason.startswith("like boilerplate: ")
        assert confidence >= 0.5


@pytest.mark.parametrize("language", WIDGETS)
def test_it_can_be_turned_off_and_asked_to_be_surer(language: str) -> None:
    text = "\n".join([*PROSE, *WIDGETS[language]])
    assert newsclean.clean(text, ignore=["model"]).marks == {}
    surer = newsclean.clean(text, confidence=1.0)
    assert surer.text == text
    assert {mark[0] for mark in surer.doubtful.values()} == {"model"}


def test_every_sign_can_be_told() -> None:
    for n, name in enumerate(NAMES):
        for value in (-3.0, 0.0, 1.0, 30.0, 200.0):
            assert tell(n, signs(**{name: value})).strip()


def test_words_of_scripts_without_spaces_are_pairs() -> None:
    assert words.words_of("分享到微博") == ["分享", "享到", "到微", "微博"]
    assert words.words_of("ต้มน้ำ") == ["ต้", "้ม", "มน", "น้", "้ำ"]
    assert words.words_of("पढ़ें दिल्ली") == ["पढ़ें", "दिल्ली"]
    assert words.words_of("subscribe, don't miss it") == ["subscr", "don't", "miss", "it"]


def test_no_line_is_passed_over_before_the_model_is_read() -> None:
    pipeline = Pipeline(Cleaner(ignore=["model"]).filters, 0.5, Lexicon())
    texts = [*fixture_files.texts().values(), "\n".join([*PROSE, *WIDGETS["en"], " \t "])]
    texts.append(f"{PROSE[0] * 3}\nShare this story with friends, subscribe to comments.\n   ")
    seen = set()

    def weigh(names: list[str]) -> list[float]:
        """Words speak for boilerplate, diction says nothing: no text is read for it alone."""
        return [0.0 if name[0] == "=" or " " in name else 4.0 for name in names]

    for text in texts:
        survey, marks = pipeline.look(Document.from_text(text).lines)
        around = Surroundings(survey, marks, lambda: weigh)
        is_asked = has_lines_to_judge(survey, marks)
        seen.add(is_asked)
        assert is_asked or not around.candidates(), text[:80]
    assert seen == {True, False}


def test_lines_that_somebody_is_sure_of_are_not_judged() -> None:
    pipeline = Pipeline(Cleaner(ignore=["model"]).filters, 0.5, Lexicon())
    survey, marks = pipeline.look([*PROSE, *WIDGETS["en"]])
    found, _ = judge.judge(survey, marks, judge.shared_model)
    assert found
    sure = frozenset(list(found)[:1])
    less, _ = judge.judge(survey, marks, judge.shared_model, sure=sure)
    assert not sure & less.keys()
    assert has_lines_to_judge(survey, marks, sure) == (len(found) > 1)
    assert not has_lines_to_judge(survey, marks, frozenset(survey.numbers))


ODD_TEXTS = {
    "one line": "Pin this to your board",
    "only comments": "\n".join(f"reader{n}: I do not think so at all!" for n in range(40)),
    "unknown script": "\n".join(
        ["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫᏯ ᎤᏂᏬᏂᏍᏗ ᎢᎬᏱ ᏗᎪᏪᎵ ᎠᎴ ᎢᎦᏛ."] * 3 + ["ᏣᎳᎩ", "ᎦᏬᏂᎯᏍᏗ"]
    ),
    "two scripts": "\n".join(
        [*PROSE, "Суд отложил дело до весны.", "Подписаться", "Ещё", "Наверх", *PROSE[:2]]
    ),
    "headlines": "\n".join(f"Storm {n} nears the coast of the north" for n in range(60)),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_TEXTS)
@pytest.mark.parametrize("law", laws.LAWS)
def test_odd_texts_obey_the_laws(name: str, law: str) -> None:
    laws.LAWS[law](ODD_TEXTS[name], laws.DEFAULT)


def test_a_text_in_a_script_that_training_never_saw_stays_whole() -> None:
    assert newsclean.clean(ODD_TEXTS["unknown script"]).marks == {}
