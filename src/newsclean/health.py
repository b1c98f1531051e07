"""What a report of a fault needs: what is installed, whether it is whole, and what is in force.

Nothing is said of the texts, no secret and no name of a home directory. `newsclean doctor` adds
the terminal.
"""

from __future__ import annotations

import importlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator

from newsclean import __version__, filters, plugins
from newsclean.cleaner import DEFAULT_CONFIDENCE
from newsclean.configuration import KEYS, Configuration
from newsclean.document import DEFAULT_PROFILE, INPUTS
from newsclean.errors import NewscleanError
from newsclean.lexicon import Lexicon
from newsclean.longline import AUTO
from newsclean.packs import read_packs
from newsclean.settings import VARIABLE, Finder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
CHECKSUMS = "checksums.tsv"
_DATA = (".css", ".html", ".idx", ".js", ".json", ".model", ".toml", ".tsv", ".txt")
OK, MISSING, DAMAGED = "ok", "missing", "not what it was"

# module, distribution, what it is for, extra; an empty extra is no option: newsclean needs it.
PARTS = (
    ("click", "click", "the command line", ""),
    ("rich", "rich", "colour and progress", ""),
    ("lxml.etree", "lxml", "HTML pages and feeds", ""),
    ("bs4", "beautifulsoup4", "the charset of HTML pages", ""),
    ("chardet", "chardet", "texts in other encodings than UTF-8", ""),
    ("pathspec", "pathspec", "--include, --exclude, .gitignore", ""),
    ("ftfy", "ftfy", "--fix-text", "fix"),
    ("orjson", "orjson", "faster JSON", "fast"),
    ("zstandard", "zstandard", ".zst files", "zstd"),
    ("fastwarc", "fastwarc", "WARC files", "warc"),
    ("pyarrow", "pyarrow", "Parquet and Arrow", "arrow"),
    ("pyspark", "pyspark", "newsclean spark", "spark"),
)
# What options are when nobody says anything; the others are lists with nothing in them.
_DEFAULTS: dict[str, object] = {
    "confidence": DEFAULT_CONFIDENCE, "format": "text", "input": INPUTS[0],
    "profile": DEFAULT_PROFILE, "segments": AUTO,
    "captions": False, "comments": False, "links": False, "images": False, "with-title": False,
    "front-matter": False,
}  # fmt: skip


def examine(
    config: str | None = None, no_config: bool = False, path: str = "-"
) -> dict[str, Any]:  # fmt: skip
    """All of it, as JSON can hold it; `without_home` is for who shows it to others.

    `problems` is a list of sentences, empty when all is well.
    config, no_config: as options say it. path: the input that the configuration is asked for;
    `-` is the working directory. Never raises for what it finds.
    """
    problems: list[str] = []
    data = list(_data(problems))
    found = {
        "newsclean": {
            "version": __version__,
            "tables": _tables(problems),
            "place": _PACKAGE,
            "python": f"{platform.python_implementation()} {platform.python_version()}",
            "executable": sys.executable,
            "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        },
        "data": data,
        "models": list(_models(problems)),
        "parts": list(_parts(problems)),
        "filters": list(_others(problems)),
        "configuration": _configuration(config, no_config, path, problems),
        "problems": problems,
    }
    return found


def _tables(problems: list[str]) -> str | None:
    """The version of the tables."""
    try:
        return Lexicon().version
    except (OSError, ValueError, IndexError) as error:
        problems.append(f"phrases.idx cannot be read ({error}); install newsclean anew")
        return None


def _data(problems: list[str]) -> Iterator[dict[str, str]]:
    """Every file of data of the package, and whether it is what it was when it was made."""
    try:
        with open(os.path.join(_PACKAGE, CHECKSUMS), encoding="utf-8") as file:
            known = dict(line.rstrip("\n").split("\t") for line in file)
    except (OSError, ValueError):
        problems.append(f"{CHECKSUMS} cannot be read; install newsclean anew")
        return
    for name in sorted(data_files() - known.keys()):
        problems.append(f"{CHECKSUMS} does not tell of {name}; install newsclean anew")
    for name, wanted in known.items():
        state, found = OK, checksum(os.path.join(_PACKAGE, *name.split("/")))
        if found != wanted:
            state = MISSING if found is None else DAMAGED
            problems.append(f"{name} is {state}; install newsclean anew")
        yield {"file": name, "state": state, "sha256": found or ""}


def data_files() -> set[str]:
    """The files that ship with the package and hold no code; of the tables only what is compiled.

    Names below the package, `/` between folders.
    """
    found: set[str] = set()
    for folder, _, names in os.walk(_PACKAGE):
        own = os.path.relpath(folder, _PACKAGE).replace(os.sep, "/")
        for name in names:
            is_source = own == "phrases" and name != "dates.tsv"
            if name.endswith(_DATA) and name != CHECKSUMS and not is_source:
                found.add(name if own == "." else f"{own}/{name}")
    return found


def checksum(path: str) -> str | None:
    """The SHA-256 of a file; None where it cannot be read."""
    import hashlib

    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _models(problems: list[str]) -> Iterator[dict[str, str]]:
    """Every model, and whether it can be read."""
    for name, load in _loaders():
        state = OK
        try:
            load()
        except NewscleanError as error:
            state = str(error)
            problems.append(state)
        except ImportError as error:
            state = f"cannot be tried: {error}"  # the part that is missing is told as such
        yield {"model": name, "state": state}


def _loaders() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "lines", lambda: importlib.import_module("newsclean.learned.judge").shared_model()
    yield "pages as text", lambda: importlib.import_module("newsclean.page.model").shared_model()
    yield "HTML pages", lambda: importlib.import_module("newsclean.html.model").shared_model()


def _parts(problems: list[str]) -> Iterator[dict[str, str | None]]:
    """The libraries: version, what for, how to get what is missing."""
    from importlib import metadata

    for module, name, purpose, extra in PARTS:
        get = f"pip install 'newsclean[{extra}]'" if extra else f"pip install {name}"
        try:
            version: str | None = metadata.version(name)
        except metadata.PackageNotFoundError:
            version = None
        state = OK if version is not None else MISSING
        if version is not None:
            try:
                importlib.import_module(module)
            except Exception as error:  # whatever a broken library does on its way in
                state = f"cannot be imported: {type(error).__name__}: {error}".split("\n")[0]
                problems.append(f"{name} {version} {state}")
        elif not extra:
            problems.append(f"{name} is missing, which newsclean needs for {purpose}: {get}")
        yield {"part": name, "version": version, "state": state, "for": purpose,
               "get": None if version is not None else get}  # fmt: skip
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    yield {"part": "java", "version": None, "state": OK if java else MISSING,
           "for": "newsclean spark", "get": None if java else "a JDK of your system"}  # fmt: skip


def _others(problems: list[str]) -> Iterator[dict[str, str]]:
    """The filters of other packages."""
    for name, offered in plugins.find().items():
        state = OK
        try:
            filters.get(name)
        except NewscleanError as error:
            state = str(error)
            problems.append(state)
        package = ", ".join(map(plugins.package_of, offered))
        yield {"filter": name, "package": package, "state": state}


def _configuration(
    config: str | None, no_config: bool, path: str, problems: list[str]
) -> dict[str, Any]:
    """The file that is in force, every option with its value and where that comes from, packs."""
    found: dict[str, Any] = {"file": None, "by": None, "options": [], "packs": []}
    configuration: Configuration | None = None
    try:
        configuration = Finder(config, no_config).of(path)
    except NewscleanError as error:
        problems.append(str(error))
    if configuration is not None:
        found["file"] = os.path.abspath(configuration.path)
        found["by"] = _chosen_by(config)
    values = {} if configuration is None else configuration.values
    for key in KEYS:
        name = key.replace("-", "_")
        source = "default"
        value = values.get(name, _DEFAULTS.get(key, []))
        if key == "select" and name not in values:
            value = filters.choose(None, None, None)
        if configuration is not None and name in values:
            line = configuration.lines.get(name)
            source = os.path.basename(configuration.path) + ("" if line is None else f":{line}")
        found["options"].append({"option": key, "value": value, "from": source})
    try:
        for pack in read_packs(values.get("rules") or (), values.get("phrases") or ()):
            file = pack.path or pack.name
            found["packs"].append({"pack": pack.name, "file": file, "rules": pack.count()})
    except NewscleanError as error:
        problems.append(str(error))
    return found


def _chosen_by(config: str | None) -> str:
    if config is not None:
        return "--config"
    return VARIABLE if os.environ.get(VARIABLE) else "it is the nearest"


def without_home(told: Any) -> Any:
    """The same with the home directory as `~`, wherever it stands in a text."""
    home = os.path.expanduser("~")
    homes = {one.rstrip("/" + os.sep) for one in (home, os.path.realpath(home))} - {"", "~"}
    if not homes:
        return told
    # A path begins there, and the name of the folder ends.
    found = "|".join(map(re.escape, sorted(homes, key=len, reverse=True)))
    return _exchanged(told, re.compile(rf"(?<![\w.~/\\-])(?:{found})(?![\w.-])"))


def _exchanged(told: Any, home: re.Pattern[str]) -> Any:
    if isinstance(told, dict):
        return {name: _exchanged(value, home) for name, value in told.items()}
    if isinstance(told, list):
        return [_exchanged(value, home) for value in told]
    return home.sub("~", told) if isinstance(told, str) else told
