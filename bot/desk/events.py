"""Tell open pages that something changed; what changed they fetch themselves, with their own rights."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from bot.desk.gates import COOKIE, find
from bot.desk.unreached import how_many
from bot.store import inbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from bot.desk.desk import Desk

_HEARTBEAT_SECONDS = 15
_SEND_SECONDS = 30
# A page looks again after so long even if nobody rang: another process may have written, a promise may have ended.
_LOOK_SECONDS = 20


def route(desk: Desk) -> Route:
    """Return the stream's route; like every page it is for colleagues alone."""

    async def stream(request: Request) -> Response:
        token = request.cookies.get(COOKIE, "")
        session, colleague = await run_in_threadpool(find, desk, token)
        if session is None or colleague is None or session.stage != "full":
            return Response(status_code=403)
        return EventSourceResponse(_news(desk, token), ping=_HEARTBEAT_SECONDS, send_timeout=_SEND_SECONDS)

    return Route("/desk/events", stream, methods=["GET"], name="GET /desk/events")


async def _news(desk: Desk, token: str) -> AsyncIterator[ServerSentEvent]:
    with desk.bells.listen() as bell:
        while True:
            bell.clear()
            told = await run_in_threadpool(_look, desk, token)
            if told is None:
                yield ServerSentEvent(event="gone", data="1")
                return
            yield ServerSentEvent(event="changed", data=json.dumps(told))
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await bell.wait()
            except TimeoutError:
                continue


def _look(desk: Desk, token: str) -> dict[str, int] | None:
    """Return how many wait, and how many are to be phoned; None where she is signed out by now."""
    _session, colleague = find(desk, token)
    if colleague is None:
        return None
    with desk.door.read() as conn:
        waiting, late = inbox.waiting(conn, colleague, desk.clock())
        phone = how_many(desk, colleague, conn)
    return {"waiting": waiting, "late": late, "phone": phone}
