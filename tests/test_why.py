"""`newsclean explain --why-kept`: why a line stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import newsclean
from command import ARTICLE, POST, run
from newsclean import filters
from newsclean.cleaner import Cleaner
from newsclean.learned.judge import shared_model
from newsclean.learned.model import HOPELESS
from newsclean.learned.signs import NAMES, SHAPES
from newsclean.learned.surroundings import Surroundings
from newsclean.learned.why import tell_exactly
from newsclean.pipeline import Pipeline
from newsclean.why import Watch, Why

ROOT = Path(__file__).resolve().parent
PAGES = sorted((ROOT / "fixtures" / "pages").glob("*/in.txt"))
MODEL = sorted((ROOT / "fixtures" / "model").glob("*/in.txt"))
HTML = sorted((ROOT / "fixtures" / "html").glob("*/in.html"))
BETWEEN = ARTICLE.split("\n")[0] + "\n{}\n" + ARTICLE.partition("\n")[2]


def why(text: str | bytes, line: int, cleaner: Cleaner | None = None) -> Why:
    """What is said of a line, counted from 1."""
    cleaner = cleaner or Cleaner()
    return Watch(cleaner, cleaner.clean(text)).of(line - 1)


def missing(found: Why) -> list[tuple[str, str]]:
    return [(one.mark[0], one.missing) for one in found.nearly]


# rules


def test_a_wording_between_paragraphs_misses_the_tail() -> None:
    found = why(BETWEEN.format("Keine Kommentare"), 2)
    assert found.removed is None and found.row is not None
    assert found.row.family == "comment-count"
    assert ("comments", "being 0.50 sure") in missing(found)
    assert found.nearly[0].mark[3] == 0.3


def test_what_would_go_after_the_article_says_so() -> None:
    found = why(BETWEEN.format("Home"), 2)
    assert ("navigation", "standing after the article, in the tail") in missing(found)
    last = newsclean.clean(ARTICLE + "Post a Comment\nHome\n")
    assert last.marks[4][0] == "navigation", "and it does"


def test_what_would_go_alone_says_so() -> None:
    text = BETWEEN.format("Teilen\nAdvertisement\nKommentare")
    found = why(text, 3)
    assert found.removed is None
    alone = newsclean.clean(BETWEEN.format("Advertisement"))
    assert alone.marks[1][0] == "promotion"
    assert {name for name, _ in missing(found)} == {"promotion"}


def test_prose_is_taken_by_no_rule_wherever_it_stands() -> None:
    for line in (1, 2, 3):
        found = why(POST, line)
        assert found.nearly == [] and found.row is None and found.what == "a sentence"


def test_a_filter_that_is_off_is_named() -> None:
    text = ARTICLE + "Reuters contributed to this report.\n"
    found = why(text, 4)
    assert missing(found) == [("credit", "the filter credit, which is not chosen")]
    assert why(text, 4, Cleaner(extend_select=["credit"])).removed is not None


def test_a_filter_that_is_ignored_is_named() -> None:
    found = why(POST, 4, Cleaner(ignore=["share"]))
    assert missing(found) == [("share", "the filter share, which is not chosen")]


def test_a_confidence_that_is_missed_is_named() -> None:
    found = why(POST, 4, Cleaner(confidence=1.0))
    assert missing(found) == [("share", "being 1.00 sure")] and found.needed == 1.0


def test_a_keep_row_is_named() -> None:
    pack = '[[keep]]\nid = "own"\nphrase = "Share this:"\nkeeps = ["Share this:"]\n'
    rules = newsclean.RulePack.parse(pack, "own.toml")
    found = why(POST, 4, Cleaner(rules=[rules]))
    assert found.kept_by == "a keep row of your rules"


# places and evidence


def test_the_place_is_told_by_lines_of_the_whole_text() -> None:
    text = "Posted on July 4, 2020\nBy Jane Porter - July 4, 2020\n\n" + POST
    result = newsclean.clean(text)
    assert min(result.marks) == 0
    found = why(text, 5)
    assert found.head_end == 2 and found.tail_start == 6


def test_the_evidence_adds_up() -> None:
    found = why(BETWEEN.format("Harbour and bridge") + POST.removeprefix(ARTICLE), 2)
    assert found.weight is None, "paragraphs below: no tail begins there"
    lines = ARTICLE.split("\n")
    wordings = "Advertisement\nShare this with your neighbours\nFollow us on Twitter"
    text = "\n".join([*lines[:2], wordings, lines[2], POST.removeprefix(ARTICLE)])
    found = why(text, 6)
    assert found.removed is None and found.weight is not None and found.tail_start == 4
    own, total, best, where = found.weight
    assert own < 0 < total < best and where == 4


def test_a_blank_line_and_a_removed_one_say_so() -> None:
    text = ARTICLE + "\n" + ARTICLE.replace("T", "t") + "Share this:\n"
    assert "blank" in (why(text, 4).kept_by or "")
    assert why(POST, 4).removed == newsclean.clean(POST).marks[3]


def test_a_text_on_one_line_is_judged_by_sentences() -> None:
    text = " ".join(POST.split("\n"))
    assert "sentences" in (why(text, 1).kept_by or "")


# the model


@pytest.mark.parametrize(
    "path", [path for path in MODEL if "footer" in path.parent.name], ids=lambda p: p.parent.name
)
def test_the_probability_is_the_one_that_decided(path: Path) -> None:
    cleaner = Cleaner(confidence=0.99)
    result = cleaner.clean(path.read_bytes())
    watch = Watch(cleaner, result)
    doubted = {i: mark for i, mark in result.doubtful.items() if mark[0] == "model"}
    assert doubted
    for i, mark in doubted.items():
        found = watch.of(i)
        assert found.model is not None and found.model.passed is None
        # A doubtful line keeps the probability of the last step that doubted it; what went in later
        # ones may say another.
        assert found.chance == pytest.approx(mark[3], abs=0.015)


def test_what_the_signs_say_adds_up_to_the_probability() -> None:
    text = BETWEEN.format("Share this with the council") + POST.removeprefix(ARTICLE)
    cleaner = Cleaner()
    watch = Watch(cleaner, cleaner.clean(text))
    for i in range(3):
        model = watch.of(i).model
        assert model is not None and model.score is not None
        assert [gain for gain, _ in model.speaks] == sorted(
            (gain for gain, _ in model.speaks), reverse=True
        )
        # What all trees expect of a line that nothing is known of is the same for all of a kind.
        assert model.score - sum(gain for gain, _ in model.speaks) < 0


@pytest.mark.parametrize("is_sentence", [False, True])
def test_contributions_are_the_score_taken_apart(is_sentence: bool) -> None:
    model = shared_model()
    rest = []
    for value in (0.0, 0.5, 1.0, 3.0, 30.0):
        signs = [value] * len(NAMES)
        total, added = model.contributions(signs, is_sentence=is_sentence)
        score = model.score(signs, is_sentence=is_sentence)
        assert score in (HOPELESS, pytest.approx(total, abs=1e-9))
        rest.append(total - sum(added))
        gains = dict(model.reasons(signs, is_sentence=is_sentence))
        assert len(gains) <= len([gain for gain in added if gain])
    # But for what rounding adds up to: leaves have three digits, what is told has fewer.
    assert max(rest) - min(rest) < 0.05, "what no sign says is the same for all lines"


@pytest.mark.parametrize("path", [*MODEL, *PAGES], ids=lambda path: path.parent.name)
def test_a_reason_not_to_ask_is_given_where_the_model_does_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Surroundings] = []
    ask = Surroundings.candidates

    def remember(self: Surroundings, *, everywhere: bool = False) -> list[int]:
        found = ask(self, everywhere=everywhere)
        passed = {i: self.why_passed(i) for i in self._filled}
        rows = self._survey.rows
        assert [i for i, why in passed.items() if why is None and rows[i] is not None] == found
        seen.append(self)
        return found

    monkeypatch.setattr(Surroundings, "candidates", remember)
    newsclean.clean(path.read_bytes())
    assert seen or path not in MODEL


@pytest.mark.parametrize(
    ("text", "line", "why_not"),
    [
        # Under a sentence too short for a paragraph, too: three words that were found on a wall.
        (f"Words\nThey stood there in the morning, in blue paint and high.\nComments\n{ARTICLE}", 3,
         "a known word between paragraphs is the rules' affair"),
        (BETWEEN.format("Current Time 0:00"), 2,
         "a known word between paragraphs is the rules' affair"),
        (BETWEEN.format("(written by the ferry's own staff)"), 2,
         "it stands in brackets, as the article's asides and credits do"),
        (BETWEEN.format("/srv/ferry/timetable/winter.txt"), 2, "it is the path of a file"),
        (BETWEEN.format("Homepage."), 2,
         "a word with a full stop between paragraphs is a sentence"),
        (BETWEEN.format("jha/dpa"), 2, "it signs what stands above it"),
        (BETWEEN.format("—Tess"), 2, "it signs what stands above it"),
        (BETWEEN.format("The rates at seven:\nGuilder 412.35\nCrown 392.80"), 2,
         "it announces lines with numbers"),
        (BETWEEN.format("17.38 GMT\nThe queue\nA door opened.\n16.10 GMT\nNo boat"), 3,
         "it heads an entry, below its day or time"),
    ],
)  # fmt: skip
def test_the_model_is_not_asked_where_the_rules_know_better(
    text: str, line: int, why_not: str
) -> None:
    judged = why(f"{text}Share this:\nLeave a comment\n", line).model
    assert judged is not None
    assert judged.passed == why_not


@pytest.mark.parametrize("name", NAMES)
def test_every_sign_has_words_for_either_side(name: str) -> None:
    sign = NAMES.index(name)
    for value in (-1.0, 0.0, 0.5, 1.0, 500.0, *SHAPES.values()):
        signs = [0.0] * len(NAMES)
        signs[sign] = value
        assert tell_exactly(sign, signs)


# everything


@pytest.mark.parametrize("path", [*PAGES, *HTML], ids=lambda path: path.parent.name)
def test_every_line_has_an_answer(path: Path) -> None:
    cleaner = Cleaner()
    result = cleaner.clean(path.read_bytes())
    watch = Watch(cleaner, result)
    for i in range(len(result.document.lines)):
        found = watch.of(i)
        json.dumps(found.to_dict())
        assert (found.removed is None) == (i not in result.marks)
        if found.removed is None and found.kept_by is None:
            assert found.what or found.frame or result.profile == "page"


def test_watching_changes_nothing() -> None:
    cleaner = Cleaner()
    for path in PAGES[:8]:
        result = cleaner.clean(path.read_bytes())
        before = dict(result.marks)
        watch = Watch(cleaner, result)
        for i in range(len(result.document.lines)):
            watch.of(i)
        assert result.marks == before == cleaner.clean(path.read_bytes()).marks


def test_filters_that_are_off_own_the_families_that_no_other_does() -> None:
    chosen = Pipeline(filters.choose(None, None, None), 0.5, newsclean.Cleaner().pipeline().lexicon)
    assert "credit-line" not in chosen.filter_of
    assert "credit-line" in filters.get("credit").families


# the command


def test_the_command_tells_place_rules_and_model() -> None:
    text = BETWEEN.format("Share this with the council") + POST.removeprefix(ARTICLE)
    out = run("explain", "--why-kept", "2", stdin=text.encode()).stdout.decode()
    assert out.startswith("standard input\n  2 │   Share this with the council\n")
    labels = [line[:16].rstrip() for line in out.split("\n")[2:] if line]
    assert labels == ["place", "words", "tail", "nearly taken by", "model", "for boilerplate",
                      "for the article"]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "html", "svg", "jsonl"])
def test_the_command_answers_in_every_format(form: str) -> None:
    done = run("explain", "--why-kept", "2", "--why-kept", "4", "-f", form, stdin=POST.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"share" in done.stdout
    if form == "jsonl":
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [line["line"] for line in lines] == [2, 4]
        assert lines[1]["removed"]["filter"] == "share" and lines[0]["removed"] is None


def test_a_text_cannot_drive_the_terminal() -> None:
    text = BETWEEN.format("\x1b[31mShare\x1b[0m this \u202eday") + "Share this:\n"
    for form in ("text", "html", "svg"):
        out = run("explain", "--why-kept", "2", "-f", form, stdin=text.encode()).stdout.decode()
        assert "\x1b" not in out and "\u202e" not in out and "x1b[31m" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--why-kept", "99"), "--why-kept 99: the text has 6 lines"),
        (("--why-kept", "0"), "--why-kept"),
        (("--why-kept", "1", "--removed-only"), "leave out --removed-only"),
        (("--why-kept", "1", "--context", "2"), "leave out --context"),
        (("--why-kept", "1", "-j", "2"), "leave out --jobs"),
        (("--why-kept", "1", "post.txt", "b.txt"), "exactly one input"),
        (("--why-kept", "1", "."), "exactly one input"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    for name in ("post.txt", "b.txt"):
        (tmp_path / name).write_text(POST)
    done = run("explain", *arguments, stdin=POST.encode(), cwd=tmp_path)
    assert done.returncode == 2 and done.stdout == b""
    assert told in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_of_a_line_that_holds_a_whole_text_nothing_is_told_as_of_a_line() -> None:
    text = ARTICLE.replace("\n", " ").strip() + " Share this: Facebook Twitter Post a Comment\n"
    found = why(text, 1)
    assert found.kept_by is not None and "sentences" in found.kept_by
    assert (found.nearly, found.model, found.what, found.row) == ([], None, None, None)


def test_a_sites_sentence_between_paragraphs_is_told_what_was_granted_and_what_was_asked() -> None:
    said = "Become a member of the Gazette and read the stories that matter to you."
    model = why(BETWEEN.format(said), 2).model
    assert model is not None and model.score is not None
    told = {reason: gain for gain, reason in model.speaks}
    assert told["a sentence between paragraphs"] > 0
    assert told["nothing in the whole text is boilerplate"] < 0
