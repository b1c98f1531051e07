"""Filters of other packages: found, chosen, explained; named where they are broken."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

import laws
import newsclean
from command import ARTICLE, POST, environment, run
from newsclean import filters, plugins
from newsclean.cleaner import Cleaner
from newsclean.errors import PluginError, UsageError

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "newsclean-press"
RELEASE = ARTICLE + "###\nShare this:\nPost a Comment\n"
GOOD = (EXAMPLE / "newsclean_press.py").read_text(encoding="utf-8")

Install = Callable[..., dict[str, str]]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a package beside the others, as pip leaves it; gives the environment that finds it."""
    site = tmp_path / "site"

    def put(code: str, name: str = "end-mark", package: str = "press", cls: str = "EndMark"
            ) -> dict[str, str]:  # fmt: skip
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        module = f"{package}_filters"
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[newsclean.filters]\n{name} = {module}:{cls}\n")
        if str(site) not in sys.path:
            monkeypatch.syspath_prepend(str(site))
        return {"PYTHONPATH": os.pathsep.join([str(site), *filter(None, sys.path)])}

    return put


@pytest.fixture(autouse=True)
def forgotten() -> object:
    """No test leaves the module of a package behind for the next."""
    yield
    for name in [name for name in sys.modules if name.endswith("_filters")]:
        del sys.modules[name]


# the example package, as pip installs it


@pytest.fixture(scope="module")
def newsclean_there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `newsclean` of a new environment, into which the example was installed by pip."""
    folder = tmp_path_factory.mktemp("venv") / "v"
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    where = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps"]
    done = subprocess.run([*where, str(EXAMPLE)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot build the example here: {done.stderr.decode()[-200:]}")
    ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    site = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout
    # newsclean and what it needs, from here: no need to install them once more.
    paths = [path for path in sys.path if path and os.path.isdir(path)]
    (Path(site.strip()) / "here.pth").write_text("\n".join(paths))
    return python


def there(python: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([python, "-m", "newsclean", *arguments], input=stdin, text=True,
                          capture_output=True, env=environment(), check=False)  # fmt: skip


def test_the_example_is_twenty_lines() -> None:
    assert len(GOOD.splitlines()) <= 21


def test_the_installed_example_is_listed_chosen_and_explained(newsclean_there: Path) -> None:
    listed = there(newsclean_there, "filters")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "\n  end-mark     The mark by which a press release says that it ends" in listed.stdout
    assert "(newsclean-press 1.0)" in listed.stdout
    page = there(newsclean_there, "filters", "end-mark")
    assert page.stdout.startswith("end-mark (off; --extend-select end-mark runs it; of newsclean-")
    without = there(newsclean_there, "-", stdin=RELEASE)
    assert without.stdout == ARTICLE + "###\n"
    chosen = there(newsclean_there, "--extend-select", "end-mark", stdin=RELEASE)
    assert (chosen.stdout, chosen.stderr, chosen.returncode) == (ARTICLE, "", 0)
    told = there(newsclean_there, "explain", "--extend-select", "end-mark", stdin=RELEASE).stdout
    assert "  4 │ - ###\n    │   └ end-mark: the end mark of a press release (0.75 sure)" in told
    record = json.loads(
        there(newsclean_there, "-f", "json", "--extend-select", "end-mark", stdin=RELEASE).stdout
    )
    assert [one["filter"] for one in record["removed"]] == ["end-mark", "share", "comments"]
    assert record["stats"]["removed_by_filter"]["end-mark"] == 1


def test_doctor_tells_of_filters_of_other_packages(newsclean_there: Path) -> None:
    found = json.loads(there(newsclean_there, "doctor", "-f", "json", "--no-config").stdout)
    assert found["filters"] == [
        {"filter": "end-mark", "package": "newsclean-press 1.0", "state": "ok"}
    ]


# as the library sees it


def test_alone_it_removes_alone(install: Install) -> None:
    install(GOOD)
    result = newsclean.clean(RELEASE, select=["end-mark"])
    assert list(result.marks) == [3]
    assert result.text == RELEASE.replace("###\n", "")


def test_a_configuration_may_choose_it(install: Install, tmp_path: Path) -> None:
    env = install(GOOD)
    (tmp_path / "newsclean.toml").write_text('extend-select = ["end-mark"]\n')
    assert run(stdin=RELEASE.encode(), cwd=tmp_path, env=env).stdout.decode() == ARTICLE


def test_workers_of_a_batch_find_it(install: Install, tmp_path: Path) -> None:
    env = install(GOOD)
    (tmp_path / "posts").mkdir()
    for name in "abcd":
        (tmp_path / "posts" / f"{name}.txt").write_text(RELEASE)
    arguments = ("posts/", "-o", "clean/", "-j", "2", "--extend-select", "end-mark")
    assert run(*arguments, cwd=tmp_path, env=env).returncode == 0
    assert {path.read_text() for path in (tmp_path / "clean").glob("*.txt")} == {ARTICLE}


def test_a_cleaner_that_is_pickled_finds_it_again(install: Install) -> None:
    install(GOOD)
    cleaner = pickle.loads(pickle.dumps(Cleaner(extend_select=["end-mark"])))
    assert cleaner.clean(RELEASE).text == ARTICLE


def test_its_confidence_counts(install: Install) -> None:
    install(GOOD)
    result = newsclean.clean(RELEASE, extend_select=["end-mark"], confidence=0.8)
    assert 3 not in result.marks and result.doubtful[3][0] == "end-mark"


def test_the_fields_of_a_page_are_those_without_it(install: Install) -> None:
    install(GOOD)
    menu = "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(40))
    text = "".join(f"<p>{line}</p>" for line in ("By Jane Porter", *RELEASE.splitlines()))
    page = f"<html><body><ul>{menu}</ul><article><h1>Storm nears coast</h1>{text}</article></html>"
    told = [newsclean.clean(page, extend_select=names).to_dict() for names in ([], ["end-mark"])]
    assert told[0]["authors"] == told[1]["authors"] == ["Jane Porter"]
    assert told[0]["origins"] == told[1]["origins"]


GREEDY = """\
from newsclean.filters.base import LineFilter

class EndMark(LineFilter):
    '''Every line that is not a sentence, and the first line.'''

    name = "end-mark"

    def judge(self, survey, i):
        if survey.before(i) is None or not survey.lines[i].rstrip().endswith("."):
            return ("greedy", 0.9)
"""


@pytest.mark.parametrize("code", [GOOD, GREEDY], ids=["good", "greedy"])
@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/fixtures/pages").glob("*/in.txt"))[::2],
    ids=lambda path: path.parent.name,
)  # fmt: skip
def test_the_laws_hold_whatever_it_does(code: str, path: Path, install: Install) -> None:
    install(code)
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    cleaner = Cleaner(extend_select=["end-mark"])
    result = cleaner.clean(text)
    assert set(newsclean.clean(text).marks) <= set(result.marks), "nothing comes back"
    assert cleaner.clean(result.text).text == result.text, "cleaning twice changes nothing"
    assert "".join(
        line + result.document.end(i) for i, line in enumerate(result.document.lines)
    ) == text  # fmt: skip


def test_a_line_that_a_rule_keeps_is_not_its_to_judge(install: Install) -> None:
    install(GREEDY)
    pack = newsclean.RulePack.parse('[[keep]]\nid = "own"\nphrase = "###"\nkeeps = ["###"]\n', "o")
    result = newsclean.clean(RELEASE, extend_select=["end-mark"], rules=[pack])
    assert 3 not in result.marks


# what is broken


BROKEN = {
    "no such module": ("import nothing_like_this\n", "cannot be loaded: ModuleNotFoundError"),
    "an error": ("raise OSError('disk is\\ngone')\n", "cannot be loaded: OSError: disk is"),
    "no class": ("EndMark = 3\n", "is no LineFilter"),
    "another class": ("class EndMark:\n    name = 'end-mark'\n", "is no LineFilter"),
    "another name": (GOOD.replace('"end-mark"', '"other"'), "calls itself 'other'"),
    "a raising judge": (GOOD.replace("below = ", "below = 1 / 0 or "), "ZeroDivisionError"),
    "a wrong verdict": (GOOD.replace("FAIR\n", "7.5\n"), "a number from 0 to 1"),
    "less than no verdict": (GOOD.replace("FAIR\n", "-0.5\n"), "a number from 0 to 1"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_one_is_one_line_that_names_the_package(case: str, install: Install) -> None:
    code, told = BROKEN[case]
    env = install(code)
    done = run("--select", "end-mark", stdin=RELEASE.encode(), env=env)
    assert (done.returncode, done.stdout) == (2, b"")
    message = done.stderr.decode()
    assert message.count("\n") == 1 and "filter end-mark of press 1.0: " in message
    assert told in message
    # Who does not ask for it does not notice.
    assert run(stdin=POST.encode(), env=env).stdout.decode() == ARTICLE


def test_a_broken_one_is_listed_with_the_reason_and_breaks_nothing_else(install: Install) -> None:
    env = install("import nothing_like_this\n")
    done = run("filters", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "end-mark     broken: filter end-mark of press 1.0: cannot be" in done.stdout.decode()
    found = json.loads(run("doctor", "-f", "json", env=env).stdout)
    assert [told for told in found["problems"] if "press 1.0" in told]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_one_prints_is_no_part_of_the_results(
    jobs: str, install: Install, tmp_path: Path
) -> None:
    env = install("print('imported')\n" + GOOD.replace("below = ", "print('judging'); below = "))
    (tmp_path / "posts").mkdir()
    for name in "ab":
        (tmp_path / "posts" / f"{name}.txt").write_text(RELEASE)
    done = run("posts/", "-f", "jsonl", "-j", jobs, "--extend-select", "end-mark", cwd=tmp_path,
               env=env)  # fmt: skip
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [ARTICLE, ARTICLE]
    assert b"imported\n" in done.stderr and b"judging\n" in done.stderr


def test_two_packages_with_one_name_are_refused(install: Install) -> None:
    install(GOOD)
    install(GOOD, package="wire")
    with pytest.raises(PluginError, match=r"press 1\.0, wire 1\.0|wire 1\.0, press 1\.0"):
        newsclean.clean(RELEASE, select=["end-mark"])


@pytest.mark.parametrize("name", ["rules", "End Mark", "-x"])
def test_names_that_mean_something_else_are_refused(name: str, install: Install) -> None:
    install(GOOD, name=name)
    with pytest.raises(PluginError, match="the name cannot be used"):
        filters.get(name)


def test_a_name_of_newscleans_own_is_newscleans_own(install: Install) -> None:
    install(GOOD.replace("end-mark", "share"), name="share")
    assert type(filters.get("share")).__module__ == "newsclean.filters.share"
    assert newsclean.clean(POST).text == ARTICLE


def test_a_mistyped_name_suggests_it(install: Install) -> None:
    install(GOOD)
    with pytest.raises(UsageError, match="did you mean end-mark"):
        newsclean.clean(RELEASE, select=["end-marc"])


# what it costs those who have none


@pytest.mark.parametrize("arguments", [(), ("--ignore", "share"), ("filters",)])
def test_nobody_is_asked_where_nobody_offers(arguments: tuple[str, ...]) -> None:
    if plugins.find():
        pytest.skip("a package here offers a filter")
    code = (
        "import sys; from newsclean._entry import main, _run\n"
        f"_run({[*arguments]!r}); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=POST.encode(), capture_output=True,
                          env=environment(), check=True)  # fmt: skip
    assert b"importlib.metadata" not in done.stderr.split()


def test_the_plain_pipe_reads_no_lists_of_packages(install: Install) -> None:
    env = install(GOOD)
    code = "import sys; from newsclean._entry import _run; _run([]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], input=POST.encode(), capture_output=True,
                          env=environment(env), check=True)  # fmt: skip
    loaded = done.stdout.split()
    assert b"newsclean.plugins" not in loaded and b"importlib.metadata" not in loaded


def test_the_laws_know_only_newscleans_own() -> None:
    assert laws.get("share").name == "share"
