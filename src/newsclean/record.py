"""The record: one document with all that is known of it, as JSON; and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.digests import sha256
from newsclean.document import Document, Mark, Span
from newsclean.emitters.pieces import line_count, pieces
from newsclean.fields import NAMES
from newsclean.plainjson import dumps
from newsclean.visible import without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result

SCHEMA = "newsclean/1"


def schema_text() -> str:
    """The JSON Schema of the record (draft 2020-12), as text."""
    with open(__file__.replace("record.py", "record.schema.json"), encoding="utf-8") as file:
        return file.read()


def to_record(result: Result) -> dict[str, object]:
    """The record as a dict that JSON can hold; every key present, always in the same order."""
    is_clean = _is_clean(result)
    text = result.text if is_clean else without_surrogates(result.text)
    return _record(result, text, is_clean)


def names() -> list[str]:
    """The keys of the record, in their order."""
    import json

    return list(json.loads(schema_text())["properties"])


def some_of(result: Result, wanted: frozenset[str]) -> dict[str, object]:
    """The record with some of its keys; what is not wanted is not worked out either."""
    is_clean = _is_clean(result)
    text = ""
    if "text" in wanted:
        text = result.text if is_clean else without_surrogates(result.text)
    record = _record(result, text, is_clean, wanted)
    return {name: record[name] for name in record if name in wanted}


def chunks(result: Result) -> Iterator[bytes]:
    """The record as one line of JSON, in parts: a long text is never held as a whole."""
    is_clean = _is_clean(result)
    # Quotes inside of JSON strings are escaped, so this is the key and nothing else.
    head, _, tail = dump(_record(result, "", is_clean)).partition(b'"text":""')
    yield head + b'"text":"'
    for is_kept, text in pieces(result):
        if is_kept:
            text = text if is_clean else without_surrogates(text)
            yield dumps(text)[1:-1].encode()
    yield b'"' + tail


def _record(
    result: Result, text: str, is_clean: bool, wanted: frozenset[str] | None = None
) -> dict[str, object]:
    source = result.source
    size, digest, raw = (
        _fingerprint(result, is_clean)
        if wanted is None or "input" in wanted or "raw_base64" in wanted
        else (0, "", None)
    )
    record: dict[str, object] = {
        "schema": SCHEMA,
        "id": None if source.id is None else without_surrogates(source.id),
        "text": text,
    }
    has_fields = wanted is None or "origins" in wanted or not wanted.isdisjoint(NAMES)
    if has_fields:
        for name in NAMES:
            record[name] = getattr(result.fields, name)
    if wanted is None or "comments" in wanted:
        record["comments"] = result.comments
    if has_fields:
        record["origins"] = {
            name: {"line": None if line is None else line + 1, "rule": rule}
            for name, (line, rule) in result.fields.origins.items()
        }
    if wanted is None or "removed" in wanted:
        record["removed"] = removed_entries(result)
    record["profile"] = result.profile
    if wanted is None or "stats" in wanted:
        record["stats"] = stats(result)
    record["encoding"] = {"name": source.encoding, "how": source.how, "bom": source.bom}
    page = result.document.page
    record["input"] = {"kind": source.kind, "sha256": digest, "bytes": size,
                       "repaired": source.is_repaired,
                       "no_article": None if page is None else page.nothing}  # fmt: skip
    if wanted is None or "version" in wanted:
        record["version"] = _version(result)
    record["error"] = None
    record["raw_base64"] = raw
    return record


def dump(record: dict[str, object]) -> bytes:
    """The record as one line of JSON in UTF-8, with its newline."""
    text = dumps(record)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # what a caller handed over, a title say, held a lone surrogate
        return without_surrogates(text).encode() + b"\n"


def removed_entries(result: Result) -> list[dict[str, object]]:
    """What was removed, lines and parts of lines, in input order, as the record tells of it."""
    doc = result.document
    entries = [entry(doc, i, mark, is_doubtful=False) for i, mark in doc.marks.items()]
    if doc.spans:
        places = [*doc.marks, *[i for i, spans in doc.spans.items() for _ in spans]]
        entries += [span_entry(doc, i, span) for i, spans in doc.spans.items() for span in spans]
        order = sorted(range(len(entries)), key=places.__getitem__)
        entries = [entries[k] for k in order]
    return entries


def entry(doc: Document, i: int, mark: Mark, *, is_doubtful: bool) -> dict[str, object]:
    """One marked line."""
    if doc.page is not None:
        mark = doc.page.located(i, mark)
    return _entry(i, doc.lines[i], doc.end(i), None, mark, is_doubtful)


def span_entry(doc: Document, i: int, span: Span) -> dict[str, object]:
    """A part that was cut from a line that is kept."""
    start, end, mark = span
    return _entry(i, doc.lines[i][start:end], "", [start, end], mark, False)


def _entry(
    i: int, text: str, eol: str, span: list[int] | None, mark: Mark, is_doubtful: bool
) -> dict[str, object]:
    name, rule, reason, confidence = mark
    return {
        "line": i + 1,
        "text": without_surrogates(text),
        "eol": eol,
        "span": span,
        "filter": name,
        "rule": rule,
        "reason": without_surrogates(reason),
        "confidence": round(confidence, 3),
        "doubtful": is_doubtful,
    }


def stats(result: Result) -> dict[str, object]:
    """Counts of lines and characters (line ends included)."""
    from newsclean.glued import count as count_glued  # explain and diff come without

    doc = result.document
    lines, removed = line_count(doc), len(doc.marks)
    by_filter: dict[str, int] = {}
    for name, _, _, _ in marks_of(doc):
        by_filter[name] = by_filter.get(name, 0) + 1
    chars = kept_chars = 0
    for is_kept, text in pieces(result):
        chars += len(text)
        kept_chars += len(text) if is_kept else 0
    return {
        "lines": lines,
        "kept_lines": lines - removed,
        "removed_lines": removed,
        "chars": chars,
        "kept_chars": kept_chars,
        "removed_by_filter": by_filter,
        "doubtful": len(result.doubtful),
        "glued": count_glued(result),
        "segmented_lines": len(doc.segmented),
        "cut_parts": sum(map(len, doc.spans.values())),
    }


def marks_of(doc: Document) -> Iterator[Mark]:
    """Every mark that took something away: of lines, then of parts of lines."""
    yield from doc.marks.values()
    for spans in doc.spans.values():
        for _, _, mark in spans:
            yield mark


def _is_clean(result: Result) -> bool:
    """Whether the text is all characters, without lone surrogates."""
    source = result.source
    if source.bad_bytes or source.errors != "surrogatepass" or source.encoding != "utf-8":
        return source.bad_bytes == 0
    try:  # a text that a caller handed over: nobody has looked yet
        for _, text in pieces(result):
            text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fingerprint(result: Result, is_clean: bool) -> tuple[int, str, str | None]:
    """Size and SHA-256 of the input; the input in base64 when text and marks cannot restore it."""
    source = result.source
    digest, size = sha256(), 0
    for part in _input_chunks(result):
        digest.update(part)
        size += len(part)
    raw = None
    if source.kind == "html":
        pass  # text and removed lines are what the page says, not the page; it is not repeated
    elif source.raw is not None or not is_clean or _joins_ends(result.document):
        from binascii import b2a_base64

        raw = b2a_base64(b"".join(_input_chunks(result)), newline=False).decode()
    return size, digest.hexdigest(), raw


def _input_chunks(result: Result) -> Iterator[bytes]:
    source = result.source
    if source.raw is not None:
        yield source.raw
        return
    for _, text in pieces(result):
        yield text.encode(source.encoding, source.errors)


def _joins_ends(doc: Document) -> bool:
    r"""Whether removing a line brings `\r` and `\n` together, which then read as one line end."""
    if doc.ends is None or not doc.marks or "\r" not in doc.ends:
        return False
    after_cr = False
    for i, line in enumerate(doc.lines):
        if i in doc.marks:
            continue
        if after_cr and not line and doc.ends[i] == "\n":
            return True
        after_cr = doc.ends[i] == "\r"
    return False


def _version(result: Result) -> dict[str, object]:
    from newsclean import __version__

    settings = result.settings
    told = f"{settings.confidence!r} {settings.segments} {settings.profile} "
    told += " ".join(settings.filters)
    told += (" captions" if settings.captions else "") + (" fix-text" if settings.fix_text else "")
    for pack in settings.packs:
        told += f"\n{pack.told()}"
    options = sha256(told.encode()).hexdigest()[:12]
    return {"newsclean": __version__, "tables": settings.tables, "options": options}
