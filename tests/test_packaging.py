"""What pip installs is the whole program and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest

import newsclean

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def tracked() -> list[Path]:
    """The committed files, or all where there is no git."""
    try:
        names = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git repository to list the committed files of")
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def test_the_version_is_the_packages() -> None:
    assert metadata.version("newsclean") == newsclean.__version__


def test_the_compiled_tables_are_installed() -> None:
    assert resources.files("newsclean").joinpath("phrases.idx").read_bytes()


def test_the_types_are_announced() -> None:
    assert resources.files("newsclean").joinpath("py.typed").is_file()


def test_the_command_is_declared() -> None:
    assert PROJECT["scripts"] == {"newsclean": "newsclean._entry:main"}


def test_evidence_and_phrase_tables_stay_out_of_the_wheel() -> None:
    names = [f.name for f in metadata.files("newsclean") or () if "phrases" in f.parts]
    assert "share.tsv" not in names, "an editable install has no wheel to look at"
    assert [f for f in metadata.files("newsclean") or () if "evidence" in f.parts] == []


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "newsclean", "--version"], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert newsclean.__version__ in done.stdout.decode()


def test_no_committed_file_names_a_machine_or_a_registry() -> None:
    # Spelled apart, so that this file does not find itself.
    wrong = re.compile(
        rb"(?<![\w.~-])/(?:work|tmp|root|home)/\w" rb"|\b(?:pypi\.org|files\.pythonhosted\.org)"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".json", ".cfg", ""} and path.is_file()
        for match in [wrong.search(path.read_bytes())]
        if match and path != Path(__file__).resolve()
    ]
    assert found == []


def test_committed_files_stand_where_one_looks_for_them() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert [top for top in tops if not re.fullmatch(r"[\w.-]+", top)] == []
