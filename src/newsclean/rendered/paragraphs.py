"""The paragraphs of a text: its lines, or what its blank lines part where lines were wrapped."""

from __future__ import annotations

from newsclean.blocks import Block, Piece
from newsclean.shapes import ends_sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.result import Result

# Lines of mail and of plain-text pages; a paragraph on one line is longer, a heading is shorter.
_LEAST_CHARS, _MOST_CHARS = 40, 120
_OPEN_SHARE = 0.5


def paragraphs(result: Result) -> list[Block]:
    """The kept lines as paragraphs, blanks folded."""
    groups: list[list[str]] = [[]]
    doc = result.document
    for i, line in enumerate(doc.lines):
        if i in doc.spans:
            line = "".join([text for is_kept, text in doc.parts(i) if is_kept])
        line = " ".join(line.removeprefix("\ufeff").split())
        if i in doc.marks or not line:
            groups.append([])
        else:
            groups[-1].append(line)
    if _are_wrapped(groups):
        texts = [" ".join(group) for group in groups if group]
    else:
        texts = [line for group in groups for line in group]
    return [Block("p", inlines=[Piece(text)]) for text in texts]


def _are_wrapped(groups: list[list[str]]) -> bool:
    """Whether lines end where a column does: most that others follow end amid a sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if not inner or max(map(len, inner)) > _MOST_CHARS:
        return False
    is_open = [len(line) >= _LEAST_CHARS and not ends_sentence(line) for line in inner]
    return sum(is_open) > _OPEN_SHARE * len(inner)
