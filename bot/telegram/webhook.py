"""The webhook: 200 only after the commit, so that Telegram keeps what we could not store."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import structlog
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.telegram.updates import Updates

_log = structlog.get_logger()
PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Bytes; an update with 4,096 characters and its entities stays far below.
LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Take updates that Telegram posts."""

    updates: Updates
    secret: str

    def route(self) -> Route:
        """Return the route to mount."""
        return Route(PATH, self.receive, methods=["POST"])

    async def receive(self, request: Request) -> Response:
        """Answer 200 when the update's effect is committed, 500 when it must come again."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return Response(status_code=403)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Response(status_code=400)
        try:
            await self.updates.handle(update)
        except Exception as error:  # noqa: BLE001  (Telegram brings it again; the runner has told why.)
            _log.warning("update not stored", fault=type(error).__name__)
            return Response(status_code=500)
        return Response(status_code=200)
