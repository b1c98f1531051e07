"""Boxes of links between two paragraphs: a cue alone on its line, and headlines below it."""

from __future__ import annotations

from newsclean.line import BARE_REST, STRONG
from newsclean.shapes import HEADLINE, PROSE, QUESTION, SENTENCE, announces, ends_sentence
from newsclean.survey import MOST_LINKS, Survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.islands import Island

RELATED = "related"  # a family of the tables
# The families whose wordings also stand above links: `Leia também` is in menus, `Read more` where a
# text breaks off.
_OTHERS = frozenset(("menu", "read-more", "sidebar-heading", "share"))
_CUE_ENDS = (":", "：", "]", "】", "»", ">")
_LINK_CHARS, _LINK_CHARS_WIDE = 25, 10  # a headline that is long for a subhead
_FAIR = 0.75
_ENOUGH = 6  # paragraphs of an article that would have more than one subhead
_WRAPPED = 2  # lines that go on with the ones above
_TEXTS, _TITLES = (PROSE, SENTENCE), (HEADLINE, QUESTION)


def find_links(survey: Survey) -> dict[int, Island]:
    """Line -> what it is, for cues and the headlines that are links below them."""
    found: dict[int, Island] = {}
    lines = survey.lines
    body: _Body | None = None
    for i, hit in survey.hits.items():
        if not survey.head_end <= i < survey.tail_start or not _is_bare(survey, i):
            continue
        body = body or _look(survey)
        run = _headlines(survey, i, body)
        if all(survey.shape(j) != HEADLINE for j in run):
            continue
        is_closed, is_grouped = _is_closed(survey, i, run), _are_grouped(survey, run)
        # Where empty lines part all paragraphs, a subhead below a cue stands as a link does.
        is_box = run[0] == i + 1 or len(run) > 1
        is_parted = is_box and is_closed and is_grouped and not lines[i - 1].strip()
        if not _is_cue(survey, i, run, is_box=is_box, is_parted=is_parted):
            continue
        if hit[0].family != RELATED and (
            # `Read more` and the headlines at an article's end are its own to some.
            run[-1] > body.last_text
            or not (is_parted or lines[i].rstrip().endswith(_CUE_ENDS)
                    or (is_box and not body.may_have_subheads))
        ):  # fmt: skip
            continue
        count = 1
        if len(run) > 1 and _are_links([lines[j].strip() for j in run]):
            # The last may head what follows; above all text it may be the article's headline.
            is_top = i < body.first_text and not _has_headline_above(survey, i)
            count = len(run) - (is_top or not is_grouped)
        found[i] = (RELATED, f"{survey.describe(i)} above a headline", _FAIR)
        why = "headline under a cue for related articles"
        found.update(dict.fromkeys(run[:count], (RELATED, why, _FAIR)))
    return found


class _Body:
    """What the whole body says of the boxes in it. first_text, last_text: lines that are prose."""

    __slots__ = ("first_text", "is_wrapped", "last_text", "may_have_subheads")

    def __init__(
        self, first_text: int, last_text: int, may_have_subheads: bool, is_wrapped: bool
    ) -> None:
        self.first_text = first_text
        self.last_text = last_text
        self.may_have_subheads = may_have_subheads
        self.is_wrapped = is_wrapped


def _look(survey: Survey) -> _Body:
    """One pass over the body: a text with one subhead may have more, and so may a short one.

    Hard-wrapped lines look like headlines.
    """
    lines, hits = survey.lines, survey.hits
    last_text = paragraphs = wrapped = 0
    first_text = len(lines)
    has_subhead = False
    above: int | None = None
    i = survey.after(survey.head_end - 1)
    while i is not None and i < survey.tail_start:
        below = survey.after(i)
        if i not in hits:
            shape = survey.shape(i)
            ends_above = above is not None and ends_sentence(lines[above].rstrip())
            if shape in _TEXTS:
                paragraphs += 1
                first_text = min(first_text, i)
                last_text = i
            elif shape == HEADLINE and below is not None and ends_above and (
                survey.shape(below) in _TEXTS and above is not None
                and survey.shape(above) in _TEXTS
            ):
                has_subhead = True
            wrapped += survey.wrapping.goes_on(i)
        above, i = i, below
    return _Body(first_text, last_text, has_subhead or paragraphs < _ENOUGH, wrapped >= _WRAPPED)


def _is_bare(survey: Survey, i: int) -> bool:
    """Whether a line is a known wording that may be a cue, and no more."""
    row, taken = survey.hits[i]
    if row.risk == "high" or (row.family != RELATED and row.family not in _OTHERS):
        return False
    return not taken or not taken[0][1].strip(BARE_REST)


def _headlines(survey: Survey, cue: int, body: _Body) -> list[int]:
    """The headlines below a line, up to what is none; questions, too, if more text follows."""
    run: list[int] = []
    lines, wrapping = survey.lines, survey.wrapping
    titles = _TITLES if cue < body.last_text else _TITLES[:1]
    below = survey.after(cue)
    while below is not None and below not in survey.hits and survey.shape(below) in titles:
        if (
            body.is_wrapped and below + 1 < len(lines) and lines[below + 1].strip()
            and (not wrapping.width() or wrapping.is_of_paragraph(below)
                 or wrapping.goes_on(below + 1))
        ):
            break  # a paragraph's first line, or a headline's
        run.append(below)
        if len(run) > MOST_LINKS:
            break
        if run[0] == cue + 1 and below + 1 < len(lines) and not lines[below + 1].strip():
            below = survey.after(below)
            break  # an empty line ends a box that has none
        below = survey.after(below)
    while run and survey.shape(run[-1]) == QUESTION:
        over = run[-2] if len(run) > 1 else cue
        if over == run[-1] - 1 and below != run[-1] + 1:
            break  # an empty line parts it from the paragraph, which else may answer it
        below = run.pop()
    return run


def _is_cue(survey: Survey, i: int, run: list[int], *, is_box: bool, is_parted: bool) -> bool:
    """Whether the headlines are what a line leads to.

    is_box: whether no empty line parts it from a single headline, which else may be the subhead
    below a cue whose links were lost. is_parted: whether empty lines set it and them apart from the
    paragraphs on both sides.

    Without a colon only a wording that no article uses counts, or one of several words that goes on
    with a title elsewhere, above what is long for a subhead: `Related` may be one. `Lees ook: …` is
    such a row; `Las más vistas` heads lists.
    """
    row = survey.hits[i][0]
    text = survey.lines[i].strip()
    first = survey.lines[run[0]].strip()
    is_announced = text.endswith(_CUE_ENDS)
    if row.family != RELATED:
        # On one line with a title it would be a cue.
        whole = survey.sieve.line(f"{text.rstrip(BARE_REST)}: {first}").hit
        if whole is None or whole[0].family != RELATED or whole[0].risk == "high":
            return False
        row = whole[0]
    if is_announced:
        return True
    if not is_link(first):
        return False
    is_long = " " in survey.key(i) or text > "\u2e80"
    return (is_long and (is_parted or row.match == "prefix")) or (
        is_box and survey.sign(i)[1] == STRONG
    )


def _are_links(lines: list[str]) -> bool:
    return all(map(is_link, lines)) and len({line[0].isdigit() for line in lines}) == 1


def is_link(line: str) -> bool:
    """Whether a headline is long for a subhead, and announces nothing below it."""
    least = _LINK_CHARS_WIDE if line > "\u2e80" else _LINK_CHARS
    return len(line) >= least and not announces(line)


def _has_headline_above(survey: Survey, cue: int) -> bool:
    """Whether a line above, longer than a section's name, may be the article's headline."""
    return any(
        j not in survey.hits and line.strip() and survey.shape(j) in _TITLES
        and is_link(line.strip()) for j, line in enumerate(survey.lines[:cue])
    )  # fmt: skip


def _are_grouped(survey: Survey, run: list[int]) -> bool:
    """Whether an empty line parts headlines from the next paragraph, and none from each other.

    Else the last may head that paragraph. A known wording below parts them, too.
    """
    last = run[-1]
    below = survey.after(last)
    if below is None or below in survey.hits:
        return True
    return below != last + 1 and last - run[0] == len(run) - 1


def _is_closed(survey: Survey, cue: int, run: list[int]) -> bool:
    """Whether a box stands between two paragraphs, the one above at its end."""
    if len(run) > MOST_LINKS:
        return False
    above, below = survey.before(cue), survey.after(run[-1])
    return (
        above is not None and below is not None
        and ends_sentence(survey.lines[above].rstrip()) and survey.shape(above) in _TEXTS
        and survey.shape(below) in _TEXTS
    )  # fmt: skip
