"""What a server says of a page's encoding: believed where the bytes agree."""

from __future__ import annotations

from newsclean.html.charset import READ_AS


def fitting(data: bytes, label: str) -> str | None:
    """Python's name of the encoding that a label of the web means; None where it does not fit.

    Bytes that are UTF-8 need no label. A label that no browser knows (`base64`, `utf-7`) is none.
    """
    try:
        data.decode()
        return None
    except UnicodeDecodeError:
        pass
    name = READ_AS.get(label.strip().strip("\"'").lower())
    if name is None:
        return None
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return None
    return name
