"""The page behind a one-time link: looking at it does nothing, only the press opens the chat in this browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from bot.web import cookie, texts
from bot.web.visitor import insist_on_own_page, meet
from dialogs.exchange import MY_DATA, VISIT
from translations import render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.options import Options
    from bot.web.pages import Pages


_VISIT = re.compile(r"visit-([0-9]{1,17})")


@dataclass(frozen=True, kw_only=True)
class Link:
    """Let a family come over from Telegram."""

    house: House
    options: Options
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        """List the address: programs that look at links (GET) redeem nothing."""
        return [
            Route("/link/{link}", self.show, methods=["GET"]),
            Route("/link/{link}", self.open, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Say what the button does, in the language of the chat."""
        locale = await run_in_threadpool(self.house.link_language, request.path_params["link"])
        if locale is None:
            return await self._over(request)
        goal = request.query_params.get("to", "")
        return self.pages.link(locale, f"{request.url.path}?to={goal}" if _goal(request) != "/" else request.url.path)

    async def open(self, request: Request) -> Response:
        """Open the chat here; the link is used up."""
        insist_on_own_page(request, self.options)
        token = cookie.new_token()
        if not await self.house.redeem(request.path_params["link"], token):
            return await self._over(request)
        response = RedirectResponse(_goal(request), 303, headers={"Cache-Control": "no-store"})
        cookie.keep(response, token, days=self.house.library.office.retention_days, options=self.options)
        return response

    async def _over(self, request: Request) -> Response:
        visitor = await meet(request, self.house)
        return self.pages.sorry(visitor.locale, render(texts.LINK_OVER, visitor.locale), 410)


def _goal(request: Request) -> str:
    """Return where she wants to go: what is kept about her, an appointment, or the chat."""
    goal = request.query_params.get("to", "")
    visit = _VISIT.fullmatch(goal)
    return MY_DATA if goal == "mydata" else f"{VISIT}/{visit[1]}" if visit else "/"
