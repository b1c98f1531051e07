"""Lines that the model is not asked about, for their make says that they are the article's."""

from __future__ import annotations

from newsclean.patterns import Pattern
from newsclean.shapes import DATE, FULL_STOPS, HEADLINE, announces, ends_sentence
from newsclean.survey import Survey

_OPENING, _CLOSING = "(（", ")）"
_ROOTS = ("/", "~/", "./")
# `jha/dpa`, `tsi/ayv/sba`, `/atm`; `—Tess`, `-- Ines Marlow`: who wrote, below what they wrote.
_INITIALS = Pattern(r"(?:[a-zäöü]{2,6})?(?:/ ?[a-zäöü]{2,8}){1,3}/?")
_SIGNED = Pattern(r"(?:[—–]|--) ?[^\W\d_]+(?: [^\W\d_]+)?\.?")
_SIGNED_CHARS = 30
_WORD_SAID = Pattern(rf"[^\s\d{FULL_STOPS}…_/@|]{{2,30}}[{FULL_STOPS}]")
_ROWS = 2  # so many lines with a number are a table


def why_own(
    survey: Survey, i: int, shape: str, above: int | None, *, is_between: bool, is_announced: bool
) -> str | None:
    """By what a line is the article's; None where that is to be judged.

    above: the line above, blank ones aside. is_between: whether a paragraph stands above the line
    and another below. is_announced: whether a sentence announces the list that it stands in.
    """
    if survey.wrapping.goes_on(i):
        return "it goes on with the line above"
    if shape == HEADLINE and i in survey.hits:
        return "it is the headline, which the title above the text says, too"
    if is_between and _WORD_SAID.fullmatch(survey.lines[i].strip()):
        return "a word with a full stop between paragraphs is a sentence"
    if _is_aside(survey, i):
        return "it stands in brackets, as the article's asides and credits do"
    if survey.is_entry(i):
        return "it stands in a list of words and what they are"
    if is_announced:
        return "it stands in a list that a sentence announces"
    if _is_path(survey.lines[i].strip()):
        return "it is the path of a file"
    # A ticker has a time above each entry, the first one, too.
    if shape == DATE and (is_between or survey.is_of_ticker(i)):
        return "a date between paragraphs may head the next one"
    if above is not None and i not in survey.hits and survey.is_of_ticker(above):
        return "it heads an entry, below its day or time"
    if above is not None and _is_signature(survey, i, above):
        return "it signs what stands above it"
    if announces(survey.lines[i]) and _heads_rows(survey, i):
        return "it announces lines with numbers"
    return None


def _is_aside(survey: Survey, i: int) -> bool:
    """Whether no row knows a line in brackets between head and tail: an agency, an aside."""
    text = survey.lines[i].strip()
    is_enclosed = text[0] in _OPENING and text[-1] in _CLOSING
    return (
        is_enclosed and i not in survey.hits and survey.head_end <= i < survey.tail_start
        and any(map(str.isalpha, text))
    )  # fmt: skip


def _is_path(text: str) -> bool:
    return text.startswith(_ROOTS) and text.count("/") > 1 and " " not in text


def _is_signature(survey: Survey, i: int, above: int) -> bool:
    """Whether a line below a sentence is initials with a slash, or a name behind a dash."""
    text = survey.lines[i].strip()
    if len(text) > _SIGNED_CHARS or i in survey.hits or above in survey.hits:
        return False
    if not (_INITIALS.fullmatch(text) or _SIGNED.fullmatch(text)):
        return False
    return survey.rows[above] is None or ends_sentence(survey.lines[above])


def _heads_rows(survey: Survey, i: int) -> bool:
    """Whether the next lines have a number each: rates, results, a programme."""
    at = i
    for _ in range(_ROWS):
        below = survey.after(at)
        if below is None or below in survey.hits or not any(map(str.isdigit, survey.lines[below])):
            return False
        at = below
    return i not in survey.hits
