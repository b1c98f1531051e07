"""Where and by which agency a report was filed, at the head of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsclean.filters.base import FAIR, LIKELY, Cut, SpanFilter
from newsclean.glue import shared_glue
from newsclean.patterns import Pattern

_HEAD_CHARS = 100  # no dateline is longer; the rest of the line is never looked at
_AGENCY = re.compile(r"\(([^(){}]{2,24})\)")
_PLACE_CHARS, _PLACE_WORDS, _DATE_CHARS = 60, 8, 30
_DASH = re.compile(r"\s*(?:[.:,]?\s?[-–—]{1,2}|[:=.])\s*")
_DASHES = re.compile(r"[-–—]+")
_BLANKS = re.compile(r"\s*")
_LEAD = re.compile(r"[\s\ufeff]*")
# Of a capital or of a script without capitals.
_NAME = re.compile(r"[^\W\d_]")
_CAPITALS = re.compile(r"[^\W\d_]{2,8}(?:[ -][^\W\d_]{2,8})?")
# What placeholders take in a head, all bounded.
_TAKEN = {
    "place": r"[^\s\d()（）\[\]【】=]{1,14}",
    "PLACE": r"[^\d()（）\[\]【】=:]{2,40}?",
    "date": r"[^()（）\[\]【】]{0,16}?\d[^()（）\[\]【】]{0,20}?",
    "author": r"[^()（）\[\]【】=\d]{2,24}?",
    "email": r"\S{1,30}@\S{1,30}",
    "publisher": r"[^()（）\[\]【】=\d]{2,16}?",
}
_TOLD = "dateline at the start of the line"
_BRACKETS = "()（）[]［］【】〔〕/"


class Dateline(SpanFilter):
    """Place, date and agency before the first sentence. Off by default: they are the article's.

    Known agencies in brackets, with or without a place; sites and agencies of the tables; a place
    in capitals with a station in capitals. A place and a dash alone (`WASHINGTON — `) stay.

    Removes:
        LONDON (Reuters) -
        (CNN) --
        JAKARTA, KOMPAS.com -
        新华社北京11月17日电
        (서울=연합뉴스) 홍길동 기자 =
    Keeps:
        (AP) said on Tuesday that it would close its office in the harbour.
        The talks (AP) - once a formality - took a week.
        WASHINGTON — The vote was put off.
    Seen: news agencies and their subscribers, Indonesian and Vietnamese news sites.
    """

    name = "dateline"

    def __init__(self) -> None:
        rows = shared_glue().datelines()
        self._agencies = {
            _plain(match[1]): row_id
            for row_id, phrase in reversed(rows)
            for match in _AGENCY.finditer(phrase)
        }
        self._patterns = list(_compile(rows))

    def cut(self, line: str) -> list[Cut]:
        """At most one, at the start."""
        lead = _LEAD.match(line)
        start = lead.end() if lead else 0
        head = line[start : start + _HEAD_CHARS]
        found = self._in_brackets(head) or self._by_row(head)
        if found is None or start + found[0] >= len(line.rstrip()):
            return []
        return [(start, start + found[0], *found[1:])]

    def _in_brackets(self, head: str) -> tuple[int, str | None, str, float] | None:
        """`LONDON (Reuters) -`, `(CNN)`, `BERLIN (WXYZ) —`."""
        match = _AGENCY.search(head)
        if match is None or match.start() > _PLACE_CHARS:
            return None
        place, agency = head[: match.start()].strip(" -–—"), match[1]
        dash = _DASH.match(head, match.end())
        rule = self._agencies.get(_plain(agency.partition("/")[0]))
        rule = rule or self._agencies.get(_plain(agency))
        if rule is None:
            is_station = bool(_CAPITALS.fullmatch(agency)) and agency.isupper()
            if not (is_station and dash and len(place) > 3 and _is_place(place, shouted=True)):
                return None
        elif place and not _is_place(place, shouted=dash is None):
            return None
        end = dash or _BLANKS.match(head, match.end())
        if end is None or (dash is None and _goes_on(head, end.end())):
            return None
        if rule is None:
            return end.end(), None, f"{_TOLD} (place and station in capitals)", FAIR
        return end.end(), rule, f"{_TOLD} (known agency)", LIKELY

    def _by_row(self, head: str) -> tuple[int, str | None, str, float] | None:
        """`KOMPAS.com -`, `新华社北京11月17日电`, `МОСКВА, 5 ноя — РИА Новости.`."""
        plain = _plain(head)
        for piece, pattern, rule in self._patterns:
            if piece in plain:
                match = pattern.match(head)
                place = match.groupdict().get("place") if match else None
                if match and (place is None or _is_place(place, shouted=False)):
                    return match.end(), rule, f"{_TOLD} (known wording)", LIKELY
        return None


def _plain(text: str) -> str:
    return _DASHES.sub("-", text).casefold().strip()


def _is_place(text: str, *, shouted: bool) -> bool:
    """Whether text may be a place, perhaps with a date after a comma: `NEW YORK, Jan. 5`.

    shouted: all of its letters must be capitals.
    """
    place, _, date = text.strip(" ,.").partition(",")
    if (
        any(c.isdigit() for c in place)
        or len(date) > _DATE_CHARS
        or place[:1].islower()
        or not _NAME.match(place)
    ):
        return False
    words = place.replace("/", " ").replace("-", " ").split()
    if len(words) > _PLACE_WORDS or (shouted and not place.isupper()):
        return False
    # `Rio de Janeiro`, but `The talks` is no place.
    return not any(word[0].islower() and len(word) > 3 for word in words)


def _goes_on(head: str, at: int) -> bool:
    """Whether the sentence goes on after the bracket: `(AP) said`, `(Reuters), the agency`."""
    return not head[at : at + 1] or head[at].islower() or head[at] in ",;.)"


def _compile(rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, Pattern, str]]:
    """A fixed piece to look for first, the pattern, the row's id; the longest wording first.

    Rows with an agency in Latin brackets are left to the other way, rows without a fixed word
    (`{PLACE} —`) are too open.
    """
    found = []
    for row_id, phrase in rows:
        fixed = [part for part in re.split(r"\{\w+\}", phrase) if any(map(str.isalpha, part))]
        if not fixed or ((latin := _AGENCY.search(phrase)) and latin[1].isascii()):
            continue
        wordings = {phrase}
        if "." in phrase:
            wordings.add(phrase.removeprefix("{PLACE}, "))  # `JAKARTA, KOMPAS.com -`
        close = max(phrase.find(c) for c in ")]】）")
        if close > 0 and any(map(str.isalpha, re.sub(r"\{\w+\}", "", phrase[:close]))):
            wordings.add(phrase[: close + 1])  # the reporter after the bracket may be absent
        for wording in wordings:
            piece = max((_plain(p).strip(" -.,:=" + _BRACKETS) for p in fixed), key=len)
            found.append((len(wording), piece, wording, row_id))
    for _, piece, wording, row_id in sorted(found, reverse=True):
        yield piece, Pattern(_regex(wording), re.I), row_id


def _regex(phrase: str) -> str:
    core = phrase.rstrip(" -–—=:.")
    ends = core != phrase.rstrip()
    parts: list[str] = []
    for part in re.split(r"(\{\w+\})", core):
        name = part[1:-1]
        if part.startswith("{"):
            taken = _TAKEN.get(name, _TAKEN["publisher"])
            is_first_place = name == "PLACE" and not any("<place>" in p for p in parts)
            parts.append(f"(?P<place>{taken})" if is_first_place else taken)
        else:
            escaped = re.sub(r"[-–—]+|\\-", "[-–—]{1,2}", re.escape(part))
            parts.append(re.sub(r"(?:\\ )+", r"\\s*", escaped))
    body = "".join(parts)
    if not any(c in _BRACKETS for c in core) and core[-1:] > "\u2e80":
        return rf"[（(【]?{body}[）)】]?\s*[：:]?\s*"
    if core[-1:] in _BRACKETS or core[-1:] > "\u2e80":
        return rf"{body}\s*(?:[-–—=:：]{{1,2}}\s*)?"
    if ends:
        return rf"{body}\s*[.,]?\s?[-–—:=•]{{1,2}}\s*"
    return rf"{body}\b\s*(?:[-–—:=.]{{1,2}}\s*)?"
