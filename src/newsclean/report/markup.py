"""Elements of a page. What is not markup already is text: it is made visible and escaped here."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

from newsclean.report.names import shortened
from newsclean.visible import visible

_URL = re.compile(r"https?://[^\s\"'<>\\^`{|}]{1,2000}", re.I)
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")
_SCALE = 1000  # of a bar, whatever its width


class Markup(str):
    """Text that is markup; only this module and the package's own files make it."""

    __slots__ = ()


def text(value: str) -> Markup:
    """A text of strangers as markup that shows it and does nothing else."""
    return Markup(escape(visible(value, keep="\t")))


def join(*children: str) -> Markup:
    """Children in a row; those that are no markup are text."""
    return Markup("".join([one if isinstance(one, Markup) else text(one) for one in children]))


def tag(name: str, *children: str, **attributes: str | int | None) -> Markup:
    """An element. Attributes that are None are left out; `class_` is `class`, `_` in names is `-`.

    Names of elements and attributes are ours; values are escaped.
    """
    told = "".join(
        [f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
         for key, value in attributes.items() if value is not None]
    )  # fmt: skip
    return Markup(f"<{name}{told}>{join(*children)}</{name}>")


def link(url: str | None, shown: str | None = None) -> Markup:
    """A link to an address of the web, which is not told from where; other addresses as text."""
    if url is None:
        return Markup("")
    if not is_web(url):
        return text(shown or shortened(url))
    return tag("a", shown or url, href=url, rel="noopener noreferrer nofollow",
               referrerpolicy="no-referrer")  # fmt: skip


def is_web(url: str) -> bool:
    """Whether an address is of http or https, whole, and without anything odd in it."""
    if not url.isprintable() or _URL.fullmatch(url) is None:
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def bar(share: float) -> Markup:
    """A bar as long as a share (0 to 1); its number stands beside it in the table."""
    width = min(_SCALE, max(0, round(share * _SCALE)))
    return Markup(
        f'<svg class="bar" viewBox="0 0 {_SCALE} 10" preserveAspectRatio="none" aria-hidden="true"'
        f' focusable="false"><rect width="{width}" height="10"/></svg>'
    )


def fill(template: str, values: dict[str, str]) -> str:
    """A template with its placeholders, `{{name}}`, exchanged once; values are escaped."""
    return _PLACEHOLDER.sub(lambda found: join(values[found[1]]), template)
