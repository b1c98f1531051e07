"""Text that Markdown would read as markup, escaped; as little of it as that takes."""

from __future__ import annotations

import re
import unicodedata

_ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_SPECIAL = re.compile(r"\\|`|\*+|_+|\[|\]|<|&|~~+|\||!$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Brackets are text unless an address, a name or a definition follows them, or (in flavours of
# Markdown) a note or a box to tick is written so.
_LINK = re.compile(r"\][(\[:]|\[\^|^\[[ xX]\](?:\s|$)")
_START = re.compile(
    r"""(?P<heading>\#{1,6}(?=[ \t]|$))
      | (?P<bullet>[-+*](?=[ \t]|$))
      | (?P<number>\d{1,9}(?=[.)](?:[ \t]|$)))
      | (?P<quote>>)
      | (?P<underline>=+[ \t]*$)
      | (?P<rule>(?:-[ \t]*){2,}$|(?:_[ \t]*){3,}$|(?:\*[ \t]*){3,}$)
      | (?P<table>(?=[|:\ \t]*-)[|:\ \t-]+$)
      | (?P<fence>~~~)""",
    re.VERBOSE,
)
_PAIRED = re.compile(r"\([^()]*\)")
_CLOSING = re.compile(r"(?:^|(?<=[ \t]))#+$")


def has_links(text: str) -> bool:
    """Whether brackets of a text could be read as a link."""
    return _LINK.search(text) is not None


def is_blank(char: str) -> bool:
    """Whether a character (or the end of a line) is a blank to Markdown."""
    return not char or char.isspace()


def is_mark(char: str) -> bool:
    """Whether a character is punctuation by every version of CommonMark."""
    return char in _ASCII_MARKS or (not char.isalnum() and unicodedata.category(char)[0] == "P")


def may_be_mark(char: str) -> bool:
    """Whether a character is punctuation by any version: symbols are by the latest."""
    return is_mark(char) or (not char.isalnum() and unicodedata.category(char)[0] == "S")


def escape(
    text: str, before: str = "", after: str = "", *, brackets: bool = False, cell: bool = False
) -> str:
    """Text inside of a line.

    before, after: the characters that stand beside it, empty at the ends of the line. brackets:
    whether those of this paragraph could be read as links. cell: of a table.
    """
    if _SPECIAL.search(text) is None:
        return text

    def one(match: re.Match[str]) -> str:
        found = match[0]
        start, end = match.span()
        left = text[start - 1] if start else before
        right = text[end] if end < len(text) else after
        char = found[0]
        if char == "\\":
            is_needed = not right or right in _ASCII_MARKS
        elif char == "*":
            is_needed = not (is_blank(left) and is_blank(right))
        elif char == "_":
            is_needed = not (is_blank(left) and is_blank(right)) and (
                is_blank(left) or is_blank(right) or may_be_mark(left) or may_be_mark(right)
            )
        elif char in "[]":
            is_needed = brackets
        elif char == "<":
            is_needed = right.isalpha() or (bool(right) and right in "/!?")
        elif char == "&":
            is_needed = _ENTITY.match(text, start) is not None
        elif char == "|":
            is_needed = cell
        elif char == "!":
            is_needed = right == "["
        else:
            is_needed = True
        return "".join([f"\\{c}" for c in found]) if is_needed else found

    return _SPECIAL.sub(one, text)


def escape_start(line: str) -> str:
    """A line of a paragraph, already escaped inside, whose start could begin another block."""
    match = _START.match(line)
    if match is None:
        return line
    end = match.end() if match.lastgroup == "number" else 0
    return f"{line[:end]}\\{line[end:]}"


def escape_ends(line: str) -> str:
    """A line of a cell, already escaped inside, beside others: there `<br>` is its neighbour.

    A star by itself is text between blanks only; before a tag it may begin emphasis.
    """
    for mark in "*_":
        rest = line.lstrip(mark)
        if len(rest) < len(line) and is_blank(rest[:1]):
            line = f"\\{mark}" * (len(line) - len(rest)) + rest
        rest = line.rstrip(mark)
        if len(rest) < len(line) and is_blank(rest[-1:]):
            line = rest + f"\\{mark}" * (len(line) - len(rest))
    return line


def escape_heading(line: str) -> str:
    """The text of a heading, whose last `#` Markdown would take away."""
    match = _CLOSING.search(line)
    return line if match is None else f"{line[: match.start()]}\\{line[match.start() :]}"


def code(text: str, *, cell: bool = False) -> str:
    """Text as code inside of a line."""
    runs = re.findall("`+", text)
    fence = "`"
    while fence in runs:
        fence += "`"
    if text[0] == "`" or text[-1] == "`":
        text = f" {text} "
    if cell:
        text = text.replace("|", "\\|")
    return f"{fence}{text}{fence}"


def address(link: str) -> str:
    """An address as the destination of a link. Blanks, quotes and `<>` are no part of it."""
    # Markdown knows brackets in pairs; `Foo_(bar)` may stay as people write it.
    if "(" in _PAIRED.sub("", link) or ")" in _PAIRED.sub("", link):
        link = link.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub(lambda match: f"&amp;{match[0][1:]}", link)
