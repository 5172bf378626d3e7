"""The pages themselves: first contact, the chat, and the three that the law wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from bot import markup
from bot.web import cookie, texts
from bot.web.visitor import meet
from dialogs.language import what_for
from knowledge.placeholders import fill, href
from translations import LOCALES, own_name, render

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.web.house import House, Shown
    from bot.web.options import Options
    from bot.web.templates import Templates
    from bot.web.visitor import Visitor

LEGAL = ("privacy", "imprint", "accessibility")
# So many messages come with the page; "show earlier messages" brings all.
_AT_FIRST = 50
_CONTACT = "{phone}\n\n{email}\n\n{address}"


@dataclass(frozen=True, kw_only=True)
class Pages:
    """Show pages."""

    house: House
    options: Options
    templates: Templates

    def routes(self) -> list[BaseRoute]:
        """List the addresses."""
        return [
            Route("/", self.home, methods=["GET"]),
            Route("/page/{name}", self.legal, methods=["GET"]),
            Route("/audio/{topic}/{lang}.ogg", self.recording, methods=["GET"]),
        ]

    async def home(self, request: Request) -> Response:
        """Show the chat to whom we know and the languages to everybody else."""
        visitor = await meet(request, self.house)
        if visitor.token:
            response = await self._chat(visitor, everything="earlier" in request.query_params)
            days = self.house.library.office.retention_days
            cookie.keep(response, visitor.token, days=days, options=self.options)
            return response
        response = self._first(visitor, refused="started" in request.query_params)
        if cookie.read(request):
            cookie.drop(response, self.options)
        return response

    async def legal(self, request: Request) -> Response:
        """Show a page of the knowledge."""
        name = request.path_params["name"]
        if name not in LEGAL:
            raise HTTPException(404)
        visitor = await meet(request, self.house)
        asked = request.query_params.get("lang")
        locale = asked if asked in LOCALES else visitor.locale
        page = self.house.library.page(name, locale)
        body = markup.markdown(page.body, markup.ON_PAGE)
        return self._page("text.html", locale, heading=page.title, body=body)

    async def recording(self, request: Request) -> Response:
        """Let a voice be heard that reads out an article."""
        found = self.house.library.recordings.get((request.path_params["topic"], request.path_params["lang"]))
        if found is None:
            raise HTTPException(404)
        return FileResponse(found.path, media_type="audio/ogg")

    def link(self, locale: str, path: str) -> Response:
        """Show the button of a one-time link."""
        sentence, button = render(texts.YOUR_LINK, locale), render(texts.OPEN_CHAT, locale)
        response = self._page("link.html", locale, path=path, sentence=sentence, button=button)
        # Older browsers say where the press came from only where they may.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def new_phone(self, locale: str, *, unknown: bool = False, status: int = 200) -> Response:
        """Ask for the words of a card; unknown where those that were written open nothing."""
        phone = self.house.library.office.phone.value
        response = self._page(
            "newphone.html", locale, status=status, heading=render(texts.WELCOME["new_phone"], locale),
            sentence=render(texts.WRITE_WORDS, locale), button=render(texts.OPEN_CHAT, locale),
            refused=render(texts.UNKNOWN_WORDS(phone=phone), locale) if unknown else "",
        )  # fmt: skip
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    def card(self, locale: str, words: str) -> Response:
        """Show a card to be printed, with a picture that opens the page where its words are written."""
        url = f"{self.options.public_url.rstrip('/')}/newphone#{words.replace(' ', '-')}"
        code = segno.make(url, error="m").svg_inline(scale=4, dark="#000", light="#fff", omitsize=True)
        lines = [render(text, locale) for text in texts.PRINTED]
        return self._page("card.html", locale, words=words, lines=lines, code=Markup(code))  # noqa: S704 - segno's own.

    def visit(self, locale: str, **values: Any) -> Response:
        """Show an appointment of the reader."""
        return self._page("visit.html", locale, t=texts.visit(locale), **values)

    def visit_card(self, locale: str, **values: Any) -> Response:
        """Show an appointment in two languages, for the people at the entrance."""
        return self._page("visit_card.html", locale, t=texts.visit(locale), **values)

    def my_data(self, locale: str, **values: Any) -> Response:
        """Show what is kept about the reader."""
        return self._page("my_data.html", locale, t=texts.my_data(locale), **values)

    def sorry(self, locale: str, sentence: str, status: int) -> Response:
        """Show a page that says what did not work."""
        heading = render(texts.SORRY, locale)
        body = markup.plain(sentence)
        return self._page("text.html", locale, status=status, heading=heading, body=body)

    async def _chat(self, visitor: Visitor, *, everything: bool) -> Response:
        last = await run_in_threadpool(self.house.last, visitor.token)
        after = 0 if everything else max(0, last - _AT_FIRST)
        messages = await run_in_threadpool(self._history, visitor.token, after)
        return self._page(
            "chat.html",
            visitor.locale,
            t=texts.chat(visitor.locale),
            whose=await run_in_threadpool(self.house.whose, visitor.token),
            messages=messages,
            more=after > 0,
            contact=self._contact(visitor.locale),
        )

    def _first(self, visitor: Visitor, *, refused: bool) -> Response:
        choice = visitor.choice
        first = choice.likely or (choice.locale,)
        return self._page(
            "first.html",
            visitor.locale,
            t=texts.welcome(visitor.locale),
            # Who reads none of our languages, or an unknown one, is asked in several.
            asked=[(code, render(what_for(choice, code), code)) for code in choice.likely],
            first=[(code, own_name(code) if choice.likely else texts.welcome(code)["go_on"]) for code in first],
            others=[(code, own_name(code)) for code in LOCALES if code not in first],
            refused=refused,
            contact=self._contact(visitor.locale),
        )

    def _page(self, template: str, locale: str, *, status: int = 200, **values: object) -> Response:
        office = self.house.library.office
        values.setdefault("t", texts.frame(locale))
        html = self.templates.page(template, locale, office=office, tel=href("phone", office.phone.value), **values)
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store", "Content-Language": locale})

    def _history(self, token: str, after: int) -> list[Shown]:
        messages: list[Shown] = []
        while found := self.house.history(token, messages[-1].number if messages else after):
            messages.extend(found)
        return messages

    def _contact(self, locale: str) -> str:
        return markup.markdown(fill(_CONTACT, self.house.library.office, locale))
