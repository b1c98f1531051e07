"""Which lines stand in the readers' comments, by the names that systems give the thread."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.html.walk import Frame

# Classes of the element that holds what was written, nothing else.
BODIES = frozenset((
    "comment-content", "comment-body", "comment-text", "comment_content", "comment_body",
    "comment_text", "commentcontent", "commentbody", "commenttext", "comment__content",
    "comment__body", "comment__text", "comment-message", "comment__message", "comment-copy",
    "comment-entry", "comment-bodytext", "c-comment__body", "dsq-comment-message",
    "dsq-comment-body", "fyre-comment", "comments-comment-body", "user-comment-text",
))  # fmt: skip
# Classes and ids of what holds all comments.
CONTAINERS = frozenset(
    "comments comment-list commentlist comments-area comments-list comments__list disqus_thread "
    "comment-section comments-section commentarea".split()
)
_IDS = CONTAINERS | {"respond", "comments-block"}
_NAMES = CONTAINERS | BODIES
_ENOUGH = 100  # letters outside: else the comments are what the page is about, as in a forum


def in_thread(frames: list[Frame], kept: list[int], texts: list[str]) -> list[int]:
    """Those of the kept lines that stand in comments; none where hardly a line stands elsewhere.

    Of the 1,200 labelled pages that the models learned from none has a line of its article there.
    """
    known: dict[int, bool] = {}
    found = [i for i in kept if _is_inside(frames[i], known)]
    if not found:
        return found
    inside = set(found)
    return found if sum(len(texts[i]) for i in kept if i not in inside) >= _ENOUGH else []


def _is_inside(frame: Frame | None, known: dict[int, bool]) -> bool:
    """Whether an element or one around it is a comment. known: of those that were asked."""
    passed = []
    answer = False
    while frame is not None:
        number = id(frame)
        if number in known:
            answer = known[number]
            break
        passed.append(number)
        if _is_comment(frame[0]):
            answer = True
            break
        frame = frame[1]
    known.update(dict.fromkeys(passed, answer))
    return answer


def _is_comment(element: Any) -> bool:
    if element.get("id", "").lower() in _IDS:
        return True
    names = element.get("class")
    return bool(names) and not _NAMES.isdisjoint(names.lower().split())
