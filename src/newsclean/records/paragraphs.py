"""The paragraphs of a post that its editor kept as lines: WordPress makes them when it shows it.

After the idea of WordPress' `wpautop`: between the tags of blocks an empty line parts paragraphs,
and the end of a line is one.
"""

from __future__ import annotations

import re

_BLOCKS = (
    "address|article|aside|blockquote|caption|col|colgroup|dd|details|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|p|section|summary|table"
    "|tbody|td|tfoot|th|thead|tr|ul"
)
# What stands in these keeps its lines, or is none of the text.
_WHOLE = ("pre", "script", "style", "textarea", "svg", "object")
_TOKEN = re.compile(rf"<({'|'.join(_WHOLE)})\b|<(/?)({_BLOCKS})(?:\s[^<>]*)?/?>", re.I)
_ENDS = {name: re.compile(rf"</{name}\s*>", re.I) for name in _WHOLE}
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def with_paragraphs(text: str) -> str:
    """HTML whose lines between blocks are paragraphs and lines of it, too.

    Within a block only empty lines part anything: a page's source may be wrapped there.
    """
    text = text.replace("\r\n", "\n")
    parts: list[str] = []
    at = depth = start = 0
    never_ends: set[str] = set()  # what is opened from here on stays open
    while (token := _TOKEN.search(text, start)) is not None:
        start, whole = token.end(), token[1] and token[1].lower()
        if whole:
            # It has no end: it is none of these. One search each, or many would be quadratic.
            end = None if whole in never_ends else _ENDS[whole].search(text, start)
            if end is None:
                never_ends.add(whole)
                continue
            start = end.end()
        parts.append(_run(text[at : token.start()], is_within=depth > 0))
        parts.append(text[token.start() : start])
        at = start
        if token[3] and token[3].lower() not in ("hr", "col"):
            depth = max(0, depth - 1) if token[2] else depth + 1
    parts.append(_run(text[at:], is_within=depth > 0))
    return "".join(parts)


def _run(text: str, *, is_within: bool) -> str:
    """Text between two tags of blocks. is_within: whether it stands in one."""
    inner = text.strip()
    if not inner:
        return text
    inner = _TAG.sub(lambda tag: tag[0].replace("\n", " "), inner)
    parts = _EMPTY_LINE.split(inner)
    if is_within and len(parts) == 1:
        return text
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts)
