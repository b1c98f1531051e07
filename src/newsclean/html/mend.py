"""Where a tree says something else than a page shows: blocks in spans, formulas twice."""

from __future__ import annotations

from newsclean.patterns import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# A tag with its style, as mails and builders of pages write it: to ask each span costs more.
_STYLED_SPAN = b'<span style="display'
# A large first letter is a block, too, but one beside which the text goes on.
_AS_BLOCK = Pattern(r"(?!.*\bfloat\b)\s*display\s*:\s*block\b")
_MATH = b"<math"
_WIKI, _EDIT = "mediawiki", "mw-editsection"
_SPOKEN, _SHOWN = "katex-mathml", "katex-html"


def mend(root: Any, markup: bytes) -> None:
    """Change a tree to what its page shows. markup: what it was made of."""
    if _STYLED_SPAN in markup:
        for span in root.iter("span"):
            if _AS_BLOCK.match(span.get("style") or ""):
                span.tag = "div"
    body = root.find("body")
    if body is not None and _WIKI in (body.get("class") or ""):
        for span in list(root.iter("span")):  # `History[edit]`
            if _EDIT in (span.get("class") or "").split():
                _drop(span)
    for formula in list(root.iter("math")) if _MATH in markup else ():
        around = formula.getparent()
        after = around.getnext()
        if around.get("class") == _SPOKEN and after is not None and after.get("class") == _SHOWN:
            _drop(around)
        else:
            for note in list(formula.iter("annotation", "annotation-xml")):
                _drop(note)  # the formula's source


def _drop(element: Any) -> None:
    """Take an element out; what stands behind it stays."""
    around, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        around.text = (around.text or "") + tail
    around.remove(element)
