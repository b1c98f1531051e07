"""Copies of one article are found however they are wrapped, cut or edited; others are not."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from command import run
from newsclean.dedup import Cluster, Copies
from newsclean.dedup.best import best, merged
from newsclean.dedup.features import features
from newsclean.dedup.joining import lead
from newsclean.dedup.refining import Correction, Line, correct, corrections, lines_of
from newsclean.document import BLANK, Document
from newsclean.errors import NewscleanError
from newsclean.shingles import resemblance, sampled, sentences, shingles
from test_learn import sentence

WORDS = 20


def article(seed: int, count: int = 12) -> list[str]:
    chance = random.Random(seed)
    return [sentence(chance, WORDS) for _ in range(count)]


def clusters(texts: Sequence[str], **options: object) -> list[list[int]]:
    """The numbers of texts that are together, those of two and more."""
    copies = Copies(**options)  # type: ignore[arg-type]
    for n, text in enumerate(texts):
        copies.add(f"{n:03}", text)
    found = [sorted(map(int, cluster.members)) for cluster in copies.clusters()]
    return sorted(members for members in found if len(members) > 1)


def edited(own: Sequence[str], rate: float) -> list[str]:
    chance = random.Random(7)
    return [" ".join("muzoka" if chance.random() < rate else word for word in one.split())
            for one in own]  # fmt: skip


OWN = article(1)
OTHERS = ["\n".join(article(seed)) for seed in range(2, 8)]


@pytest.mark.parametrize(
    "copy",
    [
        "\n".join(OWN),
        " ".join(OWN),
        "\n\n".join(OWN).upper(),
        "\n".join(" ".join(OWN)[at:at + 70] for at in range(0, 1500, 70)).replace("\n ", " \n"),
        "\n".join(OWN[:7]),
        "\n".join([*OWN[6:], *OWN[:5]]),
        "\n".join(edited(OWN, 0.1)),
    ],
    ids=["same", "one line", "capitals", "wrapped", "cut", "moved", "edited"],
)
def test_a_copy_is_found(copy: str) -> None:
    assert clusters(["\n".join(OWN), *OTHERS, copy]) == [[0, len(OTHERS) + 1]]


def test_an_excerpt_is_a_copy_where_it_is_wanted() -> None:
    texts = ["\n".join(OWN), *OTHERS, "\n".join(OWN[4:7])]
    assert clusters(texts) == []
    assert clusters(texts, containment=0.8) == [[0, len(OTHERS) + 1]]


def test_without_the_second_pass_edited_copies_stay_alone() -> None:
    texts = ["\n".join(OWN), "\n".join(edited(OWN, 0.1))]
    assert clusters(texts, edited=False) == []


def test_a_sentence_that_all_share_makes_no_copies() -> None:
    """One long notice under every post: precision fell to nothing without a bound."""
    notice = sentence(random.Random(0), 40)
    texts = ["\n".join([*article(seed, 5), notice]) for seed in range(300)]
    assert clusters(texts) == []


def test_a_cluster_may_be_larger_than_any_bound() -> None:
    notice = sentence(random.Random(0), 40)
    texts = ["\n".join([*article(seed, 5), notice]) for seed in range(500, 600)]
    texts += ["\n".join([*OWN, notice, sentence(random.Random(n), 9)]) for n in range(1000, 1200)]
    assert clusters(texts) == [list(range(100, 300))]


def test_scripts_without_blanks_are_compared_by_characters() -> None:
    chance = random.Random(3)
    signs = [chr(chance.randint(0x4E00, 0x9FA5)) for _ in range(400)]
    one = "".join(signs)
    other = "".join(sign if chance.random() > 0.05 else "的" for sign in signs)
    assert resemblance(shingles(one), shingles(other))[0] > 0.4
    assert clusters([one, other]) == [[0, 1]]


@given(st.permutations(range(8)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_documents_does_not_matter(order: list[int]) -> None:
    texts = ["\n".join(OWN), "\n".join(OWN[:8]), "\n".join(edited(OWN, 0.1)), *OTHERS[:5]]
    copies = Copies()
    for n in order:
        copies.add(str(n), texts[n])
    told = sorted((one.id, one.members, one.similarity) for one in copies.clusters())
    again = Copies()
    for n, text in enumerate(texts):
        again.add(str(n), text)
    assert told == sorted((one.id, one.members, one.similarity) for one in again.clusters())


def test_clusters_are_what_the_definition_says() -> None:
    """Pairs of each text with the lowest of every feature; nothing depends on what came before.

    Spelled out without a store, as another engine computes it.
    """
    chance = random.Random(11)
    texts = ["\n".join([*article(seed), sentence(random.Random(0), 30)]) for seed in range(50, 65)]
    for seed in range(50, 65):
        own = edited(article(seed), chance.uniform(0.02, 0.12))
        texts.append("\n".join(own[:chance.randint(6, 12)]))
    number = {n: features(text, 4).digest for n, text in enumerate(texts)}
    together = {n: {n} for n in number}

    def join(looked_up: dict[int, Collection[int]], *, are_runs: bool) -> None:
        groups: dict[int, list[int]] = {}
        for n in sorted(looked_up, key=number.__getitem__):
            for key in looked_up[n]:
                groups.setdefault(key, []).append(n)
        met: Counter[frozenset[int]] = Counter()
        for key, group in groups.items():
            order, most, is_common = lead(group, key if are_runs else None)
            for pair in combinations(order, 2):
                if pair[0] in order[:most]:
                    met[frozenset(pair)] += 1 if is_common else 2
        for pair, times in met.items():
            one, other = pair
            if times > 1 and resemblance(shingles(texts[one]), shingles(texts[other]))[0] >= 0.25:
                both = together[one] | together[other]
                together.update(dict.fromkeys(both, both))

    join({n: sentences(text) for n, text in enumerate(texts)}, are_runs=False)
    lowest = {min(members, key=number.__getitem__) for members in together.values()}
    join({n: sampled(shingles(texts[n])) for n in lowest}, are_runs=True)
    chains = sorted({tuple(sorted(members)) for members in together.values() if len(members) > 1})
    found = clusters(texts)
    assert len(found) >= 10
    # A chain may end where the middle one has no copies any more, so a cluster is within one.
    assert all(any(set(one) <= set(chain) for chain in chains) for one in found)
    best_of_pairs = [list(chain) for chain in chains if len(chain) == 2]
    assert [one for one in found if len(one) == 2] == best_of_pairs


@given(st.lists(st.text(max_size=60), max_size=6))
@settings(deadline=None)
def test_whatever_a_text_is_it_is_in_one_cluster(texts: list[str]) -> None:
    copies = Copies()
    for n, text in enumerate(texts):
        copies.add(str(n), text)
    members = [name for cluster in copies.clusters() for name in cluster.members]
    assert sorted(members) == sorted(map(str, range(len(texts))))


def test_sentences_are_the_same_in_all_copies() -> None:
    assert sentences("\n".join(OWN)) == sentences("  ".join(OWN).upper())


def test_of_a_short_text_all_runs_are_looked_up() -> None:
    keys = shingles("one two three four five six")
    assert len(keys) == 3
    assert sorted(sampled(keys)) == sorted(keys)


@pytest.mark.parametrize(
    ("copies", "chosen", "why"),
    [
        ([("a", 100, {}), ("b", 900, {})], "b", "whole, others are cut"),
        ([("a", 900, {"date": "2020-01-02"}), ("b", 890, {"date": "2020-01-01"})], "b",
         "the earliest date"),
        ([("a", 900, {}), ("b", 900, {"url": "https://x.example/a",
                                      "source_url": "https://www.x.example/a"})], "b",
         "the publisher's own page"),
        ([("a", 900, {}), ("b", 900, {"title": "T"})], "b", "most is known of it"),
        ([("a", 890, {}), ("b", 900, {})], "b", "the longest"),
        ([("b", 900, {}), ("a", 900, {})], "a", "the first by name, all alike"),
        ([("a", 900, {})], "a", "the only one"),
        # The footer of one repost does not make the others cut; much that one alone has does.
        ([("a", 770, {"date": "2020-01-01"}), ("b", 770, {}), ("c", 770, {}), ("d", 980, {})], "a",
         "the earliest date"),
        ([("a", 770, {"date": "2020-01-01"}), ("b", 770, {}), ("c", 980, {})], "c",
         "whole, others are cut"),
        ([("a", 500, {"date": "2020-01-01"}), ("b", 500, {}), ("c", 500, {}), ("d", 980, {})], "d",
         "whole, others are cut"),
        ([("a", 900, {"date": "2020-01-01"}), ("b", 980, {}), ("c", 980, {})], "b",
         "whole, others are cut"),
        ([("a", 900, {"date": "2020-01-01"}),
          ("b", 900, {"date": "2020-01-01T09:00:00+01:00", "title": "T"})], "b",
         "most is known of it"),
        ([("a", 900, {"date": "2020-01"}), ("b", 900, {"date": "2020-01-02", "title": "T"})], "b",
         "most is known of it"),
        ([("a", 900, {"date": "2020-01-01T23:30:00-05:00"}),
          ("b", 900, {"date": "2020-01-02T01:00:00+09:00"})], "b", "the earliest date"),
        ([("a", 900, {"date": "2020-01-01T23:30:00-05:00", "title": "T"}),
          ("b", 900, {"date": "2020-01-01"})], "a", "most is known of it"),
        ([("a", 900, {"date": "1970-01-01T00:00:00Z"}), ("b", 900, {"date": "2020-01-02"})], "b",
         "the earliest date"),
    ],
)  # fmt: skip
def test_the_best_copy(
    copies: list[tuple[str, int, dict[str, object]]], chosen: str, why: str
) -> None:
    n, reason = best(copies)
    assert (copies[n][0], reason) == (chosen, why)


@pytest.mark.parametrize(("dates", "kept"), [
    (["2020-01", "2020-01-02"], "2020-01-02"),
    (["2020-01-02", "2020-01-02T09:00:00+01:00", "2020-01-02T10:00:00+01:00"],
     "2020-01-02T09:00:00+01:00"),
    (["2020-01-02", "2019-12"], "2019-12"),
    (["1970-01-01", "1969-12-31T19:00:00-05:00"], None),
    (["1970-01-01", "2020-01-02"], "2020-01-02"),
    (["2020-01-02T25:99", "2020-01-03"], "2020-01-02T25:99"),
])  # fmt: skip
def test_of_dates_the_earliest_counts_and_the_finer_of_one_day(
    dates: list[str], kept: str | None
) -> None:
    copies = [(str(n), 9, {"date": date}) for n, date in enumerate(dates)]
    for chosen in range(len(copies)):
        known, sources = merged(copies, chosen)
        assert known.get("date") == kept
        assert sources == ({} if kept is None else {"date": str(dates.index(kept))})


@pytest.mark.parametrize("end", ["…", "...", " […]", "…”"])
def test_a_copy_that_breaks_off_is_not_the_best(end: str) -> None:
    whole = "\n".join(OWN)
    copies = Copies()
    copies.add("a", whole[: int(0.97 * len(whole))] + end, {"date": "2020-01-01"})
    copies.add("b", whole, {"date": "2020-01-02"})
    [cluster] = copies.clusters(least=2)
    assert (cluster.members[0], cluster.reason) == ("b", "whole, others are cut")


def test_what_one_copy_lost_another_knows() -> None:
    copies = [("a", 9, {"title": "T", "date": "2020-01-02"}),
              ("b", 9, {"source_url": "https://x.example/", "date": "2020-01-01"})]  # fmt: skip
    known, sources = merged(copies, 0)
    assert known == {"title": "T", "date": "2020-01-01", "source_url": "https://x.example/"}
    assert sources == {"title": "a", "date": "b", "source_url": "b"}


@pytest.mark.parametrize("skeleton", [
    "Weather for day {a}. Today rain with a fresh breeze, high {a}{b}. Tonight cloudy, low {c}. "
    "Max {a}{c} degrees, wind {b}{a} km/h from the west, humidity {c}{b} percent, rain {a}{a} mm.",
    "The index closed at {a}{b}{c} points, down {b}{a}. Oil cost {c}{b}.{a} dollars a barrel, gold "
    "{a}{a}{b} dollars an ounce. The bank kept its rate at {b}.{c}{a} percent until {c}{a}{b}0.",
    "A magnitude {b}.{c} earthquake was felt at a point {a} kilometers from the coast, says the "
    "Survey. In the past ten days there were no earthquakes of magnitude 3.0 and more nearby.",
])  # fmt: skip
def test_reports_of_one_skeleton_are_no_copies(skeleton: str) -> None:
    texts = [skeleton.format(a=n + 10, b=n * 7 % 90 + 10, c=n * 13 % 80 + 11) for n in range(20)]
    assert clusters(texts) == []


def test_a_number_that_comes_again_elsewhere_is_another_one() -> None:
    """Weather has thirty temperatures: two days share most of them, in other places."""
    days = []
    for day in range(12):
        chance = random.Random(day)
        days.append(" ".join(
            f"by noon it will be warm and dry with a weak wind, in the {place} "
            f"{chance.randint(10, 29)} degrees." for place in PLACES))  # fmt: skip
    assert resemblance(shingles(days[0]), shingles(days[1]))[0] > 0.3
    assert clusters(days) == []
    assert clusters([*days, f"{days[3]} The warning ends tomorrow."]) == [[3, 12]]


PLACES = ("north", "south", "east", "west", "hills", "valleys", "capital", "islands", "forests",
          "lowlands", "passes", "ports")  # fmt: skip


@pytest.mark.parametrize("names", [
    ("Adam Boras", "Celia Dunn", "Edgar Finch", "Greta Holm", "Ivan Jonas", "Karla Lund"),
    ("Адам Борас", "Целия Дунн", "Эдгар Финч", "Грета Холм", "Иван Йонас", "Карла Лунд"),
])  # fmt: skip
def test_letters_of_one_form_to_other_people_are_no_copies(names: tuple[str, ...]) -> None:
    form = (
        "the council has heard with deep regret of the death of {0}, and sends to {1} and all of "
        "the family its sincere condolences. As the friends of {2} and {0} know, nobody in this "
        "town did more for the library, and we shall remember {0} for it. A service is held by {3} "
        "at the old church, and whoever wants to help may turn to {1}."
    )
    texts = [form.format(*names[n:], *names[:n]) for n in range(len(names))]
    assert resemblance(shingles(texts[0]), shingles(texts[1]))[0] > 0.25
    assert clusters(texts) == []
    assert clusters([*texts, f"{texts[2]} All are welcome."]) == [[2, 6]]


def test_articles_over_one_background_are_no_copies() -> None:
    """Six of eleven sentences are their own; names and numbers are those of the background."""
    background = (
        "It was begun in 1962 by the Tarn Water Board and left in 1967 after a slide at Coldwell. "
        "The towns of Upper Fenby, of Marlow Cross and of Stade have claimed the valley since. An "
        "inquiry of 1971 under Desmond Pratt, which sat for 14 months at Kendal, blamed Ruth Weiss "
        "of Penrith. This is one of 24 reports on the waterworks that the Courier prints with the "
        "help of letters and photographs. Write to Joan Tully at the Courier, 12 Mill Street."
    )
    texts = ["\n".join([*article(seed, 5), background]) for seed in range(40, 46)]
    assert resemblance(shingles(texts[0]), shingles(texts[1]))[0] > 0.25
    assert clusters(texts) == []
    assert clusters([*texts, f"{texts[2]} We are sorry for a mistake."]) == [[2, 6]]


def test_german_reports_are_told_apart_by_numbers_alone() -> None:
    form = (
        "Unbekannte Täter sind in ein Vereinsheim in {0} eingebrochen. Die Einbrecher hebelten ein "
        "Fenster auf und durchsuchten mehrere Räume. Sie entwendeten Bargeld im Wert von {1} Euro. "
        "Der Sachschaden beläuft sich auf rund {2} Euro. Die Polizei rückte um {3}:{4} Uhr an und "
        "bittet um Hinweise. Zeugen, die Personen oder Fahrzeuge beobachtet haben, werden gebeten, "
        "sich unter der Telefonnummer 0555 bei der Polizei zu melden."
    )
    towns = ("Altheim", "Bruchdorf", "Cramstedt", "Dornach", "Elsfeld")
    texts = [form.format(town, 210 + 7 * n, 1030 + n, 11 + n, 25 + 4 * n)
             for n, town in enumerate(towns)]  # fmt: skip
    assert clusters(texts) == []
    assert clusters([*texts, f"{texts[3]} Das teilte die Polizei mit."]) == [[3, 5]]


@pytest.mark.parametrize("form", [
    "it will be {0} across most of the region today, with {1} in the {2} and a breeze off the sea. "
    "tonight will be {0} in the {2}, and {3} may form in the valleys before dawn, so drivers are "
    "asked to take care on country roads. the outlook is {1} and {3} through the weekend.",
    "تتوقع دائرة الأرصاد أن يكون الطقس اليوم {0} على المرتفعات الجبلية و{1} في باقي مناطق البلاد "
    "مع ظهور بعض الغيوم. وتكون الرياح {2} مع هبات {3} أحيانا وخاصة في ساعات المساء. وتحذر الدائرة "
    "من خطر {1} في المناطق الساحلية وتدعو السائقين إلى توخي الحذر {0} أثناء القيادة.",
])  # fmt: skip
def test_forecasts_of_other_days_are_no_copies(form: str) -> None:
    days = [form.format(*(f"{word}{n}x" for word in ("mild", "showers", "north", "frost")))
            for n in "abcdef"]  # fmt: skip
    assert resemblance(shingles(days[0]), shingles(days[1]))[0] > 0.25
    assert clusters(days) == []
    assert clusters([*days, days[4].rpartition(". ")[0]]) == [[4, 6]]


def test_edited_copies_of_a_short_text_are_found_by_its_numbers() -> None:
    told = "the bank holds its rate at 4.25 percent as 31 of 38 who were asked by us had expected"
    texts = ["\n".join([*article(50, 3), told]), "\n".join([*edited(article(50, 3), 0.15), told])]
    assert resemblance(*map(shingles, texts))[1] < 0.8
    assert clusters(texts) == [[0, 1]]
    assert clusters(["\n".join(text.split("\n")[:3]) for text in texts]) == []


def test_copies_that_differ_from_each_other_are_those_of_what_they_were_made_of() -> None:
    """The best one is an edited copy here, and too far from the other."""
    chance = random.Random(4)
    own = article(900, 20)
    others = [
        "\n".join(" ".join(sentence(chance, 1)[:-1].lower() if chance.random() < 0.16 else word
                           for word in one.split()) for one in own)
        for _ in range(2)
    ]  # fmt: skip
    others = [f"{text} {'further ' * 9}" for text in others]
    runs = list(map(shingles, others))
    assert resemblance(*runs)[0] < 0.25
    assert clusters([*others, "\n".join(own)]) == [[0, 1, 2]]


def test_one_sentence_of_many_short_ones_makes_no_copies() -> None:
    column = sentence(random.Random(5), 12)
    texts = ["\n".join([*(sentence(random.Random(n * 99 + k), 3) for k in range(40)), column])
             for n in range(12)]  # fmt: skip
    assert clusters(texts) == []


def test_a_round_up_does_not_join_what_it_quotes() -> None:
    texts = ["\n".join(article(seed)) for seed in range(31, 36)]
    assert clusters([*texts, "\n".join(texts)]) == []


def test_a_chain_of_copies_ends_where_the_middle_has_none() -> None:
    """Each has half of the next: the first and the last have nothing in common."""
    own = article(77, 60)
    texts = ["\n".join(own[at:at + 20]) for at in range(0, 41, 10)]
    assert all(len(members) <= 3 for members in clusters(texts))


@pytest.mark.parametrize("text", ["." * 200_000, "!?" * 100_000, "a." * 100_000, ".\"" * 100_000])
def test_runs_of_stops_take_no_time(text: str) -> None:
    assert len(sentences(text)) <= 1


# The command

FOOTERS = ("Share this:\nPost a Comment\n", "Baca juga:\nBagikan Berita Ini\nPosting Komentar\n")


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    bodies = ["\n".join(OWN), "\n".join(OWN[:10]), *OTHERS]
    for n, body in enumerate(bodies):
        (folder / f"{n}.txt").write_text(f"{body}\n{FOOTERS[n % 2]}")
    rows = [{"id": n, "text": body} for n, body in enumerate(bodies)]
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def test_clusters_are_json_lines(posts: Path) -> None:
    done = run("dedup", "posts", "-o", "clusters.jsonl", cwd=posts)
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "newsclean: 8 documents: 1 cluster of copies, 1 document more than articles\n"
    )
    [told] = map(json.loads, (posts / "clusters.jsonl").read_text().splitlines())
    assert told["best"] == "posts/0.txt"
    assert told["reason"] == "whole, others are cut"
    assert [member["name"] for member in told["members"]] == ["posts/0.txt", "posts/1.txt"]


def test_that_clusters_are_json_lines_may_be_said(posts: Path) -> None:
    """As the other commands that write records are told."""
    done = run("dedup", "posts", "-f", "jsonl", "-o", "said.jsonl", cwd=posts)
    assert done.returncode == 0, done.stderr
    assert run("dedup", "posts", "-o", "unsaid.jsonl", cwd=posts).returncode == 0
    assert (posts / "said.jsonl").read_bytes() == (posts / "unsaid.jsonl").read_bytes()


def test_unique_files_are_copied_as_they_are(posts: Path) -> None:
    assert run("dedup", "posts", "--keep", "best", "-o", "unique/", cwd=posts).returncode == 0
    names = sorted(path.name for path in (posts / "unique").iterdir())
    assert names == ["0.txt", *(f"{n}.txt" for n in range(2, 8))]
    assert (posts / "unique" / "0.txt").read_bytes() == (posts / "posts" / "0.txt").read_bytes()


@pytest.mark.parametrize(
    ("keep", "left"), [("best", [0, *range(2, 8)]), ("first", [0, *range(2, 8)]),
                       ("none", list(range(2, 8)))]
)  # fmt: skip
def test_unique_records_stay_as_they_came(posts: Path, keep: str, left: list[int]) -> None:
    done = run("dedup", "dump.jsonl", "--keep", keep, "-o", "unique.jsonl", cwd=posts)
    assert done.returncode == 0
    rows = [json.loads(line) for line in (posts / "unique.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == left
    before = [json.loads(line) for line in (posts / "dump.jsonl").read_text().splitlines()]
    assert [row["text"] for row in rows] == [before[n]["text"] for n in left]
    assert {row["newsclean"]["size"] for row in rows if row["newsclean"]} <= {2}


def test_boilerplate_fakes_no_copy(tmp_path: Path) -> None:
    """Two short posts of one blog: most of what they say is its footer."""
    footer = "".join(f"Sign up for our newsletter to get the latest news {n}.\n" for n in range(9))
    for n in range(2):
        text = f"{sentence(random.Random(n), 6)}\n{footer}Post a Comment\n"
        (tmp_path / f"{n}.txt").write_text(text)
    assert run("dedup", "0.txt", "1.txt", cwd=tmp_path).stdout == b""
    assert run("dedup", "--no-clean", "0.txt", "1.txt", cwd=tmp_path).stdout != b""


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["posts", "-o", "unique/"], "clusters go into a file"),
        (["posts", "-f", "csv"], "other formats go with --keep"),
        (["-", "--keep", "best"], "standard input can be read only once"),
        (["posts", "--keep", "best", "-o", "x.csv"], "is no record"),
        (["posts", "--threshold", "0"], "--threshold"),
        (["posts", "--threshold", "nan"], "--threshold"),
        (["posts", "--keep", "best", "--min-members", "3"], "--min-members"),
        (["posts", "--no-clean", "--phrases", "x.txt"], "--no-clean uses no rules"),
    ],
)
def test_what_cannot_be_meant_is_refused(posts: Path, arguments: list[str], cause: str) -> None:
    done = run("dedup", *arguments, cwd=posts)
    assert done.returncode == 2
    assert cause in done.stderr.decode()
    assert not (posts / "x.csv").exists()


def test_a_bad_file_costs_only_itself(posts: Path) -> None:
    (posts / "posts" / "bad.bin").write_bytes(b"\0\1\2" * 100)
    done = run("dedup", "posts", "-q", cwd=posts)
    assert done.returncode == 2
    assert b"posts/bad.bin: binary" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_misnamed_field_is_said_once(posts: Path) -> None:
    done = run("dedup", "dump.jsonl", "--text-field", "bodi", cwd=posts)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == (
        "newsclean: dump.jsonl: no field 'bodi'; there are: id, text; "
        "name the text's with --text-field"
    )
    assert len(done.stderr.splitlines()) <= 2


def test_records_are_called_by_their_field(tmp_path: Path) -> None:
    copy = "\n".join(article(1))
    rows = [{"key": "k1", "text": copy}, {"key": None, "text": copy}, {"key": 7, "text": copy}]
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("dedup", "d.jsonl", "--id-field", "key", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sorted(one["name"] for one in told["members"]) == ["7", "d.jsonl:2", "k1"]
    assert told["best"] == told["members"][0]["name"]
    done = run("dedup", "d.jsonl", "--id-field", "nosuch", cwd=tmp_path)
    assert done.returncode == 2
    assert b"d.jsonl: no field 'nosuch' (--id-field) in any record; there are: key" in done.stderr


def test_an_id_of_two_records_is_named(tmp_path: Path) -> None:
    for name, ids in (("a", "xy"), ("b", "xz")):
        rows = ({"id": id, "text": " ".join(article(ord(id)))} for id in ids)
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("dedup", "a.jsonl", "b.jsonl", "--id-field", "id", cwd=tmp_path)
    assert done.returncode == 0
    assert b"several records have the id 'x': by it nobody" in done.stderr
    assert b"nobody" not in run("dedup", "a.jsonl", "--id-field", "id", cwd=tmp_path).stderr


@pytest.mark.parametrize("name", ["u", "one.txt"])
def test_a_name_that_says_no_form_of_records_is_refused(posts: Path, name: str) -> None:
    done = run("dedup", "posts", "--keep", "best", "-o", name, cwd=posts)
    assert done.returncode == 2
    assert f"-o {name}: -f says of what form records are; files need".encode() in done.stderr
    assert not (posts / name).exists()
    done = run("dedup", "posts", "--keep", "best", "-f", "jsonl", "-o", name, cwd=posts)
    assert done.returncode == 0, done.stderr


def test_what_an_earlier_run_chose_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "b.txt").write_text("\n".join(article(1)))
    run("dedup", "in", "--keep", "best", "-o", "k/", cwd=tmp_path)
    (tmp_path / "in" / "a.txt").write_text("\n".join(article(1)))
    done = run("dedup", "in", "--keep", "best", "-o", "k/", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "k").iterdir()) == ["a.txt", "b.txt"]
    assert b"newsclean: k/: warning: b.txt stood there before" in done.stderr
    done = run("dedup", "in", "--keep", "best", "-o", "new/", cwd=tmp_path)
    assert b"warning" not in done.stderr


def test_results_do_not_go_among_the_inputs(posts: Path) -> None:
    for command in (["learn"], ["dedup", "--keep", "best"]):
        done = run(*command, "posts", "-o", "posts/", cwd=posts)
        assert done.returncode == 2
        assert b"-o posts/: is an input" in done.stderr


def test_texts_without_words_are_kept(tmp_path: Path) -> None:
    rows = [{"text": ""}, {"text": None}, {"text": "..."}, {"text": ""}]
    (tmp_path / "d.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("dedup", "d.jsonl", "--keep", "best", "-o", "u.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "u.jsonl").read_text().splitlines()) == 4


@pytest.mark.parametrize("command", [["dedup"], ["dedup", "--keep", "best"], ["learn"]])
def test_an_input_is_never_written_over(posts: Path, command: list[str]) -> None:
    before = (posts / "dump.jsonl").read_bytes()
    done = run(*command, "dump.jsonl", "-o", "dump.jsonl", cwd=posts)
    assert done.returncode == 2
    assert b"is an input" in done.stderr
    assert (posts / "dump.jsonl").read_bytes() == before


def test_a_missing_input_writes_nothing(posts: Path) -> None:
    done = run("dedup", "nowhere.jsonl", "--keep", "best", "-o", "x.jsonl", cwd=posts)
    assert done.returncode == 2
    assert not (posts / "x.jsonl").exists()


def test_columns_tell_of_the_cluster(posts: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    done = run("dedup", "dump.jsonl", "--keep", "best", "-o", "unique.parquet", cwd=posts)
    assert done.returncode == 0
    told = parquet.read_table(posts / "unique.parquet")["newsclean"].to_pylist()
    assert [one["size"] for one in told if one] == [2]
    assert {one["best"] for one in told if one} <= {"dump.jsonl:1", "dump.jsonl:2", "dump.jsonl:3"}


def test_records_tell_of_their_documents(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    text = "\n".join(OWN)
    rows = [
        {"n": 1, "text": text, "date": "July 5, 2020", "publisher": 7},
        {"n": 2, "text": text, "date": "2020-07-04T10:00", "publisher": "The Paper"},
        {"n": 3, "text": text, "newsclean": {"date": "2020-07-03", "authors": ["A. Writer"]}},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert run("a.jsonl", "-o", "b.parquet", "--fields", "stats", cwd=tmp_path).returncode == 0
    (tmp_path / "c.csv").write_text("text,date,publisher\n" + "".join(
        f'"{text}",{row.get("date") or row["newsclean"]["date"]},{row.get("publisher", "")}\n'
        for row in rows).replace("July 5,", "July 5"))  # fmt: skip
    for name, best_of in (("a.jsonl", 3), ("c.csv", 26)):  # lines
        told = json.loads(run("dedup", name, "--no-clean", cwd=tmp_path).stdout)
        assert (told["date"], told["publisher"]) == ("2020-07-03", "The Paper")
        assert (told["best"], told["reason"]) == (f"{name}:{best_of}", "the earliest date")
    told = json.loads(run("dedup", "b.parquet", "--no-clean", cwd=tmp_path).stdout)
    assert told["date"] == "2020-07-04T10:00"


@pytest.mark.parametrize("arguments", [[], ["--keep", "best"], ["--no-clean"]])
def test_processes_change_nothing(posts: Path, arguments: list[str]) -> None:
    one, two = (run("dedup", "dump.jsonl", *arguments, "-j", jobs, cwd=posts) for jobs in "12")
    assert one.returncode == two.returncode == 0
    assert one.stdout and one.stdout == two.stdout


def test_a_common_run_of_words_makes_no_copies() -> None:
    texts = ["\n".join([*article(seed), OWN[0][:40]]) for seed in range(2, 80)]
    assert clusters(texts) == []


def test_a_large_cluster_of_edited_copies_is_one() -> None:
    words = " ".join(OWN).split()
    texts = []
    for seed in range(60):  # no two of them share a sentence, and every run stands in many
        chance = random.Random(seed)
        texts.append(" ".join("muzoka" if chance.random() < 0.05 else word for word in words))
    assert clusters([*texts, *OTHERS]) == [list(range(60))]


def told(text: str, removed: str = "", *, firm: str = "") -> list[Line]:
    """Lines as a cleaner tells them; those whose first letter is among `removed` it took."""
    return [
        Line(n, line, "share" if line[0] in removed else None, line[-1] == "." or line[0] in firm)
        for n, line in enumerate(text.split("\n"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("copies", "elsewhere", "expected"),
    [
        # What most copies keep stays, once.
        ([("a.\nHead\nb.\nHead", "H"), ("a.\nHead\nb.", ""), ("a.\nHead\nb.", "")], 0,
         [{1: True}, {}, {}]),
        ([("a.\nHead\nb.", "H"), ("a.\nHead\nb.", ""), ("a.\nb.", "")], 0, [{}, {}, {}]),
        ([("Head\na.\nHead\nb.", "H"), ("a.\nHead\nb.", "")], 0, [{0: True}, {}]),
        # What stands at the edge of one, and under other articles, goes.
        ([("Site\na.\nb.\nZap", ""), ("a.\nb.", "")], 3, [{0: False, 3: False}, {}]),
        ([("a.\nb.\nZap", ""), ("a.\nb.", "")], 2, [{}, {}]),
        ([("a.\nb.\nZap", ""), ("a.\nb.\nZap", "")], 3, [{}, {}]),
        # Not inside, not before a sentence that the others cut, not if it is a credit.
        ([("a.\nZap\nb.", ""), ("a.\nb.", "")], 3, [{}, {}]),
        ([("a.\nb.\nZap\nc.", ""), ("a.\nb.", "")], 3, [{}, {}]),
        ([("a.\nb.\nZap\n(AP)", ""), ("a.\nb.", "")], 3, [{}, {}]),
        ([("Zap", ""), ("a.\nb.", "")], 3, [{}, {}]),
    ],
)  # fmt: skip
def test_copies_correct_each_other(
    copies: list[tuple[str, str]], elsewhere: int, expected: list[dict[int, bool]]
) -> None:
    lines = [told(text, removed, firm="(") for text, removed in copies]
    found = corrections(lines, lambda _: elsewhere)
    assert [{one.line.number: one.is_kept for one in wrong} for wrong in found] == expected


def test_corrected_lines_are_marked_with_the_blanks_between_them() -> None:
    doc = Document.from_text("a.\n\nHead\n\nb.\n\nZap\n")
    doc.marks = {2: ("share", None, "why", 1.0), 3: ("share", None, BLANK, 1.0)}
    lines = told("a.\n \nHead\n \nb.\n \nZap", "H")
    correct(doc, [Correction(lines[2], "others"), Correction(lines[6], "others")])
    assert doc.kept_text() == "a.\n\nHead\n\nb.\n"
    assert list(doc.marks) == [5, 6]


def test_a_document_that_changed_meanwhile_is_not_corrected() -> None:
    doc = Document.from_text("a.\n\nOther")
    lines = told("a.\n \nZap\n \nZap")
    correct(doc, [Correction(lines[2], "others"), Correction(lines[4], "others")])
    assert doc.marks == {}


@pytest.fixture
def wrapped(tmp_path: Path) -> Path:
    """Four articles of a site, and a copy of one of them elsewhere."""
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, seed in enumerate((1, 2, 3, 4)):
        body = "\n\n".join(article(seed))
        (folder / f"{n}.txt").write_text(f"{body}\n\nMuzoka naba rilo\n")
    (folder / "copy.txt").write_text("\n\n".join(OWN) + "\n")
    return tmp_path


def test_a_refined_copy_is_clean(wrapped: Path) -> None:
    body = "\n\n".join(OWN)
    done = run("dedup", "posts", "--refine", cwd=wrapped)
    cluster = json.loads(done.stdout)
    [change] = cluster["corrections"]
    assert change["name"] == "posts/0.txt" and change["change"] == "removed"
    assert (change["line"], change["text"]) == (25, "Muzoka naba rilo")
    (wrapped / "posts" / "copy.txt").write_text("\n\n".join(OWN[:-1]) + "\n")
    assert run("dedup", "posts", "--refine", "--keep", "best", "-o", "unique/",
               cwd=wrapped).returncode == 0  # fmt: skip
    kept = {path.name: path.read_text() for path in (wrapped / "unique").iterdir()}
    # Of articles without copies nobody knows better than the filters.
    assert kept.keys() == {"0.txt", "1.txt", "2.txt", "3.txt"}
    assert kept["0.txt"] == body + "\n"
    assert kept["1.txt"].endswith("Muzoka naba rilo\n")


def test_refined_records_have_clean_texts(wrapped: Path) -> None:
    rows = [{"text": path.read_text(), "n": path.stem}
            for path in sorted((wrapped / "posts").iterdir())]  # fmt: skip
    rows.append({"text": "\n\n".join([*OTHERS[-1].split("\n"), "Share this:"]), "n": "alone"})
    (wrapped / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("dedup", "a.jsonl", "--refine", "--keep", "best", "-o", "b.jsonl", cwd=wrapped)
    assert done.returncode == 0
    lines = (wrapped / "b.jsonl").read_text().splitlines()
    kept = {row["n"]: row for row in map(json.loads, lines)}
    assert kept.keys() == {"0", "1", "2", "3", "alone"}
    assert "Muzoka" not in kept["0"]["text"] and kept["0"]["newsclean"]["corrections"]
    assert "Share" not in kept["alone"]["text"] and kept["alone"]["newsclean"] is None


def test_what_a_sure_filter_took_one_other_copy_does_not_bring_back() -> None:
    lines = told("a.\nShare\nb.", "S")
    sure = [line._replace(sure=0.99) if line.filter else line for line in lines]
    keeps = told("a.\nShare\nb.")
    assert corrections([sure, keeps], lambda _: 0) == [[], []]
    assert len(corrections([sure, keeps, keeps], lambda _: 0)[0]) == 1


def test_titles_authors_and_credits_are_no_template() -> None:
    text = "By Ann Writer\nStorm nears coast\nA wall of water came in. It stayed.\n— KCNA\n***\nZap"
    result = newsclean.clean(text, title="Storm nears coast", select=[])
    firm = {line.text for line in lines_of(result) if line.is_firm}
    assert "Zap" not in firm
    assert firm >= {"Storm nears coast", "— KCNA", "***", text.split("\n")[2]}


def test_a_record_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    rows = [{"text": "\n".join(OWN)}, {"text": OTHERS[0], "more": 1}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("dedup", "a.jsonl", "--keep", "best", "-o", "b.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert b"a.jsonl:2" in done.stderr


def test_what_can_be_read_once_only_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = run("dedup", "pipe", "--keep", "best", "-o", "b.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"pipe can be read only once" in done.stderr


def test_inputs_are_not_written_over_by_what_is_kept(wrapped: Path) -> None:
    before = {path: path.read_bytes() for path in (wrapped / "posts").iterdir()}
    names = sorted(f"posts/{path.name}" for path in before)
    done = run("dedup", *names, "--keep", "best", "--refine", "-o", "posts/", cwd=wrapped)
    assert done.returncode == 2 and b"would write over" in done.stderr
    assert {path: path.read_bytes() for path in (wrapped / "posts").iterdir()} == before


def test_a_file_that_is_named_twice_is_no_copy(wrapped: Path) -> None:
    once, twice = (run("dedup", "posts", *more, cwd=wrapped)
                   for more in ((), ("./posts/", "posts/1.txt")))  # fmt: skip
    assert once.stdout.count(b"\n") == twice.stdout.count(b"\n") == 1
    assert json.loads(twice.stdout)["size"] == 2


def test_records_do_not_go_into_a_directory(posts: Path) -> None:
    done = run("dedup", "dump.jsonl", "--keep", "best", "-o", "out/", cwd=posts)
    assert done.returncode == 2 and b"-o FILE for records" in done.stderr
    assert not (posts / "out").exists()


def test_characters_that_are_none_end_nothing(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path / "in")
    os.mkdir(folder)
    for name in (b"a\xff.txt", b"b.txt"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(("\n".join(OWN) + "\nZap ").encode() + b"\xff\n")
    rows = [{"text": "\n".join(OWN), "title": "T\ud800"}] * 2
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for arguments in (["in"], ["in", "--refine"], ["a.jsonl"], ["a.jsonl", "--refine"]):
        done = run("dedup", *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["size"] == 2


def test_a_full_database_is_one_line() -> None:
    copies = Copies()
    copies._store._base.run("PRAGMA max_page_count = 20")
    with pytest.raises(NewscleanError, match="database or disk is full; SQLITE_TMPDIR names"):
        for n in range(3000):
            copies.add(str(n), "\n".join(article(n)))


def test_a_cluster_tells_itself() -> None:
    copies = Copies()
    copies.add("a", "x")
    [cluster] = copies.clusters()
    assert isinstance(cluster, Cluster)
    assert (cluster.members, cluster.similarity, cluster.reason) == (["a"], [1.0], "the only one")
