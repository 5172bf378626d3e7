"""What families do on the page: begin, write, press, let the device forget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web import cookie, texts
from bot.web.posted import read_language, read_message
from bot.web.refusals import RefusedError, too_often
from bot.web.visitor import insist_on_own_page, meet

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.limits import Limit, Limits
    from bot.web.options import Options
    from bot.web.templates import Templates


@dataclass(frozen=True, kw_only=True)
class Chat:
    """Take what the page sends to the house."""

    house: House
    options: Options
    limits: Limits
    templates: Templates

    def routes(self) -> list[BaseRoute]:
        """List the endpoints."""
        return [
            Route("/chat/start", self.start, methods=["POST"]),
            Route("/chat/messages", self.receive, methods=["POST"]),
            Route("/chat/typing", self.typing, methods=["POST"]),
            Route("/chat/forget", self.forget, methods=["POST"]),
        ]

    async def start(self, request: Request) -> Response:
        """Begin a conversation; from here on there is a cookie."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        _knock(self.limits.start_by_address, visitor.address)
        language = await read_language(request)
        # A token that the house does not know is never taken over: somebody else may have planted it.
        token = visitor.token or cookie.new_token()
        await self.house.start(token, language)
        response = JSONResponse({}, headers=_NOT_STORED)
        cookie.keep(response, token, days=self.house.library.office.retention_days, options=self.options)
        return response

    async def receive(self, request: Request) -> Response:
        """Take a message; the answer means that it is safe."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        # The browser first: what it is refused must not use up what all behind its address may send.
        if visitor.token:
            _knock(self.limits.message_by_browser, visitor.token)
        _knock(self.limits.message_by_address, visitor.address)
        if not visitor.token:
            raise RefusedError(410, texts.NOT_KNOWN)
        posted = await read_message(request)
        unkept = await self.house.receive(visitor.token, posted.client_id, text=posted.text, press=posted.press)
        if unkept is None:
            return JSONResponse({}, headers=_NOT_STORED)
        html = self.templates.bubble(unkept.shown, visitor.locale, card=unkept.card)
        if not unkept.over:
            return JSONResponse({"once": {"number": unkept.shown.number, "html": html}}, headers=_NOT_STORED)
        response = JSONResponse({"farewell": html}, headers=_NOT_STORED)
        cookie.drop(response, self.options)
        return response

    async def typing(self, request: Request) -> Response:
        """Hear that somebody types; nothing of what she types."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        _knock(self.limits.message_by_address, visitor.address)
        if visitor.token:
            await self.house.typing(visitor.token)
        return JSONResponse({}, headers=_NOT_STORED)

    async def forget(self, request: Request) -> Response:
        """Part the browser from the conversation."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        if visitor.token:
            await self.house.forget(visitor.token)
        response = JSONResponse({}, headers=_NOT_STORED)
        cookie.drop(response, self.options)
        return response


_NOT_STORED = {"Cache-Control": "no-store"}


def _knock(limit: Limit, key: str) -> None:
    seconds = limit.wait(key)
    if seconds:
        raise too_often(seconds)
