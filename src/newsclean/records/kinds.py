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
        return _json_kind(stream, promised)
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (start == b"<" or is_wide) and _is_feed(stream.peek(4096)):
        return "feed"
    # Other JSON and feeds are told by how they begin; what is empty is what its name says.
    return promised if promised not in ("json", "feed") or not start else None


def is_array(stream: Stream) -> bool:
    """Whether what is JSON is an array, as what is empty becomes one; nothing is used up."""
    return not stream.peek(512).lstrip(_BEFORE).startswith(b"{")


def _json_kind(stream: Stream, promised: str | None) -> str | None:
    """JSON lines, other JSON, or a text that begins with a bracket."""
    import re

    # A record is told as soon as its line is there: more may come hours later.
    line = _lines(stream, 1)[0]
    if _is_object(line):
        return "jsonl"
    head = stream.peek(4096).lstrip(_BEFORE)
    if re.match(rb"\[\s*(?:%b|\]\s*$)" % _OBJECT, head):
        return "json"
    lines = _lines(stream, 2)
    second = lines[-1].lstrip(_BEFORE)
    if len(lines) > 1 and re.match(_OBJECT, second) and _is_object(second):
        return "jsonl"  # only the first one is broken
    begins = re.match(_OBJECT, head) is not None
    if begins and len(lines) == 1 and re.search(rb"\}[ \t]*\{", line):
        return "json"  # many objects in a line that may never end
    if promised == "jsonl" or not begins:
        return promised if promised in ("jsonl", "json") else None
    # The first of many lines may be broken; an object over many lines does not end in the first.
    return "jsonl" if line.rstrip().endswith(b"}") or len(line) >= _FIRST_LINE_BYTES else "json"


def _lines(stream: Stream, count: int) -> list[bytes]:
    """The first lines, as many as there are; the last of them may be cut."""
    while True:
        held = stream.peek(1)
        lines = held.lstrip(_BEFORE).split(b"\n", count)
        if len(lines) > count or len(held) >= _FIRST_LINE_BYTES or not stream.more():
            return lines[:count]


def _is_object(line: bytes) -> bool:
    from newsclean.records.jsontext import NotJSON, fields_of

    try:
        fields_of(line.decode("utf-8", "replace"))
    except NotJSON:
        return False
    return True


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
