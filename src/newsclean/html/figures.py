"""Which images of a page belong to its article, and where their files are."""

from __future__ import annotations

import re

from newsclean.blocks import Image
from newsclean.html.walk import Frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.document import Mark
    from newsclean.html.addresses import Addresses
    from newsclean.html.reading import Reading

# Scripts put the file here when it is scrolled to; `src` holds a placeholder until then.
_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "src")
_SETS = ("srcset", "data-srcset")
# By the whole name of the file or of a folder: `loading-dock.jpg`, `icon-of-the-seas.jpg`,
# `pixel-8-review.jpg` are pictures. What a page calls an icon at the end of its name is a drawing.
_NO_FILE = re.compile(
    r"""
    /(?:blank|spacer|pixel|placeholder|transparent|1x1|loading|loader|lazy|grey|gray|trans|clear)
      (?:[-_.]?(?:\d+(?:x\d+)?|gif|png|img|image|bg|load|pixel))*\.\w{3,4}$
    |/(?:icons?|avatars?|sprites?|emojis?|smileys?|smilies)(?:/|[-_.]?[\da-f]{0,40}\.\w{3,4}$)
    |[-_](?:icons?|sprites?|avatar|placeholder|spacer)\.(?:png|svg|gif)$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SMALL = 64  # smaller are icons, faces and counters
_NO_CLASSES = ("avatar", "emoji", "icon", "logo", "gravatar", "smiley")
_ELSEWHERE = frozenset(("nav", "aside", "footer", "form", "header"))
_CAPTIONS = ("caption", "credit", "legend")
_MOST_TEXT = 500


class Figures:
    """The images of one page.

    An image that stands beside text in a line of the article goes with the line. One that stands
    alone belongs to the article where the smallest element around it that holds more text than
    captions holds text of the article, and where it stands between two lines of the article, or
    above the first with nothing but captions (or the headline above it) between, or so below the
    last.
    """

    def __init__(self, reading: Reading, marks: dict[int, Mark], addresses: Addresses) -> None:
        self._reading = reading
        self._marks = marks
        self._addresses = addresses
        self._counts: dict[int, list[int]] | None = None
        self._seen: set[str] = set()
        self._top = self._bottom = 0  # between which runs images may stand

    def belongs(self, at: int, frame: Frame) -> bool:
        """Whether an image that stands before run `at` belongs to the article."""
        if self._counts is None:
            self._counts = self._count()
        up: Frame | None = frame
        while up is not None and id(up) not in self._counts:
            if up[0].tag in _ELSEWHERE:
                return False
            up = up[1]
        if up is None or not self._counts[id(up)][0]:
            return False
        return self._top <= at <= self._bottom

    def _count(self) -> dict[int, list[int]]:
        """Elements -> how many kept lines and whether other lines they hold, captions aside."""
        reading = self._reading
        total = len(reading.texts)
        kept = [i for i in range(total) if i not in self._marks]
        captions: list[bool] = []
        counts: dict[int, list[int]] = {}
        known: dict[int, bool] = {}
        for i, frame in enumerate(reading.frames):
            is_caption = _in_caption(frame, known)
            captions.append(is_caption)
            if is_caption:
                continue
            up: Frame | None = frame
            is_kept = i not in self._marks
            while up is not None:
                count = counts.setdefault(id(up), [0, 0])
                if count[not is_kept]:
                    # So are all that are further out.
                    break
                count[not is_kept] = 1
                up = up[1]
        if kept:
            self._top, self._bottom = kept[0], kept[-1] + 1
        while self._bottom < total and captions[self._bottom]:
            self._bottom += 1
        while self._top and captions[self._top - 1]:
            self._top -= 1
        for i in range(self._top):
            if reading.frames[i][0].tag == "h1":
                self._top = i + 1
                break
        return counts

    def image(self, element: Any) -> Image | None:
        """The image, unless it is an icon, a placeholder, or was there before."""
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if any(name in names for name in _NO_CLASSES) or self._is_small(element):
            return None
        if element.get("aria-hidden") == "true":  # formulas that stand in the text as well
            return None
        source = self._source(element)
        if source is None or source in self._seen:
            return None
        self._seen.add(source)
        text = " ".join((element.get("alt") or "").split())
        return Image(source, text[:_MOST_TEXT])

    def _is_small(self, element: Any) -> bool:
        for name in ("width", "height"):
            size = (element.get(name) or "").strip().removesuffix("px")
            if size.isdecimal() and len(size) < 6 and int(size) < _SMALL:
                return True
        return False

    def _source(self, element: Any) -> str | None:
        for name in _SOURCES:
            found = self._resolved(element.get(name))
            if found:
                return found
        sets = [element.get(name) for name in _SETS]
        for picture in element.iterancestors("picture"):
            for source in picture.iter("source"):
                sets += [source.get(name) for name in _SETS]
        for text in sets:
            found = self._resolved((text or "").strip().partition(" ")[0].rstrip(","))
            if found:
                return found
        return None

    def _resolved(self, address: str | None) -> str | None:
        found = self._addresses.image(address) if address else None
        return None if found is None or _NO_FILE.search(found.partition("?")[0]) else found


def _in_caption(frame: Frame, known: dict[int, bool]) -> bool:
    found = known.get(id(frame))
    if found is None:
        element = frame[0]
        names = (element.get("class") or "").lower()
        found = element.tag == "figcaption" or any(name in names for name in _CAPTIONS)
        if not found and frame[1] is not None and element.tag not in ("body", "article", "main"):
            found = _in_caption(frame[1], known)
        known[id(frame)] = found
    return found
