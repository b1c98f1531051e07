"""Short lines that are no words of anybody: code, shortcodes, tags, playing times."""

from __future__ import annotations

import re

from newsclean.patterns import Pattern

SCRIPT, SHORTCODE, TAG, PLAYING = "script", "shortcode", "tag", "playing-time"
PLAYER = "player"

# A key without any of these is a plain headline; most short lines are.
_ODD = Pattern(r"[<{\[;=&%]|\d:\d\d")
_CODED = frozenset("();{<")
_CODE = Pattern(
    r"""(?: (?:var|let|const)\s+\w+\s*=.*; | window\.\w.*[;)] | document\.\w.*[;)]
        | \$\(.*\).*; | \(function\b.*  | function\s*\w*\(.*[{};]
        | \w+(?:\.\w+)+\(.*\);? | [.\#@][\w-]+[^{}]*\{[^{}]*\}? | <!--.*-->
        )""",
    re.VERBOSE,
)  # fmt: skip
_SHORTCODE = Pattern(
    r"\[/?(?:[a-z][\w-]{1,20}\s+[\w-]+=[^\]]*"
    r"|/?(?:ads?|audio|caption|embed|gallery|iframe|playlist|video|youtube)\b[^\]]*)\]"
)
_TAG = Pattern(
    r"(?:</?(?:a|article|aside|audio|b|blockquote|br|button|center|div|em|embed|figcaption|figure|font"
    r"|footer|form|h[1-6]|header|hr|i|iframe|img|input|li|link|meta|nav|noscript|ol|p|picture|script"
    r"|section|source|span|strong|style|svg|table|tbody|td|th|tr|u|ul|video)\b[^<>]*>\s*)+",
    re.IGNORECASE,
)
_ENTITY = Pattern(r"(?:&(?:[a-z]{2,8}|#\d{2,5});\s*)+")
_TEMPLATE = Pattern(r"\{\{.*\}\}|\{%.*%\}|%\w?(?:\d\$)?[ds]\s.*:")
# `▶ 0:00 / 24:16 1x`: where a player stands, of how much, and how fast it plays.
_PLAYER = Pattern(
    r"[^\w\s(]{0,2}\s?(?:0?0:)?0?0:00\s{0,2}[/／]\s{0,2}(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s\d(?:\.\d+)?x)?"
)
_PLAYING = Pattern(r"(?:[^\W\d]{3,12}(?: [^\W\d]{2,8})?\s)?\d{1,2}:\d\d(?: ?min)?")


def debris(key: str, text: str) -> str:
    """Which of these a line is by its make alone; "" for nearly all lines.

    key: the folded line.
    """
    if _ODD.search(key) is None:
        return ""
    text = text.strip()
    # A pattern is asked, and compiled, only where there stands what it cannot do without.
    first, last = text[0], text[-1]
    if not _CODED.isdisjoint(text) and _CODE.fullmatch(text):
        return SCRIPT
    if (first == "[" and _SHORTCODE.fullmatch(text)) or (
        first in "{%" and _TEMPLATE.fullmatch(text)
    ):
        return SHORTCODE
    if (first == "<" and _TAG.fullmatch(text)) or (first == "&" and _ENTITY.fullmatch(text)):
        return TAG
    if (last.isdecimal() or last == "x") and _PLAYER.fullmatch(text):
        return PLAYER
    return PLAYING if (last.isdecimal() or last == "n") and _PLAYING.fullmatch(text) else ""
