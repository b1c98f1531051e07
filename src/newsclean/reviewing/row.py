"""An answer as a row of a rule pack, in TOML that people read."""

from __future__ import annotations

import re
from collections.abc import Container

from newsclean.errors import RuleError
from newsclean.fold import fold
from newsclean.packs.matcher import Matcher, bare, placeholders_of
from newsclean.packs.parse import parse_pack
from newsclean.packs.rule import Rule

_ID_CHARS = 32
_ARTICLE_CHARS = 200  # of a line that names an article: the most that a row may have
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ANY_NUMBER = r"[\d.,]+[k+]?"
_NO_WORD = re.compile(r"[^\w]+")
_STRAY = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t"}


def form_of(text: str, varies: bool) -> tuple[str, str] | None:
    """`phrase` or `pattern`, and what it says, for the lines of a wording; None for no way.

    varies: whether the lines differ in their numbers.
    """
    text = bare(text)
    if _STRAY.search(text):  # bytes that fit no encoding stand in no file of UTF-8
        return None
    forms = []
    if not placeholders_of(text):  # braces that stand in the line are no placeholder
        forms.append(("phrase", _NUMBER.sub("{n}", text) if varies else text))
    pieces = map(re.escape, _NUMBER.split(text)) if varies else [re.escape(text)]
    forms.append(("pattern", _ANY_NUMBER.join(pieces)))
    for kind, wording in forms:
        if _holds(kind, wording, text):
            return kind, wording
    return None


def _holds(kind: str, wording: str, text: str) -> bool:
    """Whether a row of this wording may stand in a pack, and fits the line."""
    row = f"[[rule]]\nid = 'x'\n{kind} = {string(wording)}\nremoves = [{string(text)}]\n"
    try:
        parse_pack(row, "x")
    except RuleError:
        return False
    rule = Rule("x:x", "", **{kind: wording})
    return Matcher([rule]).find(text, fold(text)) is not None


def beginning_of(line: str) -> str | None:
    """How a line begins that is to name its article; None for one that cannot."""
    text = bare(_STRAY.split(bare(line))[0][:_ARTICLE_CHARS])
    row = f"[[rule]]\nid = 'x'\nphrase = 'x'\nremoves = ['x']\narticle = {string(text)}\n"
    try:
        parse_pack(row, "x")
    except RuleError:
        return None
    return text


def row(
    own_id: str, form: tuple[str, str], example: str, note: str, *, is_keep: bool,
    position: str = "anywhere", article: str | None = None,
) -> str:  # fmt: skip
    """The lines of a row, with a line end behind each.

    example: the line that caused it. note: for whoever reads the pack. article: how a line of the
    only article begins in which it holds.
    """
    kind, wording = form
    lines = ["[[keep]]" if is_keep else "[[rule]]", f"id = {string(own_id)}"]
    lines.append(f"{kind} = {string(wording)}")
    if position != "anywhere":
        lines.append(f"position = {string(position)}")
    if article is not None:
        lines.append(f"article = {string(article)}")
    lines.append(f"note = {string(note)}")
    lines.append(f"{'keeps' if is_keep else 'removes'} = [{string(bare(example))}]")
    return "\n".join(lines) + "\n"


def id_of(text: str, taken: Container[str]) -> str:
    """A short name for a line, that is not taken."""
    slug = _NO_WORD.sub("-", _STRAY.sub("", text).lower()).strip("-")[:_ID_CHARS].strip("-")
    name, number = slug or "line", 1
    while name in taken:
        number += 1
        name = f"{slug or 'line'}.{number}"
    return name


def string(text: str) -> str:
    """A basic string of TOML, on one line; what does not print is an escape."""
    return '"' + "".join(
        _ESCAPES.get(c) or (c if c.isprintable() else _escape(ord(c))) for c in text
    ) + '"'  # fmt: skip


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
