"""Lines in doubt, one by one: what is asked, what is written, and how it goes at a terminal."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import fixture_files
from command import ARTICLE, environment, run
from newsclean import Cleaner, RulePack
from newsclean.cli._question import Painter, cells, cut, shown, wrapped
from newsclean.errors import NewscleanError, RuleError
from newsclean.fold import fold
from newsclean.packs.matcher import Matcher
from newsclean.packs.rule import Rule
from newsclean.reviewing import Review, heap
from newsclean.reviewing.packfile import PackError, PackFile
from newsclean.reviewing.question import (
    DROP,
    DROP_END,
    DROP_HERE,
    KEEP,
    KEEP_HERE,
    Question,
)
from newsclean.reviewing.row import beginning_of, form_of, id_of, row, string
from newsclean.reviewing.seen import BETWEEN, HEAD, TAIL, Seen, key_of
from newsclean.reviewing.skipped import Skipped
from terminals import Terminal

# The first is what examples are tried in; the model is in doubt of the second.
ARTICLES = list(fixture_files.prose().values())[2:]
PARAGRAPHS = {paragraph for article in ARTICLES for paragraph in article}
DESK, SILVA, FRIENDS = "Harbour notes by the desk", "Silva kommerlin op", "friends of the Ledger"


def posts() -> list[str]:
    """Six articles: a line below all of them, one in two places of four, one with numbers."""
    found = []
    for n, (one, two, three) in enumerate(ARTICLES[:6]):
        lines = [one, SILVA if n < 2 else "", two, three, SILVA if n in (2, 3) else ""]
        lines += [f"{n * 7} {FRIENDS}" if n < 3 else "", f"**{DESK}**" if n == 1 else DESK]
        found.append("\n".join(filter(None, lines)) + "\n")
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Posts, and a place for what is remembered of sessions."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / "posts").mkdir()
    for n, text in enumerate(posts()):
        (tmp_path / "posts" / f"{n}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def review_of(
    folder: Path, texts: list[str] | None = None, pack: str = "site.toml",
    others: list[RulePack] | None = None, **options: Any,
) -> Review:  # fmt: skip
    """A review of these texts, cleaned with the pack as it stands."""
    file = PackFile(str(folder / pack))
    packs = [*([] if file.pack is None else [file.pack]), *(others or [])]
    asks_removed = options.pop("asks_removed", False)
    cleaner = Cleaner(rules=packs, **options)
    review = Review(file, Skipped(file.path), asks_removed=asks_removed, date="2026-11-26")
    for n, text in enumerate(posts() if texts is None else texts):
        review.add(cleaner.clean(text), f"{n}.txt")
    return review


def asked(review: Review) -> Question:
    question = review.ask()
    assert question is not None
    return question


def all_asked(review: Review) -> list[str]:
    """What is asked about when everything is skipped; nothing is remembered of it."""
    found = []
    while (question := review.ask()) is not None:
        found.append(question.text)
        review.skip(question)
    while review.undo() is not None:
        pass
    return found


def rows(folder: Path, pack: str = "site.toml") -> list[dict[str, Any]]:
    data = tomllib.loads((folder / pack).read_text(encoding="utf-8"))
    return [*data.get("rule", []), *data.get("keep", [])]


# What is asked


def test_what_repeats_is_asked_the_most_frequent_first(folder: Path) -> None:
    assert all_asked(review_of(folder)) == [DESK, SILVA, f"0 {FRIENDS}"]


def test_what_stands_in_fewer_than_three_articles_is_not_asked(folder: Path) -> None:
    assert DESK not in all_asked(review_of(folder, posts()[:2]))
    assert DESK not in all_asked(review_of(folder, posts()[:1] * 5))  # copies are one article


def test_articles_are_told_apart_though_their_numbers_meet(folder: Path) -> None:
    review = review_of(folder, [])
    for n, text in enumerate(posts()[:3]):
        seen = Seen(Cleaner().clean(text), f"{n}.txt", None)
        seen.article = 62 * n + 5  # one bit of one hash
        review._heap.add(seen)
    assert DESK in all_asked(review)


def test_what_stays_in_doubt_is_asked(folder: Path) -> None:
    text = "\n".join([*ARTICLES[0], "Share this:"]) + "\n"
    assert all_asked(review_of(folder, [text])) == []
    review = review_of(folder, [text], confidence=1.0)
    question = asked(review)
    assert (question.text, question.place.mark[0]) == ("Share this:", "share")
    assert not question.place.is_removed


def test_what_goes_is_asked_only_where_it_is_little_sure_or_wanted(folder: Path) -> None:
    text = "\n".join([*ARTICLES[0], "Share this:"]) + "\n"
    assert all_asked(review_of(folder, [text], asks_removed=True)) == ["Share this:"]
    unsure = f"{ARTICLE}More stories by mail\n"  # the model is 0.56 sure
    question = asked(review_of(folder, [unsure]))
    assert question.text == "More stories by mail" and question.place.is_removed
    assert question.offers[DROP].told.endswith("it goes already; a rule makes that sure")


def test_what_rows_of_packs_speak_of_is_not_asked(folder: Path) -> None:
    for rule in ("rule", "keep"):
        verb = "removes" if rule == "rule" else "keeps"
        text = f"[[{rule}]]\nid = 'a'\nphrase = '{DESK}'\n{verb} = ['{DESK}']\n"
        other = RulePack.parse(text, "other.toml")
        assert DESK not in all_asked(review_of(folder, others=[other]))


def test_a_rule_for_the_end_settles_the_line_between_paragraphs_too(folder: Path) -> None:
    review = review_of(folder)
    review.skip(asked(review))
    review.answer(asked(review), DROP_END)
    assert SILVA not in all_asked(review_of(folder))


def test_wordings_beyond_what_is_held_at_once_are_counted_alike(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> list[tuple[str, int, dict[str, str]]]:
        review = review_of(folder)
        found = []
        while (question := review.ask()) is not None:
            offers = {choice: offer.told for choice, offer in question.offers.items()}
            found.append((question.text, question.wording.posts, offers))
            review.skip(question)
        review.skipped.clear()
        return found

    at_once = told()
    monkeypatch.setattr(heap, "_HELD", 1)
    assert told() == at_once


def test_the_place_of_a_line_is_where_no_paragraph_stays_beyond_it() -> None:
    one, two, three = ARTICLES[0]
    result = Cleaner().clean("\n".join(["Top line", one, SILVA, two, three, DESK]))
    lines = {line.text: line.where for line in Seen(result, "", None).lines}
    assert [lines[text] for text in ("Top line", SILVA, DESK)] == [HEAD, BETWEEN, TAIL]
    assert [lines[text] for text in (one, two, three)] == [HEAD, BETWEEN, TAIL]


def test_numbers_are_one_wording_but_page_numbers_are_not() -> None:
    assert key_of("12 friends")[0] == key_of("**1,204 Friends**")[0]
    assert key_of("12 friends")[1] != key_of("13 friends")[1]
    assert key_of("12")[0] != key_of("13")[0]


# What is offered, and what it does


def test_an_answer_tells_what_it_would_do(folder: Path) -> None:
    review = review_of(folder)
    offers = asked(review).offers
    assert offers[DROP].told == "always after the article: 6 lines in 6 posts go"
    assert offers[KEEP].told == "always: it stays already; then no filter will take it"
    assert DROP_END not in offers
    review.skip(asked(review))
    offers = asked(review).offers
    assert offers[DROP].told == "always: 4 lines in 4 posts go; 2 stand between paragraphs!"
    assert offers[DROP].is_bold
    assert offers[DROP_END].told == (
        "only after the article: 2 lines of 4 that stay; the other 2 stay"
    )


def test_a_line_that_is_prose_is_warned_of(folder: Path) -> None:
    line = ARTICLES[9][0]
    review = review_of(folder, [f"{text}{line}\n" for text in posts()])
    while asked(review).text != line:
        review.skip(asked(review))
    offer = asked(review).offers[DROP]
    assert offer.told.endswith("6 lines in 6 posts go; it reads like an article's own!")
    assert offer.is_bold


def kept(folder: Path, text: str) -> list[str]:
    """The lines that are left of a text, cleaned with the pack."""
    return Cleaner(rules=[str(folder / "site.toml")]).clean(text).text.splitlines()


def test_drop_removes_the_line_from_every_post(folder: Path) -> None:
    review = review_of(folder)
    told = review.answer(asked(review), DROP)
    assert told == [
        f"rule harbour-notes-by-the-desk written to {folder / 'site.toml'}; drop always after the "
        "article: 6 lines in 6 posts go"
    ]
    assert rows(folder) == [
        {"id": "harbour-notes-by-the-desk", "phrase": DESK, "position": "tail",
         "note": "review of 2026-11-26: 0.txt:6, in 6 posts", "removes": [DESK]}
    ]  # fmt: skip
    assert all(DESK not in "".join(kept(folder, text)) for text in posts())


def test_drop_at_the_end_leaves_what_stands_between_paragraphs(folder: Path) -> None:
    review = review_of(folder)
    review.skip(asked(review))
    review.answer(asked(review), DROP_END)
    assert [SILVA in kept(folder, text) for text in posts()[:4]] == [True, True, False, False]


def test_keep_protects_the_line_from_every_filter(folder: Path) -> None:
    texts = ["\n".join([*one, "Share this:"]) + "\n" for one in ARTICLES[:3]]
    review = review_of(folder, texts, asks_removed=True)
    assert asked(review).offers[KEEP].told == "always: 3 lines in 3 posts that go now stay"
    review.answer(asked(review), KEEP)
    assert rows(folder)[0]["keeps"] == ["Share this:"]
    assert all("Share this:" in kept(folder, text) for text in texts)


def test_numbers_that_differ_are_any_number_in_the_rule(folder: Path) -> None:
    review = review_of(folder)
    for _ in range(2):
        review.skip(asked(review))
    review.answer(asked(review), DROP)
    assert rows(folder)[0]["phrase"] == f"{{n}} {FRIENDS}"
    assert f"1,999 {FRIENDS}" not in kept(folder, "\n".join([*ARTICLES[7], f"1,999 {FRIENDS}"]))


@pytest.mark.parametrize(("choice", "stays"), [(DROP_HERE, False), (KEEP_HERE, True)])
def test_here_is_this_article_and_its_copies(choice: str, stays: bool, folder: Path) -> None:
    texts = ["\n".join([*one, "Share this:"]) + "\n" for one in ARTICLES[:3]]
    texts = texts if choice == KEEP_HERE else posts()
    review = review_of(folder, [*texts, texts[0] + "Copied by a friend of the house\n"],
                       asks_removed=choice == KEEP_HERE)  # fmt: skip
    question = asked(review)
    line = question.text
    assert question.offers[choice].told == "in this article only and its 1 copy"
    review.answer(question, choice)
    (own,) = rows(folder)
    assert own["article"] in texts[0]
    assert [line in "\n".join(kept(folder, text)) for text in texts[:2]] == [stays, not stays]
    # The copy is answered with it; the next article is not.
    following = asked(review)
    assert (following.text.strip("*"), following.name) == (line, "1.txt")


def test_here_everywhere_settles_the_line(folder: Path) -> None:
    review = review_of(folder)
    for _ in range(6):
        assert asked(review).wording.posts == 6
        review.answer(asked(review), DROP_HERE)
    assert asked(review).text == SILVA
    assert all(DESK not in "".join(kept(folder, text)) for text in posts())
    assert DESK in kept(folder, "\n".join([*ARTICLES[8], DESK]))


def test_places_that_were_passed_over_are_asked_about_at_last(folder: Path) -> None:
    review = review_of(folder)
    for _ in range(4):
        assert review.move(asked(review), 1)
    found = []
    while (question := asked(review)).text.strip("*") == DESK:
        found.append(question.name)
        assert review.answer(question, KEEP_HERE)
    assert found == [f"{n}.txt" for n in (4, 5, 0, 1, 2, 3)]


def test_the_example_is_the_line_as_it_was_seen(folder: Path) -> None:
    review = review_of(folder)
    review.move(asked(review), 1)
    review.answer(asked(review), DROP)
    assert (rows(folder)[0]["phrase"], rows(folder)[0]["removes"]) == (DESK, [f"**{DESK}**"])


def test_a_text_of_one_line_has_no_article_to_name(folder: Path) -> None:
    texts = [f"{DESK}\n", *(f"{DESK}\n{one[0]}\n" for one in ARTICLES[:3])]
    review = review_of(folder, texts)
    question = asked(review)
    while question.name != "0.txt":
        assert review.move(question, 1)
        question = asked(review)
    assert set(question.offers) == {DROP, DROP_END, KEEP}


def test_skipping_and_places_change_nothing_in_the_pack(folder: Path) -> None:
    review = review_of(folder)
    question = asked(review)
    assert not review.move(question, -1)
    assert review.move(question, 1)
    assert (asked(review).text, asked(review).name) == (f"**{DESK}**", "1.txt")
    review.skip(asked(review))
    assert not (folder / "site.toml").exists()
    assert asked(review).text == SILVA


def test_what_was_skipped_is_not_asked_in_the_next_session(folder: Path) -> None:
    review = review_of(folder)
    review.skip(asked(review))
    assert all_asked(review_of(folder)) == [SILVA, f"0 {FRIENDS}"]
    assert all_asked(review_of(folder, pack="other.toml"))[0] == DESK
    review.undo()
    assert all_asked(review_of(folder))[0] == DESK


def test_two_sessions_remember_what_both_skipped(folder: Path) -> None:
    first, second = review_of(folder), review_of(folder)
    first.skip(asked(first))
    second.skip(asked(second))
    second.skip(asked(second))
    first.skip(asked(first))
    assert len(Skipped(str(folder / "site.toml")).keys) == 2


def test_without_a_place_to_remember_skipping_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "file"))
    review = review_of(folder)
    review.skip(asked(review))
    assert review.skipped.problem == "Not a directory"
    assert asked(review).text == SILVA
    for name in ("XDG_STATE_HOME", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    assert Skipped("site.toml").problem == "no home directory"


def test_every_answer_can_be_undone_in_turn(folder: Path) -> None:
    pack = folder / "site.toml"
    pack.write_text("# mine\n")
    review = review_of(folder)
    contents = [pack.read_bytes()]
    for choice in (KEEP_HERE, DROP_HERE, DROP):
        review.answer(asked(review), choice)
        contents.append(pack.read_bytes())
    review.skip(asked(review))
    assert review.undo() == "undone: skipped"
    for before in reversed(contents[:-1]):
        told = review.undo()
        assert told is not None and told.startswith("undone: harbour-notes-by-the-desk")
        assert pack.read_bytes() == before
    assert review.undo() is None
    assert (review.rules, review.keeps, review.passed) == (0, 0, 0)
    assert (asked(review).text, asked(review).at) == (DESK, 0)


def test_the_first_answer_makes_the_pack_and_its_undoing_unmakes_it(folder: Path) -> None:
    review = review_of(folder)
    review.answer(asked(review), DROP)
    text = (folder / "site.toml").read_text()
    assert text.startswith("# A rule pack:") and 'about = "answers of newsclean review"' in text
    assert "WhatsApp" not in text and "Join our" not in text
    assert len(RulePack.read(folder / "site.toml").rules) == 1
    review.undo()
    assert not (folder / "site.toml").exists()


# The property: what comes out follows from the answers

LINES = [DESK, SILVA, "Tell us what you saw at the harbour", "The Ledger, for the coast", "Foto",
         "Share this:", "Post a Comment", "Related posts", "Older Posts", "3 Comments", "{title}",
         "* * *", "Subscribe to: Posts (Atom)"]  # fmt: skip


@st.composite
def _heaps(draw: st.DrawFn) -> list[str]:
    line = st.sampled_from(LINES)
    found = []
    for one in ARTICLES[: draw(st.integers(3, 7))]:
        parts = [draw(st.lists(line, max_size=2)) for _ in range(4)]
        filled = [x for part, paragraph in zip(parts, [*one, ""], strict=True)
                  for x in (*part, paragraph)]  # fmt: skip
        found.append("\n".join(filter(None, filled)) + "\n")
    return found


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(texts=_heaps(), seed=st.integers(0, 2**16))
def test_what_is_left_follows_from_the_answers(texts: list[str], seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = tmp_path / f"{seed}-{len(texts)}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    review = review_of(folder, texts, asks_removed=True)
    before = [Cleaner().clean(text) for text in texts]
    said: list[tuple[str, Question]] = []
    while (question := review.ask()) is not None and len(said) < 12:
        choice = chance.choice([*question.offers, "skip", "undo"])
        if choice == "undo":
            if review.undo() is not None and said:
                said.pop()
        elif choice == "skip":
            review.skip(question)
            said.append((choice, question))
        else:
            review.answer(question, choice)
            said.append((choice, question))
    review.skipped.clear()
    pack = review.pack.pack
    written = [one for choice, one in said if choice != "skip"]
    assert (0 if pack is None else len(pack.rules)) == len(written)
    cleaner = Cleaner(rules=[] if pack is None else [pack])
    after = [cleaner.clean(text) for text in texts]
    own = {(one.wording.key, one.name) for choice, one in said if choice in (DROP_HERE, KEEP_HERE)}
    for choice, one in said:
        for n, (old, new) in enumerate(zip(before, after, strict=True)):
            wheres = {line.number: line.where for line in Seen(new, "", None).lines}
            for i, line in enumerate(new.document.lines):
                if not line or key_of(line)[0] != one.wording.key:
                    continue
                is_here = one.name == f"{n}.txt"
                if choice in (DROP_HERE, KEEP_HERE):
                    assert not is_here or (i in new.marks) is (choice == DROP_HERE), line
                elif (one.wording.key, f"{n}.txt") in own:
                    continue  # what was said of this article wins there
                elif choice == KEEP:
                    assert i not in new.marks, line
                elif choice == DROP and one.offers[DROP].position == "anywhere":
                    assert i in new.marks or i in old.marks, (choice, line)
                elif choice in (DROP, DROP_END):
                    wanted = TAIL if one.offers[choice].position == "tail" else HEAD
                    is_there = wheres[i] == wanted
                    assert i in new.marks or not is_there, (choice, line)
    # No other paragraph goes.
    asked_about = {one.wording.key for _, one in said}
    for old, new in zip(before, after, strict=True):
        for i, line in enumerate(new.document.lines):
            if line in PARAGRAPHS and i not in old.marks and key_of(line)[0] not in asked_about:
                assert i not in new.marks, line
        assert cleaner.clean(new.text).text == new.text


# The pack: what stands in it stays as it is

MINE = b"""\xef\xbb\xbf# My own rules, by hand.\r
name = 'mine'\r
\r
  [[ rule ]]  # odd, but mine\r
id='join'\r
phrase =   "Join us"   # why not\r
removes = [\r
   'Join us',\r
]\r
# the end, without a line end"""


def test_what_stands_in_the_pack_stays_byte_for_byte(folder: Path) -> None:
    pack = folder / "site.toml"
    pack.write_bytes(MINE)
    pack.chmod(0o640)
    review = review_of(folder)
    review.answer(asked(review), DROP)
    review.answer(asked(review), KEEP)
    after = pack.read_bytes()
    assert after.startswith(MINE)
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert [rule.own_id for rule in RulePack.read(pack).rules] == [
        "join", "harbour-notes-by-the-desk", "silva-kommerlin-op",
    ]  # fmt: skip
    assert stat.S_IMODE(pack.stat().st_mode) == 0o640
    assert (
        sorted(path.name for path in folder.iterdir())
        == [".state", "posts", "site.toml"][not (folder / ".state").exists() :]
    )
    review.undo()
    review.undo()
    assert pack.read_bytes() == MINE


@pytest.mark.parametrize("text", ["", "\n", "# only words\n", "name = 'own'\nabout = 'x'"])
def test_a_pack_without_rows_is_filled(text: str, folder: Path) -> None:
    pack = folder / "site.toml"
    pack.write_text(text)
    review = review_of(folder)
    review.answer(asked(review), DROP)
    assert pack.read_text().startswith(text)
    assert len(RulePack.read(pack).rules) == 1
    review.undo()
    assert pack.read_text() == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nam = 'x'\n", "nam: unknown key; did you mean name?"),
        ("[[rule]]\nid = 'x'\n", "rule x: phrase: missing; the line to look for, or a pattern"),
        ("[[", "not TOML"),
        ("ignore = ['share']", "ignore: is a key of newsclean.toml, not of a rule pack"),
    ],
)
def test_a_pack_that_is_wrong_is_refused_at_once(text: str, told: str, folder: Path) -> None:
    (folder / "site.toml").write_text(text)
    with pytest.raises(RuleError, match=re.escape(told)):
        PackFile(str(folder / "site.toml"))


def test_what_is_no_file_is_refused_at_once(folder: Path) -> None:
    for path, told in (("posts", "not a file that rules can be written to"),
                       ("none/site.toml", "no such folder"), ("", "not a file name")):  # fmt: skip
        with pytest.raises(PackError, match=told):
            PackFile(str(folder / path) if path else "")


def test_a_row_that_the_file_cannot_take_is_not_written(folder: Path) -> None:
    text = "rule = [{id = 'a', phrase = 'Join us', removes = ['Join us']}]\n"
    (folder / "site.toml").write_text(text)
    review = review_of(folder)
    with pytest.raises(RuleError, match=r"not written: .*not TOML"):
        review.answer(asked(review), DROP)
    assert (folder / "site.toml").read_text() == text
    assert asked(review).text == DESK
    assert (review.rules, review.undo()) == (0, None)


def test_a_file_that_cannot_be_written_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "site.toml").write_bytes(MINE)
    review = review_of(folder)
    for name in ("write", "fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, _full)
            with pytest.raises(PackError, match="No space left on device; not written"):
                review.answer(asked(review), DROP)
        assert (folder / "site.toml").read_bytes() == MINE
        assert not list(folder.glob(".newsclean-*"))
    review.answer(asked(review), DROP)
    assert review.rules == 1


def _full(*arguments: object, **options: object) -> int:
    raise OSError(28, "No space left on device")


def test_a_link_is_followed(folder: Path) -> None:
    (folder / "dotfiles").mkdir()
    (folder / "dotfiles" / "own.toml").write_bytes(MINE)
    (folder / "site.toml").symlink_to("dotfiles/own.toml")
    review = review_of(folder)
    review.answer(asked(review), DROP)
    assert (folder / "site.toml").is_symlink()
    assert len(RulePack.read(folder / "dotfiles" / "own.toml").rules) == 2


def test_a_pack_that_was_changed_meanwhile_keeps_the_change(folder: Path) -> None:
    pack = folder / "site.toml"
    pack.write_bytes(MINE)
    review = review_of(folder)
    review.answer(asked(review), DROP)
    changed = pack.read_bytes().replace(b"by hand", b"by my hand")
    pack.write_bytes(changed)
    told = review.answer(asked(review), KEEP)
    assert told[0] == f"{pack} was changed meanwhile; the answer goes below that"
    assert pack.read_bytes().startswith(changed)
    review.undo()
    assert pack.read_bytes() == changed
    # The first answer was written before the change: only its row goes.
    review.undo()
    assert pack.read_bytes() == MINE.replace(b"by hand", b"by my hand")


def test_a_row_that_was_changed_meanwhile_is_not_undone(folder: Path) -> None:
    pack = folder / "site.toml"
    review = review_of(folder)
    review.answer(asked(review), DROP)
    changed = pack.read_text().replace('id = "harbour-notes-by-the-desk"', 'id = "desk"')
    pack.write_text(changed)
    with pytest.raises(PackError, match="was changed meanwhile; take the row out by hand"):
        review.undo()
    assert pack.read_text() == changed


def test_a_pack_that_was_broken_meanwhile_is_left_alone(folder: Path) -> None:
    pack = folder / "site.toml"
    review = review_of(folder)
    pack.write_text("[[")
    with pytest.raises(NewscleanError, match="not TOML"):
        review.answer(asked(review), DROP)
    assert pack.read_text() == "[["
    pack.unlink()
    assert len(review.answer(asked(review), DROP)) == 1


def test_a_keep_row_of_another_pack_is_named(folder: Path) -> None:
    keep = f"[[keep]]\nid = 'k'\npattern = '(?i)harbour \\w+ by the desk|x'\nkeeps = ['{DESK}']\n"
    (folder / "other.toml").write_text(keep)
    review = review_of(folder)
    # As if it came in force only now: lines that it protects are not asked about.
    review._in_force([RulePack.read(folder / "other.toml")])
    told = r"a keep row of the pack other \(.*other.toml\) protects the line"
    with pytest.raises(RuleError, match=told):
        review.answer(asked(review), DROP)
    assert not (folder / "site.toml").exists()


def test_a_name_that_is_taken_is_refused(folder: Path) -> None:
    other = RulePack.of_phrases(["Join us"], name="site")
    review = review_of(folder, others=[other])
    with pytest.raises(RuleError, match="the name site is taken already"):
        review.answer(asked(review), DROP)


def test_a_bold_rule_is_warned_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.trial.prose", lambda: [DESK])
    review = review_of(folder)
    assert review.answer(asked(review), DROP)[0].startswith(
        "warning: would take 1 of 1 long lines of articles"
    )


# Rows


@pytest.mark.parametrize(
    ("text", "varies", "form"),
    [
        ("  Join us ", False, ("phrase", "Join us")),
        ("12 replies", False, ("phrase", "12 replies")),
        ("12 replies, 1,204 views", True, ("phrase", "{n} replies, {n} views")),
        ("{title}", False, ("pattern", r"\{title\}")),
        ("{title} 3", True, ("pattern", r"\{title\}\ [\d.,]+[k+]?")),
        ("{unknown}", False, ("pattern", r"\{unknown\}")),
        ("* * *", False, ("phrase", "* * *")),
        ("\x1b[31mred", False, ("phrase", "\x1b[31mred")),
        ('a "b" \\c\t\u202e', False, ("phrase", 'a "b" \\c\t\u202e')),
        ("caf\udce9", False, None),
        ("x" * 1999, False, ("phrase", "x" * 1999)),
        ("x" * 2001, False, None),
    ],
)
def test_a_line_becomes_a_phrase_or_else_a_pattern(
    text: str, varies: bool, form: tuple[str, str] | None
) -> None:
    assert form_of(text, varies) == form
    if form is not None:
        rule = Rule("a:a", "", **{form[0]: form[1]})
        assert Matcher([rule]).find(text, fold(text)) is not None


@given(text=st.text(st.characters(exclude_characters="\n\r"), max_size=60), varies=st.booleans())
def test_every_row_says_what_was_meant(text: str, varies: bool) -> None:
    form = form_of(text, varies)
    if form is None:
        return
    pack = RulePack.parse(row(id_of(text, ()), form, text, text.strip(), is_keep=False))
    assert getattr(pack.rules[0], form[0]) == form[1]
    assert Matcher(pack.rules).find(text, fold(text)) is not None


@given(text=st.text(max_size=60))
def test_a_string_is_read_back_as_it_was(text: str) -> None:
    assert tomllib.loads(f"x = {string(text)}")["x"] == text
    assert string(text).isprintable()


def test_ids_are_short_and_taken_once() -> None:
    assert id_of("Join our *channel*!", ()) == "join-our-channel"
    assert id_of("Join us", {"join-us", "join-us.2"}) == "join-us.3"
    assert id_of("Читайте также", ()) == "читайте-также"
    assert id_of("* * *", {"line"}) == "line.2"
    assert len(id_of("word " * 40, ())) <= 32


def test_what_names_an_article_is_the_beginning_of_a_line_without_stray_bytes() -> None:
    assert beginning_of("  " + "word " * 60) == ("word " * 40).strip()
    assert beginning_of("The council\udce9 met") == "The council"
    assert beginning_of("Short") is None


# What it looks like


def question_of(line: str, folder: Path, texts: int = 3) -> Question:
    return asked(review_of(folder, [f"{'x'.join(one)}\n{line}\n" for one in ARTICLES[:texts]]))


def test_hostile_lines_are_shown_and_not_interpreted(folder: Path) -> None:
    question = question_of("\x1b]0;own\x07\x9b31m\u202ered\x08", folder)
    text = shown(question, Painter(is_colored=False), 3, 1, "")
    assert text.replace("\n", "").isprintable()
    assert r"\x1b]0;own\x07\x9b31m\u202ered\x08" in text


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_what_stands_beside_a_line_takes_one_row(
    columns: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Painter, "columns", lambda self: columns)
    question = question_of(SILVA, folder)
    for told in shown(question, Painter(is_colored=False), 3, 1, "").split("\n"):
        assert cells(told) <= columns or told.startswith(">"), told


def test_columns_are_counted_as_a_terminal_does() -> None:
    assert [cells(text) for text in ("abc", "日本", "e\u0301", "שלום")] == [3, 4, 1, 4]
    assert cells("a\u200db") == 2
    assert wrapped("  日本 日本 ab", 8) == ["  日本", "   日本", "   ab"]
    assert cut("日本語", 5) == "日本…"
    assert cut("日本語", 4) == "日…"
    assert cut("日本語", 6) == "日本語"


# At a terminal


@pytest.fixture
def terminal(folder: Path) -> Iterator[Any]:
    """Starts a review of the folder's posts at a terminal of 80 columns."""
    started: list[Terminal] = []

    def start(*arguments: str, **options: Any) -> Terminal:
        arguments = arguments or ("posts", "--rules", "site.toml")
        started.append(Terminal("review", *arguments, cwd=folder, **options))
        return started[-1]

    yield start
    for one in started:
        try:
            os.kill(one.pid, signal.SIGKILL)
            os.waitpid(one.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


SCREEN = f"""
posts/0.txt, line 6
in 6 posts, place 1 of 6; 2 more to ask

   3 │ {ARTICLES[0][1]}
   4 │ {ARTICLES[0][2]}
   5 │ 0 {FRIENDS}
>  6 │ {DESK}

stays, and stands in 6 posts: is it the site's?

D  drop always after the article: 6 lines in 6 posts go
K  keep always: it stays already; then no filter will take it
d  drop, k  keep in this article only
n  next place, s  skip, u  undo, q  quit, ?  help
> """


def test_a_question_shows_the_line_its_place_and_what_answers_do(terminal: Any) -> None:
    one = terminal(columns=120)
    assert one.read().endswith(SCREEN)  # a slow machine says first how far it has read
    assert one.press("q", "read\n").endswith("\nnothing written, 3 more to ask; 6 posts read\n")
    assert one.end() == 0


def test_each_key_does_what_the_help_says(terminal: Any, folder: Path) -> None:
    one = terminal()
    one.read()
    told = one.press("?")
    for key in "D E K d n c s u l q".split():
        assert f"\n  {key}  " in told
    assert "line 6" in one.press("l")
    assert "no place before this one" in one.press("p")
    assert "posts/1.txt, line 6" in one.press("n")
    assert "posts/0.txt, line 6" in one.press("p")
    assert " 1 │ " in one.press("c")
    assert "x is no answer; ? tells the keys" in one.press("x")
    assert "E is no answer here" in one.press("E")
    assert r"\x1b is no answer" in one.press("\x1b[A")
    assert "nothing to undo" in one.press("u")
    assert "rule harbour-notes-by-the-desk written to site.toml" in one.press("D")
    assert "undone: harbour-notes-by-the-desk is out of site.toml" in one.press("u")
    assert "posts/1.txt, line 6" in one.press("d")
    assert "posts/2.txt, line 6" in one.press("k")
    assert SILVA in one.press("K")
    assert f"0 {FRIENDS}" in one.press("E")
    assert "numbers differ: {n} friends of the Ledger" in one.press("l")
    told = one.press("s", "read\n")
    assert told.endswith(
        "2 rules and 2 keep rows written to site.toml, 1 skipped, nothing more to ask; 6 posts "
        "read\n"
    )
    assert one.end() == 0
    found = [(own.get("position"), "article" in own, "keeps" in own) for own in rows(folder)]
    assert found == [(None, True, False), ("tail", False, False), (None, True, True),
                     (None, False, True)]  # fmt: skip
    assert "examples, all hold" in run("rules", "test", "site.toml", cwd=folder).stdout.decode()


def test_a_session_goes_on_where_the_last_one_was_left(terminal: Any) -> None:
    one = terminal()
    one.read()
    one.press("D")
    one.press("s")
    one.press("q", "read\n")
    assert one.end() == 0
    two = terminal()
    assert f"0 {FRIENDS}" in two.read()
    two.press("q", "read\n")
    three = terminal("posts", "--rules", "site.toml", "--again")
    assert SILVA in three.read()
    three.press("q", "read\n")
    assert two.end() == three.end() == 0


def test_a_narrow_terminal_that_grows_gets_its_width(terminal: Any) -> None:
    one = terminal(columns=40)
    narrow = one.read()
    assert max(map(cells, narrow.split("\n"))) <= 40
    one.resize(100)
    assert max(map(cells, one.press("l").split("\n"))) > 60
    one.press("q", "read\n")
    assert one.end() == 0


def test_colour_only_where_it_is_wanted(terminal: Any) -> None:
    one = terminal()
    one.read()
    assert b"\x1b[1m" in one.shown
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = terminal(env=env)
        plain.read()
        assert b"\x1b[1" not in plain.shown and b"\x1b[2" not in plain.shown


def test_a_dumb_terminal_takes_lines(terminal: Any, folder: Path) -> None:
    one = terminal(env={"TERM": "dumb"})
    one.read()
    assert not one.is_single()
    assert "Drop is no answer" in one.press("Drop\n")
    assert one.press("\n").endswith("> ")
    assert SILVA in one.press("D\n")
    assert "1 rule written to site.toml" in one.press("\x04", "read\n")
    assert one.end() == 0
    assert b"\x1b" not in one.shown


def test_keys_are_single_and_the_terminal_is_as_before_at_the_end(terminal: Any) -> None:
    one = terminal()
    one.read()
    assert one.is_single()
    one.press("q", "read\n")
    code = one.wait()
    assert (code, one.is_single()) == (0, False)


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)])
def test_the_end_of_input_and_an_interrupt_keep_what_was_answered(
    key: str, code: int, terminal: Any, folder: Path
) -> None:
    one = terminal()
    one.read()
    one.press("D")
    assert "1 rule written to site.toml, 2 more to ask" in one.press(key, "read\n")
    assert (one.wait(), one.is_single()) == (code, False)
    assert len(rows(folder)) == 1
    assert not list(folder.glob(".newsclean-*"))


def test_a_signal_to_end_leaves_the_terminal_as_it_was(terminal: Any, folder: Path) -> None:
    one = terminal()
    one.read()
    os.kill(one.pid, signal.SIGTERM)
    assert (one.wait(), one.is_single()) == (143, False)


def test_a_closed_terminal_ends_it(terminal: Any, folder: Path) -> None:
    one = terminal()
    one.read()
    one.press("D")
    os.close(one.master)
    one.wait()
    assert len(rows(folder)) == 1


def test_keys_before_the_question_answer_nothing(terminal: Any, folder: Path) -> None:
    one = terminal()
    os.write(one.master, b"DDDD")
    one.read()
    one.press("q", "read\n")
    assert one.end() == 0
    assert not (folder / "site.toml").exists()


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGCONT])
def test_who_was_stopped_asks_again(number: int, terminal: Any) -> None:
    # No shell waits for it here, so it cannot stop; the test under tmux has one.
    one = terminal()
    one.read()
    os.kill(one.pid, number)
    assert "line 6" in one.read()
    assert one.is_single()
    one.press("q", "read\n")
    assert one.end() == 0


def test_an_input_that_fails_is_named_and_the_others_are_asked_about(
    terminal: Any, folder: Path
) -> None:
    (folder / "posts" / "3.txt").write_bytes(b"\0\1\2" * 50)
    one = terminal()
    assert "newsclean: posts/3.txt: " in one.read()
    one.press("q", "read\n")
    assert one.end() == 2


def test_records_are_documents(terminal: Any, folder: Path) -> None:
    import json

    lines = [json.dumps({"id": f"p{n}", "body": text}) for n, text in enumerate(posts())]
    (folder / "dump.jsonl").write_text("\n".join(lines))
    one = terminal("dump.jsonl", "--text-field", "body", "--rules", "site.toml")
    asked = one.read()
    while "read so far" in asked:  # a slow machine asks before all is read
        asked = one.press("l")
    assert "dump.jsonl:1, line 6" in asked
    one.press("D")
    one.press("q", "read\n")
    assert one.end() == 0
    assert rows(folder)[0]["phrase"] == DESK


def test_the_configuration_may_name_the_pack(terminal: Any, folder: Path) -> None:
    (folder / "newsclean.toml").write_text('rules = ["own.toml"]\n')
    (folder / "own.toml").write_text("# mine\n")
    one = terminal("posts")
    one.read()
    assert "written to" in one.press("D")
    one.press("q", "read\n")
    assert one.end() == 0
    assert len(rows(folder, "own.toml")) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("posts",), "which rule pack do answers go to? no configuration names one; say --rules "
                     "mysite.toml"),
        (("-", "--rules", "a.toml"), "standard input is for the answers; name files"),
        (("--files-from", "-", "--rules", "a.toml"), "standard input is for the answers; name"),
        (("posts", "--rules", "-"), "standard input is for the answers; name the files of rules"),
        (("site.toml", "--rules", "site.toml"), "site.toml: is the rule pack that answers go to"),
        (("posts", "--rules", "none/site.toml"), "none/site.toml: no such folder: none"),
        ((), "newsclean review asks about doubtful lines"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_in_a_line(
    arguments: tuple[str, ...], told: str, folder: Path
) -> None:
    one = Terminal("review", *arguments, cwd=folder, columns=200)
    assert told in one.read(until="never")
    assert one.end() == 2


def test_without_a_terminal_it_says_what_does_it_without_one(folder: Path) -> None:
    done = run("review", "posts", "--rules", "site.toml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "newsclean: answers are typed at a terminal, and standard input is none; newsclean report "
        "tells what is in doubt without one, newsclean explain each line\n"
    )


def test_a_pack_among_the_posts_is_no_post(terminal: Any, folder: Path) -> None:
    one = terminal("posts", "--rules", "posts/site.toml")
    one.read()
    one.press("D")
    assert one.press("q", "read\n").endswith("6 posts read\n")
    two = terminal("posts", "--rules", "posts/site.toml")
    two.read()
    assert two.press("q", "read\n").endswith("6 posts read\n")
    assert one.end() == two.end() == 0


def test_what_is_read_while_one_thinks_counts(terminal: Any, folder: Path) -> None:
    texts = posts()
    for n in range(400):
        number = "".join(chr(97 + int(c)) for c in str(n))
        text = texts[n % 6].replace("\n", f" {number}.\n", 1) * 3
        (folder / "posts" / f"{n + 10}.txt").write_text(text, encoding="utf-8")
    one = terminal()
    first = one.read()
    time.sleep(0.2)
    for _ in range(200):
        if "read so far" not in one.press("l"):
            break
        time.sleep(0.3)
    last = one.press("l")
    counts = [int(re.search(r"in (\d+) posts", text)[1]) for text in (first, last)]  # type: ignore[index]
    assert counts[1] == 406 >= counts[0]
    assert "go" in one.press("D")
    one.press("q", "read\n")
    assert one.end() == 0


tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@tmux
def test_under_tmux_it_stops_goes_on_and_is_resized(folder: Path) -> None:
    def call(*arguments: str) -> str:
        command = ["tmux", "-L", f"newsclean-{os.getpid()}", *arguments]
        env = {**environment(), "XDG_STATE_HOME": str(folder / ".state")}
        return subprocess.run(
            command, capture_output=True, check=True, env=env, cwd=folder
        ).stdout.decode()  # fmt: skip

    def wait(text: str) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            screen = call("capture-pane", "-p", "-t", "review")
            if text in screen:
                return screen
            time.sleep(0.1)
        raise AssertionError(f"no {text!r} in {screen}")

    def press(*keys: str) -> None:
        call("send-keys", "-t", "review", *keys)

    call("new-session", "-d", "-s", "review", "-x", "60", "-y", "40", "bash --norc")
    try:
        press(f"clear; {sys.executable} -m newsclean review posts --rules site.toml", "Enter")
        assert f">  6 │ {DESK}" in wait("?  help\n>")
        press("C-z")
        wait("Stopped")
        press("clear; stty -a | tr ';' '\\n' | grep -c -- ' icanon'", "Enter")
        wait("1\n")
        press("clear; fg", "Enter")
        wait(f">  6 │ {DESK}")
        call("resize-window", "-t", "review", "-x", "40", "-y", "40")
        press("l")
        wait("place 1 of 6; 2 more to ask")
        press("D")
        screen = wait(f">  2 │ {SILVA}")
        assert "rule harbour-notes-by-the-desk" in screen
        press("C-c")
        wait("1 rule written to site.toml")
        press("echo code $?", "Enter")
        wait("code 130")
    finally:
        call("kill-server")
    assert len(rows(folder)) == 1


def test_a_pack_that_is_deleted_meanwhile_comes_back_whole(folder: Path) -> None:
    review = review_of(folder)
    review.answer(asked(review), DROP)
    written = (folder / "site.toml").read_bytes()
    (folder / "site.toml").unlink()
    review.answer(asked(review), DROP)
    assert (folder / "site.toml").read_bytes().startswith(written)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_pack_that_may_not_be_written_is_left_alone(folder: Path) -> None:
    review = review_of(folder)
    review.answer(asked(review), DROP)
    written = (folder / "site.toml").read_bytes()
    (folder / "site.toml").chmod(0o444)
    with pytest.raises(PackError, match="Permission denied"):
        review.answer(asked(review), DROP)
    assert (folder / "site.toml").read_bytes() == written
