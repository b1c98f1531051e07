"""Laws that hold for every filter there is, over every text of the fixtures; a new one too."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import fixture_files
from corpus import CorpusMissing, load
from laws import DEFAULT, LAWS, clean, cleaner
from newsclean import filters, sieve
from newsclean.cleaner import Cleaner
from newsclean.errors import UsageError

TEXTS = fixture_files.texts()
MODULES = Path(filters.__file__).parent
OF_SEVERAL = ("one_more_filter_brings_nothing_back", "order_of_names_does_not_matter")
# Where a law is known not to hold: the law, the filters or the corpus, the text, what happens.
KNOWN = Path(__file__).with_name("laws_known.tsv")


def broken(law: str, texts: Iterable[tuple[str, str]], names: Iterable[str]) -> dict[str, str]:
    """Text -> in what way the law does not hold there."""
    found = {}
    for place, text in texts:
        try:
            LAWS[law](text, names)
        except Exception as error:
            found[place] = f"{type(error).__name__}: {error}".partition("\n")[0]
    return found


def check(law: str, texts: Iterable[tuple[str, str]], names: Iterable[str], kind: str) -> None:
    """kind: the filters or the corpus, as KNOWN tells of them."""
    found, listed = broken(law, texts, names), known(law, kind)
    assert {place: why for place, why in found.items() if place not in listed} == {}
    assert listed - set(found) == set(), f"they hold now: take them off {KNOWN.name}"


def known(law: str, kind: str) -> set[str]:
    rows = [line.split("\t") for line in KNOWN.read_text(encoding="utf-8").split("\n") if line]
    return {row[2] for row in rows if row[:2] == [law, kind]}


@pytest.mark.parametrize("law", [law for law in LAWS if law not in OF_SEVERAL])
@pytest.mark.parametrize("name", filters.NAMES)
def test_a_filter_alone_obeys_the_laws(name: str, law: str) -> None:
    texts = list(TEXTS.items())
    check(law, texts[::4] if law == "line_ends_do_not_matter" else texts, [name], name)


@pytest.mark.parametrize("law", LAWS)
def test_the_default_filters_obey_the_laws(law: str) -> None:
    check(law, TEXTS.items(), DEFAULT, "default")


@pytest.mark.parametrize(
    "law",
    [
        "kept_and_marked_are_the_input",
        "one_more_filter_brings_nothing_back",
        "order_of_names_does_not_matter",
        "twice_is_once",
    ],
)
def test_all_filters_together_obey_the_laws(law: str) -> None:
    texts = list(TEXTS.items())
    check(law, texts[::3] if law in OF_SEVERAL else texts, filters.NAMES, "all")


@pytest.mark.parametrize("name", filters.NAMES)
def test_a_filter_has_a_module_of_its_name(name: str) -> None:
    one = filters.get(name)
    assert one.name == name
    assert type(one).__module__ == f"newsclean.filters.{name.replace('-', '_')}"
    assert type(one).__name__ == "".join(part.title() for part in name.split("-"))


def test_every_module_of_the_folder_is_a_filter_or_shared() -> None:
    modules = {path.stem.replace("_", "-") for path in MODULES.glob("*.py")}
    assert modules - {"--init--", "base"} == set(filters.NAMES)


def test_no_family_belongs_to_two_filters() -> None:
    owners: dict[str, list[str]] = {}
    for name in filters.NAMES:
        for family in filters.get(name).families:
            owners.setdefault(family, []).append(name)
    assert {family: names for family, names in owners.items() if len(names) > 1} == {}


def test_making_filters_compiles_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in filters.NAMES:
        filters.get(name)  # what a module compiles once does not count
    compiled: list[object] = []
    monkeypatch.setattr(re, "compile", lambda *pattern: compiled.append(pattern))
    for name in filters.NAMES:
        filters.get(name)
    assert compiled == [], "the list of filters and a run without such a line pay for it"


@pytest.mark.parametrize("group", filters.GROUPS)
def test_a_group_holds_filters_that_exist(group: str) -> None:
    assert set(filters.GROUPS[group]) <= set(filters.NAMES)
    assert group not in filters.NAMES


@pytest.mark.parametrize("name", filters.NAMES)
def test_ignoring_wins_over_selecting(name: str) -> None:
    assert name not in filters.choose([name], [name], [name])


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean comments"):
        filters.choose(["coments"], None, None)


def all_marks(one: Cleaner, places: Iterable[str]) -> dict[str, object]:
    return {place: one.clean(TEXTS[place]).marks for place in places}


def test_a_document_leaves_nothing_behind_for_the_next() -> None:
    alone = {place: Cleaner().clean(text).marks for place, text in TEXTS.items()}
    places = list(TEXTS)
    for seed in range(2):
        random.Random(seed).shuffle(places)
        assert all_marks(Cleaner(), places) == alone
        assert all_marks(cleaner(), places) == alone


def test_what_the_sieve_remembers_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = all_marks(Cleaner(), TEXTS)
    for size in (0, 7):
        monkeypatch.setattr(sieve, "_REMEMBERED", size)
        assert all_marks(Cleaner(), TEXTS) == expected


def test_a_filter_alone_marks_its_share_of_all() -> None:
    for place, text in TEXTS.items():
        default = clean(text, DEFAULT)
        for name in filters.NAMES:
            # A filter that is off by default changes, when chosen, what the model sees.
            together = default if name in DEFAULT else clean(text, [*DEFAULT, name])
            own = {i: m for i, m in together.marks.items() if m[0] == name and m[3] < 1.0}
            alone = {i: m for i, m in clean(text, [name]).marks.items() if m[3] < 1.0}
            assert alone == own, f"{place}: {name}"


def documents(corpus: str) -> list[tuple[str, str]]:
    try:
        return [(doc["id"], doc["text"]) for doc in load(corpus)]
    except CorpusMissing as error:
        pytest.skip(str(error))


@pytest.mark.parametrize(
    "law",
    [
        "candidates_are_enough",
        "kept_and_marked_are_the_input",
        "line_ends_do_not_matter",
        "twice_is_once",
    ],
)
@pytest.mark.parametrize("corpus", ["reposts", "wild"])
def test_a_corpus_obeys_the_laws(corpus: str, law: str) -> None:
    texts = documents(corpus)
    check(
        law,
        texts if law in ("twice_is_once", "candidates_are_enough") else texts[::3],
        DEFAULT,
        corpus,
    )


@pytest.mark.parametrize("corpus", ["reposts", "wild"])
def test_one_more_filter_brings_no_line_of_a_corpus_back(corpus: str) -> None:
    texts = documents(corpus)[:: 15 if corpus == "reposts" else 8]
    assert broken("one_more_filter_brings_nothing_back", texts, DEFAULT) == {}
