"""Judging a piece of a line whose bounds the line shows: is it all boilerplate?

A piece is a cue with a headline (`Read also: T`), a whole wording (`Story continues below`) or a
run of them. An answer is rule id, reason and confidence, or None: when unsure it is the article's.
"""

from __future__ import annotations

from newsclean.glue import Glue, is_wide_text
from newsclean.lexicon import Hit, Row
from newsclean.patterns import Pattern

Verdict = tuple["str | None", str, float]

LIKELY, FAIR = 0.9, 0.75
# A cue with a headline stands under these; a source or a copyright sign may be the article's own.
_LEADING = frozenset(("app-promo", "follow", "newsletter", "read-more", "related", "share"))
_INVITING = _LEADING | {"ad-marker"}
_SEPARATOR = Pattern(r"\s*[:：|»]\s*")
_SIGNS = (":", "|", "»")
_OPEN_ENDS = ("...", "…", "»", "→", ":", "：", ">")
_STOPS = (".", "。", "।", "؟", "!", "?")
INNER_STOP = Pattern(r"""[.!?。！？।](?:["'”’»)\]]*\s|$)|[。！？]""")
_WORDS, _WIDE_TITLE_CHARS, _TITLE_CHARS = 2, 6, 200
_SHORT_CHARS, _HANDLED_WORDS = 40, 10
# Past this length a headline at the end of a line has probably run into the next sentence.
_LAST_TITLE_CHARS = 130
_RIGHTS = Pattern("[©ⓒ]")
_BROKEN_OFF = Pattern(r"[(\[]\s?[^\W\d_]+(?: [^\W\d_]+){0,2}\s?(?:\.{3}|…)\s?[)\]]")
_ADDRESS = Pattern(r"https?://\S+")
_DIGIT = Pattern(r"\d")
_HANDLE = Pattern(r"@\w{2,30}")


def judge_bracket(glue: Glue, piece: str, is_first: bool) -> Verdict | None:
    """A piece with its brackets: `(RELATED: T)`, `[+1234 chars]`, `(mehr...)`.

    is_first: whether the line begins with it, as with `[video]`.
    """
    whole = glue.find(piece) or glue.find("x " + piece)
    if whole is not None and (not whole[1] or whole[0].match == "suffix"):
        return whole[0].id, f"{_told(whole[0])} in brackets", LIKELY
    content = piece[1:-1].strip()
    hit = find_wording(glue, content)
    if hit is None:
        return None
    row, taken = hit
    if not taken or not taken[-1][1]:
        sureness = judge_wording(row, content)
        is_phrase = " " in content and row.family in _INVITING
        if row.risk != "high" and (is_phrase or (is_first and piece[0] == "[")):
            sureness = sureness or FAIR
    elif is_whole(hit) and row.standalone:
        sureness = LIKELY
    else:
        sureness = judge_title(row, content, taken[-1][1])
    return (row.id, f"{_told(row)} in brackets", sureness) if sureness else None


def judge_last_bracket(piece: str) -> Verdict | None:
    """`(mehr...)`, `[read on…]` behind the last sentence of a line: an excerpt's end."""
    if _BROKEN_OFF.fullmatch(piece):
        return None, "a word or two that break off, in brackets at the end of the line", FAIR
    return None


def judge_end(glue: Glue, piece: str) -> Verdict | None:
    """A piece from the end of a sentence to the end of the line."""
    if _ADDRESS.fullmatch(piece):
        # 3 of 3 lines of the wild texts, and no article's line of 1,500 documents.
        return None, "bare address at the end of the line", FAIR
    hit = find_wording(glue, piece)
    sureness = _judge_hit(hit, piece) if hit else None
    if hit and sureness:
        return hit[0].id, f"{_told(hit[0])} at the end of the line", sureness
    return _judge_run(glue, piece) or _judge_handle(glue, piece)


def _judge_hit(hit: Hit, piece: str) -> float | None:
    row, taken = hit
    if not taken or not taken[-1][1]:  # `Leia também:` with nothing behind it
        return judge_wording(row, piece)
    if is_whole(hit):
        is_own = row.standalone or row.family == "feed-footer"
        return LIKELY if is_own and not piece[0].islower() else None
    if piece.endswith((*_STOPS[:3], ",", ";")) or INNER_STOP.search(piece[:-1]):
        return None  # a sentence follows, or the piece is one
    if row.standalone and row.family in _LEADING and len(taken[-1][1]) <= _SHORT_CHARS:
        return FAIR
    if row.family == "source-link":
        is_short = " " in row.phrase and len(taken[-1][1]) <= _SHORT_CHARS
        return FAIR if is_short and _SEPARATOR.search(piece) else None
    # `SEE ALSO: T The answers were:` leads in, whatever it is; `Xem thêm: T 저작권자 ⓒ S` goes on.
    is_last = len(piece) <= _LAST_TITLE_CHARS and not piece.endswith((":", "："))
    is_last = is_last and not _RIGHTS.search(piece)
    return judge_title(row, piece, taken[-1][1]) if is_last else None


def is_whole(hit: Hit) -> bool:
    """Whether a wording with fixed words at both ends is all of a piece."""
    row, taken = hit
    # `x` is what follows a prefix or a label.
    return row.match == "full-line" and row.is_firm and bool(taken) and taken[-1][0] != "x"


def find_wording(glue: Glue, piece: str) -> Hit | None:
    """The row that a piece fits, or the row of what stands before its first colon.

    `Read more: T` is not the cue `Read` with a headline `more: T`.
    """
    hit = glue.find(piece)
    if hit and (not hit[1] or not hit[1][-1][1] or hit[1][-1][1][0] in _SIGNS):
        return hit
    match = _SEPARATOR.search(piece)
    label = glue.find(piece[: match.start()]) if match else None
    if match and label and not label[1]:
        return label[0], [("x", ":" + piece[match.end() :])]
    return hit


def judge_start(glue: Glue, piece: str) -> Verdict | None:
    """The first words of a line: an advertisement marker in capitals, `Share this:`."""
    if not (piece.isupper() or piece.endswith(":")):
        return None
    hit = glue.find(piece)
    if hit is None or hit[1]:
        return None
    row = hit[0]
    is_marker = row.family == "ad-marker" and piece.isupper()
    is_label = row.family == "share" and row.standalone and " " in piece and piece.endswith(":")
    if not (is_marker or is_label):
        return None
    return row.id, f"{_told(row)} at the start of the line", FAIR


def judge_wording(row: Row, piece: str) -> float | None:
    """A whole wording. One word needs a sign of its own: capitals, `»`, `...`, a colon."""
    is_several = " " in piece or (is_wide_text(piece) and len(piece) >= 4)
    is_open = piece.endswith(_OPEN_ENDS)
    if row.family not in _INVITING:
        return LIKELY if row.standalone and is_several and not piece[:1].islower() else None
    if is_several and row.standalone:
        return LIKELY
    if is_open or (row.family == "ad-marker" and piece.isupper() and len(piece) > 2):
        return FAIR if row.risk != "high" else None
    return FAIR if is_several and row.risk == "low" else None


def judge_title(row: Row, piece: str, rest: str) -> float | None:
    """A cue, a separator and what reads like a headline."""
    if row.family not in _LEADING:
        return None
    match = _SEPARATOR.search(piece)
    # The separator belongs to the cue, not to a headline with a colon.
    if match is None or not (rest[:1] in _SIGNS or _ends_in_sign(row.phrase)):
        return None
    cue, title = piece[: match.start()], piece[match.end() :].strip("*_ ")
    if row.risk == "high" and " " not in cue and not cue.isupper():
        return None
    if not title or title[0].islower() or len(title) > _TITLE_CHARS:
        return None
    if is_wide_text(title):
        return LIKELY if len(title) >= _WIDE_TITLE_CHARS else None
    # `(See also: Smith 1994)` is a scholar's.
    size = len(title.split())
    return LIKELY if size > _WORDS or (size == _WORDS and not _DIGIT.search(title)) else None


def _ends_in_sign(phrase: str) -> bool:
    """Whether a cue's own colon belongs to its key: folding cuts it from a wording's end only."""
    return "{" in phrase and phrase.partition("{")[0].rstrip().endswith((":", "：", "|", "»"))


def _judge_run(glue: Glue, piece: str) -> Verdict | None:
    """Wordings that were run together: `Share this:Click to share on X (Opens in new window)`."""
    rows = glue.split(piece)
    if rows and any(row.standalone for row in rows):
        return rows[0].id, f"{_told(rows[0])} and more at the end of the line", LIKELY
    label, colon, rest = piece.partition(":")
    first = glue.find(label + colon)
    if first is None or first[1] or first[0].family != "share" or not rest.strip():
        return None
    if glue.find(rest) is None and not glue.split(rest):
        return None
    return first[0].id, f"{_told(first[0])} with its buttons at the end of the line", LIKELY


def _judge_handle(glue: Glue, piece: str) -> Verdict | None:
    """`Follow @x Related Stories`, `Follow A on X: @a`: an invitation that ends in a handle."""
    words = piece.split()
    cue = glue.find(words[0])
    if cue is None or cue[1] or cue[0].family != "follow" or len(words) > _HANDLED_WORDS:
        return None
    handle = next((i for i, word in enumerate(words) if _HANDLE.fullmatch(word)), None)
    if handle is None or INNER_STOP.search(" ".join(words)):
        return None
    rest = " ".join(words[handle + 1 :])
    if rest:
        hit = glue.find(rest)
        if hit is None or hit[1]:
            return None
    return cue[0].id, "call to follow, with a handle, at the end of the line", LIKELY


def _told(row: Row) -> str:
    return f"known wording ({row.family})"
