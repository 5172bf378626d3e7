"""What is kept about the reader: a page to read and print, and a file for programs (GET /mydata, /mydata.json)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.routing import Route

from bot.web import texts
from bot.web.refusals import RefusedError, too_often
from bot.web.visitor import meet
from dialogs.booking.said import WHEN
from dialogs.booking.services import service_name
from dialogs.exchange import MY_DATA
from dialogs.intake.first import FIRST
from dialogs.intake.summary import about, called, field_of, tells, written
from dialogs.my_data import PASSED_ON, SINCE
from dialogs.phone import spoken
from dialogs.sayings import PERSON_CARD, with_office
from translations import own_name, render, write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.my_data import Case, Disclosure, Kept, Said
    from bot.web.house import House
    from bot.web.limits import Limits
    from bot.web.pages import Pages
    from bot.web.visitor import Visitor
    from knowledge.library import Library

# The first line of the file; it changes when a key changes its meaning.
FORMAT = "lotse-my-data/1"
# Of files the JSON holds so many bytes at most; a browser of a cheap phone must still open it.
CONTENTS = 20_000_000
_CHUNK = 64_000
THINGS = {"photo": "🖼️", "pdf": "📄", "document": "📄", "voice": "🎤"}


@dataclass(frozen=True, kw_only=True)
class MyDataPages:
    """Show what is kept about who has this browser, and nobody else."""

    house: House
    limits: Limits
    pages: Pages

    def routes(self) -> list[BaseRoute]:
        """List the addresses."""
        return [
            Route(MY_DATA, self.read, methods=["GET"]),
            Route(f"{MY_DATA}.json", self.save, methods=["GET"]),
        ]

    async def read(self, request: Request) -> Response:
        """Show the page."""
        visitor = await self._known(request)
        data = await self._look(visitor, 0)
        return await run_in_threadpool(self._page, data, visitor.locale)

    async def save(self, request: Request) -> Response:
        """Give the file: {"format", "office"} and the fields of bot.my_data.Disclosure; times as ISO 8601."""
        visitor = await self._known(request)
        data = await self._look(visitor, CONTENTS)
        body = await run_in_threadpool(_json, data, self.house.library.office.name.value)
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="lotse-my-data.json"'}
        # In pieces: packing it in one go would hold up everybody else.
        return StreamingResponse(_pieces(body), media_type="application/json", headers=headers)

    async def _known(self, request: Request) -> Visitor:
        visitor = await meet(request, self.house)
        if not visitor.token:
            raise RefusedError(410, texts.NOT_KNOWN)
        seconds = self.limits.data_by_browser.wait(visitor.token)
        if seconds:
            raise too_often(seconds)
        return visitor

    async def _look(self, visitor: Visitor, contents: int) -> Disclosure:
        data = await run_in_threadpool(self.house.my_data, visitor.token, contents)
        if data is None:
            raise RefusedError(410, texts.NOT_KNOWN)
        return data

    def _page(self, data: Disclosure, locale: str) -> Response:
        library = self.house.library
        phone = library.office.phone.value
        since = SINCE(since=data.since.date(), language=own_name(data.language))
        return self.pages.my_data(
            locale,
            since=render(since, locale),
            passed_on=render(PASSED_ON(phone=phone), locale) if data.family and data.family.passed_on else "",
            groups=list(_groups(data, locale)),
            cases=[_case(case, locale, library) for case in data.cases],
            visits=[
                write_value(WHEN(when=one.starts.replace(tzinfo=None), service=service_name(one.service)), locale)
                for one in data.appointments
            ],
            told=bool(data.cases or data.noted),
            files=[_file(kept, locale) for kept in data.files],
            days=list(_days(data.messages, lambda day: write_value(day, locale))),
            things=THINGS,
            call=render(with_office(PERSON_CARD, library.office), locale),
        )


def _groups(data: Disclosure, locale: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Return (about whom, [(asked, answer)]) in the order of the summary."""
    answers = data.family.answers if data.family else {}
    keys = [key for key, stored in answers.items() if field_of(key) is not None and tells(key, stored)]
    for number, group in groupby(sorted(keys, key=about), key=about):
        lines = [written(key, answers[key], data.at.date(), locale) for key in group]
        yield (
            write_value(called(answers, number), locale),
            [(render(short, locale), write_value(answer, locale)) for short, answer in lines],
        )


def _case(case: Case, locale: str, library: Library) -> dict[str, Any]:
    """Return number, day, topic and what she is called and reached by."""
    name, phone = case.told.get("name"), case.told.get("phone")
    lines = [("you.name", name), ("you.phone", spoken(phone) if phone else "")]
    return {
        "number": case.number,
        "day": write_value(case.opened, locale),
        "topic": library.title(case.topic, locale) if (case.topic, locale) in library.articles else "",
        "lines": [(render(FIRST[key].short, locale), value) for key, value in lines if value],
    }


def _file(kept: Kept, locale: str) -> tuple[str, str, str]:
    """Return (pictogram, size, moment)."""
    kilobytes = f"{max(1, round(kept.size / 1000))} kB"
    return THINGS.get(kept.kind, ""), write_value(kilobytes, locale), write_value(kept.at, locale)


def _days(said: tuple[Said, ...], write: Callable[[date], str]) -> Iterator[tuple[str, list[Said]]]:
    for day, messages in groupby(said, key=lambda one: one.at.date()):
        yield write(day), list(messages)


def _json(data: Disclosure, office: str) -> bytes:
    whole = {"format": FORMAT, "office": office} | {name: getattr(data, name) for name in data.__dataclass_fields__}
    return orjson.dumps(whole, default=_base64, option=orjson.OPT_INDENT_2)


def _base64(value: Any) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _CHUNK):
        yield body[start : start + _CHUNK]
