"""Errors, told kindly: JSON to the page's script, a page to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.web import texts
from bot.web.refusals import RefusedError
from bot.web.visitor import meet, proposed
from translations import render

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.web.house import House
    from bot.web.options import Options
    from bot.web.pages import Pages
    from translations import Text


@dataclass(frozen=True, kw_only=True)
class Apologies:
    """Say what did not work."""

    house: House
    options: Options
    pages: Pages

    async def for_refusal(self, request: Request, error: Exception) -> Response:
        """Tell why something was refused."""
        assert isinstance(error, RefusedError)  # noqa: S101 - Starlette's handlers cannot say it in their type.
        locale = (await meet(request, self.house)).locale
        response = self._told(request, locale, error.sentence, error.status)
        response.headers.update(error.headers)
        return response

    async def for_status(self, request: Request, error: Exception) -> Response:
        """Tell what Starlette found wrong: an unknown address, a method that is not there."""
        assert isinstance(error, HTTPException)  # noqa: S101
        sentence = texts.NOT_FOUND if error.status_code == 404 else texts.NOT_UNDERSTOOD
        response = self._told(request, proposed(request).locale, sentence, error.status_code)
        response.headers.update(error.headers or {})
        return response

    def for_faults(self, app: ASGIApp) -> ASGIApp:
        """Wrap an application: a fault of ours is told kindly and raised on, to be logged."""

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            begun = False

            async def watch(message: Message) -> None:
                nonlocal begun
                begun = True
                await send(message)

            try:
                await app(scope, receive, watch)
            except ClientDisconnect:
                # A phone lost the net while it sent; there is nobody to tell, and nothing of ours is broken.
                return
            except Exception:
                if scope["type"] == "http" and not begun:
                    request = Request(scope, receive)
                    # The house may be what is broken: nothing is asked of it now.
                    response = self._told(request, proposed(request).locale, texts.OUR_FAULT, 500)
                    await response(scope, receive, send)
                raise

        return wrapped

    def _told(self, request: Request, locale: str, sentence: Text, status: int) -> Response:
        told = render(sentence, locale)
        if "text/html" in request.headers.get("accept", ""):
            return self.pages.sorry(locale, told, status)
        return JSONResponse({"sentence": told}, status_code=status, headers={"Cache-Control": "no-store"})
