"""The desk's routes: every gate of every page, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk import (
    acting,
    allowance,
    appointing,
    archive,
    articles,
    away,
    bookable,
    booking,
    calendar,
    case,
    closing,
    coming,
    composing,
    counter,
    editing,
    events,
    feeds,
    learning,
    log,
    openid,
    people,
    placements,
    placing,
    queue,
    relinking,
    reports,
    sheet,
    signing,
    translating,
    unreached,
    waiting,
)  # fmt: skip

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.desk.desk import Desk

GATES = (
    *signing.GATES,
    *queue.GATES,
    *case.GATES,
    *acting.GATES,
    *composing.GATES,
    *translating.GATES,
    *counter.GATES,
    *relinking.GATES,
    *sheet.GATES,
    *archive.GATES,
    *openid.GATES,
    *people.GATES,
    *log.GATES,
    *reports.GATES,
    *articles.GATES,
    *editing.GATES,
    *learning.GATES,
    *coming.GATES,
    *placing.GATES,
    *placements.GATES,
    *calendar.GATES,
    *appointing.GATES,
    *booking.GATES,
    *bookable.GATES,
    *closing.GATES,
    *away.GATES,
    *allowance.GATES,
    *feeds.GATES,
    *waiting.GATES,
    *unreached.GATES,
)


def routes(desk: Desk) -> list[BaseRoute]:
    """List the desk's routes."""
    return [*(gate.route(desk) for gate in GATES), events.route(desk), feeds.route(desk), desk.view.assets.route()]
