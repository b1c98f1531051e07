"""What `newsclean learn` makes of posts: the template goes into rules, articles do not."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import sys
import tomllib
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from command import run, shell
from newsclean.errors import RuleError
from newsclean.learn import Posts, found, learn
from newsclean.learn.articles import grouped
from newsclean.learn.hosts import site_of
from newsclean.learn.site import key_of, keys_of
from newsclean.learn.store import reduced
from newsclean.scratch import Scratch, ScratchError

_SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "si", "to", "ve", "zu")


def sentence(chance: random.Random, words: int = 14) -> str:
    """A sentence that no other post holds."""
    made = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(words)]
    return f"{' '.join(made).capitalize()}."


def article(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [sentence(chance) for _ in range(5)]


def title(seed: int) -> str:
    return sentence(random.Random(seed * 7919 + 1), 6).rstrip(".")


def post(seed: int, body: Sequence[str] | None = None) -> str:
    """A post of one blog: byline, promoted headline, cue, related headlines, comments."""
    lines = list(body or article(seed))
    lines[2:2] = ["Gorba nel tikke", "Seven gardeners turned a bridge into an orchard"]
    lines.insert(6, "Gorba nel tikke")
    lines.insert(1, f"Luppo mir: {title(seed + 1)}")
    return "\n".join([
        "Menka", f"Ost Mira Holt na {1 + seed % 28} March {2000 + seed}", *lines,
        "Wollen dir passu", title(seed + 2), title(seed + 3),
        f'{seed} kommerlin zu "{title(seed)}"', "Kommerlin silva op",
        f"© {1990 + seed} Blatt Nordhaus. Alla rexto tolvi.",
    ]) + "\n"  # fmt: skip


def blog(count: int, start: int = 0) -> list[str]:
    return [post(seed) for seed in range(start, start + count)]


def clean(pack: str, text: str) -> str:
    return newsclean.clean(text, rules=[newsclean.RulePack.parse(pack)]).text


def test_the_template_goes_from_a_post_that_it_was_not_learned_from() -> None:
    pack = learn(blog(20))
    assert clean(pack, post(50)) == "\n".join(article(50)) + "\n"


def test_without_the_rules_it_stays() -> None:
    assert "Kommerlin silva op" in newsclean.clean(post(50), ignore=["model"]).text


def test_a_rule_tells_how_often_it_was_seen() -> None:
    rules = {rule["phrase"]: rule for rule in tomllib.loads(learn(blog(20)))["rule"]}
    form = rules["Kommerlin silva op"]
    assert (form["count"], form["share"], form["position"]) == (20, 1.0, "tail")
    assert form["removes"] == ["Kommerlin silva op"]
    count = rules['{n} kommerlin zu "{section}"']
    assert len(count["removes"]) == 3


def test_a_heading_takes_its_headlines_along() -> None:
    rules = {rule["phrase"]: rule for rule in tomllib.loads(learn(blog(20)))["rule"]}
    heading = rules["Wollen dir passu"]
    assert (heading["position"], heading["below"]) == ("tail", 2)
    cleaner = newsclean.Cleaner(select=["share"], ignore=["model"], rules=[])
    assert title(52) in cleaner.clean(post(50)).text
    rule_alone = newsclean.Cleaner(
        select=["share"], ignore=["model"], rules=[newsclean.RulePack.parse(learn(blog(20)))]
    )
    assert rule_alone.clean(post(50)).text == "\n".join(article(50)) + "\n"


def test_the_title_that_a_rule_takes_is_the_title() -> None:
    texts = [text + f"{title(n)} - Nordhaus\n" for n, text in enumerate(blog(20))]
    pack = learn(texts)
    assert 'captures = ["title"]' in pack
    assert newsclean.clean(post(50), rules=[newsclean.RulePack.parse(pack)]).title is not None


def test_copies_of_one_article_teach_nothing() -> None:
    """Forty copies share their paragraphs; that makes them no template."""
    body = article(1)
    texts = [f"{sentence(random.Random(n), 3)}\n" + "\n".join(body) for n in range(40)]
    with pytest.raises(RuleError, match="nothing repeats in 1 different articles"):
        learn(texts)


def test_copies_count_once() -> None:
    body = article(1)
    texts = [*blog(6), *(post(n, body) for n in range(100, 130))]
    rules = tomllib.loads(learn(texts))["rule"]
    assert all(rule["count"] <= 7 for rule in rules)
    assert not {line for rule in rules for line in rule["removes"]} & set(body)


def test_a_subheading_that_a_blog_repeats_is_a_comment_only() -> None:
    texts = []
    for n in range(20):
        body = article(n)
        texts.append("\n".join([*body[:4], "Fazilo", body[4], "Kommerlin silva op", "© Nordhaus"]))
    pack = learn(texts)
    assert '# phrase = "Fazilo"' in pack
    assert "Fazilo" in clean(pack, texts[0])


def test_a_pack_of_comments_is_said_to_do_nothing_until_its_signs_are_taken_away(
    tmp_path: Path,
) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    for n in range(12):
        body = article(n)
        (posts / f"{n}.txt").write_text("\n".join([*body[:3], "Fazilo", *body[3:]]) + "\n")
    learned = run("learn", "posts", "-o", "p.toml", cwd=tmp_path)
    assert (learned.returncode, learned.stdout) == (1, b"")
    cleaned = run("--rules", "p.toml", "posts/0.txt", cwd=tmp_path)
    assert (cleaned.returncode, cleaned.stdout) == (0, (posts / "0.txt").read_bytes())
    assert cleaned.stderr.startswith(b"newsclean: p.toml: warning: no rule in force, 1 in comments")
    assert run("-q", "--rules", "p.toml", "posts/0.txt", cwd=tmp_path).stderr == b""
    for action in ("show", "test"):
        done = run("rules", action, "p.toml", cwd=tmp_path)
        assert done.returncode == 0 and b"no rule in force, 1 in comments" in done.stdout
    pack = (tmp_path / "p.toml").read_text()
    (tmp_path / "p.toml").write_text(re.sub(r"^# (?=\[\[rule|\w+ = )", "", pack, flags=re.M))
    cleaned = run("--rules", "p.toml", "posts/0.txt", cwd=tmp_path)
    assert b"Fazilo" not in cleaned.stdout and cleaned.stderr == b""


def test_a_credit_is_the_article_s() -> None:
    texts = ["\n".join([*article(n), "Reuters contributed.", "Kommerlin silva op"])
             for n in range(20)]  # fmt: skip
    assert "Reuters contributed." not in learn(texts)


def test_dates_are_found_by_their_writing() -> None:
    months = ("January", "March", "June")
    texts = ["\n".join([*article(n), "Kommerlin silva op", "© Nordhaus",
                        f"{months[n % 3]} {n % 28 + 1:02}, 2020 at {n % 12:02}:16PM"])
             for n in range(20)]  # fmt: skip
    date = "October 31, 2024 at 11:59AM"
    other = "\n".join([*article(99), "Kommerlin silva op", "© Nordhaus", date])
    assert clean(learn(texts), other) == "\n".join(article(99)) + "\n"
    rules = tomllib.loads(learn(texts))["rule"]
    assert [rule["position"] for rule in rules if "pattern" in rule] == ["tail"]


def test_sites_do_not_mix() -> None:
    posts = Posts()
    for n in range(20):
        posts.add(post(n), "a.example")
        posts.add("\n".join([*article(n + 500), "Zwote zeile"]), "b.example")
    sites = {name: findings for name, _, findings in found(posts)}
    assert list(sites) == ["a.example", "b.example"]
    assert [finding.phrase for finding in sites["b.example"]] == ["Zwote zeile"]


def test_the_order_of_posts_does_not_matter() -> None:
    texts = blog(30)
    shuffled = random.Random(1).sample(texts, len(texts))
    assert learn(texts) == learn(shuffled)


def test_of_many_posts_as_many_are_read_as_was_said() -> None:
    posts = Posts(10)
    for text in blog(60):
        posts.add(text)
    [(_, articles, _)] = found(posts)
    assert articles == 10


def test_which_are_read_depends_on_no_order() -> None:
    """Nor on what was passed over as it came: it is those whose hashes are lowest."""
    texts = blog(90)
    texts += texts[:30]
    chosen = sorted(set(texts), key=lambda one: blake2b(one.encode(), digest_size=8).digest())[:10]
    for own in (texts, texts[::-1], random.Random(1).sample(texts, len(texts))):
        posts = Posts(10)
        for text in own:
            posts.add(text)
        [(_, bodies)] = posts.sites()
        assert sorted("\n".join(body) for body in bodies) == sorted(map(reduced, chosen))


def test_every_site_has_a_lot_of_its_own() -> None:
    posts = Posts(5)
    for n, text in enumerate(blog(60)):
        posts.add(text, f"{n % 3}")
    assert [len(bodies) for _, bodies in posts.sites()] == [5, 5, 5]


def test_posts_that_are_one_are_told_by_their_paragraphs() -> None:
    body = article(1)
    copies = [*body, "Kommerlin silva op"], [*body[:4], "Other words"]
    assert grouped([*copies, article(2), article(3)]) == [0, 0, 1, 2]


def test_long_lines_of_the_site_make_no_copies() -> None:
    """A newsletter's sentence of two lines stands under every post."""
    notice = [sentence(random.Random(5), 20), sentence(random.Random(6), 40)]
    posts = [[*article(n), *notice] for n in range(9)]
    assert len(set(grouped([reduced("\n".join(lines)).split("\n") for lines in posts]))) == 9


@pytest.mark.parametrize(
    ("url", "path", "site"),
    [
        ("https://www.Example.org/a?b", "", "example.org"),
        ("example.org/a", "", "example.org"),
        (None, "posts/blog.example.org/2020/a.txt", "blog.example.org"),
        (None, "posts/2020/a.txt", ""),
        (None, "a.example.txt", ""),
        ("http://[bad", "x/y.example/z", "y.example"),
        ("no url", "", ""),
    ],
)
def test_sites_are_hosts(url: str | None, path: str, site: str) -> None:
    assert site_of(url, path) == site


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=12))
def test_whatever_stands_in_posts_the_pack_can_be_read(lines: list[str]) -> None:
    texts = ["\n".join([*lines, *article(n)]) for n in range(5)]
    try:
        pack = learn(texts)
    except RuleError as error:
        assert "nothing repeats" in str(error)
        return
    if "\n[[rule]]" in pack:
        for text in texts:
            kept = clean(pack, text)
            assert all(line in kept for line in article(texts.index(text)))


def genre(*ends: str) -> list[str]:
    return ["\n".join([*article(n), *(end.format(n=n + 11, t=title(n)) for end in ends)])
            for n in range(20)]  # fmt: skip


@pytest.mark.parametrize(
    "ends",
    [
        ("2 eggs", "1 onion, chopped", "Season with salt and pepper.", "Serve hot."),
        ("Price: {n} pounds", "Rating: {n}/50", "Pros: light, cheap"),
        ("No one was injured.", "The investigation continues."),
        ("That is all for this week, dear friends.", "Yours, Aunt Mary"),
        ("けが人はいなかった。", "警察が原因を調べている。"),
        ("Burnley: {t}", "Chelsea: {t}", "Attendance: {n}"),
        ("He pleaded guilty.", "{t} has died aged {n}."),
    ],
)
def test_what_articles_of_a_kind_have_in_common_is_theirs(ends: tuple[str, ...]) -> None:
    """Recipes, reviews and court reports end alike; where nothing is boilerplate, nothing goes."""
    assert "\n[[rule]]" not in learn(genre(*ends))


@pytest.mark.parametrize("line", ["Te nai: LinkedIn Reddit X", "Te nai: {older}"])
def test_a_row_of_networks_or_of_older_posts_is_a_site_s(line: str) -> None:
    """Nobody knows its words; but no end of an article names networks, or titles of other posts."""
    texts = ["\n".join([*article(n), line.format(older=title(n % 7)), "Kommerlin silva op"])
             for n in range(20)]  # fmt: skip
    rules = [rule["phrase"] for rule in tomllib.loads(learn(texts))["rule"]]
    assert rules[0] == "Kommerlin silva op"
    assert len(rules) == 2


def test_posts_that_are_nothing_but_a_form_teach_nothing() -> None:
    texts = ["\n".join([sentence(random.Random(n), 9), f"Today: rain, high {n}.", f"Max: {n}C",
                        f"Min: {n + 3}C", f"Wind: {n + 20} km/h from the west", "© Nordhaus"])
             for n in range(20)]  # fmt: skip
    assert "\n[[rule]]" not in learn(texts)


def test_what_no_encoding_knows_is_no_error() -> None:
    assert "Kommerlin silva op" in learn([text + "caf\udce9 au lait\n" for text in blog(20)])


def headed(seed: int, promoted: str, *, above: bool = False) -> list[str]:
    """A post under its headline, with something promoted between its paragraphs."""
    lines = [title(seed), *article(seed)]
    lines.insert(1 if above else 4, promoted)
    return [*lines, f'{seed} kommerlin zu "{title(seed)}"', "Kommerlin silva op"]


def test_the_headline_of_a_post_that_others_promote_stays_on_its_own() -> None:
    texts = ["\n".join(headed(n, "" if n == 7 else title(7))) for n in range(20)]
    rules = [rule["phrase"] for rule in tomllib.loads(learn(texts))["rule"]]
    assert title(7) not in rules
    assert "Kommerlin silva op" in rules


def test_a_banner_above_a_paragraph_is_no_headline_where_another_one_is_known() -> None:
    banner = "Gorba nel tikke mo van stelli rupp"
    texts = ["\n".join(headed(n, banner, above=n == 7)) for n in range(20)]
    assert banner not in clean(learn(texts), "\n".join(headed(50, banner)))


def test_what_stands_again_and_again_in_a_post_is_no_headline() -> None:
    texts = []
    for n in range(20):
        lines = headed(n, "Gorba nel", above=n == 7)[:-2]
        texts.append("\n".join([*lines[:-1], "Gorba nel", lines[-1], "Kommerlin silva op ©"]))
    assert "Gorba nel" not in clean(learn(texts), texts[3])


# The letters of a site are folded at once


_LINE = st.text(
    st.sampled_from("aB 0١９.,:…-–»«*“\u00a0\tﬁ한İ"), min_size=1, max_size=80
).filter(str.strip)  # fmt: skip


@given(st.lists(_LINE, max_size=6))
def test_the_keys_of_all_lines_are_the_keys_of_each(lines: list[str]) -> None:
    assert keys_of([lines]) == {line: key_of(line) for line in lines}


# The command


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for n, text in enumerate(blog(12)):
        (folder / f"{n}.txt").write_text(text)
    return tmp_path


def test_a_pack_is_written_tested_and_used(posts: Path) -> None:
    done = run("learn", "posts", "-o", "mysite.toml", cwd=posts)
    assert done.returncode == 0
    assert b" rules from 12 different articles" in done.stderr
    assert run("rules", "test", "mysite.toml", cwd=posts).returncode == 0
    (posts / "new.txt").write_text(post(77))
    cleaned = run("--rules", "mysite.toml", "new.txt", cwd=posts)
    assert cleaned.stdout.decode() == "\n".join(article(77)) + "\n"
    shown = run("rules", "show", "mysite.toml", cwd=posts).stdout.decode()
    assert "in 12 articles, 100%, last 20" in shown


def test_apply_to_a_file_warns_of_no_option_that_nobody_gave(posts: Path) -> None:
    rows = [{"text": text} for text in blog(12)]
    (posts / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("learn", "--apply", "dump.jsonl", "-o", "clean/", cwd=posts)
    assert done.returncode == 0 and b"warning" not in done.stderr


def test_a_name_is_of_one_pack(posts: Path) -> None:
    done = run("learn", "posts", "-o", "packs/", "--name", "zz", cwd=posts)
    assert done.returncode == 2 and b"--name is of one pack" in done.stderr


def test_apply_learns_and_cleans(posts: Path) -> None:
    done = run("learn", "--apply", "posts", "-o", "clean/", cwd=posts)
    assert done.returncode == 0
    assert (posts / "clean" / "3.txt").read_text() == "\n".join(article(3)) + "\n"
    again = run("learn", "--apply", "posts", "-o", "clean/", cwd=posts).stderr.decode()
    assert "12 done before" in again


def test_a_dump_gives_a_pack_for_each_site(posts: Path) -> None:
    rows = [{"body": text, "link": f"https://{n % 2}.example.org/{n}"}
            for n, text in enumerate(blog(24))]  # fmt: skip
    (posts / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("learn", "dump.jsonl", "--text-field", "body", "--url-field", "link",
               "-o", "packs/", cwd=posts)  # fmt: skip
    assert done.returncode == 0
    names = sorted(path.name for path in (posts / "packs").iterdir())
    assert names == ["0.example.org.toml", "1.example.org.toml"]


@pytest.mark.parametrize("flags", [(), ("--url-field", "url")])
def test_apply_takes_the_rules_of_a_site_on_its_own_posts_only(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    rows = []
    for n in range(20):
        ends = {"alpha": ["Gorba nel tikke", "© 2024 Alpha"],
                "beta": [*(["Gorba nel tikke"] if n == 3 else []), sentence(random.Random(n), 8),
                         "© 2024 Beta"]}  # fmt: skip
        rows += [{"url": f"https://{site}.example/{n}",
                  "text": "\n".join([title(n), *article(n + 40 * (site == "beta")), *end])}
                 for site, end in ends.items()]  # fmt: skip
    (tmp_path / "dump.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("learn", "dump.jsonl", "--apply", "-o", "clean/", *flags, cwd=tmp_path)
    assert done.returncode == 0 and b"alpha.example: " in done.stderr
    cleaned = map(json.loads, (tmp_path / "clean/dump.jsonl").read_text().splitlines())
    texts = {row["url"]: row["text"] for row in cleaned}
    assert "Gorba nel tikke" not in texts["https://alpha.example/3"]
    assert "Gorba nel tikke" in texts["https://beta.example/3"]


def test_posts_of_several_sites_in_one_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    for n in range(40):
        lines = [*article(n), title(500 + n % 5), f"© {title(600 + n % 5)}"]
        (tmp_path / "posts" / f"{n}.txt").write_text("\n".join(lines))
    done = run("learn", "posts", "-o", "mysite.toml", cwd=tmp_path)
    assert b"if they are of several sites" in done.stderr
    (tmp_path / "one").mkdir()
    for n, text in enumerate(blog(20)):
        (tmp_path / "one" / f"{n}.txt").write_text(text)
    assert b"several sites" not in run("learn", "one", "-o", "one.toml", cwd=tmp_path).stderr


def test_a_bad_file_costs_only_itself(posts: Path) -> None:
    (posts / "posts" / "bad.bin").write_bytes(b"\0\1\2" * 100)
    done = run("learn", "posts", "-o", "mysite.toml", cwd=posts)
    assert done.returncode == 2
    assert b"posts/bad.bin: binary" in done.stderr
    assert (posts / "mysite.toml").exists()


@pytest.mark.parametrize("texts", [[], [""], [post(1)], [post(1)] * 5])
def test_where_nothing_can_be_learned_it_says_so(tmp_path: Path, texts: list[str]) -> None:
    (tmp_path / "posts").mkdir()
    for n, text in enumerate(texts):
        (tmp_path / "posts" / f"{n}.txt").write_text(text)
    done = run("learn", "posts", "-o", "mysite.toml", cwd=tmp_path)
    assert done.returncode == 1
    assert b"learn from" in done.stderr
    assert not (tmp_path / "mysite.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        (["--apply", "posts"], "--apply cleans into a directory"),
        (["--apply", "-", "-o", "clean/"], "standard input can be read only once"),
        (["--most-posts", "2", "posts"], "2 is not in the range"),
    ],
)
def test_what_cannot_be_meant_is_refused(posts: Path, arguments: list[str], cause: str) -> None:
    done = run("learn", *arguments, cwd=posts)
    assert done.returncode == 2
    assert cause in done.stderr.decode()


def test_posts_lie_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has no name: SQLite keeps it in a file that nobody sees."""
    opened: list[str] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name: opened.append(name) or connect(name))
    Posts()
    assert opened == [""]


@pytest.mark.skipif(sys.platform == "win32", reason="no ulimit")
def test_a_full_disk_is_one_line_that_names_the_folder(tmp_path: Path) -> None:
    words = random.Random(1)
    with (tmp_path / "big.jsonl").open("w") as file:
        for n in range(3000):
            lines = [f"{words.getrandbits(1000):x} - {n}" for _ in range(5)]
            file.write(json.dumps({"text": "\n".join(lines), "url": f"https://e{n}.org/"}) + "\n")
    (tmp_path / "t").mkdir()
    done = shell("ulimit -f 200; SQLITE_TMPDIR=t newsclean learn big.jsonl --url-field url",
                 cwd=tmp_path)  # fmt: skip
    assert (done.stdout, done.returncode) == (b"", 2)
    assert re.fullmatch(r"newsclean: temporary database in t: [^:\n]+; SQLITE_TMPDIR names another "
                        r"folder for it\n", done.stderr.decode())  # fmt: skip


@pytest.mark.parametrize(
    "ask",
    [
        lambda: Scratch("CREATE"),
        lambda: Scratch("").run("DROP TABLE posts"),
        lambda: Scratch("").put("INSERT INTO posts VALUES (?)", [("x",)]),
        lambda: Scratch("").row("SELECT * FROM posts"),
        lambda: list(Scratch("").rows("SELECT * FROM posts")),
    ],
)
def test_whatever_a_temporary_database_is_asked_for_may_fail_in_one_sentence(
    ask: Callable[[], object],
) -> None:
    with pytest.raises(ScratchError, match=r"^temporary database in .+: .+; SQLITE_TMPDIR names"):
        ask()


def test_a_pack_beside_the_posts_is_no_post(posts: Path) -> None:
    first = run("learn", "posts", "-o", "posts/mysite.toml", cwd=posts)
    again = run("learn", "posts", "-o", "again.toml", cwd=posts)
    assert again.stderr == first.stderr
    pack, other = (posts / "posts" / "mysite.toml").read_text(), (posts / "again.toml").read_text()
    assert other.splitlines()[:-1] == pack.replace("mysite", "again").splitlines()[:-1]
    run("learn", "--apply", "posts", "-o", "clean/", cwd=posts)
    assert not (posts / "clean" / "mysite.toml").exists()


def test_apply_adds_to_the_rules_of_the_configuration(posts: Path) -> None:
    own = article(3)[2]
    (posts / "house.txt").write_text(f"{own}\n")
    (posts / "newsclean.toml").write_text('phrases = ["house.txt"]\nrules = ["desk.toml"]\n')
    other = article(3)[3]
    (posts / "desk.toml").write_text(
        f'[[rule]]\nid = "x"\nphrase = "{other}"\nremoves = ["{other}"]\n'
    )
    assert run("learn", "--apply", "posts", "-o", "clean/", cwd=posts).returncode == 0
    kept = [line for line in article(3) if line not in (own, other)]
    assert (posts / "clean" / "3.txt").read_text() == "\n".join(kept) + "\n"


def test_short_posts_under_a_long_footer_are_different_articles() -> None:
    footer = [sentence(random.Random(n), 20) for n in (5, 6, 7)]
    posts = [[sentence(random.Random(n + 100), 12), *footer] for n in range(9)]
    assert len(set(grouped(posts))) == 9
    pack = learn(["\n".join([*lines, "© Nordhaus", "Share this"]) for lines in posts])
    assert all(f'phrase = "{line}"' in pack for line in footer)
    assert f'phrase = "{posts[0][0]}"' not in pack


def test_copies_under_templates_of_their_own_are_still_one_article() -> None:
    """Each site has its own sentences under the same story; and its own line above it."""
    body = article(1)
    texts = [[f"{title(n)} | Site {n}", *body, sentence(random.Random(n + 50), 20)]
             for n in range(12)]  # fmt: skip
    assert len(set(grouped(texts))) == 1


def test_edited_copies_are_still_one_article() -> None:
    body = article(1)
    texts = [
        [*body[: n % 5], sentence(random.Random(n + 50), 20), *body[n % 5 :]] for n in range(12)
    ]
    assert len(set(grouped(texts))) == 1


def byline(seed: int) -> str:
    name = ("Mira Holt", "Tomas Reyk", "Ada Lindqvist", "Jon Ferrow")[seed % 4]
    month = ("March", "May", "June", "October")[seed // 4 % 4]
    return f"Ost {name} na {1 + seed % 28} {month} {2000 + seed}"


def test_a_line_with_two_slots_is_one_rule() -> None:
    texts = ["\n".join([byline(n), *article(n), "Kommerlin silva op", "© Nordhaus"])
             for n in range(20)]  # fmt: skip
    rules = [rule["phrase"] for rule in tomllib.loads(learn(texts))["rule"]]
    assert "Ost {section} na {date}" in rules
    other = "Ost Petra Vanderzee na 3 May 2031"
    assert clean(learn(texts), f"{other}\n{texts[3]}") == "\n".join(article(3)) + "\n"


def names(seed: int) -> list[str]:
    return ["Ost", ("Mira Holt", "Tomas Reyk", "Ada Lindqvist")[seed % 3], "Nordhaus tivo"]


def test_a_name_between_two_labels_goes_with_them() -> None:
    texts = ["\n".join([*names(n), *article(n), "Kommerlin silva op", "© Nordhaus"])
             for n in range(20)]  # fmt: skip
    other = ["Ost", "Petra Vanderzee", "Nordhaus tivo", *article(70)]
    assert clean(learn(texts), "\n".join(other)) == "\n".join(article(70))


def test_the_headline_between_two_labels_stays() -> None:
    texts = ["\n".join(["Ost", title(n), "Nordhaus tivo", *article(n), "© Nordhaus", "Share this"])
             for n in range(20)]  # fmt: skip
    other = ["Ost", title(70), "Nordhaus tivo", *article(70)]
    rules = [newsclean.RulePack.parse(learn(texts))]
    alone = newsclean.Cleaner(select=["share"], ignore=["model"], rules=rules)
    assert title(70) in alone.clean("\n".join(other)).text


def test_remarks_of_readers_go_between_their_heading_and_the_form() -> None:
    def remarks(seed: int) -> list[str]:
        return [
            line
            for n in range(seed % 3 + 1)
            for line in (title(seed * 9 + n)[:12], sentence(random.Random(seed * 9 + n), 9))
        ]

    def one(n: int) -> list[str]:
        return [*article(n), "Posted by", "Nordhaus", f"{n % 3 + 1} comments:", *remarks(n),
                "Post a Comment", "© Nordhaus"]  # fmt: skip

    pack = learn(["\n".join(one(n)) for n in range(20)])
    assert "through = true" in pack
    rules = [newsclean.RulePack.parse(pack)]
    alone = newsclean.Cleaner(select=["share"], ignore=["model"], rules=rules)
    assert alone.clean("\n".join(one(71))).text.split() == " ".join(article(71)).split()


def test_headlines_without_a_heading_go_as_many_as_every_post_has() -> None:
    def one(n: int, more: int = 0) -> list[str]:
        return [*article(n), *(title(m % 23) for m in range(n, n + 3 + more)),
                "Kommerlin silva op", "© Nordhaus"]  # fmt: skip

    pack = learn(["\n".join(one(n, n % 3)) for n in range(20)])
    assert "above = 3" in pack
    rules = [newsclean.RulePack.parse(pack)]
    alone = newsclean.Cleaner(select=["share"], ignore=["model"], rules=rules)
    assert alone.clean("\n".join(one(71))).text.split() == " ".join(article(71)).split()


def sidebar(n: int) -> list[str]:
    """What two of twenty posts have between the last lines of the footer."""
    return ["Rivo menka", title(n), *(f"► {month} {2000 + n}" for month in ("Ost", "Nai"))]


def test_what_two_posts_have_between_two_lines_of_boilerplate_goes_along() -> None:
    def one(n: int, *, has_more: bool) -> list[str]:
        return [*article(n), "Share this", "Kommerlin silva op", *(sidebar(n) if has_more else ()),
                "© Nordhaus"]  # fmt: skip

    pack = learn(["\n".join(one(n, has_more=n in (3, 11))) for n in range(20)])
    rules = [newsclean.RulePack.parse(pack)]
    alone = newsclean.Cleaner(select=["share"], ignore=["model"], rules=rules)
    assert alone.clean("\n".join(one(71, has_more=True))).text.split() == (
        " ".join(article(71)).split()
    )
    once = learn(["\n".join(one(n, has_more=n == 3)) for n in range(20)])
    assert "below" not in once


def test_an_advertisement_that_the_tables_know_is_learned_from_two_posts() -> None:
    def one(n: int, line: str) -> str:
        body = article(n)
        body[2:2] = [line] * (n in (3, 11))
        return "\n".join([*body, "Kommerlin silva op", "© Nordhaus"])

    for line, is_learned in (("Story continues below advertisement", True), ("Gorba nel", False)):
        pack = learn([one(n, line) for n in range(20)])
        assert (f'phrase = "{line}"' in pack) is is_learned


@pytest.mark.parametrize(
    ("headings", "item"),
    [(("Ingredients", "Method"), "{n} {words}"), (("Line-up", "Subs"), "{words} ({n})")],
)
def test_lists_at_the_end_of_articles_do_not_go_along(headings: tuple[str, str], item: str) -> None:
    """Their headings repeat, their lines are different each time, as headlines are."""

    def one(n: int) -> list[str]:
        chance = random.Random(n)
        items = [item.format(n=chance.randint(1, 9), words=sentence(chance, 2)[:-1])
                 for _ in range(6)]  # fmt: skip
        return [*article(n), headings[0], *items[:3], headings[1], *items[3:],
                "Share this", "© Nordhaus"]  # fmt: skip

    pack = learn(["\n".join(one(n)) for n in range(20)])
    rules = [newsclean.RulePack.parse(pack)]
    alone = newsclean.Cleaner(select=["share"], ignore=["model"], rules=rules)
    kept = alone.clean("\n".join(one(71))).text
    assert kept.removesuffix("\n").split("\n") == one(71)[:-2]


@pytest.mark.parametrize("is_above", [False, True])
def test_a_headline_that_other_posts_list_stays_above_its_own(is_above: bool) -> None:
    newest = [title(seed) for seed in range(5)]
    posts = []
    for seed in range(12):
        listed = ["Menka silva nordo", *[one for one in newest if one != title(seed)][:4]]
        lines = [title(seed), *article(seed)]
        lines = [*listed, *lines] if is_above else [*lines, *listed]
        posts.append("\n".join([*lines, "© 1990 Blatt Nordhaus. Alla rexto tolvi."]) + "\n")
    pack = newsclean.RulePack.parse(learn(posts))
    for seed, text in enumerate(posts):
        kept = newsclean.clean(text, rules=[pack], select=["truncation"]).text
        assert "\n".join([title(seed), *article(seed)]) in kept


def test_a_pack_that_somebody_changed_is_not_written_over(posts: Path) -> None:
    first = run("learn", str(posts), "-o", "site.toml", cwd=posts.parent)
    again = run("learn", str(posts), "-o", "site.toml", cwd=posts.parent)
    assert (first.returncode, again.returncode) == (0, 0)
    pack = posts.parent / "site.toml"
    pack.write_text(pack.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = pack.read_bytes()
    refused = run("learn", str(posts), "-o", "site.toml", cwd=posts.parent)
    assert refused.returncode == 2
    assert b"site.toml: somebody changed it since it was learned" in refused.stderr
    assert pack.read_bytes() == before


# Standing lines of the article's own

FOOTER = ("Share this:", "Facebook", "© 2024 Nordhaus")


def framed(n: int, over: Sequence[str], under: Sequence[str]) -> str:
    """A post with lines of its own over and under its paragraphs, and a footer that tables know."""
    return "\n".join(["Nordhaus tivo", title(n), *over, *article(n), *under, *FOOTER])


@pytest.mark.parametrize(
    ("over", "under"),
    [
        (("The claim",), ("Our verdict", "False.")),
        (("Serves {n}", "Prep time: {n} minutes"), ("Enjoy!",)),
        (("Liebe Gemeinde,",), ("Amen.", "Es grüßt Sie herzlich", "Ihr Pfarrer Tobias Lenz")),
        ((), ("Price: £{n}", "Rating: {n}/5")),
        ((), ("CV", "Name: {name}", "Age: {n}")),
        ((), ("Where to stay", "Hotel {name}, doubles from €{n}", "Best time", "All year")),
        ((), ("Peace be with you", "Father Declan")),
        ((), ("Sow: beans, kale", "Harvest: plums, sage")),
    ],
)
def test_standing_lines_of_the_article_s_own_stay(
    over: tuple[str, ...], under: tuple[str, ...]
) -> None:
    def told(lines: tuple[str, ...], n: int) -> list[str]:
        name = title(n).split()[0]
        return [line.format(n=n + 2, name=name) for line in lines]

    pack = learn([framed(n, told(over, n), told(under, n)) for n in range(30)])
    own = [title(50), *told(over, 50), *article(50), *told(under, 50)]
    rules = newsclean.RulePack.parse(pack)
    cleaner = newsclean.Cleaner(select=["share"], ignore=["model"], rules=[rules])
    text = framed(50, told(over, 50), told(under, 50))
    assert cleaner.clean(text).text.splitlines() == own


@pytest.mark.parametrize("heading", ["Politics", "Performance"])
def test_a_subheading_that_is_a_word_of_menus_stays(heading: str) -> None:
    texts = []
    for n in range(20):
        lines = article(n)
        lines.insert(2, heading)
        texts.append("\n".join(["Nordhaus tivo", title(n), *lines, *FOOTER]))
    assert f'\nphrase = "{heading}"' not in learn(texts)


def test_several_long_labels_between_paragraphs_are_subheadings() -> None:
    long = ("What has happened so far and why", "What this means for you and yours")
    texts = []
    for n in range(20):
        lines = article(n)
        lines[3:3], lines[1:1] = [long[1]], [long[0]]
        texts.append("\n".join(["Nordhaus tivo", title(n), *lines, *FOOTER]))
    pack = learn(texts)
    assert not any(f'\nphrase = "{line}"' in pack for line in long)


def test_a_list_of_things_between_paragraphs_is_no_cue() -> None:
    texts = []
    for n in range(20):
        lines = article(n)
        lines.insert(3, f"Harvest: plums, {title(n).split()[0]}, apples")
        texts.append("\n".join(["Nordhaus tivo", title(n), *lines, *FOOTER]))
    assert '\nphrase = "Harvest' not in learn(texts)


def test_who_names_the_site_under_every_article_is_the_site() -> None:
    footer = ["Letters to Nordhaus are read by the cook.", "Tell a neighbour", "© 2024 Nordhaus"]
    pack = learn(["\n".join([title(n), *article(n), *footer]) for n in range(20)])
    assert f'\nphrase = "{footer[0]}"' in pack


@pytest.mark.parametrize(
    "footer", [("Older: {before}", "Newer: {after}"), ("Copyright Elm Street Ledger 2024",)]
)
def test_what_leads_to_other_posts_or_tells_rights_is_a_site_s(footer: tuple[str, ...]) -> None:
    def one(n: int) -> str:
        lines = [line.format(before=title(n - 1), after=title(n + 1)) for line in footer]
        return "\n".join(["Elm Street Ledger", title(n), *article(n), *lines])

    rules = [rule["phrase"] for rule in tomllib.loads(learn([one(n) for n in range(20)]))["rule"]]
    assert footer[0].partition("{")[0].replace("2024", "").strip() in str(rules)


def test_a_headline_as_long_as_a_paragraph_is_not_the_line_above_it() -> None:
    long = "“It was never ours to sell”: the mayor of Stade on the harbour, ferry and spring"
    texts = ["\n".join(["Nordhaus tivo", "Rate this porch", long if n == 3 else title(n),
                        *article(n), *FOOTER]) for n in range(20)]  # fmt: skip
    assert '\nphrase = "Rate this porch"' in learn(texts)


def test_what_a_theme_left_unfilled_is_a_pattern() -> None:
    line = "{{ count }} comments"
    texts = ["\n".join([title(n), *article(n), *FOOTER, line]) for n in range(20)]
    assert "\npattern = " in learn(texts)
    assert clean(learn(texts), texts[2]).splitlines() == [title(2), *article(2)]
