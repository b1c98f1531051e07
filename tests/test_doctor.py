"""`newsclean doctor`: what a report of a fault needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import build_lexicon
import newsclean
from command import environment, run
from newsclean import health

SOURCE = Path(newsclean.__file__).resolve().parent
DATA = [line.split("\t")[0] for line in (SOURCE / health.CHECKSUMS).read_text().splitlines()]


def examined(*arguments: str, cwd: Path, env: dict[str, str] | None = None) -> dict[str, Any]:
    done = run("doctor", "-f", "json", *arguments, cwd=cwd, env=env)
    assert done.stderr == b""
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == bool(found["problems"])
    return found


def option(found: dict[str, Any], name: str) -> tuple[object, str]:
    one = next(one for one in found["configuration"]["options"] if one["option"] == name)
    return one["value"], one["from"]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package, to be damaged."""
    copy = tmp_path / "lib" / "newsclean"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def run_copy(package: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    env = environment({"PYTHONPATH": str(package.parent)})
    return subprocess.run(
        [sys.executable, "-m", "newsclean", "doctor", *arguments], capture_output=True, env=env,
        cwd=package.parent, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_all_is_well_here(tmp_path: Path) -> None:
    found = examined(cwd=tmp_path)
    assert found["problems"] == []
    assert found["newsclean"]["version"] == newsclean.__version__
    assert found["newsclean"]["tables"] == build_lexicon.TABLES_VERSION
    assert {one["state"] for one in found["data"]} == {"ok"}
    assert {one["state"] for one in found["models"]} == {"ok"}
    assert len(found["models"]) == 3


def test_text_and_json_tell_the_same(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('ignore = ["related"]\n')
    found = examined(cwd=tmp_path)
    done = run("doctor", cwd=tmp_path)
    text = done.stdout.decode()
    assert done.returncode == 0
    for part in (*found["data"], *found["parts"]):
        assert part.get("file", part.get("part")) in text
    for name, value in found["newsclean"].items():
        assert str(value) in text, name
    for one in found["configuration"]["options"]:
        assert f"  {one['option']:16}" in text and f"({one['from']})" in text
    assert text.endswith("problems: none\n")


def test_checksums_are_current_and_cover_all_data() -> None:
    made = build_lexicon.checksums().decode()
    assert made == (SOURCE / health.CHECKSUMS).read_text(), "run scripts/build_lexicon.py"
    shipped = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed")
    }
    tables = {name for name in shipped if name.startswith("phrases/")} - {"phrases/dates.tsv"}
    assert set(DATA) == shipped - tables - {health.CHECKSUMS}


def test_every_damaged_file_is_named(package: Path) -> None:
    for name in DATA:
        path = package / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    done = run_copy(package)
    assert done.returncode == 1
    for name in DATA:
        assert f"{name} is not what it was; install newsclean anew" in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_one_damaged_file_alone_is_named(package: Path) -> None:
    (package / "glue.idx").write_bytes((package / "glue.idx").read_bytes().replace(b"a", b"b", 1))
    assert json.loads(run_copy(package, "-f", "json").stdout)["problems"] == [
        "glue.idx is not what it was; install newsclean anew"
    ]


MODELS = ("learned/lines.model", "models/page.json", "html/page.model.json")


@pytest.mark.parametrize("name", MODELS)
def test_a_model_that_cannot_be_read_is_named(name: str, package: Path) -> None:
    (package / name).write_bytes((package / name).read_bytes()[:1000])
    found = json.loads(run_copy(package, "-f", "json").stdout)
    assert any(name.split("/")[-1] in told for told in found["problems"][1:]), found["problems"]
    assert [one["state"] for one in found["models"]].count("ok") == 2


@pytest.mark.parametrize("name", ["phrases.idx", "glue.idx", "checksums.tsv"])
def test_a_missing_file_is_named(name: str, package: Path) -> None:
    (package / name).unlink()
    done = run_copy(package)
    assert done.returncode == 1 and name in done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_a_part_that_is_broken_is_told(tmp_path: Path) -> None:
    if not any(part[1] == "orjson" for part in health.PARTS) or not _has("orjson"):
        pytest.skip("orjson is not installed")
    (tmp_path / "orjson.py").write_text("raise OSError('libwrong.so: no such file')\n")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    found = examined(cwd=tmp_path, env=env)
    assert ["cannot be imported: OSError: libwrong.so" in told for told in found["problems"]] == [
        True
    ]


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def test_every_part_says_what_it_is_for_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    def none(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", none)
    monkeypatch.setattr(health.shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    found = health.examine(no_config=True)
    assert all(one["for"] and one["get"] and one["state"] == "missing" for one in found["parts"])
    needed = [part[1] for part in health.PARTS if not part[3]]
    assert len(found["problems"]) == len(needed)
    for name in needed:
        assert any(f"{name} is missing" in told for told in found["problems"])


def test_parts_are_those_that_the_package_declares() -> None:
    import tomllib

    path = Path(__file__).resolve().parent.parent / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    needed = {name.partition(">")[0] for name in project["dependencies"]}
    assert {part[1] for part in health.PARTS if not part[3]} == needed
    for _, name, _, extra in health.PARTS:
        if extra:
            assert any(one.startswith(name) for one in project["optional-dependencies"][extra])


# the configuration


def test_every_value_says_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text('# ours\nignore = ["related"]\n\nconfidence = 0.8\n')
    (tmp_path / "posts").mkdir()
    for arguments, cwd in (((), tmp_path / "posts"), (("posts",), tmp_path)):
        found = examined(*arguments, cwd=cwd)
        assert found["configuration"]["file"].endswith("newsclean.toml")
        assert found["configuration"]["by"] == "it is the nearest"
        assert option(found, "ignore") == (["related"], "newsclean.toml:2")
        assert option(found, "confidence") == (0.8, "newsclean.toml:4")
        assert option(found, "format") == ("text", "default")


def test_options_and_environment_choose_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "newsclean.toml").write_text("confidence = 0.8\n")
    (tmp_path / "other.toml").write_text("confidence = 0.9\n")
    found = examined("--config", "other.toml", cwd=tmp_path)
    assert option(found, "confidence") == (0.9, "other.toml:1")
    assert found["configuration"]["by"] == "--config"
    found = examined(cwd=tmp_path, env={"NEWSCLEAN_CONFIG": "other.toml"})
    assert option(found, "confidence") == (0.9, "other.toml:1")
    assert found["configuration"]["by"] == "NEWSCLEAN_CONFIG"
    assert found["terminal"]["environment"]["NEWSCLEAN_CONFIG"] == "other.toml"
    found = examined("--no-config", cwd=tmp_path)
    assert option(found, "confidence") == (0.5, "default")
    assert found["configuration"]["file"] is None


def test_rule_packs_in_force_are_counted(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("One line\nAnother line\n")
    (tmp_path / "newsclean.toml").write_text('phrases = ["lines.txt"]\n')
    found = examined(cwd=tmp_path)
    assert found["configuration"]["packs"] == [
        {"pack": "lines", "file": "lines.txt", "rules": "2 rules"}
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("confidenze = 0.8\n", "newsclean.toml:1: confidenze: unknown key"),
        ("confidence = [\n", "newsclean.toml"),
        ('phrases = ["gone.txt"]\n', "no such file"),
        ('rules = ["bad.toml"]\n', "bad.toml"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_a_problem(
    content: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text("[[rule]]\n")
    (tmp_path / "newsclean.toml").write_text(content)
    found = examined(cwd=tmp_path)
    assert len(found["problems"]) == 1 and told in found["problems"][0]


# what nobody else should know


def test_the_home_directory_is_not_told(tmp_path: Path) -> None:
    (tmp_path / ".config" / "newsclean").mkdir(parents=True)
    (tmp_path / ".config" / "newsclean" / "newsclean.toml").write_text("confidence = 0.7\n")
    work = tmp_path / "work"
    work.mkdir()
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "SECRET_TOKEN": "hush",
           "PAGER": f"{tmp_path}/bin/less"}  # fmt: skip
    done = run("doctor", "-f", "json", cwd=work, env=env)
    out = done.stdout.decode()
    found = json.loads(out)
    assert found["configuration"]["file"] == os.path.join(
        "~", ".config", "newsclean", "newsclean.toml"
    )
    assert found["terminal"]["environment"]["PAGER"] == "~/bin/less"
    assert str(tmp_path) not in out and "hush" not in out


def test_what_comes_from_outside_cannot_drive_the_terminal(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, env={"TERM": "\x1b[31mred"})
    assert b"\x1b" not in done.stdout and rb"\x1b[31mred" in done.stdout


def test_a_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run("doctor", "gone", cwd=tmp_path)
    assert done.returncode == 2 and b"gone: no such file" in done.stderr
