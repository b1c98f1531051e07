"""Names for people: of the script that a text is written in, of a document, of why a line went."""

from __future__ import annotations

import unicodedata
from collections import Counter

from newsclean.document import Mark
from newsclean.emitters.explain import told_reason
from newsclean.scripts import script_of
from newsclean.visible import visible

_SAMPLE_CHARS = 300
_NAME_CHARS, _REASON_CHARS = 200, 500
# Han characters are Chinese unless kana stand among them.
_KANA = frozenset(("Hiragana", "Katakana", "Katakana-Hiragana"))
_SOME = 0.05
_TOLD = {"Cjk": "Han", "Old": "Latin", "Fullwidth": "Latin", "Modifier": "Latin"}


def script_name(text: str) -> str:
    """The script of most letters at a text's beginning, by its Unicode name; "" without letters."""
    letters = [char for char in text[:_SAMPLE_CHARS] if char.isalpha()]
    if not letters:
        return ""
    if text.isascii():
        return "Latin"
    counts = Counter(map(_script, letters))
    kana = sum(counts[name] for name in _KANA)
    if kana > _SOME * len(letters) and kana + counts["Han"] > len(letters) / 2:
        return "Japanese"
    return counts.most_common(1)[0][0]


def _script(char: str) -> str:
    if script_of(char) == 0:
        return "Latin"
    name = unicodedata.name(char, "").partition(" ")[0].capitalize()
    return _TOLD.get(name, name) or "other"


def name_of(name: str) -> str:
    """What a document is called, safe to show; of a long one its end, where it differs."""
    shown = visible(name)
    return shown if len(shown) <= _NAME_CHARS else "…" + shown[1 - _NAME_CHARS :]


def shortened(text: str, most: int = _NAME_CHARS) -> str:
    """A text, visible; of a long one the beginning."""
    shown = visible(text[:most])
    return shown if len(text) <= most else shown + "…"


def reason_of(mark: Mark) -> str:
    """Filter and reason, as a reader should see them: `share: known wording after the article`."""
    return shortened(": ".join(told_reason(mark)), _REASON_CHARS)


def why_of(mark: Mark) -> str:
    """The same with the row of the tables and how sure that is."""
    _, rule, _, confidence = mark
    row = "" if rule is None else f"{visible(rule)}, "
    return f"{reason_of(mark)} ({row}{confidence:.2f} sure)"
