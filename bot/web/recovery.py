"""The page of who has a new phone: five words open the chat; and the card that has them, shown once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from bot.forms import read_form
from bot.web import cookie, texts
from bot.web.refusals import RefusedError, too_often
from bot.web.visitor import accepted, insist_on_own_page, meet
from knowledge import recovery_words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.limits import Limits
    from bot.web.options import Options
    from bot.web.pages import Pages

# Characters of a form with five words.
LARGEST = 1_000


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """Let a family come back."""

    house: House
    options: Options
    limits: Limits
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        """List the addresses."""
        return [
            Route("/newphone", self.show, methods=["GET"]),
            Route("/newphone", self.open, methods=["POST"]),
            Route("/card", self.card, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Ask for the words."""
        return self.pages.new_phone((await meet(request, self.house)).locale)

    async def open(self, request: Request) -> Response:
        """Write the words from this browser, known or not; where they open a chat, it is shown."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        seconds = self.limits.words_by_address.wait(visitor.address)
        if seconds:
            raise too_often(seconds)
        token = visitor.token or cookie.new_token()
        languages = tuple(accepted(request.headers.get("accept-language", "")))
        if not await self.house.recover(token, await _words(request), languages):
            return self.pages.new_phone(visitor.locale, unknown=True, status=403)
        response = RedirectResponse("/", 303, headers={"Cache-Control": "no-store"})
        cookie.keep(response, token, days=self.house.library.office.retention_days, options=self.options)
        return response

    async def card(self, request: Request) -> Response:
        """Show a card with words that the page has just been given; nothing is looked up, and nothing kept."""
        insist_on_own_page(request, self.options)
        words = await _words(request)
        if recovery_words.readings(words) != [words]:
            raise RefusedError(400, texts.NOT_UNDERSTOOD)
        return self.pages.card((await meet(request, self.house)).locale, words)


async def _words(request: Request) -> str:
    if int(request.headers.get("content-length") or LARGEST + 1) > LARGEST:
        raise RefusedError(413, texts.TOO_LONG)
    return "".join((await read_form(request, LARGEST, 5)).get("words", ())[-1:])
