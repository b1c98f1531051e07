"""The public names, as another program uses them."""

from __future__ import annotations

import ast
import copy
import inspect
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

import fixture_files
import newsclean
from newsclean import Cleaner, NewscleanError, Result, RulePack, errors, fields, filters
from newsclean.cleaner import OPTIONS
from newsclean.errors import InputError, UsageError

TEXTS = fixture_files.texts()
POST = fixture_files.read(fixture_files.FIXTURES / "pages" / "google-news-ifttt" / "in.txt")
ARTICLE = fixture_files.read(fixture_files.FIXTURES / "pages" / "google-news-ifttt" / "out.txt")
TITLE = "The harbour will have to wait"


def test_the_public_names_are_few() -> None:
    assert sorted(newsclean.__all__) == [
        "Cleaner", "NewscleanError", "Result", "RulePack", "__version__", "clean", "clean_many",
    ]  # fmt: skip
    assert all(getattr(newsclean, name) is not None for name in newsclean.__all__)


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'cleaned'"):
        newsclean.cleaned  # noqa: B018


def test_importing_the_package_imports_no_parser_and_no_terminal() -> None:
    heavy = ["rich", "lxml", "bs4", "click", "multiprocessing", "logging", "dataclasses"]
    code = f"import newsclean, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_clean_gives_the_article() -> None:
    assert newsclean.clean(POST).text == ARTICLE


def test_bytes_are_cleaned_as_text_is() -> None:
    assert newsclean.clean(POST.encode()).marks == newsclean.clean(POST).marks


@pytest.mark.parametrize("text", ["", b"", "\n", " \n\t\n", "\r\n\r\n", "\u2028"])
def test_a_text_of_nothing_comes_back_as_it_is(text: str | bytes) -> None:
    result = newsclean.clean(text)
    assert result.text == (text.decode() if isinstance(text, bytes) else text)
    assert result.marks == {}


def test_bytes_that_are_no_text_are_an_input_error() -> None:
    with pytest.raises(InputError):
        newsclean.clean(b"\x7fELF\x02\x01\x01" + bytes(64))


def test_every_error_is_a_newsclean_error() -> None:
    assert issubclass(InputError, NewscleanError) and issubclass(UsageError, NewscleanError)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (InputError("not text"), "not text"),
        (FileNotFoundError(2, "No such file or directory", "a.txt"), "No such file or directory"),
        (OSError("cannot seek"), "cannot seek"),
        (MemoryError(), "not enough memory"),
        (KeyError("x"), "internal error, --debug tells more: KeyError('x')"),
    ],
)
def test_an_error_is_told_in_words_and_an_unforeseen_one_raised_to_debug(
    error: Exception, told: str
) -> None:
    assert errors.cause_of(error) == told
    if isinstance(error, KeyError):
        with pytest.raises(KeyError):
            errors.cause_of(error, debug=True)
    else:
        assert errors.cause_of(error, debug=True) == told


def test_clean_many_is_lazy_and_in_order() -> None:
    asked = []

    def texts() -> Iterator[str]:
        for text in ("One line.\n", POST, "Another line.\n"):
            asked.append(text)
            yield text

    results = newsclean.clean_many(texts())
    assert asked == []
    assert next(results).text == "One line.\n"
    assert len(asked) == 1
    assert [result.text for result in results] == [ARTICLE, "Another line.\n"]


def test_a_cleaner_cleans_many_as_it_cleans_one() -> None:
    one = Cleaner(select=["share", "comments"])
    texts = list(TEXTS.values())
    assert [r.marks for r in one.clean_many(texts)] == [one.clean(t).marks for t in texts]


def test_a_title_from_the_caller_finds_its_echo() -> None:
    prose = "\n".join(fixture_files.prose()["en"])
    text = f"{prose}\n{TITLE} - Harbour Ledger\n"
    assert newsclean.clean(text).marks == {}
    assert newsclean.clean(text, title=TITLE).text == prose + "\n"


def test_what_the_caller_knows_stands_in_the_record() -> None:
    record = newsclean.clean(ARTICLE, title=TITLE, language="en").to_dict()
    assert (record["title"], record["language"]) == (TITLE, "en")


@pytest.mark.parametrize("language", ["", "english", "e", "en-", "en_x!", "de" + "-latn" * 8])
@pytest.mark.parametrize("text", [ARTICLE, ARTICLE.encode(), f"<p>{ARTICLE}</p>"])
def test_a_language_that_is_no_tag_is_refused(text: str | bytes, language: str) -> None:
    with pytest.raises(UsageError, match="language must be a tag like en, pt-BR"):
        newsclean.clean(text, language=language)


@pytest.mark.parametrize(("said", "tag"), [("EN", "en"), ("pt_BR", "pt-BR"), (" fr", "fr")])
def test_a_language_is_told_as_a_tag(said: str, tag: str) -> None:
    assert newsclean.clean("x", language=said).language == tag


def test_the_address_tells_the_site_that_reposts() -> None:
    result = newsclean.clean(POST, url="https://www.reposts.example/2020/07/post.html")
    assert result.site == "reposts.example"


@pytest.mark.parametrize("confidence", [-0.1, 1.1, 2, -1, float("inf"), float("nan")])
def test_a_confidence_beyond_its_range_is_refused(confidence: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1, not 'x'"):
        newsclean.Cleaner(confidence="x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes several texts, and this is one"):
        newsclean.clean_many("text")
    with pytest.raises(UsageError, match="between 0 and 1"):
        Cleaner(confidence=confidence)


@pytest.mark.parametrize(
    ("option", "known"),
    [("input", "auto, text or html"), ("profile", "auto, repost or page")],
)
def test_a_wrong_word_is_answered_with_those_that_are_known(option: str, known: str) -> None:
    with pytest.raises(UsageError, match=f"^{option} must be {known}, not pdf$"):
        Cleaner(**{option: "pdf"})


def test_what_an_input_is_may_be_said() -> None:
    page = "<html><body><p>The council met for six hours.</p></body></html>\n"
    assert newsclean.clean(page, input="text").text == page
    assert newsclean.clean(page).text == "The council met for six hours.\n"
    piece = "The council met <b>for six hours</b>."
    assert newsclean.clean(piece).text == piece
    assert newsclean.clean(piece, input="html").text == "The council met for six hours.\n"


def test_a_list_of_phrases_counts_without_a_pack(tmp_path: Path) -> None:
    (tmp_path / "phrases.txt").write_text("Wind from the west.\n")
    text = "The council met for six hours.\nWind from the west.\n"
    assert newsclean.clean(text, phrases=tmp_path / "phrases.txt").text == text.split("Wind")[0]


def test_options_go_by_name_and_the_text_by_either() -> None:
    """A title given by its place would silently be some other option of a later version."""
    assert newsclean.clean(text=POST).text == Cleaner().clean(text=POST).text
    for call in (newsclean.clean, Cleaner().clean):
        with pytest.raises(TypeError, match="positional argument"):
            call(POST, TITLE)


@pytest.mark.parametrize("confidence", [0, 0.0, 0.5, 1, 1.0])
def test_a_confidence_in_its_range_is_taken(confidence: float) -> None:
    assert newsclean.clean(POST, confidence=confidence).text


def test_more_confidence_removes_no_more() -> None:
    # With the model a line may go at the higher level only: what stays beside it speaks, too.
    levels = [Cleaner(confidence=step / 10, ignore=["model"]) for step in range(11)]
    for place, text in TEXTS.items():
        marks = [set(one.clean(text).marks) for one in levels]
        assert all(b <= a for a, b in pairwise(marks)), place


def test_more_confidence_makes_the_model_remove_less() -> None:
    texts = [text for place, text in TEXTS.items() if place.startswith("model/")]
    removed = [
        sum(len(Cleaner(confidence=level).clean(text).marks) for text in texts)
        for level in (0.3, 0.5, 0.8, 1.0)
    ]
    assert removed == sorted(removed, reverse=True)
    assert removed[0] > removed[-1]


def test_what_is_too_unsure_is_doubtful_and_kept() -> None:
    sure = newsclean.clean(POST, confidence=1.0)
    assert sure.doubtful.keys() >= {
        i for i, mark in newsclean.clean(POST).marks.items() if mark[3] < 1.0
    }


@pytest.mark.parametrize("option", ["select", "extend_select", "ignore"])
@pytest.mark.parametrize(
    ("wrong", "near"),
    [("coments", "comments"), ("feed_footer", "feed-footer"), ("relatd", "related"),
     ("feed", "feed-footer"), ("pag", "page"), ("post", "post-meta")],
)
def test_an_unknown_filter_suggests_the_nearest(option: str, wrong: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"did you mean {near}"):
        newsclean.clean(POST, **{option: [wrong]})


def test_an_unknown_filter_like_no_other_points_to_the_list() -> None:
    with pytest.raises(UsageError, match="newsclean filters"):
        newsclean.clean(POST, select=["zzz"])


def test_one_name_may_be_given_as_a_string() -> None:
    assert Cleaner(select="share").filters == Cleaner(select=["share"]).filters == ["share"]


def test_a_group_is_all_of_its_filters() -> None:
    assert Cleaner(select=["repost"]).filters == sorted(filters.GROUPS["repost"])


def test_no_filter_at_all_removes_nothing() -> None:
    assert newsclean.clean(POST, select=[]).text == POST
    with pytest.raises(UsageError, match="no filter or group ''"):
        Cleaner(select="")


def test_filters_may_come_from_a_generator() -> None:
    assert Cleaner(select=(name for name in ["share"])).filters == ["share"]


def test_the_result_has_what_the_record_has() -> None:
    result = newsclean.clean(POST)
    record = result.to_dict()
    assert isinstance(result, Result)
    assert json.loads(json.dumps(record)) == record
    assert record["text"] == result.text
    assert record["removed"] == result.removed
    assert record["title"] == result.title
    assert record["truncated"] == result.truncated


def test_a_result_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError, match="'Result' object has no attribute 'titel'"):
        newsclean.clean(POST).titel  # noqa: B018


def test_a_type_checker_sees_no_attribute_that_is_not_there() -> None:
    """A `__getattr__` that it sees lets every name pass, `result.titel` too."""
    for module in ("__init__", "result"):
        path = Path(newsclean.__file__).with_name(f"{module}.py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        hidden = {id(own) for node in ast.walk(tree) if isinstance(node, ast.If)
                  and ast.unparse(node.test) == "not TYPE_CHECKING"
                  for own in node.body}  # fmt: skip
        names = [node for node in ast.walk(tree)
                 if isinstance(node, ast.FunctionDef) and node.name == "__getattr__"]  # fmt: skip
        assert names and all(id(node) in hidden for node in names), module


@pytest.mark.parametrize("name", fields.NAMES)
def test_every_field_of_the_article_is_an_attribute_that_a_type_checker_knows(name: str) -> None:
    assert name in Result.__annotations__
    assert getattr(newsclean.clean(POST), name) == newsclean.clean(POST).to_dict()[name]


def test_every_option_is_one_of_clean_too_and_decides_what_a_cleaner_gives(tmp_path: Path) -> None:
    """A batch takes results of before for those of the same fingerprint."""
    (tmp_path / "phrases.txt").write_text("Wind from the west.\n")
    others = {
        "select": ["share"], "extend_select": ["credit"], "ignore": ["share"], "confidence": 0.9,
        "rules": [RulePack.of_phrases(["Wind from the north."])],
        "phrases": tmp_path / "phrases.txt", "segments": "never", "profile": "page",
        "input": "text", "captions": True, "fix_text": True, "comments": True,
    }  # fmt: skip
    assert tuple(others) == OPTIONS
    assert set(others) < set(inspect.signature(newsclean.clean).parameters)
    prints = {Cleaner(**{name: value}).fingerprint() for name, value in others.items()}
    assert len(prints - {Cleaner().fingerprint()}) == len(others)
    assert Cleaner().fingerprint() == Cleaner(**dict.fromkeys(others)).fingerprint()
    assert newsclean.clean(POST, fix_text=True).settings.fix_text


def test_threads_share_a_cleaner() -> None:
    one, texts = Cleaner(), list(TEXTS.values()) * 3
    expected = [Cleaner().clean(text).marks for text in texts]
    start = threading.Barrier(8)

    def work(part: int) -> list[object]:
        start.wait()  # the first documents at once, when nothing is loaded yet
        return [one.clean(text).marks for text in texts[part::8]]

    with ThreadPoolExecutor(8) as pool:
        parts = list(pool.map(work, range(8)))
    assert [parts[i % 8][i // 8] for i in range(len(texts))] == expected


@pytest.mark.parametrize("used", [False, True], ids=["new", "used"])
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_cleaner_can_be_pickled(used: bool, protocol: int) -> None:
    one = Cleaner(ignore=["related"], confidence=0.7)
    if used:
        one.clean(POST)
    data = pickle.dumps(one, protocol)
    twin = pickle.loads(data)
    assert len(data) < 2_000, "it took tables or documents along"
    assert (twin.filters, twin.confidence) == (one.filters, one.confidence)
    assert twin.clean(POST).marks == one.clean(POST).marks


def test_a_cleaner_can_be_copied() -> None:
    one = Cleaner(select=["share"])
    one.clean(POST)
    assert copy.deepcopy(one).clean(POST).marks == one.clean(POST).marks


def _marks(one: Cleaner, text: str) -> dict[int, object]:
    return dict(one.clean(text).marks)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_used_cleaner_works_in_another_process(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    one = Cleaner()
    expected = [one.clean(text).marks for text in TEXTS.values()][:8]
    with multiprocessing.get_context(method).Pool(1) as pool:
        arguments = [(one, text) for text in list(TEXTS.values())[:8]]
        assert pool.starmap(_marks, arguments) == expected


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_fork_amid_the_work_of_threads_cleans_on() -> None:
    one = Cleaner()
    expected = one.clean(POST).marks
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            for text in TEXTS.values():
                one.clean(text)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for _ in range(5):
            child = os.fork()
            if child == 0:
                os._exit(0 if one.clean(POST).marks == expected else 1)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()


def test_a_lone_surrogate_passes_through() -> None:
    text = "A line with \udc80 in it, which is long enough to be a line of prose.\nShare this:\n"
    result = newsclean.clean(text)
    assert "\udc80" in result.text
    assert json.dumps(result.to_dict()).encode()


def test_what_the_caller_holds_is_not_changed() -> None:
    names = ["share", "comments"]
    newsclean.clean(POST, select=names, ignore=[])
    assert names == ["share", "comments"]


def test_what_lines_of_dashes_hid_goes_in_the_same_pass() -> None:
    prose = "The council voted on Tuesday to keep the ferry running, the mayor said."
    text = f"{prose}\n\n-------\n\nPosted on May 12, 2021\n\n-------\n\nSkip to content\n"
    cleaner = newsclean.Cleaner(ignore=["model"])
    once = cleaner.clean(text).text
    assert once == f"{prose}\n"
    assert cleaner.clean(once).text == once
