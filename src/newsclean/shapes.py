"""What a line looks like, whatever its words: an address, a date, a headline, prose."""

from __future__ import annotations

from newsclean.dates import DateReading, read_date
from newsclean.patterns import Pattern

URL, DATE, NUMBER, CUT, ARROW, ITEM, HEADLINE, QUESTION, SENTENCE, PROSE, SPEECH = (
    "url", "date", "number", "cut", "arrow", "item", "headline", "question", "sentence", "prose",
    "speech",
)  # fmt: skip

# A line that ends in a full stop is prose from this length on, a mere remark below it
# (`First!`, `Reply.`). Wide scripts say as much in a third of the characters.
PROSE_CHARS, PROSE_CHARS_WIDE = 40, 14
# Longer than any headline: prose whatever its end.
HEADLINE_CHARS, HEADLINE_CHARS_WIDE = 160, 70
SHORT_CHARS = 160
# The longest sentence between paragraphs that the learned model judges.
REMARK_CHARS = 110
_UNSTOPPED_CHARS = 40

# Of Ethiopic also two of the signs between words, as they are typed for a full stop.
FULL_STOPS = ".\u3002\uff0e\u0964\u0965\u17d4\u104b\u06d4\u1362\u1361\u0589\u0f0d"
_MARKS = "!?\uff01\uff1f\u061f\u203d\u2048\u2049\u1367"
_STOPS = FULL_STOPS + _MARKS + "\u2026"
_ANY_STOP = tuple(_STOPS)
_CLOSERS = "\"'”“’‘»)]）」』】›* \t\u00a0\u200b"
QUOTES = "\"“”«»„'‘’「『"
_END_QUOTES = QUOTES + "」』"
# Google News prints `Headline  Publisher` with two blanks.
_ITEM = Pattern(r"\S.{14,150}\S[ \u00a0]{2,3}[^\s.!?][^.!?]{1,40}")
# `Orchard Park 3-2 Hill End`, `Dynamo – Union 2:1 (1:0)`: results are the article's, and so are
# fixtures, `Saturday: Hill End v Dynamo (3pm)`, and `Journal of Snails, DOI: 10.1000/182`.
_RESULT = Pattern(
    r"(?:\S+ ){1,4}\d{1,3} ?[-–] ?\d{1,3}(?: (?![a-z\d])\S+)(?: \S+){0,3}"
    r"|\S+(?: \S+){0,3} [-–] \S+(?: \S+){0,3} \d{1,2}[:-]\d{1,2}(?: \([\d:;, -]+\))?"
    r"|(?:\S+ ){1,5}(?:v|vs\.?) [^\W\da-z].*\b\d{1,2}(?:[.:]\d\d|(?:[.:]\d\d)? ?[ap]\.?m\.?)\)?"
    r"|.*\b[Dd][Oo][Ii]:? ?10\.\d{4,9}/\S+"
)
_RESULT_CHARS = 70
_AGENCY_CHARS, _BY_AGENCY_CHARS = 12, 30  # of an agency's mark behind a sentence
_BY_AGENCY = Pattern(r"[^\W\d_A-Z]{2}[.…][\"”’»]?\s?(?:[–—]|--)\s?[A-Z][A-Z ]+$")
# `“Is it open?” — Rep. Castellano`
_SAID_BY = Pattern(r"[“\"«„][^“”\"]+[.!?…,][”\"»“]\s?(?:—|--)\s?[^\W\d_].*")
_AFTER_CUT = " \t\u00a0])»*"
_CUT_LAST = frozenset("….") | frozenset(_AFTER_CUT)
_COLONS = (":", "：")
_PHONES = "☎✆📞📱"  # whom to call is no counter
_HOURS = Pattern(r"\d[:.]\d\d ?[–—-] ?\d{1,2}[:.]\d\d")  # from when to when, neither
_ARROWS = "←→«»‹›▼►▶◄◀▲❯❮➤➜"


def is_wide(line: str) -> bool:
    """Whether the line is written in a script whose characters hold more than a letter."""
    # Most lines are told in C: half of them ASCII, or no letter beyond Devanagari's kin.
    if 2 * len(line.encode("ascii", "ignore")) >= len(line) or max(line) < "\u0e00":
        return False
    # Han, kana, Hangul and their like; Thai and Lao; Burmese.
    wide = sum(map("\u2e80".__le__, line))
    if 2 * wide <= len(line):
        wide += sum("\u0e00" <= c < "\u0f00" or "\u1000" <= c < "\u10a0" for c in line)
    return 2 * wide > len(line)


def ends_sentence(line: str) -> bool:
    """Whether the line closes like a sentence, closing quotes, brackets and agencies aside."""
    tail = line.rstrip(_CLOSERS)
    return bool(tail) and (tail[-1] in _STOPS or _names_agency(line))


def _names_agency(line: str) -> bool:
    """Whether a sentence has an agency's mark behind it: `… again. (MTI)`, `… lagi. – BERNAMA`."""
    if line[-1] != ")":
        return line[-1].isupper() and _BY_AGENCY.search(line[-_BY_AGENCY_CHARS:]) is not None
    at = line.rfind("(", -_AGENCY_CHARS)
    is_name = line[at + 1:-1].replace("/", "").isalpha()
    return at > 0 and is_name and line[:at].rstrip().endswith(_ANY_STOP)


def announces(line: str) -> bool:
    """Whether a line ends in a colon: what follows is what it speaks of."""
    return line.rstrip().endswith(_COLONS)


def is_cut(line: str) -> bool:
    """Whether the line breaks off, as an excerpt of another article does."""
    if line[-1:] not in _CUT_LAST or (line.endswith(".") and not line.endswith("...")):
        return False  # most lines, told without a copy
    tail = line.rstrip(_AFTER_CUT)
    return tail.endswith(("…", "...", "[…", "[..."))


def _is_address(text: str) -> bool:
    """Whether the line is addresses and nothing else."""
    if text.lstrip("<>")[:4].lower() not in ("http", "www."):
        return False
    words = text.replace(",", " ").replace(";", " ").replace("|", " ").split()
    return all(
        word.strip("<>").lower().startswith(("http://", "https://", "www.")) for word in words
    )


def _is_trail(text: str) -> bool:
    """Whether the line is a breadcrumb trail: `Home » World » Storm nears coast`."""
    for sign in (" » ", " > ", " › "):
        if sign in text and text.count(sign) >= 2 and text.find(sign) <= 26:
            return True
    return False


def _quotes(text: str) -> bool:
    """Whether what begins or ends a line like an arrow is a quotation mark: `«No», says Perm`."""
    for begin, end in ("«»", "»«"):
        opening, closing = text.find(begin), text.rfind(end)
        is_pair = 0 <= opening < closing - 1 and not text[opening + 1].isspace()
        if is_pair and (opening == 0 or closing == len(text) - 1):
            return True
    return False


def _is_bullet(text: str) -> bool:
    """Whether a triangle begins an item, as Korean and Japanese texts have it: `▲ 여고부 A조`.

    Without a blank only the one that points up: `▼아래 기사 더보기` is a way onward.
    """
    return text[0] in "▲▼" and (text[0] == "▲" or text[1:2] == " ") and max(text) > "\u2e80"


def shape(line: str) -> tuple[str, DateReading | None]:
    """The shape of a non-blank line, and its date if it is one."""
    text = line.strip()
    first = text[0]
    size = len(text)
    has_digit = size <= _RESULT_CHARS and any(map(str.isdigit, text))
    if has_digit and size <= 64:
        reading = read_date(text)
        if reading is not None:
            return DATE, reading
        if not any(map(str.isalpha, text)):
            is_told = first in _PHONES or _HOURS.search(text) is not None
            return (HEADLINE if is_told else NUMBER), None
    if first in "hHwW<" and _is_address(text):
        return URL, None
    wide = not text.isascii() and is_wide(text)
    if is_cut(text):
        return CUT, None
    if size > (HEADLINE_CHARS_WIDE if wide else HEADLINE_CHARS):
        return PROSE, None
    if wide and size > _UNSTOPPED_CHARS and "\u0e00" <= first < "\u1100":
        return PROSE, None  # Thai, Lao and Burmese do not close a sentence with a stop
    last = text.rstrip(_CLOSERS)[-1:]
    if (last and last in FULL_STOPS) or _names_agency(text):
        return (PROSE if size >= (PROSE_CHARS_WIDE if wide else PROSE_CHARS) else SENTENCE), None
    if last in _MARKS and last:
        return (PROSE if ". " in text and size >= PROSE_CHARS else QUESTION), None
    is_arrow = first in _ARROWS or text[-1] in _ARROWS
    if (is_arrow or _is_trail(text)) and not _quotes(text) and not _is_bullet(text):
        return ARROW, None
    if has_digit and "://" not in text and _RESULT.fullmatch(text):
        return SPEECH, None
    if first in QUOTES and (text[-1] in _END_QUOTES or _SAID_BY.match(text)):
        return SPEECH, None
    if ("  " in text or "\xa0" in text) and _ITEM.fullmatch(text):
        return ITEM, None
    return HEADLINE, None
