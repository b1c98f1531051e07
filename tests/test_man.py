"""The man pages: all there, current, without a complaint of those who show them, and shipped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest

import generate_docs
import man_pages
from newsclean.cli import COMMANDS
from newsclean.cli._app import App

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "man").glob("*.1"))


def test_every_command_has_a_page() -> None:
    assert {name for name in COMMANDS if name != "clean"} <= {
        path.stem.removeprefix("newsclean-") for path in PAGES
    }
    assert {name for name, _ in man_pages.pages(generate_docs.COMMANDS)} == {
        path.name for path in PAGES
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_names_every_option_and_shows_examples(path: Path) -> None:
    words = path.stem.removeprefix("newsclean").strip("-").split("-") if path.stem else []
    app = App("newsclean", add_help_option=False)
    command = app.get_command(click.Context(app), words[0] if words != [""] else "clean")
    if len(words) > 1:
        assert isinstance(command, click.Group)
        command = command.commands[words[1]]
    assert command is not None
    text = path.read_text(encoding="ascii").replace("\\-", "-")
    for param in command.params:
        if isinstance(param, click.Option):
            assert all(flag in text for flag in param.opts)
    examples = text.partition(".SH EXAMPLES\n")[2].partition(".SH OPTIONS")[0]
    assert "newsclean" in examples


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_man_shows_a_page_without_a_warning(path: Path) -> None:
    if shutil.which("man") is None or shutil.which("groff") is None:
        pytest.skip("man and groff are not installed")
    done = subprocess.run(
        ["man", "--warnings", "--encoding=ascii", "-l", str(path)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    shown = re.sub(r".\x08", "", done.stdout.decode("ascii", "replace"))
    for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "OPTIONS", "SEE ALSO"):
        assert f"\n{heading}\n" in f"\n{shown}"
    assert "\\" not in shown.replace("\\n", "")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_mandoc_has_nothing_to_say(path: Path) -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not installed")
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(path)],
                          capture_output=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_main_page_tells_exit_codes_configuration_and_environment() -> None:
    text = (ROOT / "man" / "newsclean.1").read_text(encoding="ascii")
    for heading in ("COMMANDS", "EXIT STATUS", "CONFIGURATION", "ENVIRONMENT"):
        assert f"\n.SH {heading}\n" in text
    assert "interrupted" in text and "NEWSCLEAN_COLOR".replace("-", "\\-") in text


def test_the_check_fails_where_a_page_is_not_current(monkeypatch: pytest.MonkeyPatch) -> None:
    made = dict(man_pages.pages(("schema",)))
    monkeypatch.setitem(COMMANDS, "schema", "something else")
    assert dict(man_pages.pages(("schema",))) != made


def test_text_that_roff_would_read_is_escaped() -> None:
    assert man_pages._text(".profile -x 'a\\b") == "\\&.profile \\-x \\(aqa\\eb"
    assert man_pages._wrapped("see " + "x" * 70 + " .hidden") == [
        "see", "x" * 70, "\\&.hidden"
    ]  # fmt: skip


def test_wheel_and_sdist_hold_the_pages(tmp_path: Path) -> None:
    tools, made = tmp_path / "tools", tmp_path / "made"
    for command in (
        ["pip", "install", "-q", "--target", str(tools), "hatchling"],
        ["hatchling", "build", "-d", str(made)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, check=False,
            env=os.environ | {"PYTHONPATH": str(tools)},
        )  # fmt: skip
        if not tools.exists():
            pytest.skip(f"hatchling cannot be had here: {done.stderr.decode()[-200:]}")
        assert done.returncode == 0, done.stderr.decode()
    (wheel,), (sdist,) = made.glob("*.whl"), made.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as one, tarfile.open(sdist) as other:
        held = {"/data/share/man/man1/": one.namelist(), "/man/": other.getnames()}
    for place, names in held.items():
        shipped = {name.rpartition("/")[2] for name in names if place in name}
        assert shipped == {path.name for path in PAGES}
