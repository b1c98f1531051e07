"""What is known of an article, as the YAML that stands before its Markdown."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result

# Key of the front matter -> field of the record. Static sites know the lists by these names.
_FIELDS = {
    "title": "title", "authors": "authors", "date": "date", "date_modified": "date_modified",
    "url": "canonical_url", "source_url": "source_url", "publisher": "publisher", "site": "site",
    "section": "section", "tags": "labels", "language": "language",
    "description": "description", "image": "image", "license": "license",
}  # fmt: skip
# A JSON string is one of YAML, but for characters that YAML wants escaped or reads as line ends.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def head(result: Result) -> str:
    """The block from `---` to `---`; what is not known is left out."""
    fields = result.fields
    lines = []
    for key, name in _FIELDS.items():
        value = getattr(fields, name)
        if name == "canonical_url":
            value = value or result.document.url
        if value:
            lines.append(f"{key}: {_value(value)}\n")
    return f"---\n{''.join(lines)}---\n"


def _value(value: str | list[str]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
