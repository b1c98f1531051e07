"""`--help`: every option with an example, and every example runs."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from command import ARTICLE, POST, run, shell
from newsclean.cli import COMMANDS
from newsclean.cli._app import App
from newsclean.cli._examples import EXAMPLES, line_of
from test_learn import blog

LINES = [(name, arguments) for name, lines in EXAMPLES.items() for arguments, _ in lines]
FOUND = ("--check --fail-empty posts/",)  # exit code 1 says that something would go
PACK = '[[rule]]\nid = "own"\nphrase = "House line"\nremoves = ["House line"]\n'


def commands() -> dict[str, click.Command]:
    app = App("newsclean", add_help_option=False)
    found = {}
    for name in COMMANDS:
        one = app.get_command(click.Context(app), name)
        assert one is not None
        found[name] = one
        if isinstance(one, click.Group):
            found |= {f"{name} {inner}": command for inner, command in one.commands.items()}
    return found


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the examples speak of."""
    folder = tmp_path_factory.mktemp("texts")
    posts = folder / "posts"
    posts.mkdir()
    several = list(blog(12))
    for n, text in enumerate(several):
        (posts / f"{n}.txt").write_text(text)
    (posts / "draft-1.txt").write_text(POST)
    page = f"<!doctype html><title>T</title><article><p>{ARTICLE.replace(chr(10), '</p><p>')}</p>"
    for name in ("post.txt", "a.txt", "b.txt", "dump.txt"):
        (folder / name).write_text(POST)
    (folder / "cell.txt").write_text(" ".join(POST.split("\n")) + "\n")
    (folder / "page.html").write_text(page)
    known = {"id": "1", "title": "T", "url": "https://example.org/", "lang": "en"}
    (folder / "dump.jsonl").write_text(
        "".join(json.dumps(known | {"body": text}) + "\n" for text in several)
    )
    (folder / "dump.csv").write_text('id,body\n1,"' + POST.replace('"', '""') + '"\n')
    (folder / "lines.txt").write_text("House line\n")
    (folder / "site.toml").write_text(PACK)
    (folder / "other.toml").write_text("confidence = 0.8\n")
    (folder / "packs.toml").write_text('rules = ["site.toml"]\n')
    names = [f"posts/{n}.txt" for n in range(len(several))]
    (folder / "names.txt").write_text("\n".join(names))
    (folder / "names.lst").write_text("\0".join(names))
    (folder / "record.json").write_bytes(run("-f", "json", "post.txt", cwd=folder).stdout)
    return folder


def test_every_command_has_examples() -> None:
    assert set(EXAMPLES) == set(commands())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_option_has_an_example(name: str) -> None:
    words = {word for arguments, _ in EXAMPLES[name] for word in shlex.split(arguments)}
    missing = [
        param.opts[-1]
        for param in commands()[name].params
        if isinstance(param, click.Option) and param.expose_value
        and not words & {*param.opts, *param.secondary_opts}
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_help_shows_every_option_and_every_example(name: str) -> None:
    done = run(*([] if name == "clean" else name.split()), "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    for param in commands()[name].params:
        if isinstance(param, click.Option):
            assert all(flag in text for flag in param.opts)
    for arguments, told in EXAMPLES[name]:
        assert f"  {line_of(name, arguments)}\n      {told}\n" in text


@pytest.mark.parametrize(("name", "arguments"), LINES)
def test_an_example_runs(name: str, arguments: str, texts: Path, tmp_path: Path) -> None:
    if name == "spark":
        words = shlex.split(arguments)
        assert commands()["spark"].make_context("spark", words).params["paths"]
        return  # Spark itself is test_spark's affair
    subprocess.run(["cp", "-R", f"{texts}/.", tmp_path], check=True)
    if name == "review":
        from terminals import Terminal

        one = Terminal(name, *shlex.split(arguments), cwd=tmp_path, columns=100)
        told = one.read()
        if told.endswith("> "):
            told = one.press("q", "read\n")
        assert "nothing written" in told
        assert one.end() == 0
        return
    if name == "rules new":
        (tmp_path / "site.toml").unlink()
    done = shell(line_of(name, arguments), tmp_path)
    assert done.returncode == (arguments in FOUND), done.stderr.decode()
    told = done.stderr.decode()
    assert "did nothing" not in told and "is for" not in told, told
