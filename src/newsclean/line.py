"""What a short line is, whatever document it stands in: its key, its row, its shape.

All of it is a function of the text of the line and of the tables, so it is worked out once for
each different line and remembered for a while: blogs print the same footer under every post.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.dates import DateReading, find_date, read_date
from newsclean.debris import debris
from newsclean.fold import fold
from newsclean.lexicon import Hit, Lexicon
from newsclean.patterns import Pattern
from newsclean.scripts import letters_of, scripts_of
from newsclean.shapes import (
    ARROW,
    CUT,
    HEADLINE,
    QUESTION,
    SENTENCE,
    announces,
    ends_sentence,
    shape,
)  # fmt: skip

# Signs that are neither a row's family nor a plain shape. A document adds three more: ECHO (the
# title again), FOREIGN (another language than the article's), REPEAT.
GLUED, CREDIT, DATED, STAMP, LINKED, ARCHIVE, LABELS, JOINED, RIGHTS = (
    "glued", "credit", "dated", "stamp", "linked", "archive", "labels", "joined", "rights",
)  # fmt: skip

# What belongs to the article although tables know it.
ARTICLE_FAMILIES = frozenset(("credit-line", "photo-credit", "dateline"))

# Weights of rows, as log-likelihood ratios counted on the development reposts and rounded.
STRONG, FIRM, WEAK, RISKY = 4.0, 2.4, 1.4, 0.4

BARE_REST = ":：]】- "  # what a wording may take of its line and yet stand alone on it
TITLE_CHARS = 90  # headlines of other articles are rarely longer
_FIRST_POST = "1995"
_LABEL_WORDS = 7
_NAME_WORDS = 3
_DATED_CHARS, _STAMP_CHARS = 70, 34  # `Updated Friday, January 19, 2018` is a stamp
_LINKED_CHARS = 140
_COUNTED_MONTH = Pattern(r"\D{3,12} \d{4}(?:\d{1,2}| \(\d+\))")
# `Topics: health, news`: a label and a list of short items, none of them a clause.
_LABELS = Pattern(
    r"[^\s:]{2,24}(?: [^\s:]{2,16})?[:：][^.:!?,،、]{2,29}(?:[,،、][^.:!?,،、]{2,29})+"
)
# An address of mail, or a number that rings somewhere.
REACHED = Pattern(r"[^\s@]{1,64}@[^\s@]{1,255}\.\w+|\+?(?:\d[ ()/.-]{0,2}){7,}")
_WAYS = frozenset(("read-more", "related", "source-link"))
# The sign and a year say the same in every language.
_RIGHTS = Pattern(r"^\W{0,3}©|(?:©|\([cC]\)|ⓒ).{0,40}(?:19|20)\d\d")
# `Source: Harbour Ledger`, `Original: https://…`, not a sentence about a spring
_SOURCE = Pattern(r"[:：-] ?(?:https?://\S+|[^.:!?,]{2,40})$")
_AND = Pattern(r"[,+/&،、;|]|\s(?:und|and|y|e|et|i|и|و)\s")  # `Source: AFP, agencies`
_ONWARD = ("»", "→", "...", "…", ">", "›")
_JOINT = Pattern(r"[a-zß-ÿ!][A-ZÀ-Þ]")
_JOINTS = 3

Sign = tuple[str, "float | None"]


class Line:
    """One line: key (folded), hit (its row), and once `look` was called sign and the rest.

    sign: (the family of its row, its weight) or (its shape, None). debris: what
    `newsclean.debris` takes it for.
    reading: the date in it. parts: families of the wordings that were run together.
    letters, scripts: see `newsclean.scripts`; None until asked for. made, words: what
    `newsclean.learned.signs` found out about the line alone.
    """

    __slots__ = ("debris", "hit", "key", "letters", "made", "parts", "reading", "scripts", "sign",
                 "text", "words")  # fmt: skip

    def __init__(self, text: str, key: str, hit: Hit | None) -> None:
        self.text = text
        self.key = key
        self.hit = hit
        self.debris = debris(key, text) if hit is None else ""
        self.sign: Sign | None = None
        self.reading: DateReading | None = None
        self.parts: Sequence[str] = ()
        self.letters: frozenset[str] | None = None
        self.scripts: frozenset[int] = frozenset()
        self.made: Sequence[float] | None = None
        self.words: list[str] | None = None

    def look(self, lexicon: Lexicon) -> None:
        """Work out the sign and what belongs to it."""
        # Set last, so that another thread never sees half a line.
        hit = self.hit
        if hit is None:
            self.sign = self._shape(lexicon), None
        else:
            self.sign = (CREDIT, None) if _credits(hit, lexicon) else _row_sign(self, hit)

    def write(self) -> tuple[frozenset[str], frozenset[int]]:
        """Letters and scripts of the line."""
        if self.letters is None:
            self.scripts = scripts_of(self.text)
            self.letters = letters_of(self.text)
        return self.letters, self.scripts

    def _posted(self, known: str) -> str:
        """The shape of a line with a date; before the web nothing was posted, nor anybody born."""
        reading = self.reading
        if reading is not None and reading.iso is None and reading.kind == "date":
            reading = find_date(self.text)  # the first of several
        if reading is None or reading.iso is None or reading.iso >= _FIRST_POST:
            return known
        self.reading = None
        return HEADLINE

    def _shape(self, lexicon: Lexicon) -> str:
        known, self.reading = shape(self.text)
        if self.reading is not None:
            return self._posted(known)
        if _RIGHTS.search(self.text):
            return CREDIT if _is_of_photo(self.text, lexicon) else RIGHTS
        if known not in (HEADLINE, ARROW, SENTENCE, QUESTION):
            return known
        key = self.key
        parts = lexicon.split(key)
        if parts is not None and any(row.standalone for row in parts):
            self.parts = [row.family for row in parts]
            return GLUED
        if known in (SENTENCE, QUESTION):
            return known
        if len(key) <= _DATED_CHARS and not key.isalpha() and _may_label(key):
            self.reading = find_date(self.text)
            if self.reading is not None and self._posted(DATED) == DATED:
                is_stamp = len(key) <= _STAMP_CHARS and (key[-1].isdigit() or key[-1] in "日일")
                return STAMP if is_stamp else DATED
            if _COUNTED_MONTH.fullmatch(key) and _is_month(key):
                return ARCHIVE
        if known == ARROW:
            return known
        if len(key) <= _LINKED_CHARS and "://" in key.rpartition(" ")[2]:
            return LINKED
        if "," in key and _LABELS.fullmatch(key) and not _is_result(key):
            return LABELS
        return JOINED if len(_JOINT.findall(self.text)) >= _JOINTS else known


def _is_of_photo(text: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind the sign is a credit of a picture: `© Photo : Hervé Lot`."""
    key = fold(text).lstrip("© ").replace(" :", ":")
    hit = lexicon.find(key) if key else None
    return hit is not None and hit[0].family == "photo-credit"


def _credits(hit: Hit, lexicon: Lexicon) -> bool:
    """Whether a source is an agency: `Source: PAP` credits, as `(PAP)` does."""
    row, taken = hit
    if row.family != "source-link" or not taken:
        return False
    return any(
        (found := lexicon.find(f"({name})")) is not None and found[0].family == "credit-line"
        for part in _AND.split(taken[-1][1]) if (name := part.strip(" :.()"))
    )  # fmt: skip


def _row_sign(line: Line, hit: Hit) -> tuple[str, float | None]:
    """Family and weight of a line that a row fits."""
    row, taken = hit
    family = row.family
    if family in ARTICLE_FAMILIES:
        return CREDIT, None
    if row.match == "suffix" and family == "read-more":
        return CUT, None
    rest = taken[-1][1] if taken else ""
    if taken and taken[-1][0] == "date" and row.risk != "low" and find_date(rest) is None:
        return family, RISKY  # `Time: Saturdays, 9:00` of an event
    if taken and family == "comment-body" and _tells(line.text):
        return family, RISKY - 2.0  # `In a post, the city said:`
    is_open = bool(rest) and not row.is_firm
    if is_open and (ends_sentence(line.text) or len(rest) > TITLE_CHARS):
        return family, RISKY - 2.0  # its open end took a whole sentence
    if family in _WAYS and REACHED.fullmatch(rest.strip(BARE_REST)):
        return CREDIT, None  # `More information: 0600 000 000` tells whom to ask
    if row.standalone and row.risk == "low":
        return family, STRONG
    if taken and family == "byline" and len(line.text) <= _LINKED_CHARS:
        line.reading = find_date(line.text)
        if line.reading is not None:
            return family, FIRM  # `By Jane Porter - May 5, 2025`, not `By the numbers`
    if row.risk == "high":
        is_name = family != "byline" or not _begins_small(line.text.strip(), rest)
        return family, RISKY if is_name else RISKY - 2.0  # `By the numbers`, a subhead
    if family == "read-more" and line.text.rstrip().endswith(_ONWARD):
        return family, FIRM  # `Read more »` is a link, `Read more` may be advice
    if taken and (
        row.is_firm
        or (family == "source-link" and _SOURCE.match(rest))
        or (family == "tag-list" and "," in rest)
    ):
        return family, FIRM
    if is_open and row.phrase.endswith(":") and not rest.startswith(":"):
        return family, RISKY
    return family, WEAK


def _begins_small(line: str, rest: str) -> bool:
    """Whether what a wording leaves of a line that begins with a capital begins with none."""
    return line[:1].isupper() and line[len(line) - len(rest):][:1].islower()


def _is_result(key: str) -> bool:
    """Whether most items of a list have numbers: `Goals: Kurnia 34, Jelic 58`, and no labels."""
    items = key.split(",")
    return 2 * sum(any(map(str.isdigit, item)) for item in items) >= len(items)


def _may_label(key: str) -> bool:
    """Whether a line is no headline that has a date in it, and announces nothing."""
    words = [word for word in key.split() if word.isalpha()]
    return len(words) <= _LABEL_WORDS and not announces(key)


def _tells(line: str) -> bool:
    """Whether a line with `said:` is the text's: most of its words are small, as in no name."""
    words = line.split()[:-1]
    small = sum(map(str.islower, words))
    is_open = announces(line)
    return is_open and len(words) > _NAME_WORDS and 2 * small > len(words)


def _is_month(key: str) -> bool:
    """Whether a key is a month of an archive with its count (`may 20155`, `may 2015 (5)`)."""
    for end in (key.rfind("("), len(key) - 1, len(key) - 2):
        if end > 0:
            reading = read_date(key[:end].strip())
            if reading is not None and reading.kind == "month":
                return True
    return False


