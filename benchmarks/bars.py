"""Bars as plain SVG: no library, legible on light and dark pages, for it brings its own ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _NAMES, _VALUES = 760, 150, 70
_ROW, _HEAD, _PAD = 22, 34, 14
_INK, _GROUND, _OWN, _OTHER = "#1f2328", "#f6f8fa", "#0a6cba", "#8c959f"


class Panel(NamedTuple):
    """A heading, and name -> value; values are drawn in their order.

    is_log: on a logarithmic scale, whose left end is a third of the least value.
    low: what the left end stands for otherwise.
    """

    heading: str
    values: Sequence[tuple[str, float, str]]  # name, value, how it is written
    is_log: bool = False
    low: float = 0.0


def svg(title: str, panels: Sequence[Panel], own: str) -> str:
    """A picture of panels, one below the other. own: the name whose bars stand out."""
    height = _PAD
    drawn: list[str] = []
    for panel in panels:
        drawn += _panel(panel, height, own)
        height += _HEAD + _ROW * len(panel.values) + _PAD
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" rx="8" fill="{_GROUND}"/>',
        *drawn,
        "</svg>",
        "",
    ])  # fmt: skip


def _panel(panel: Panel, top: int, own: str) -> list[str]:
    lines = [f'<text x="{_PAD}" y="{top + 18}" font-weight="600">{escape(panel.heading)}</text>']
    shares = _shares([value for _, value, _ in panel.values], panel)
    room = _WIDTH - _NAMES - _VALUES - 2 * _PAD
    for at, ((name, _, told), share) in enumerate(zip(panel.values, shares, strict=True)):
        y = top + _HEAD + at * _ROW
        colour = _OWN if name == own else _OTHER
        weight = ' font-weight="600"' if name == own else ""
        width = max(1.0, share * room)
        lines += [
            f'<text x="{_PAD + _NAMES - 8}" y="{y + 12}" text-anchor="end"{weight}>{escape(name)}'
            "</text>",
            f'<rect x="{_PAD + _NAMES}" y="{y}" width="{width:.1f}" height="15" rx="2" '
            f'fill="{colour}"/>',
            f'<text x="{_PAD + _NAMES + width + 6:.1f}" y="{y + 12}"{weight}>{escape(told)}</text>',
        ]
    return lines


def _shares(values: list[float], panel: Panel) -> list[float]:
    """Of the room for bars, how much each takes."""
    most = max(values, default=1.0)
    if panel.is_log:
        low = math.log(min(values) / 3)
        return [(math.log(value) - low) / (math.log(most) - low) for value in values]
    return [(value - panel.low) / (most - panel.low or 1.0) for value in values]
