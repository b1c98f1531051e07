"""The signs of a line: their names in order, and what they say to a reader."""

from __future__ import annotations

from newsclean.shapes import PROSE, SENTENCE

# Signs that cost little: the gate of a model asks for no others.
QUICK = (
    # its make
    "shape", "weight", "open_end", "asks", "foreign", "chars", "words", "stops", "colon", "lower",
    "upper", "titled", "capitals", "digits", "number_end", "link", "mail", "separators", "brackets",
    "quotes", "time", "inner_stops", "commas", "edge_blanks", "calls",
    # its words and those beside it, whatever the article says
    "word_best", "word_mean", "first_word", "said", "above_wording", "below_wording",
    # its place
    "from_end", "from_start", "prose_after", "prose_before", "in_tail", "in_head", "repeated",
    "title_below", "echo",
    # its neighbours
    "above", "below", "above2", "below2", "above_marked", "below_marked", "above_chars",
    "below_chars", "run",
    # the document
    "lines", "prose_share", "stop_share", "marked", "short_kept",
)  # fmt: skip
NAMES = (
    *QUICK,
    # its words against those of the article
    "wording", "wording_best", "wording_mean", "wording_share", "wording_second", "last_word",
    "in_text", "short_in_text", "names_in_text", "own_words", "telling", "names_removed",
    "said_anew",
    # what stands beside it, and around it as far as the next paragraph
    "above_said", "below_said", "gap_said", "gap", "gap_marked",
    # what stands above other paragraphs, and before a colon, bar or dash in it
    "peers", "peers_said", "cue", "cue_said",
)

SHAPES = {name: n for n, name in enumerate((
    "prose", "sentence", "question", "speech", "cut", "headline", "item", "number", "date", "dated",
    "stamp", "url", "linked", "labels", "joined", "archive", "arrow", "rights", "glued", "credit",
    "echo", "foreign", "repeat",
), 1)}  # fmt: skip
SENTENCE_KINDS = (SHAPES[PROSE], SHAPES[SENTENCE])  # as `shape` tells them
EDGE, ROW, MARKED = -1, 26, 30  # kinds of neighbours beside the shapes

_KINDS = {number: name for name, number in SHAPES.items()}
HIGH = {
    "weight": "a known wording that does not suffice alone", "chars": "length", "words": "length",
    "stops": "a full stop", "colon": "a colon at its end", "open_end": "it breaks off",
    "titled": "written like a headline", "capitals": "capitals", "digits": "digits",
    "link": "an address in it", "mail": "a mail address or handle", "separators": "separators",
    "brackets": "brackets", "time": "a time in it", "foreign": "another language than the article",
    "word_best": "words of boilerplate", "word_mean": "words of boilerplate",
    "wording": "words of boilerplate", "wording_best": "words of boilerplate",
    "wording_mean": "words of boilerplate", "wording_share": "words of boilerplate",
    "wording_second": "words of boilerplate", "first_word": "it begins like boilerplate",
    "last_word": "it ends like boilerplate", "own_words": "words that the article does not use",
    "from_start": "its place", "prose_before": "it stands below the text",
    "repeated": "it stands there twice", "above_wording": "boilerplate words above it",
    "below_wording": "boilerplate words below it", "run": "a run of short lines",
    "marked": "much boilerplate around", "calls": "an exclamation",
    "title_below": "a headline below it", "echo": "the title in it",
    "telling": "words of boilerplate", "said": "worded as a site speaks",
    "said_anew": "worded as a site speaks", "names_removed": "a name from removed lines",
    "inner_stops": "several sentences", "above_said": "a site speaks above it",
    "below_said": "a site speaks below it", "gap_said": "a site speaks beside it",
    "gap": "several lines without a paragraph", "gap_marked": "boilerplate beside it",
    "peers": "several lines like subheads", "peers_said": "a site speaks above other paragraphs",
    "cue": "a cue at its start", "cue_said": "a site's cue at its start",
}  # fmt: skip
LOW = {
    "said": "worded as an article is", "said_anew": "worded as an article is",
    "chars": "it is short", "words": "it is short", "stops": "no full stop",
    "in_text": "words that the article does not use",
    "short_in_text": "small words that the article does not use",
    "prose_after": "no paragraph follows",
    "names_in_text": "names that the article does not use",
    "from_end": "close to the end", "from_start": "close to the start",
    "above_marked": "boilerplate above it", "below_marked": "boilerplate below it",
    "above_chars": "a short line above", "below_chars": "a short line below",
    "prose_share": "little prose around", "stop_share": "little prose around",
    "above_said": "no site speaks above it", "below_said": "no site speaks below it",
    "gap_said": "no site speaks beside it", "gap": "paragraphs above and below",
    "gap_marked": "no boilerplate beside it", "peers": "few lines like subheads",
    "peers_said": "no site speaks above other paragraphs", "cue": "no cue at its start",
    "cue_said": "no site's cue at its start",
}  # fmt: skip
MIDDLE = {
    "in_text": 0.5, "short_in_text": 0.5, "prose_after": 0.5, "names_in_text": 0.5, "chars": 60,
    "words": 9, "from_end": 20, "from_start": 20, "above_marked": 8, "below_marked": 8,
    "stops": 0.5, "above_chars": 120, "below_chars": 120, "prose_share": 0.5, "stop_share": 0.6,
    "gap": 1, "gap_marked": 0.3, "peers": 1,
}  # fmt: skip


def tell(sign: int, signs: list[float]) -> str:
    """What a sign says, in words for `explain`."""
    name = NAMES[sign]
    value = signs[sign]
    if name == "shape":
        return f"the shape of {_KINDS.get(int(value), 'a label')}"
    if name in ("above", "below", "above2", "below2"):
        where = "above" if name.startswith("above") else "below"
        return f"boilerplate {where} it" if value >= ROW else f"what stands {where} it"
    told = LOW if value <= MIDDLE.get(name, 0.0) else HIGH
    return told.get(name) or HIGH.get(name) or LOW.get(name) or "its form"
