"""Configuration files and rule packs on the command line, in real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import ARTICLE, POST, PROGRAM, environment, run
from newsclean.configuration import FORMATS
from newsclean.settings import Finder
from newsclean.trial import prose, template
from test_layers import heavy, loaded_by

WAYS = pytest.mark.parametrize("way", [(), ("clean",)], ids=["fast", "click"])
LINE = "Join our channel for updates"
PACK = f"""
[[rule]]
id = "join"
phrase = "{LINE}"
removes = ["{LINE}"]
"""
TEXT = LINE + "\n" + POST


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a text, a pack, a list, and a home without configuration."""
    (tmp_path / "post.txt").write_text(TEXT)
    (tmp_path / "site.toml").write_text(PACK)
    (tmp_path / "lines.txt").write_text(f"{LINE}\n")
    (tmp_path / "home").mkdir()
    return tmp_path


def clean(
    site: Path, *arguments: str, stdin: bytes | None = b"", cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    home = {"HOME": str(site / "home"), "XDG_CONFIG_HOME": ""}
    return run(*arguments, stdin=stdin, cwd=cwd or site, env={**home, **env})


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 2
    assert (done.stdout, done.stderr.count(b"\n")) == (b"", 1), done.stderr
    return done.stderr.decode().removeprefix("newsclean: ").removesuffix("\n")


# Rules


def test_a_pack_and_a_list_may_be_given(site: Path) -> None:
    for option in (("--rules", "site.toml"), ("--phrases", "lines.txt")):
        done = clean(site, "post.txt", *option)
        assert (done.stdout.decode(), done.stderr, done.returncode) == (ARTICLE, b"", 0)
    assert clean(site, "post.txt").stdout.decode() == LINE + "\n" + ARTICLE


def test_packs_may_be_repeated_and_one_given_twice_counts_once(site: Path) -> None:
    options = ("--rules", "site.toml", "--rules", f"{site}/site.toml", "--phrases", "lines.txt")
    done = clean(site, "post.txt", *options)
    assert (done.stdout.decode(), done.stderr) == (ARTICLE, b"")


def test_explain_and_record_name_the_rule(site: Path) -> None:
    shown = clean(site, "explain", "post.txt", "--rules", "site.toml").stdout.decode()
    assert "└ rules: rule of the pack site (site:join, 1.00 sure)" in shown
    record = json.loads(clean(site, "post.txt", "--rules", "site.toml", "-fjson").stdout)
    assert record["removed"][0]["rule"] == "site:join"
    assert record["stats"]["removed_by_filter"]["rules"] == 1


@pytest.mark.parametrize("option", ["--rules", "--phrases"])
def test_a_pack_that_cannot_be_read_is_one_line_and_nothing_is_cleaned(
    site: Path, option: str
) -> None:
    assert told(clean(site, "post.txt", option, "none")) == "none: No such file or directory"
    assert told(clean(site, "post.txt", option, "home")) == (
        "home: is a directory; name the file in it"
    )


def test_a_text_given_as_a_pack_is_told_of_phrases(site: Path) -> None:
    assert told(clean(site, "post.txt", "--rules", "lines.txt")).endswith(
        "; a plain list of lines goes with --phrases"
    )


def test_a_catastrophic_pattern_is_one_line(site: Path) -> None:
    (site / "bad.toml").write_text("[[rule]]\nid = 'x'\npattern = '(a+)+$'\nremoves = ['a']\n")
    assert told(clean(site, "post.txt", "--rules", "bad.toml")).startswith(
        "bad.toml:3: rule x: pattern: may backtrack without end"
    )


def test_verbose_names_configuration_and_packs(site: Path) -> None:
    (site / "newsclean.toml").write_text('rules = ["site.toml"]\n')
    assert clean(site, "-v", "post.txt").stderr.decode().split("\n")[:2] == [
        "newsclean: settings: newsclean.toml",
        "newsclean: rules: site (site.toml): 1 rule",
    ]


# Which file is in force


def configure(path: Path, text: str = 'ignore = ["comments"]\n') -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def is_in_force(done: subprocess.CompletedProcess[bytes]) -> bool:
    assert (done.stderr, done.returncode) == (b"", 0)
    return b"Post a Comment" in done.stdout


@WAYS
def test_standard_input_belongs_to_the_working_directory(site: Path, way: tuple[str, ...]) -> None:
    assert not is_in_force(clean(site, *way, stdin=POST.encode()))
    configure(site / "newsclean.toml")
    assert is_in_force(clean(site, *way, stdin=POST.encode()))
    assert is_in_force(clean(site, *way, "-", stdin=POST.encode(), cwd=site / "home"))


@WAYS
def test_a_file_is_under_the_nearest_configuration_above_it(
    site: Path, way: tuple[str, ...]
) -> None:
    configure(site / "a" / "newsclean.toml")
    configure(site / "a" / "b" / "c" / "pyproject.toml", "[project]\nname = 'newsclean-user'\n")
    (site / "a" / "b" / "c" / "post.txt").write_text(POST)
    assert not is_in_force(clean(site, *way, "post.txt"))
    assert is_in_force(clean(site, *way, "a/b/c/post.txt"))
    assert is_in_force(clean(site, *way, "../post.txt", cwd=site / "a")) is False
    configure(site / "a" / "b" / "newsclean.toml", "")
    assert not is_in_force(clean(site, *way, "a/b/c/post.txt"))


def test_each_input_has_its_own(site: Path) -> None:
    configure(site / "a" / "newsclean.toml")
    (site / "a" / "post.txt").write_text(POST)
    done = clean(site, "post.txt", "a/post.txt", "post.txt", "-f", "jsonl")
    texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]
    assert ["Post a Comment" in text for text in texts] == [False, True, False]


def test_a_table_of_pyproject_is_a_configuration(site: Path) -> None:
    configure(site / "pyproject.toml", '[tool.newsclean]\nignore = ["comments"]\n')
    assert is_in_force(clean(site, "post.txt"))
    configure(site / "newsclean.toml", "confidence = 0.5\n")
    assert not is_in_force(clean(site, "post.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "[ tool . 'newsclean' ]\nignore = ['comments']\n",
        "[tool]\nnewsclean = {ignore = ['comments']}\n",
        "[tool]\nnewsclean.ignore = ['comments']\n",
        "tool.newsclean.ignore = ['comments']\n",
        "tool = {newsclean = {ignore = ['comments']}}\n",
    ],
)
def test_the_table_may_be_written_in_every_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.delenv("NEWSCLEAN_CONFIG", raising=False)
    (tmp_path / "pyproject.toml").write_text(text)
    found = Finder().of(str(tmp_path / "post.txt"))
    assert found is not None and found.values == {"ignore": ["comments"]}


def test_a_pyproject_that_only_depends_on_newsclean_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\ndependencies = ['newsclean']\n[x]\nnewsclean = 1\n= no TOML\n")
    assert Finder().of(str(tmp_path / "post.txt")) is None


def test_the_users_own_comes_last(site: Path) -> None:
    configure(site / "home" / ".config" / "newsclean" / "newsclean.toml")
    assert is_in_force(clean(site, "post.txt"))
    configure(site / "xdg" / "newsclean" / "newsclean.toml", "")
    assert not is_in_force(clean(site, "post.txt", XDG_CONFIG_HOME=str(site / "xdg")))
    configure(site / "newsclean.toml", "")
    assert not is_in_force(clean(site, "post.txt"))


def test_option_and_environment_name_the_only_file(site: Path) -> None:
    configure(site / "newsclean.toml", 'ignore = ["share"]\n')
    configure(site / "other.toml")
    for done in (
        clean(site, "post.txt", "--config", "other.toml"),
        clean(site, "post.txt", NEWSCLEAN_CONFIG="other.toml"),
        clean(site, "post.txt", "--config", "other.toml", NEWSCLEAN_CONFIG="none"),
    ):
        assert is_in_force(done)
        assert b"Share this" not in done.stdout
    for done in (
        clean(site, "post.txt", "--no-config"),
        clean(site, "post.txt", "--no-config", NEWSCLEAN_CONFIG="other.toml"),
    ):
        assert done.stdout.decode() == LINE + "\n" + ARTICLE


def test_an_empty_variable_names_no_file(site: Path) -> None:
    assert not is_in_force(clean(site, "post.txt", NEWSCLEAN_CONFIG=""))


def test_a_folder_of_that_name_is_no_configuration(site: Path) -> None:
    (site / "newsclean.toml").mkdir()
    (site / "pyproject.toml").mkdir()
    assert not is_in_force(clean(site, "post.txt"))


def test_a_working_directory_that_is_gone_is_no_error(site: Path) -> None:
    script = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *PROGRAM], input=POST.encode(), capture_output=True, cwd=site,
        env=environment({"HOME": str(site / "home")}), check=False,
    )  # fmt: skip
    assert (done.stdout.decode(), done.stderr, done.returncode) == (ARTICLE, b"", 0)


# What it says


@WAYS
def test_every_key_counts(site: Path, way: tuple[str, ...]) -> None:
    def kept(text: str) -> str:
        configure(site / "newsclean.toml", text)
        done = clean(site, *way, "post.txt")
        assert (done.stderr, done.returncode) == (b"", 0)
        return done.stdout.decode().replace(ARTICLE, "")

    assert kept("") == f"{LINE}\n"
    assert kept('select = ["share"]').count("\n") == 3
    assert kept('ignore = ["share", "comments"]').count("\n") == 4
    assert kept('select = []\nextend-select = ["comments"]').count("\n") == 2
    assert kept("confidence = 1").count("\n") == 4
    assert kept('rules = ["site.toml"]') == ""
    assert kept('phrases = ["lines.txt"]') == ""
    assert json.loads(kept('format = "json"'))["schema"] == "newsclean/1"


def test_paths_in_it_are_relative_to_it(site: Path) -> None:
    configure(site / "a" / "b" / "newsclean.toml", 'rules = ["../../site.toml"]\n')
    (site / "a" / "b" / "post.txt").write_text(TEXT)
    assert clean(site, "a/b/post.txt").stdout.decode() == ARTICLE
    assert clean(site, "b/post.txt", cwd=site / "a").stdout.decode() == ARTICLE


def test_options_win(site: Path) -> None:
    configure(
        site / "newsclean.toml",
        'ignore = ["repost"]\nextend-select = ["credit"]\nformat = "jsonl"\nconfidence = 1\n'
        'rules = ["site.toml"]\n',
    )

    def kept(*options: str) -> str:
        done = clean(site, "post.txt", "-f", "text", *options)
        assert (done.stderr, done.returncode) == (b"", 0)
        return done.stdout.decode().replace(ARTICLE, "")

    assert kept().count("\n") == 3
    assert kept("--select", "share", "--confidence", "0.5").count("\n") == 2
    assert kept("--extend-select", "share", "--confidence", "0.5").count("\n") == 2
    assert kept("--ignore", "share", "--confidence", "0.5").count("\n") == 1
    (site / "none.txt").write_text("No such line\n")
    assert kept("--phrases", "none.txt").count("\n") == 3
    (site / "other.toml").write_text(PACK.replace(LINE, "Another"))
    assert kept("--rules", "other.toml").count("\n") == 4


@WAYS
def test_a_format_of_the_configuration_is_a_default(site: Path, way: tuple[str, ...]) -> None:
    configure(site / "newsclean.toml", 'format = "json"\n')
    assert clean(site, *way, "post.txt").stdout.startswith(b'{"schema"')
    assert clean(site, *way, "-f", "text", "post.txt").stdout.startswith(b"Join our")
    assert clean(site, "post.txt", "-o", "out.txt").returncode == 0
    assert (site / "out.txt").read_text().startswith("Join our")
    assert clean(site, "--check", "post.txt", "post.txt").returncode == 1
    assert clean(site, "explain", "post.txt").stdout.startswith(b"post.txt\n")


def test_inputs_that_differ_in_their_format_are_refused(site: Path) -> None:
    configure(site / "a" / "newsclean.toml", 'format = "jsonl"\n')
    (site / "a" / "post.txt").write_text(POST)
    assert told(clean(site, "post.txt", "a/post.txt")) == (
        "configurations differ in their format (none: text, a/newsclean.toml: jsonl); say -f FORMAT"
    )
    assert clean(site, "post.txt", "a/post.txt", "-fjsonl").returncode == 0


@WAYS
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\nselct = []", "2: selct: unknown key; did you mean select?"),
        ("[x]\n", "newsclean.toml: x: unknown key; known: profile, input, captions, comments, "
                  "links, images, with-title, front-matter, select, extend-select, ignore, rules, "
                  "phrases, confidence, format, segments"),
        ('select = ["shar"]', "1: select: no filter or group 'shar'; did you mean share?"),
        ('ignore = "share"', '1: ignore: a list of texts is wanted, ["…", "…"]; put it in '
                             "brackets"),
        ("select = [1]", '1: select: a list of texts is wanted, ["…", "…"]'),
        ("confidence = 2", "1: confidence: a number from 0 to 1 is wanted, not 2"),
        ("confidence = nan", "1: confidence: a number from 0 to 1 is wanted, not nan"),
        ("confidence = true", "1: confidence: a number from 0 to 1 is wanted, not True"),
        ('format = "xml"', f"1: format: 'xml' is unknown; known: {', '.join(FORMATS)}"),
        ("format = []", f"1: format: [] is unknown; known: {', '.join(FORMATS)}"),
        ('rules = ["none.toml"]', "1: rules: 'none.toml': no such file beside this one"),
        ("x = = 1", "1: not TOML: invalid value at column 5"),
        ("x = [", "newsclean.toml: not TOML: invalid value at the end of the file"),
        ("[[rule]]\nid = 'x'\n", "newsclean.toml: is a rule pack; give it with --rules"),
        ("[tool.newsclean]\n", "newsclean.toml: write the keys without [tool.newsclean] here"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_line_with_file_and_cause(
    site: Path, way: tuple[str, ...], text: str, why: str
) -> None:
    (site / "newsclean.toml").write_text(text)
    if not why.startswith("newsclean.toml"):
        why = f"newsclean.toml:{why}"
    assert told(clean(site, *way, "post.txt")) == why
    assert told(clean(site, *way, stdin=POST.encode())) == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"[tool.newsclean]\nselct = []\n", ":2: selct: unknown key; did you mean select?"),
        (b"[tool]\nnewsclean = 3\n", ": [tool.newsclean] must be a table"),
        (b"[tool.newsclean]\n# \xe9\n", ":2: not UTF-8; save it as UTF-8"),
        (b"[tool.newsclean\n", ":1: not TOML: expected ']' at the end of a table declaration at "
                               "column 16"),
    ],
)  # fmt: skip
def test_a_wrong_pyproject_is_one_line_too(site: Path, text: bytes, why: str) -> None:
    (site / "pyproject.toml").write_bytes(text)
    assert told(clean(site, "post.txt")) == f"pyproject.toml{why}"


def test_a_file_that_is_named_and_cannot_be_used_is_one_line(site: Path) -> None:
    assert told(clean(site, "--config", "none")) == "none: No such file or directory"
    assert told(clean(site, NEWSCLEAN_CONFIG="none", stdin=b"x")) == (
        "none: No such file or directory (NEWSCLEAN_CONFIG)"
    )
    (site / "pyproject.toml").write_text("[project]\n")
    assert told(clean(site, "--config", "pyproject.toml")) == (
        "pyproject.toml: no [tool.newsclean] in it"
    )
    assert told(clean(site, "--config", "x", "--no-config")) == (
        "--config and --no-config exclude each other"
    )


# newsclean rules


def test_a_new_pack_holds_as_it_is(site: Path) -> None:
    assert clean(site, "rules", "new", "mine.toml").returncode == 0
    assert 'name = "mine" ' in (site / "mine.toml").read_text()
    done = clean(site, "rules", "test", "mine.toml")
    assert (done.stdout, done.stderr, done.returncode) == (
        b"mine.toml: 2 rules, 1 keep row: 4 examples, all hold\n", b"", 0
    )  # fmt: skip
    assert clean(site, "rules", "new").stdout.decode() == template("site")


def test_a_new_pack_never_stands_over_an_old_one(site: Path) -> None:
    assert told(clean(site, "rules", "new", "site.toml")) == (
        "site.toml: is there already; name a new file"
    )
    assert (site / "site.toml").read_text() == PACK


def test_rules_test_tells_which_example_fails_and_where(site: Path) -> None:
    (site / "bad.toml").write_text(
        '[[rule]]\nid = "desk"\nphrase = "Desk"\nposition = "tail"\nrisk = "high"\n'
        'family = "related"\n'
        'removes = ["Desk"]\nkeeps = ["Advertisement"]\n'
    )
    done = clean(site, "rules", "test", "bad.toml")
    assert (done.stdout.decode(), done.returncode) == (
        "bad.toml: 1 rule: 2 examples, 2 failed\n", 1
    )  # fmt: skip
    lines = done.stderr.decode().split("\n")
    assert lines[0] == "newsclean: bad.toml:1: rule desk: removes: 'Desk' stays after the article"
    assert lines[1].startswith(
        "newsclean: bad.toml:1: rule desk: keeps: 'Advertisement' goes between paragraphs, by the "
        "filter promotion (ad-marker."
    )


def test_rules_test_warns_of_a_rule_that_takes_long_lines_of_articles(site: Path) -> None:
    (site / "bold.toml").write_text(
        '[[rule]]\nid = "the"\nphrase = "The"\nmatch = "prefix"\nremoves = ["The end"]\n'
    )
    done = clean(site, "rules", "test", "bold.toml")
    count = sum(line.casefold().startswith("the ") for line in prose())
    assert (done.returncode, count > 3) == (0, True)
    assert done.stderr.decode().startswith(
        f"newsclean: bold.toml:1: rule the: warning: would take {count} of {len(prose())} long "
        "lines of articles, such as 'The "
    )
    assert done.stdout == b"bold.toml: 1 rule: 1 example, all hold, 1 warning\n"


def test_rules_test_takes_those_in_force_when_none_is_named(site: Path) -> None:
    assert told(clean(site, "rules", "test")) == (
        "no rule pack is in force here; name one: newsclean rules test FILE"
    )
    configure(site / "newsclean.toml", 'rules = ["site.toml"]\nphrases = ["lines.txt"]\n')
    assert clean(site, "rules", "test").stdout.decode() == (
        "site.toml: 1 rule: 1 example, all hold\nlines.txt: 1 rule: no examples\n"
    )
    (site / "mine.toml").write_text(template("mine"))
    assert clean(site, "rules", "test", "mine.toml").stdout.startswith(b"mine.toml")


def test_rules_show_prints_what_is_in_force(site: Path) -> None:
    assert clean(site, "rules", "show").stdout.decode() == (
        "no configuration file is in force\nno rule pack is in force\n"
    )
    configure(site / "a" / "newsclean.toml", 'rules = ["../site.toml"]\nconfidence = 0.7\n')
    shown = (
        "configuration: a/newsclean.toml\n  rules = site.toml\n  confidence = 0.7\n"
        f"pack site (site.toml): 1 rule\n  join  removes  {LINE}\n"
    )
    (site / "a" / "post.txt").write_text(TEXT)
    for path in ("a", "a/post.txt"):
        assert clean(site, "rules", "show", path).stdout.decode() == shown


def test_a_pack_cannot_drive_the_terminal(site: Path) -> None:
    (site / "odd.toml").write_text(
        'about = "\\u001b[2J"\n[[rule]]\nid = "x"\nphrase = "\\u001b[31m red"\n'
        'removes = ["\\u001b[31m red"]\nkeeps = ["Share this: \\u001b[31m"]\n'
    )
    for command in ("show", "test"):
        done = clean(site, "rules", command, "--rules", "odd.toml")
        assert b"\x1b" not in done.stdout + done.stderr
        assert done.stdout


def test_rules_without_a_command_is_help(site: Path) -> None:
    done = clean(site, "rules")
    assert (done.stdout, done.returncode) == (b"", 2)
    assert b"Usage: newsclean rules new|show|test" in done.stderr
    assert told(clean(site, "rules", "tst")).endswith("see newsclean rules -h")
    for name in ("new", "show", "test"):
        short = clean(site, "rules", name, "-h").stdout.decode()
        assert f"Usage: newsclean rules {name}" in short
        assert len(short.split("\n")) <= 24 and max(map(len, short.split("\n"))) <= 80


# Start-up


def test_without_rules_and_configuration_nothing_of_them_is_loaded(tmp_path: Path) -> None:
    code = (
        f"import os, sys; os.chdir({str(tmp_path)!r}); os.environ['HOME'] = '/nonexistent'\n"
        "sys.argv = ['newsclean']\nfrom newsclean._entry import main\nmain()"
    )
    loaded = loaded_by(code, POST.encode())
    assert heavy(loaded) == set()
    assert not [name for name in loaded if "packs" in name or name == "tomllib"]


def test_a_configuration_is_honoured_without_click(tmp_path: Path) -> None:
    configure(tmp_path / "newsclean.toml")
    code = (
        f"import os, sys; os.chdir({str(tmp_path)!r}); sys.argv = ['newsclean']\n"
        "from newsclean._entry import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], input=POST.encode(), capture_output=True)
    assert b"Post a Comment" in done.stdout
    assert "click" not in loaded_by(code, POST.encode())


def test_a_path_of_the_shell_belongs_to_the_working_directory(site: Path) -> None:
    configure(site / "newsclean.toml")
    if not os.path.exists("/dev/stdin"):
        pytest.skip("no /dev/stdin")
    assert is_in_force(clean(site, "/dev/stdin", stdin=POST.encode()))


# Packs by their paths, and from standard input


def test_rules_show_prints_a_pack_that_is_named(site: Path) -> None:
    configure(site / "newsclean.toml", 'phrases = ["lines.txt"]\n')
    pack = f"  join  removes  {LINE}\n"
    shown = f"pack site (site.toml): 1 rule\n{pack}"
    assert clean(site, "rules", "show", "site.toml").stdout.decode() == shown
    done = clean(site, "rules", "show", "-", stdin=PACK.encode())
    assert done.stdout.decode() == f"pack standard-input (standard input): 1 rule\n{pack}"
    assert told(clean(site, "rules", "show", "nosuch.toml")).startswith("nosuch.toml: No such")
    assert told(clean(site, "rules", "show", "nosuch")) == "nosuch: no such file or folder"


def test_rules_show_and_test_take_a_configuration_or_a_folder(site: Path) -> None:
    configure(site / "a" / "newsclean.toml", 'rules = ["../site.toml"]\n')
    for path in ("a", "a/newsclean.toml"):
        shown = clean(site, "rules", "show", path).stdout.decode()
        assert shown.startswith("configuration: a/newsclean.toml\n"), path
        done = clean(site, "rules", "test", path)
        assert done.stdout == b"site.toml: 1 rule: 1 example, all hold\n"
    assert told(clean(site, "rules", "show", "a", "post.txt")).startswith("a and post.txt: ")
    done = clean(site, "rules", "test", "a/newsclean.toml", "--config", "x.toml")
    assert told(done) == "a/newsclean.toml and --config x.toml: name one configuration"


def test_rules_test_says_where_a_plain_list_belongs(site: Path) -> None:
    assert told(clean(site, "rules", "test", "lines.txt")).endswith("goes with --phrases")


def test_a_list_and_a_pack_come_on_standard_input(site: Path) -> None:
    for option, data in (("--phrases", f"{LINE}\n"), ("--rules", PACK)):
        done = clean(site, "-v", "post.txt", option, "-", stdin=data.encode())
        assert (done.stdout.decode(), done.returncode) == (ARTICLE, 0)
        assert b"rules: standard-input (standard input): 1 rule\n" in done.stderr
        assert clean(site, "rules", "test", option, "-", stdin=data.encode()).returncode == 0
    bad = clean(site, "post.txt", "--rules", "-", stdin=b"[[rule]]\nid = 3\n")
    assert told(bad).startswith("standard input:2: rule 1: id: ")
    empty = told(clean(site, "post.txt", "--phrases", "-"))
    assert empty == "standard input: no phrase in it; write one a line"


@pytest.mark.parametrize(
    ("arguments", "who"),
    [
        (("--phrases", "-"), "--phrases - and the text"),
        (("post.txt", "-", "--rules", "-"), "--rules - and the text"),
        (("post.txt", "--rules", "-", "--phrases", "-"), "--rules - and --phrases -"),
        (("--files0-from", "-", "--phrases", "-"), "--phrases - and the names of the texts"),
        (("rules", "show", "-", "--phrases", "-"), "--rules - and --phrases -"),
    ],
)
def test_standard_input_is_not_read_twice(site: Path, arguments: tuple[str, ...], who: str) -> None:
    assert told(clean(site, *arguments, stdin=f"{LINE}\n".encode())) == (
        f"standard input can be read only once, {who} want it; name the file of one of them"
    )


def test_a_configuration_names_a_file_called_like_standard_input(site: Path) -> None:
    (site / "-").write_text(f"{LINE}\n")
    configure(site / "newsclean.toml", 'phrases = ["-"]\n')
    done = clean(site, "--concat", "-", "post.txt", stdin=POST.encode())
    assert (done.stdout.decode(), done.stderr) == (2 * ARTICLE, b"")


# What is added to a page's text

PAGE = (
    "<!doctype html><html><head><title>Dredgers return to the estuary</title></head><body><article>"
    "<h1>Dredgers return to the estuary</h1><p>The harbour board says that <a href='https://e.org/'>"
    "the channel</a> has lost more than a metre of depth in ten years, and nobody knows why.</p>"
    "<p>The dredgers will stay until the end of May, and they will be back in autumn.</p></article>"
    "<section class='comments'><div class='comment'><b class='author'>Jo</b><p>Good, I say.</p>"
    "</div></section></body></html>"
)


@WAYS
def test_a_configuration_says_what_is_added_to_a_page(site: Path, way: tuple[str, ...]) -> None:
    (site / "page.html").write_text(PAGE)
    configure(site / "newsclean.toml", "links = true\nwith-title = true\nfront-matter = true\n")
    found = clean(site, *way, "page.html", "-fmd").stdout.decode()
    assert found.startswith("---\n") and "# Dredgers return" in found
    assert "[the channel](https://e.org/)" in found
    plain = clean(site, *way, "page.html", "-fmd", "--no-links", "--no-with-title",
                  "--no-front-matter").stdout.decode()  # fmt: skip
    assert plain.startswith("The harbour board says that the channel has lost")
    assert clean(site, *way, "page.html", "-fmd", "--no-config").stdout.decode() == plain


def test_what_a_format_cannot_show_is_not_added_and_not_refused(site: Path) -> None:
    (site / "page.html").write_text(PAGE)
    configure(site / "newsclean.toml", "links = true\nimages = true\nfront-matter = true\n")
    for form in ("text", "json", "jsonl"):
        done = clean(site, "page.html", "-f", form)
        assert (done.returncode, done.stderr) == (0, b"")
    assert clean(site, "page.html", "-ftext", "--links").returncode == 2
    (site / "page.jsonl").write_text(json.dumps({"text": POST}) + "\n")
    assert clean(site, "page.jsonl").returncode == 0


def test_a_configuration_asks_for_comments(site: Path) -> None:
    (site / "page.html").write_text(PAGE)
    assert json.loads(clean(site, "page.html", "-fjson").stdout)["comments"] is None
    configure(site / "newsclean.toml", "comments = true\n")
    assert json.loads(clean(site, "page.html", "-fjson").stdout)["comments"] is not None
    assert clean(site, "page.html").returncode == 0
    done = clean(site, "page.html", "-fjson", "--no-comments")
    assert json.loads(done.stdout)["comments"] is None


def test_configurations_that_differ_in_what_is_added_are_named(site: Path) -> None:
    (site / "a").mkdir()
    configure(site / "a" / "newsclean.toml", "links = true\n")
    for folder in (site, site / "a"):
        (folder / "page.html").write_text(PAGE)
    both = ("page.html", "a/page.html", "-fmd", "--concat")
    assert told(clean(site, *both)) == "configurations differ in links; say --links or --no-links"
    assert clean(site, *both, "--links").returncode == 0
