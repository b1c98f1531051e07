"""Why single lines stay, as rows for the same ways out as `explain` itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.borders import THRESHOLD
from newsclean.emitters.explain import BLANK, Row
from newsclean.visible import harmless, visible, without_surrogates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.learned.why import Judgement
    from newsclean.why import Why

_NAME_CHARS = 16
_SIGNS = 6  # of the model, that are shown for either side


def rows(whys: Iterable[Why], name: str) -> Iterator[Row]:
    """What to show of each line, everything that came from outside made visible."""
    yield "", "name", visible(name)
    for n, why in enumerate(whys):
        if n:
            yield BLANK
        mark = why.removed
        style, sign = ("kept", "  ") if mark is None else (f"removed {mark[0]}", "- ")
        yield f"{why.line + 1:3} │ ", style, sign + visible(why.text, keep="\t")
        for label, told in _told(why):
            yield "", "field", f"{label:{_NAME_CHARS}}{visible(told)}"


def _told(why: Why) -> Iterator[tuple[str, str]]:
    """Labels and what they say."""
    if why.removed is not None:
        name, _, reason, confidence = why.removed
        yield "removed", f"{name}: {reason} ({confidence:.2f} sure)"
        return
    if why.kept_by is not None:
        yield "kept by", why.kept_by
    if why.frame is not None:
        yield "page", f"{why.frame[2]}: {why.frame[3]:.2f} sure that it is not the article's"
    if why.what is None:
        if why.kept_by is None:
            yield "place", "no filter looked at it: it is inside of what the page holds as article"
        return
    yield "place", _place(why)
    if why.row is None:
        yield "words", f"no row of the tables fits; {why.what}"
    else:
        phrase = why.row.phrase
        yield "words", f"{why.what} (row {why.row.id}{': ' + phrase if phrase else ''})"
    yield "tail", _weight(why)
    if not why.nearly:
        yield "rules", "none would take it, in whatever place"
    for one in why.nearly:
        name, rule, reason, confidence = one.mark
        row = "" if rule is None else f"{rule}, "
        told = f"{name}: {reason} ({row}{confidence:.2f} sure); missing: {one.missing}"
        yield "nearly taken by", told
    if why.model is not None:
        yield from _model(why, why.model)


def _place(why: Why) -> str:
    found = []
    if why.head_end is not None:
        is_in = why.line < why.head_end
        found.append(
            f"{'in' if is_in else 'below'} the head, what stands before the article, which ends "
            f"with line {why.head_end}"
        )
    if why.tail_start is not None:
        is_in = why.line >= why.tail_start
        found.append(
            f"{'in' if is_in else 'above'} the tail, what stands after the article, which begins "
            f"at line {why.tail_start + 1}"
        )
    return "; ".join(found) or "the text has neither head nor tail: all of it may be article"


def _weight(why: Why) -> str:
    if why.weight is None:
        return "it cannot begin here: no line like this, and like those just below, begins one"
    own, total, best, where = why.weight
    side = "boilerplate" if own > 0 else "the article"
    found = f"{own:+.1f}, it speaks for {side}; with all below it {total:+.1f}"
    if best < THRESHOLD:
        return f"{found}; {THRESHOLD:.1f} is needed, and no line reaches it"
    if why.tail_start != where:
        return f"{found}; greatest is {best:+.1f} at line {where + 1}, where no tail may begin"
    return f"{found}; it begins where the sum is greatest, {best:+.1f} at line {where + 1}"


def _model(why: Why, model: Judgement) -> Iterator[tuple[str, str]]:
    if model.passed is not None:
        yield "model", f"is not asked: {model.passed}"
    if why.chance is None:
        return
    would = "" if model.passed is None else "would say: "
    yield "model", f"{would}{why.chance:.2f} likely to be boilerplate; {why.needed:.2f} is needed"
    for label, sign in (("for boilerplate", 1), ("for the article", -1)):
        sides = model.speaks[::sign]
        told = [f"{word} {gain:+.2f}" for gain, word in sides[:_SIGNS] if gain * sign >= 0.005]
        yield label, "; ".join(told) or "nothing"


def jsonl(whys: Iterable[Why], source_id: str | None) -> Iterator[bytes]:
    """A JSON object for each line that was asked about."""
    import json

    name = None if source_id is None else without_surrogates(source_id)
    for why in whys:
        told = json.dumps({"id": name, **why.to_dict()}, ensure_ascii=False, separators=(",", ":"))
        yield harmless(without_surrogates(told)).encode() + b"\n"
