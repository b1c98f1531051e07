"""Names of people, and what stands in their place."""

from __future__ import annotations

from newsclean.fields.offices import is_heading, is_organisation, without_office, without_place
from newsclean.fields.words import words
from newsclean.fold import fold
from newsclean.patterns import Pattern

_NAME_CHARS = 60
_NAME_WORDS = 5
_ACRONYM_CHARS = 5
_WIDE_NAME_CHARS = 10
_SMALL_CHARS = 3  # of and the
_BARS = (", ", " | ", " – ", " — ", " - ", " · ", " • ", " / ")
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
    if len(parts) > 2 and fold(parts[0]) in words("title"):
        del parts[0]
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


def names_in_byline(line: str) -> str | None:
    """The names in a line that reads like a byline, though no row knows it; None for any other.

    `Jane Doe, Staff Writer`, `Jane Doe | Harbour Ledger`, `Jane Doe and John Carter`. A headline
    may read so, too: only its place tells.
    """
    text = " ".join([word for word in without_by(line).split() if "@" not in word])
    if not any(char.isupper() or char.islower() for char in text):
        name = without_office(text)  # `홍길동 기자`: no capitals tell a name, but the office does
        return name if name != text and 0 < len(name) <= _WIDE_NAME_CHARS else None
    bar = min((bar for bar in _BARS if bar in text), key=text.find, default="")
    name, _, rest = text.partition(bar) if bar else (text, "", "")
    if not are_names(name) or len(rest.split()) > _NAME_WORDS:
        return None
    # What somebody is, and for whom, is written in capitals or is known.
    is_plain = all(word[0].isupper() or len(word) <= _SMALL_CHARS for word in rest.split())
    return name if is_plain or is_heading(rest) else None


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


def people(text: str, *publishers: str | None, is_told: bool = False) -> list[str]:
    """The people whom a byline names, in order; none for `admin`, an office or a publisher.

    text: what stands behind `By`. `Jane Doe and John Carter, Staff Writer` are two.
    publishers: names that are known to be nobody's. is_told: the text is what a page's data call
    an author; standing alone it is one, though it sound like an office (`Community Editor`).
    """
    if len(text) > 2 * _NAME_CHARS:
        return []
    others = {fold(name) for name in publishers if name}
    found = []
    parts = _parts(text)
    is_whole = is_told and len(parts) == 1
    for part in map(_without_agency if is_whole else _bare, parts):
        name = part.strip(_TRIM) + ("." if _ENDS_SHORT.search(part) else "")
        if not name or len(name) > _NAME_CHARS or len(name.split()) > _NAME_WORDS:
            continue
        if any(c.isdigit() or c in '@/:?!"' for c in name) or not any(map(str.isalpha, name)):
            continue
        if is_placeholder(name) or fold(name) in others:
            continue
        if _is_agency(name) or (is_organisation(name) and not is_whole):
            continue
        if fold(name.partition(" ")[0].rstrip(":")) in words("picture"):
            continue  # `Photographs by Carl Ott`
        if name not in found:
            found.append(name)
    return found


def _bare(text: str) -> str:
    """A name without what stands beside it in a byline: account, agency, place, office."""
    name = " ".join([word for word in text.split() if word[0] != "@"])
    return without_office(without_place(_without_agency(name)))


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
