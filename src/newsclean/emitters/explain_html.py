"""What explain shows, as a page of its own: no script, nothing fetched, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from zlib import crc32

from newsclean import filters
from newsclean.emitters.explain import Row

# Nothing that a text holds could run or fetch anything, even if it were not escaped.
_HEAD = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
      content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --light: 27%; }}
@media (prefers-color-scheme: dark) {{ :root {{ --light: 72%; }} }}
body {{ margin: 1rem auto; max-width: 70rem; padding: 0 1rem; line-height: 1.5;
  font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9rem; }}
h1, h2 {{ font-size: 1rem; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; }}
th {{ font-weight: normal; color: color-mix(in srgb, CanvasText 60%, Canvas);
  text-align: right; vertical-align: top;
  padding: 0 .6rem 0 0; border-right: 1px solid; user-select: none; white-space: pre; }}
td {{ padding: 0 0 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }}
.removed, .cut, .note {{ color: hsl(var(--hue, 0) 75% var(--light)); }}
del {{ text-decoration-thickness: 1px; }}
.doubtful {{ background: hsl(50 90% 50% / .18); }}
.note {{ font-style: italic; font-size: .85em; }}
.gap {{ opacity: .6; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
@media print {{ body {{ max-width: none; }} tr {{ break-inside: avoid; }} }}
</style>
<body>
<main>
"""
_SIGN_CHARS, _NAME_CHARS = 2, 16  # of a line; of a field


def page(rows: Iterable[Row], name: str) -> Iterator[bytes]:
    """The rows of one text as a self-contained page of HTML. name: of the text, made visible."""
    yield _HEAD.format(title=f"newsclean explain {escape(name)}").encode()
    opened = ""
    for gutter, style, text in rows:
        kind, _, filter_name = style.partition(" ")
        wanted = "dl" if kind == "field" else "" if kind in ("name", "summary") else "table"
        if wanted != opened:
            yield (f"</{opened}>\n" if opened else "").encode()
            yield (f"<{wanted}>\n" if wanted else "").encode()
            opened = wanted
        yield _row(gutter, kind, filter_name, text).encode()
    yield (f"</{opened}>\n" if opened else "").encode() + b"</main>\n</html>\n"


def _row(gutter: str, kind: str, filter_name: str, text: str) -> str:
    if kind == "name":
        return f"<h1>{escape(text)}</h1>\n"
    if kind == "summary":
        return f"<h2>{escape(text)}</h2>\n" if text else ""
    if kind == "field":
        name, value = text[:_NAME_CHARS], text[_NAME_CHARS:]
        return f'<dt>{escape(name.strip())}</dt><dd dir="auto">{escape(value)}</dd>\n'
    number = escape(gutter.rpartition("│")[0].strip())
    style = f' style="--hue: {_hue(filter_name)}"' if filter_name else ""
    if kind == "removed":
        sign, body = escape(text[:_SIGN_CHARS]), escape(text[_SIGN_CHARS:])
        shown = f'{sign}<del dir="auto">{body}</del>'
    else:
        shown = escape(text)
    return f'<tr class="{kind}"{style}><th>{number}</th><td dir="auto">{shown}</td></tr>\n'


def _hue(name: str) -> int:
    """A colour of its own for each filter, as an angle; those of others fall where they may."""
    if name in filters.NAMES:
        # Neighbours in the alphabet lie far apart.
        return filters.NAMES.index(name) * 137 % 360
    return crc32(name.encode("utf-8", "replace")) % 360
