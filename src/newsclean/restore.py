"""From a record back to the input, byte for byte."""

from __future__ import annotations

from typing import Any

from newsclean.document import Document
from newsclean.errors import NewscleanError, RecordError
from newsclean.record import SCHEMA


def restore(data: bytes) -> bytes:
    """The input of a record, byte for byte.

    data: the record as JSON. RecordError when it is none, is several, or when what comes back
    has another hash than the input had.
    """
    record = _read_record(data)
    try:
        return _restore(record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"not a complete record: {error!r}") from None


def _read_record(data: bytes) -> dict[str, Any]:
    import json

    try:
        record = json.loads(data)
    except RecursionError:
        raise RecordError("not a record: nested too deeply") from None
    except ValueError as error:
        count = sum(1 for line in data.split(b"\n") if line.lstrip().startswith(b"{"))
        if "Extra data" in str(error) and count > 1:
            raise RecordError(
                f"{count} records; restore takes one (pick it with jq 'select(.id == \"…\")')"
            ) from None
        raise RecordError("empty, a record was expected" if not data.strip() else
                          f"not JSON: {error}") from None  # fmt: skip
    if not isinstance(record, dict) or "schema" not in record:
        raise RecordError("not a record of newsclean: no `schema`")
    if record["schema"] != SCHEMA:
        raise RecordError(f"schema {record['schema']!r} is not known here, only {SCHEMA}")
    return record


def _restore(record: dict[str, Any]) -> bytes:
    import hashlib

    if record["input"].get("kind") == "html":
        raise RecordError("the input was an HTML page; a record holds its lines, not its markup")
    if record.get("raw_base64") is not None:
        from binascii import a2b_base64

        data = a2b_base64(record["raw_base64"])
    else:
        from newsclean.readers.text import find_encoding

        try:
            name = find_encoding(record["encoding"]["name"])
        except NewscleanError as error:
            raise RecordError(str(error)) from None
        data = _rebuild(record["text"], record["removed"]).encode(name)
    if hashlib.sha256(data).hexdigest() != record["input"]["sha256"]:
        raise RecordError(
            "the record was changed: what it holds does not give the input's hash; nothing written"
        )
    return data


def _rebuild(text: str, removed: list[dict[str, Any]]) -> str:
    """Put removed lines, and spans into kept lines, back where they stood."""
    lines: dict[int, str] = {}
    spans: dict[int, list[tuple[int, str]]] = {}
    for entry in removed:
        if entry["span"] is None:
            lines[entry["line"]] = entry["text"] + entry["eol"]
        else:
            spans.setdefault(entry["line"], []).append((entry["span"][0], entry["text"]))
    kept = Document.from_text(text)
    total = len(kept.lines) - (not kept.lines[-1]) + len(lines)
    out = []
    i = 0
    for number in range(1, total + 1):
        whole = lines.get(number)
        if whole is not None:
            out.append(whole)
            continue
        if i >= len(kept.lines):
            raise RecordError("line numbers in `removed` do not fit the text")
        line = kept.lines[i]
        for start, part in sorted(spans.get(number, ())):
            line = line[:start] + part + line[start:]
        out.append(line + kept.end(i))
        i += 1
    return "".join(out)
