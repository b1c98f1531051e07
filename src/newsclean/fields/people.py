"""Names of people, and what stands in their place."""

from __future__ import annotations

from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.patterns import Pattern

_NAME_CHARS = 60
_NAME_WORDS = 5
_ACRONYM_CHARS = 5
# `Ted Marsh Jr.`, and a surname that is kept back: `Gerald P.`
_ENDS_SHORT = Pattern(r"\s(?:[JS]r|[^\W\d_])\.\s*$")
_TRIM = ' \t\u00a0.,;:|/-–—·•*_()[]<>"“”'


def is_name(text: str) -> bool:
    """Whether a line that nothing introduces is written like a person's name: `John Carter`.

    Two to four capitalised words, letters only; scripts without capitals never tell.
    """
    if len(text) > 40 or not text[:1].isupper():
        return False
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return False
    return (
        all(
            part.replace(".", "").replace("-", "").replace("'", "").replace("’", "").isalpha()
            and (part[0].isupper() or len(part) <= 3)
            for part in parts
        )
        and parts[-1][0].isupper()
        and not is_placeholder(text)
    )


def are_names(text: str) -> bool:
    """Whether a text is one name or several: `Jane Doe and John Carter`."""
    names = people(text)
    return bool(names) and all(map(is_name, names))


def without_by(text: str) -> str:
    """A byline without its preposition: `Por Marisol Peña`."""
    parts = text.split(" ", 2)
    for count in (2, 1):  # `Words by`, `By`
        by = " ".join(parts[:count]).casefold().rstrip(":")
        if len(parts) > count and by in words("by"):
            return " ".join(parts[count:])
    return text


def is_placeholder(text: str) -> bool:
    """Whether the text is `admin`, `Redaksi`, `Staff Writer` or the like."""
    key = fold(text)
    return key in words("not-name") or key.rpartition(" ")[2] in ("staff", "desk", "team")


def people(text: str, publisher: str | None = None) -> list[str]:
    """The people whom a byline names, in order; none for `admin` or a publisher.

    text: what stands behind `By`. `Jane Doe and John Carter, Staff Writer` are two.
    """
    if len(text) > 2 * _NAME_CHARS:
        return []
    found = []
    for part in map(_without_agency, _parts(text)):
        name = part.strip(_TRIM) + ("." if _ENDS_SHORT.search(part) else "")
        if not name or len(name) > _NAME_CHARS or len(name.split()) > _NAME_WORDS:
            continue
        if any(c.isdigit() or c in '@/:?!"' for c in name) or not any(map(str.isalpha, name)):
            continue
        if is_placeholder(name) or (publisher and fold(name) == fold(publisher)):
            continue
        if _is_agency(name) or fold(name.partition(" ")[0].rstrip(":")) in words("picture"):
            continue  # `Photographs by Carl Ott`
        if name not in found:
            found.append(name)
    return found


def _is_agency(name: str) -> bool:
    """Whether a name is that of a news agency: `EFE`, and not `Efe`."""
    name = name.strip(_TRIM)
    return (len(name) > _ACRONYM_CHARS or name.isupper()) and fold(name) in words("agency")


def _without_agency(text: str) -> str:
    """A name without the agency whose text was used.

    `Ana Roth avec AFP`, `Ana Roth (Reuters)`, `Ana Roth and Reuters`.
    """
    name, bracket, behind = text.rpartition("(")
    if not bracket:
        parts = text.split()
        beside = words("with") | words("and")
        at = next((n for n in range(len(parts) - 1, 0, -1) if parts[n].lower() in beside), None)
        if at is None:
            return text
        name, behind = " ".join(parts[:at]), " ".join(parts[at:])
    first, _, rest = behind.partition(" ")
    is_beside = first.casefold() in words("with") | words("and")
    agency = rest if is_beside else behind
    return name if name.strip() and _is_agency(agency) else text


def _parts(text: str) -> list[str]:
    """Cut at commas, and at `and` where full names stand on both sides."""
    parts = []
    for piece in text.replace("、", ",").replace("，", ",").replace("|", ",").split(","):
        tokens = piece.split()
        start = 0
        for at, token in enumerate(tokens):
            if at - start >= 2 and len(tokens) - at > 2 and token.lower() in words("and"):
                parts.append(" ".join(tokens[start:at]))
                start = at + 1
        if start:
            parts.append(" ".join(tokens[start:]))
        else:
            parts.append(piece)  # with its own blanks
    if len(parts) > 1:
        # `Carter, John` is one person; `Jane Doe, Reuters` and `Jane Doe, Editor` are one.
        full = [part for part in parts if len(part.split()) > 1 or not part.strip(_TRIM).isascii()]
        return full or [text]
    return parts
