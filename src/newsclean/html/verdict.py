"""Whether a page holds an article at all: a home page, a form to sign in, an error page do not.

An article that is taken for none is lost as a whole, a home page's text is only in the way: so a
page must show plainly that it holds none, and what looks like one text of some length is one.
"""

from __future__ import annotations

from newsclean.fold import fold
from newsclean.html.forms import asks_password, is_told_apart
from newsclean.patterns import Pattern
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from newsclean.html.scene import Scene
    from newsclean.html.walk import Frame, Walk

# A colon is none of these: `Registration: how to vote`.
_PARTS = Pattern(r"\s*(?:[|»«·•]|\s[-–—]\s)\s*")
_PROSE_CHARS, _LINK_SHARE = 80, 0.8
# A notice, an error page, a form: all of it, the longest paragraph of it, its lines.
_NOTICE_CHARS, _NOTICE_LINE, _NOTICE_LINES = 300, 200, 3
_FORM_CHARS = 130  # many pages hold a form to sign in
_SIGN_IN = "a page to sign in"  # as the table of names says
# Lists of other pages: so many teasers and no other paragraph (which may be all of a short article
# above a grid of teasers), none of them longer, such a share of them alone in their container.
_FEW_TEASERS, _TEASER_CHARS, _ALONE_SHARE = 3, 500, 0.8
_HEADLINE_CHARS = 15
_NEAR = 3  # lines above a paragraph among which its headline stands, if it is a teaser
# A story below its own headline, above the teasers: so many sentences of so many characters.
_STORY_HEADS, _STORY_LINES, _STORY_CHARS = ("h1", "h2", "h3"), 2, 30
# Lists of nothing but links: so many lines, such a share of linked text.
_FEW_LINKS, _LINKED_SHARE = 8, 0.7


class Shape:
    """What the kept runs of a page look like together. Sizes in characters of Latin prose.

    count, size, linked: of all, and how much of it is links. longest: of one run. paragraphs: runs
    of prose; homes: the containers that they stand in. heads: the linked headlines above them, one
    for each that has one, with its frame. frames: the elements of all, where they are few. walk:
    all runs of the page.
    """

    __slots__ = (
        "count", "frames", "heads", "homes", "linked", "longest", "paragraphs", "size", "walk",
    )  # fmt: skip

    def __init__(self, scene: Scene, is_kept: Sequence[bool]) -> None:
        sizes, links = scene.sizes, scene.links
        self.count = self.size = self.linked = self.longest = self.paragraphs = 0
        self.heads: list[tuple[Frame, str]] = []
        homes = set()
        walk = self.walk = scene.walk
        for i, home in zip(scene.numbers, scene.homes, strict=True):
            if is_kept[i]:
                size = sizes[i]
                self.count += 1
                self.size += size
                self.linked += links[i]
                self.longest = max(self.longest, size)
                if size >= _PROSE_CHARS and links[i] * 2 < size:
                    self.paragraphs += 1
                    homes.add(home.number)
                    head = _head_of(i, sizes, links)
                    if head is not None:
                        self.heads.append((walk.frames[head], walk.texts[head]))
        self.homes = len(homes)
        self.frames: list[Frame] = []
        if self.count <= _NOTICE_LINES:
            self.frames = [walk.frames[i] for i in scene.numbers if is_kept[i]]


def _head_of(i: int, sizes: Sequence[int], links: Sequence[int]) -> int | None:
    """The linked line close above a paragraph; None where there is none."""
    for k in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        # An author's name is shorter than a headline.
        if sizes[k] >= _HEADLINE_CHARS and links[k] > _LINK_SHARE * sizes[k]:
            return k
        if sizes[k] >= _PROSE_CHARS:
            return None
    return None


def why_none(shape: Shape, root: Any, title: str | None, url: str | None) -> str | None:
    """What a page without an article is; None where it may hold one."""
    if (
        shape.size <= _NOTICE_CHARS
        and shape.longest <= _NOTICE_LINE
        and shape.count <= _NOTICE_LINES
    ):
        name = _status(title, root)
        if name is None and shape.size <= _FORM_CHARS and asks_password(root, shape.frames):
            name = _SIGN_IN
        if name == _SIGN_IN and is_told_apart(shape.frames):
            return None  # a story about it
        if name is not None:
            return None if _is_declared(root) else name
    is_list = (
        len(shape.heads) >= _FEW_TEASERS
        and len(shape.heads) == shape.paragraphs
        and shape.homes >= _ALONE_SHARE * shape.paragraphs
        and shape.longest <= _TEASER_CHARS
        and _holds_teasers(shape, root, url)
    ) or (
        not shape.paragraphs
        and shape.count >= _FEW_LINKS
        and shape.linked >= _LINKED_SHARE * shape.size
    )
    if is_list and not _is_declared(root) and not _tells_story(shape.walk, title):
        return "a list of other pages"
    return None


def _tells_story(walk: Walk, title: str | None) -> bool:
    """Whether sentences stand below a heading that says the page's title and links nowhere.

    `Water main bursts in Fenwick Street` and two short paragraphs above three long teasers.
    """
    key = fold(title or "")
    count = -1  # of sentences below such a heading
    for text, frame, link in zip(walk.texts, walk.frames, walk.links, strict=True):
        if frame[0].tag in _STORY_HEADS or link * 2 > len(text):
            is_own = not link and len(text) >= _HEADLINE_CHARS and key.startswith(fold(text))
            count = 0 if is_own and frame[0].tag in _STORY_HEADS else -1
        elif count >= 0 and len(text) >= _STORY_CHARS and ends_sentence(text):
            count += 1
            if count == _STORY_LINES:
                return True
    return False


def _holds_teasers(shape: Shape, root: Any, url: str | None) -> bool:
    from newsclean.html.teasers import are_teasers

    return are_teasers(shape.heads, root, url)


def _is_declared(root: Any) -> bool:
    """Whether the page says of itself that it is an article."""
    for meta in root.iter("meta"):
        name, content = meta.get("property"), meta.get("content") or ""
        if (name == "og:type" and content == "article") or (
            name == "article:published_time" and content
        ):
            return True
    from newsclean.html.head import scripts_of

    return bool(scripts_of(root).article)


def _status(title: str | None, root: Any) -> str | None:
    """What the page is by its title or its heading, where the whole of it says so."""
    whole, starts = _statuses()
    parts = _PARTS.split(title) if title else []
    # Of several headings one may be a pop-up's.
    heads = [" ".join("".join(h1.itertext()).split()) for h1 in root.iter("h1")]
    if len(heads) > 1:
        heads = []
    for head in [title or "", *heads, *parts[:1], *parts[-1:]]:
        key = fold(head).rstrip(".!?。！？ ")
        name = whole.get(key)
        if name is None:
            name = next((told for start, told in starts if key.startswith(start)), None)
        if name is not None:
            return name
    return None


_read: tuple[dict[str, str], list[tuple[str, str]]] | None = None


def _statuses() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Folded name -> what the page is; and the beginnings of such names. Read once."""
    global _read
    if _read is None:
        whole: dict[str, str] = {}
        starts: list[tuple[str, str]] = []
        with open(__file__.replace("verdict.py", "statuses.tsv"), encoding="utf-8") as file:
            for line in file:
                told, *names = line.rstrip("\n").split("\t")
                if names and told[0] != "#":
                    for name in names:
                        if name[-1] == "*":
                            starts.append((fold(name[:-1]), told))
                        else:
                            whole[fold(name)] = told
        _read = whole, starts
    return _read
