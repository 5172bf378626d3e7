"""Bars, drawn on the server: one picture that a screen reader reads as the table beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR, GAP, NAMES, WIDTH = 22, 8, 270, 700


def bars(rows: Sequence[tuple[str, int]], title: str) -> Markup:
    """Draw one bar a row, the longest over the whole width."""
    most = max((times for _name, times in rows), default=0) or 1
    height = len(rows) * (BAR + GAP) + GAP
    drawn = []
    for number, (name, times) in enumerate(rows):
        top = GAP + number * (BAR + GAP)
        length = round((WIDTH - NAMES - 60) * times / most)
        middle = top + BAR // 2 + 5
        drawn.append(
            f'<text x="{NAMES - 8}" y="{middle}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{NAMES}" y="{top}" width="{max(length, 1)}" height="{BAR}" rx="3"/>'
            f'<text x="{NAMES + length + 6}" y="{middle}">{times}</text>'
        )
    head = f'<svg class="bars" role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{escape(title)}">'
    return Markup(head + "".join(drawn) + "</svg>")  # noqa: S704  (Every word of it is escaped above.)
