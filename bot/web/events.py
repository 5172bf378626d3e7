"""The record, streamed as server-sent events."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from bot.web import texts
from bot.web.limits import Stream
from bot.web.refusals import too_often
from bot.web.visitor import meet
from translations import direction

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.web.house import House, Shown
    from bot.web.limits import Limits
    from bot.web.options import Options
    from bot.web.templates import Templates
    from bot.web.visitor import Visitor

# At DEBUG it writes every message of every family into the log.
logging.getLogger("sse_starlette.sse").setLevel(logging.INFO)

_HEARTBEAT_SECONDS = 15
# A phone that has gone takes nothing more; its stream ends after this long.
_SEND_SECONDS = 30
_RETRY_MILLISECONDS = 3_000
_PAGE = 200
# A page looks again after so long even if nobody rang: a process that wrote may have died before it told.
_LOOK_SECONDS = 30
_TYPING = ServerSentEvent(event="typing", data="1")
_GONE = ServerSentEvent(event="gone", data="1")


@dataclass(frozen=True, kw_only=True)
class Events:
    """Tell the page what is new."""

    house: House
    options: Options
    limits: Limits
    templates: Templates

    def routes(self) -> list[BaseRoute]:
        """List the endpoint."""
        return [Route("/chat/events", self.stream, methods=["GET"])]

    async def stream(self, request: Request) -> Response:
        """Stream what comes after the last message that the page has."""
        visitor = await meet(request, self.house)
        seconds = self.limits.stream_by_address.wait(visitor.address)
        if seconds:
            raise too_often(seconds)
        after = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("after"))
        return EventSourceResponse(
            self._news(visitor, after, request.query_params.get("lang", ""), request.query_params.get("chat", "")),
            ping=_HEARTBEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(event="beat", data="1"),
            send_timeout=_SEND_SECONDS,
        )

    async def _news(self, visitor: Visitor, after: int, locale: str, chat: str) -> AsyncIterator[ServerSentEvent]:
        if not visitor.token:
            # No error code: a browser would not tell it to the script, which should show the first page now.
            yield _GONE
            return
        async with self.house.subscribe(visitor.token) as bell:
            with ExitStack() as places:
                stream = Stream(bell)
                places.enter_context(self.limits.streams_of_browser.take(visitor.token, stream))
                places.enter_context(self.limits.streams_of_address.take(visitor.address, stream))
                yield ServerSentEvent(event="beat", data="1", retry=_RETRY_MILLISECONDS)
                typed = 0
                while not stream.over:
                    # First the bell, then the look: what comes in between rings again.
                    bell.clear()
                    whose, now, messages = await run_in_threadpool(self._look, visitor.token, after)
                    # Where this browser shows another chat by now, the page is loaded anew.
                    if now is None or whose != (chat or whose):
                        yield _GONE
                        return
                    chat = whose
                    at = await run_in_threadpool(self.house.typed_at, visitor.token)
                    if at > typed:
                        typed = at
                        yield _TYPING
                    if now != locale:
                        locale = now
                        yield _language(locale)
                    for shown in messages:
                        after = shown.number
                        yield self._message(shown, locale)
                    if len(messages) < _PAGE:
                        with suppress(TimeoutError):
                            async with asyncio.timeout(_LOOK_SECONDS):
                                await bell.wait()

    def _look(self, token: str, after: int) -> tuple[str, str | None, list[Shown]]:
        return self.house.whose(token), self.house.language(token), self.house.history(token, after, _PAGE)

    def _message(self, shown: Shown, locale: str) -> ServerSentEvent:
        told = {"number": shown.number, "client": shown.client_id, "html": self.templates.bubble(shown, locale)}
        return ServerSentEvent(id=str(shown.number), data=_json(told))


def _language(locale: str) -> ServerSentEvent:
    told = {"lang": locale, "dir": direction(locale), "texts": texts.chat(locale)}
    return ServerSentEvent(event="language", data=_json(told))


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 16 else 0
