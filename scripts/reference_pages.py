"""The reference that is made from code: the record, the keys of a configuration, the Python API.

`generate_docs.py` writes and checks the pages; `rules new` and `--help` say the same at a terminal.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from man_pages import command_of
from newsclean.cleaner import DEFAULT_CONFIDENCE
from newsclean.configuration import FORMATS, KEYS
from newsclean.document import INPUTS, PROFILES
from newsclean.filters.base import DOUBTFUL, FAIR, LIKELY, POSSIBLE, SURE
from newsclean.longline import MODES
from newsclean.packs.rule import SURENESS
from newsclean.record import schema_text

Schema = dict[str, Any]
Run = Callable[..., str]  # arguments, standard input -> what the command prints
_SHOWN_CHARS = 32
_WIDTH = 88

# A page that tells what a text cannot; with the example of the README it fills every field.
PAGE = """<!doctype html><html lang="en"><head><title>A bridge closes - Harbour Ledger</title>
<link rel="canonical" href="https://ledger.example/bridge">
<meta property="og:image" content="https://ledger.example/bridge.jpg">
<meta property="og:description" content="The old bridge closes for repairs.">
<meta property="article:section" content="Town"><meta property="article:tag" content="bridges">
<meta property="article:modified_time" content="2026-03-04T09:00:00+01:00">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head>
<body><article><h1>A bridge closes</h1><p class="byline">By <a rel="author">Jane Doe</a></p>
<p>The council voted on Tuesday to close the old bridge for repairs, and the first barriers went up
before the evening train had left the station.</p><p>Traffic will be led through the harbour until
the works end in the autumn of next year, which the bakers say is one summer too many.</p></article>
<section id="comments"><h2>Comments</h2><dl id="comments-block">
<dt class="comment-author">Ole said...</dt><dd class="comment-body"><p>One summer too many.</p></dd>
<dd class="comment-footer">10:00 AM, March 04, 2026</dd></dl></section></body></html>
"""
_TEXT = "It rained all day in the harbour, and nobody went out to look for the nets they lost."
_KNOWN = ("--url", "https://reposts.example/2020/07/talks.html")
# Each field shows the first of these that fills it.
_SOURCES = ("the example of the README (with `--url`)", "an HTML page (with `--comments`)",
            "bytes that fit no encoding", "a record of a stream that failed")  # fmt: skip


def record_page(run: Run, post: str) -> str:
    """docs/record.md: every field of the record, from its JSON Schema. post: the example's text."""
    schema: Schema = json.loads(schema_text())
    examples = list(_examples(run, post))
    lines = [
        "# The record",
        "",
        "Generated from the JSON Schema (draft 2020-12) that `newsclean schema` prints, by "
        "`scripts/generate_docs.py`.",
        "",
        "One cleaned document: what `-f json` and `-f jsonl` print, `result.to_dict()` gives, and "
        "the field `newsclean` of a [record of a file of many](records.md) holds.",
        "",
        schema["description"].partition(". ")[2],
        "",
        "```console",
        "$ newsclean post.txt -f json | jq -c '[.schema, .title, .stats.removed_lines]'",
        '["newsclean/1","North Korea dismisses chance of \'face to face\' U.S. nuclear talks ahead '
        'of election",9]',
        "```",
        "",
        f"Examples are taken from {', '.join(_SOURCES[:-1])} and {_SOURCES[-1]}, the first that "
        "fills a field; long ones are cut (`…`).",
        "",
        "## Fields",
        "",
        *_table(schema, [example for _, example in examples]),
    ]
    for path, inner in _nested(schema):
        found = [value for _, example in examples for value in _at(example, path)]
        lines += ["", f"## {_heading(path)}", "", inner["description"], "", *_table(inner, found)]
    return "\n".join(lines) + "\n"


def _examples(run: Run, post: str) -> Iterator[tuple[str, Schema]]:
    """Records that between them fill every field."""
    broken = _TEXT.encode() + b"\xff\xfe\x81"
    failed = run("--input", "jsonl", "-f", "jsonl", stdin=b'{"text": 5}\n', is_failing=True)
    made = (
        json.loads(run("-f", "json", *_KNOWN, stdin=post.encode())) | {"id": "post.txt"},
        json.loads(run("-f", "json", "--comments", stdin=PAGE.encode())),
        json.loads(run("-f", "json", stdin=broken)),
        json.loads(failed)["newsclean"],
    )
    yield from zip(_SOURCES, made, strict=True)


def _table(schema: Schema, examples: list[Schema]) -> Iterator[str]:
    yield "| field | type | meaning | example |"
    yield "|---|---|---|---|"
    for name, one in schema["properties"].items():
        values = [example[name] for example in examples if example.get(name) not in (None, [], {})]
        shown = _shown(values[0]) if values else _shown(next(
            (example[name] for example in examples if name in example), None))  # fmt: skip
        meaning = one.get("description", "")
        yield f"| `{name}` | {_type(one)} | {_cell(meaning)} | {shown} |"


def _type(one: Schema) -> str:
    """A type in words."""
    if "const" in one:
        return f"`{json.dumps(one['const'])}`"
    if "enum" in one:
        return ", ".join(f"`{_cell(json.dumps(value))}`" for value in one["enum"])
    kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
    words = [f"array of {_type(one['items'])}s" if kind == "array" else kind for kind in kinds]
    return " or ".join(words)


def _nested(schema: Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """The objects inside, each with the path that leads to it."""
    for name, one in schema["properties"].items():
        inner, step = one, (*path, name)
        if "items" in inner and "properties" in inner["items"]:
            inner, step = {"description": one["description"], **inner["items"]}, (*step, "[]")
            inner["description"] = one["description"]
        elif isinstance(inner.get("additionalProperties"), dict):
            inner, step = inner["additionalProperties"], (*step, "{}")
        if "properties" in inner:
            yield step, inner
            yield from _nested(inner, step)


def _heading(path: tuple[str, ...]) -> str:
    told = {"[]": "each entry of ", "{}": "each value of "}
    last = path[-1]
    return f"{told[last]}{path[-2]}".capitalize() if last in told else path[-1].capitalize()


def _at(example: Any, path: tuple[str, ...]) -> Iterator[Schema]:
    """The objects to which a path leads."""
    if not path:
        yield from [example] if isinstance(example, dict) else []
    elif example:
        inside = [example.get(path[0])] if path[0] not in ("[]", "{}") else example
        if path[0] == "{}":
            inside = example.values()
        for value in inside:
            yield from _at(value, path[1:])


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > _SHOWN_CHARS:
        text = text[:_SHOWN_CHARS] + "…"
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    """Text in a cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


# Key -> a value that is another than the default, as the example of the page.
_VALUES = {
    "select": ["repost", "related"], "extend-select": ["credit"], "ignore": ["share"],
    "rules": ["site.toml"], "phrases": ["lines.txt"], "confidence": 0.6, "format": "jsonl",
    "input": "html", "captions": True, "comments": True, "links": True, "images": True,
    "with-title": True, "front-matter": True, "profile": "page", "segments": "never",
}  # fmt: skip
# Key -> its meaning where the option takes more than a file may say.
_MEANINGS = {
    "format": "What is printed: the text, one record, a record a line, Markdown, a harmless "
    "fragment of HTML. Tables are asked for by option, or by FILE's ending.",
    "input": "What the inputs are; `auto` lets them tell. Files of many documents tell "
    "themselves, or an option does.",
    "rules": "Rules of your own: rule packs (TOML).",
    "phrases": "Remove the lines that stand in these files, one phrase a line.",
}
# What reads a key -> the values that it takes, the default first where there is one.
_KINDS: dict[str, tuple[str, str]] = {
    "names": ("list of filters and groups", "none"),
    "paths": ("list of files, relative to this one", "none"),
    "share": ("number from 0 to 1", str(DEFAULT_CONFIDENCE)),
    "flag": ("`true` or `false`", "`false`"),
    "format": (", ".join(f"`{one}`" for one in FORMATS), f"`{FORMATS[0]}`"),
    "segments": (", ".join(f"`{one}`" for one in MODES), "`auto`"),
    "profile": (", ".join(f"`{one}`" for one in PROFILES), "`auto`"),
    "input": (", ".join(f"`{one}`" for one in INPUTS), f"`{INPUTS[0]}`"),
}


def configuration_page() -> str:
    """docs/configuration.md: every key that a file may have, from what reads them."""
    command, ctx, _ = command_of("clean")
    options = {name: param for param in command.get_params(ctx) for name in param.opts}
    lines = [
        "# Configuration",
        "",
        "Generated from what reads the file, by `scripts/generate_docs.py`. Each key has the name "
        "of an option and its meaning; how files are found, and what wins, stands in "
        "[Rules of your own](rules.md#configuration).",
        "",
        "A file is `newsclean.toml`, or the table `[tool.newsclean]` of a `pyproject.toml`. An "
        "unknown key, and a value of another type, is an error that names its line. Options of the "
        "command win over keys. `newsclean doctor` lists what is in force, and where it comes "
        "from; the library reads no file.",
        "",
        "| key | value | default | meaning |",
        "|---|---|---|---|",
    ]
    for key, check in KEYS.items():
        value, default = _KINDS[check.__name__]
        if key == "select":
            default = "the filters that are on by default"
        record = options[f"--{key}"].get_help_record(ctx)
        assert record is not None, key
        told = _MEANINGS.get(key, record[1])
        lines.append(f"| `{key}` | {value} | {default} | {_cell(told)} |")
    lines += ["", "All of them, with values that are not the defaults:", "", "```toml"]
    lines += [f"{key} = {json.dumps(_VALUES[key])}" for key in KEYS]
    lines += ["```", "", "## Environment", "", "| variable | meaning |", "|---|---|"]
    for name, told in _ENVIRONMENT.items():
        assert name in (command.epilog or ""), name
        lines.append(f"| `{name}` | {told} |")
    return "\n".join(lines) + "\n"


_ENVIRONMENT = {
    "NEWSCLEAN_CONFIG": "the configuration file, as `--config`; no other is looked for",
    "NEWSCLEAN_COLOR": "`auto`, `always` or `never`, as `--color`",
    "NO_COLOR": "not empty: no colours, as other programs have it",
    "FORCE_COLOR": "not empty: colours also where the output is no terminal",
    "XDG_CONFIG_HOME": "where the user's own `newsclean/newsclean.toml` lies; "
    "by default `~/.config`",
}

# Of filters' marks: what spoke for one.
_CONFIDENCES = (
    (SURE, "a wording that may stand alone, in the tail or head"),
    (LIKELY, "a weaker wording in the tail; the title again below the article"),
    (FAIR, "a shape in its place: a date or a headline below a known heading, a label between two "
           "paragraphs"),
    (POSSIBLE, "a line that stands between boilerplate"),
    (DOUBTFUL, "a wording where prose may say it, too: named as in doubt, and kept unless asked"),
)  # fmt: skip


def confidences() -> str:
    """The table of docs/marking.md: how sure marks are, and why."""
    lines = ["| mark | confidence | by what |", "|---|---|---|"]
    lines += [f"| of a filter | {sure:g} | {told} |" for sure, told in _CONFIDENCES]
    rules = ", ".join(f"{sure:g} (`{risk}`)" for risk, sure in SURENESS.items())
    lines.append(f"| of a rule of yours | {rules} | the rule's `risk` |")
    lines.append("| of the model | what it computes | a probability, measured on unseen folds |")
    return "\n".join(lines)


# Module -> its public names; where there is no `__all__` those that the documentation tells of.
_MODULES: tuple[tuple[str, tuple[str, ...] | None], ...] = (
    ("newsclean", None),
    ("newsclean.restore", ("restore",)),
    ("newsclean.why", ("Watch",)),
    ("newsclean.learn", ("learn",)),
    ("newsclean.dedup", ("Copies",)),
    ("newsclean.report", ("Audit",)),
    ("newsclean.arrow", None),
    ("newsclean.filters.base", ("LineFilter",)),
)
# Of classes whose other methods serve the package itself.
_MEMBERS = {
    "Cleaner": ("clean", "clean_many"),
    "Copies": ("add", "clusters"),
    "Audit": ("add", "fail"),
}


def api_page() -> str:
    """docs/api.md: public names with their signatures and docstrings."""
    lines = [
        "# The Python API",
        "",
        "Generated from signatures and docstrings by `scripts/generate_docs.py`. "
        "[From Python](python.md) shows how it is used. What is not on this page, or begins with "
        "an underscore, may change in any version.",
    ]
    for module, names in _MODULES:
        home = import_module(module)
        lines += [
            "",
            f"## {module}",
            "",
            (inspect.getdoc(home) or "").split("\n\n")[0].replace("\n", " "),
        ]
        for name in names or [name for name in home.__all__ if name != "__version__"]:
            lines += _told(module, name, getattr(home, name))
    return "\n".join(lines) + "\n"


def _told(module: str, name: str, thing: object) -> Iterator[str]:
    yield ""
    yield f"### {module}.{name}"
    yield ""
    if not callable(thing):
        yield f"A {type(thing).__name__} that is always the same."
        return
    yield from _fenced(name, thing)
    yield from _docstring(thing)
    if isinstance(thing, type) and not issubclass(thing, Exception):
        wanted = _MEMBERS.get(name)
        for member, what in vars(thing).items():
            is_told = not member.startswith("_") if wanted is None else member in wanted
            if is_told and inspect.getdoc(what) and _is_code(what):
                yield ""
                if isinstance(what, property):
                    yield f"**`.{member}`**"
                else:
                    function = getattr(what, "__func__", what)
                    yield from _fenced(f"{name}.{member}", function)
                yield from _docstring(what)


def _is_code(what: object) -> bool:
    return isinstance(what, (property, classmethod, staticmethod)) or inspect.isfunction(what)


def _docstring(thing: object) -> Iterator[str]:
    yield ""
    yield inspect.getdoc(thing) or ""


def _fenced(name: str, thing: Any) -> Iterator[str]:
    yield "```text"
    yield _signature(name, thing)
    yield "```"


def _signature(name: str, thing: Any) -> str:
    """A signature, one argument a line where it is long."""
    if isinstance(thing, type) and issubclass(thing, Exception):
        return name
    signature = inspect.signature(thing)
    back = signature.return_annotation
    end = f" -> {_annotation(back)}" if back not in (signature.empty, "None", None) else ""
    told: list[str] = []
    for param in signature.parameters.values():
        if param.kind is param.KEYWORD_ONLY and "*" not in told and not _has_star(told):
            told.append("*")
        if param.name not in ("self", "cls"):
            told.append(_parameter(param))
    text = f"{name}({', '.join(told)}){end}"
    if len(text) <= _WIDTH:
        return text
    return "\n".join([f"{name}(", *(f"    {one}," for one in told), f"){end}"])


def _has_star(told: list[str]) -> bool:
    return any(one.startswith("*") for one in told)


def _parameter(param: inspect.Parameter) -> str:
    stars = "**" if param.kind is param.VAR_KEYWORD else ""
    stars = "*" if param.kind is param.VAR_POSITIONAL else stars
    default = "" if param.default is param.empty else f" = {param.default!r}"
    return f"{stars}{param.name}: {_annotation(param.annotation)}{default}"


def _annotation(one: object) -> str:
    return one if isinstance(one, str) else inspect.formatannotation(one)
