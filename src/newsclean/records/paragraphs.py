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
_WHOLE = r"<(pre|script|style|textarea|svg|object)\b.*?</\1\s*>"
_TOKEN = re.compile(rf"{_WHOLE}|<(/?)({_BLOCKS})(?:\s[^<>]*)?/?>", re.I | re.S)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def with_paragraphs(text: str) -> str:
    """HTML whose lines between blocks are paragraphs and lines of it, too.

    Within a block only empty lines part anything: a page's source may be wrapped there.
    """
    text = text.replace("\r\n", "\n")
    parts: list[str] = []
    at = depth = 0
    for token in _TOKEN.finditer(text):
        parts.append(_run(text[at : token.start()], is_within=depth > 0))
        parts.append(token[0])
        at = token.end()
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
