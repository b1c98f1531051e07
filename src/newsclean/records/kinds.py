"""What an input is: told by its first bytes, and where they say nothing, by its name."""

from __future__ import annotations

from newsclean.formats import MAGIC, kind_by_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclean.records.item import Failure, Item
    from newsclean.records.opening import Stream
    from newsclean.records.wanted import Wanted

_BEFORE = b"\xef\xbb\xbf \t\r\n"
_OBJECT = rb'\{\s*"(?:[^"\\]|\\.){0,500}"\s*:'
_FIRST_LINE_BYTES = 1 << 20


def kind_of(stream: Stream, name: str) -> str | None:
    """What the input holds, of KINDS; None for one text or page. Nothing is used up."""
    head = stream.peek(8).removeprefix(b"\xef\xbb\xbf")
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    promised = kind_by_name(name)
    if promised in ("csv", "tsv"):
        return promised
    start = head.lstrip()[:1] or stream.peek(512).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return _json_kind(stream)
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (start == b"<" or is_wide) and _is_feed(stream.peek(4096)):
        return "feed"
    # Other JSON and feeds are told by how they begin; what is empty is what its name says.
    return promised if promised not in ("json", "feed") or not start else None


def _json_kind(stream: Stream) -> str | None:
    """JSON lines, other JSON, or a text that begins with a bracket."""
    import re

    from newsclean.records.jsontext import NotJSON, fields_of

    # A record is told as soon as its line is there: more may come hours later.
    held = stream.peek(1)
    while b"\n" not in held.lstrip(_BEFORE) and len(held) < _FIRST_LINE_BYTES and stream.more():
        held = stream.peek(1)
    line = held.lstrip(_BEFORE).partition(b"\n")[0]
    try:
        fields_of(line.decode("utf-8", "replace"))
        return "jsonl"
    except NotJSON:
        pass
    head = stream.peek(4096).lstrip(_BEFORE)
    if re.match(rb"\[\s*(?:%b|\]\s*$)" % _OBJECT, head):
        return "json"
    if not re.match(_OBJECT, head):
        return None
    if b"\n" not in held.lstrip(_BEFORE) and re.search(rb"\}[ \t]*\{", line):
        return "json"  # many objects in a line that may never end
    # The first of many lines may be broken; an object over many lines does not end in the first.
    return "jsonl" if line.rstrip().endswith(b"}") or len(line) >= _FIRST_LINE_BYTES else "json"


def _is_feed(head: bytes) -> bool:
    import re

    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    rest = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>", b"", head, flags=re.S)
    return re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:rss|feed|rdf:RDF)[\s>]", rest) is not None


def read(
    kind: str, stream: Stream, name: str, wanted: Wanted, encoding: str | None = None
) -> Iterator[Item | Failure]:
    """The documents of an input. InputError when there is no way to read any."""
    if kind == "jsonl":
        from newsclean.records.jsonl import read_jsonl

        return read_jsonl(stream, name, wanted)
    if kind == "json":
        from newsclean.records.jsonarray import read_json

        return read_json(stream, name, wanted)
    if kind in ("csv", "tsv"):
        from newsclean.records.sheet import read_sheet

        return read_sheet(stream, name, wanted, is_tsv=kind == "tsv", encoding=encoding)
    if kind in ("warc", "wet"):
        from newsclean.records.warc import read_warc

        return read_warc(stream, name, wanted)
    if kind in ("parquet", "arrow"):
        from newsclean.records.arrow import read_arrow

        return read_arrow(stream, name, wanted, kind)
    from newsclean.records.feeds import read_feed

    return read_feed(stream, name, wanted)
