"""The page of an appointment: the way there, a card in two languages, a file for the calendar, her own list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

import knowledge
from bot.booking import files
from bot.web import texts
from bot.web.refusals import RefusedError
from bot.web.visitor import meet
from dialogs.booking import said
from dialogs.booking.checklist import ITEMS
from dialogs.booking.services import service_name
from dialogs.exchange import VISIT
from knowledge.glossary import ORIGINAL
from translations import language_name, render, write_value

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.pages import Pages
    from knowledge.office import Office

# A map that asks nobody who looks at it to sign in (https://wiki.openstreetmap.org/wiki/Browsing).
_MAP = "https://www.openstreetmap.org/search?query={address}"
PHOTO = "/way-in"
# Before her talk her calendar reminds her, too.
_ALARM = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Visits:
    """Show appointments to who takes part in them, and to nobody else."""

    house: House
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        """List the addresses."""
        return [
            Route(PHOTO, self.photo, methods=["GET"]),
            Route(f"{VISIT}/{{id:int}}", self.show, methods=["GET"]),
            Route(f"{VISIT}/{{id:int}}/card", self.card, methods=["GET"]),
            Route(f"{VISIT}/{{id:int}}.ics", self.save, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show everything about an appointment."""
        found, locale = await self._known(request)
        office = self.house.library.office
        lines = [write_value(line, locale) for line in (*said.whole(found, office), *said.who_comes(found))]
        ticks = [(render(label, locale), code in found["ticks"]) for code, label in ITEMS.items()]
        here = not found["place"]
        return self.pages.visit(
            locale, id=found["id"], when=lines[0], lines=lines[1:], ticks=ticks, here=here,
            map=_MAP.format(address=quote(office.address.value)) if here and office.address.confirmed else "",
            photo=PHOTO if here and office.appointments.photo else "",
        )  # fmt: skip

    async def card(self, request: Request) -> Response:
        """Show a card to be held up at the entrance: German first, for who works there."""
        found, locale = await self._known(request)
        office = self.house.library.office
        languages = list(dict.fromkeys((ORIGINAL, locale)))
        sides = [(lang, render(texts.VISIT["heading"], lang), _card(found, office, lang)) for lang in languages]
        return self.pages.visit_card(locale, sides=sides)

    async def save(self, request: Request) -> Response:
        """Write a file for her calendar."""
        found, locale = await self._known(request)
        office = self.house.library.office
        summary = f"{render(service_name(found['service']), locale)} – {office.short_name.value}"
        one = files.event(
            root=found["root"], sequence=found["sequence"], starts_at=found["starts_at"], ends_at=found["ends_at"],
            changed_at=found["changed_at"], summary=summary, location=found["place"] or office.address.value,
            description="\n".join(write_value(line, locale) for line in said.whole(found, office)),
            cancelled=found["state"] in ("cancelled", "moved"),
        )  # fmt: skip
        files.remind(one, _ALARM, summary)
        disposition = {"Content-Disposition": f'attachment; filename="lotse-{found["id"]}.ics"'}
        return Response(files.calendar(one), media_type="text/calendar", headers=disposition | _PRIVATE)

    async def photo(self, request: Request) -> Response:
        """Show the picture of the way in."""
        del request
        name = self.house.library.office.appointments.photo
        path = Path(knowledge.__file__).parent / name
        if not name or not path.is_file():
            raise RefusedError(404, texts.NOT_FOUND)
        return FileResponse(path)

    async def _known(self, request: Request) -> tuple[dict[str, Any], str]:
        visitor = await meet(request, self.house)
        id = int(request.path_params["id"])
        found = await run_in_threadpool(self.house.visit, visitor.token, id) if visitor.token else {}
        if not found:
            raise RefusedError(404, texts.NOT_FOUND)
        return found, visitor.locale


_PRIVATE = {"Cache-Control": "no-store"}


def _card(found: dict[str, Any], office: Office, lang: str) -> list[str]:
    """Write what the people at the entrance must know; no name stands on it."""
    starts = datetime.fromisoformat(found["starts"])
    lines = [write_value(starts, lang), render(service_name(found["service"]), lang)]
    lines.append(language_name(found["language"], lang))
    if not found["place"]:
        lines.append(f"{office.name.value}, {office.address.value}, {office.way_in.value}")
    return lines
