"""A house in a process of its own, and what families, Telegram, colleagues and the clock send to it."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING, Any, ClassVar

from starlette.testclient import TestClient

from bot import commands
from bot.booking.book import Book
from bot.errors import ErasedError
from bot.settings import Settings
from bot.wiring import Role, build
from tests.bot.booking.offices import at
from tests.desk.appointments import MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.wiring import Lotse

SECRET = "sesame-open"
SITE = {"Sec-Fetch-Site": "same-origin"}
# A Monday on which the office is open; everything begins here.
START = at(MONDAY, 10)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


class RefusedError(Exception):
    """What was done has not been acknowledged."""


@dataclass
class Still:
    """A clock that stands until it is set: two runs see the same times."""

    now: int = START

    def __call__(self) -> int:
        return self.now


@dataclass(frozen=True, kw_only=True)
class Act:
    """Something that is done, and comes again where it was not acknowledged."""

    # When it is done (milliseconds since 1970 UTC).
    at: int
    # A seeded fault (tests/crash/points/faults.py).
    acknowledges_first: ClassVar[bool] = False

    def do(self, stage: Stage) -> None:
        """Return when it is acknowledged; raises RefusedError where it is not."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Posted(Act):
    """A request of a browser, or of Telegram."""

    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    json: Any = None
    form: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def do(self, stage: Stage) -> None:
        answer = stage.request("POST", self.path, self.cookies, json=self.json, data=self.form, headers=self.headers)
        # 409 and 404 say that it is done already, or is somebody else's; 410 that her chat is deleted.
        if answer.status_code not in (200, 204, 303, 404, 409, 410):
            raise RefusedError(f"{self.path}: {answer.status_code}")


@dataclass(frozen=True, kw_only=True)
class Ticks(Act):
    """The clock ticks."""

    part: str

    def do(self, stage: Stage) -> None:
        ticking = stage.lotse.ticking
        asyncio.run(ticking.expire() if self.part == "expire" else getattr(ticking, self.part).tick())


@dataclass(frozen=True, kw_only=True)
class Erases(Act):
    """The operator erases somebody on the command line, beside the house."""

    place: str
    channel: str

    def do(self, stage: Stage) -> None:
        settings = stage.lotse.settings
        os.environ |= {"LOTSE_DATABASE_URL": settings.database, "LOTSE_DATA_DIR": str(settings.data_dir)}
        try:
            commands.erase(self.place, self.channel, "")
        except ErasedError:
            # She is gone already.
            return


@dataclass
class Stage:
    """One house, not running by itself: everything is brought to it."""

    lotse: Lotse
    clock: Still
    client: TestClient
    _updates: int = 0

    def request(self, method: str, path: str, cookies: dict[str, str], **more: Any) -> Any:
        """Send a request with these cookies and no others."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        headers = {**SITE, **said, **more.pop("headers", {})}
        answer = self.client.request(method, path, headers=headers, follow_redirects=False, **more)
        self.client.cookies.clear()
        return answer

    def write(self, fn: Any) -> Any:
        """Do something with the appointment book in a transaction of its own."""
        desk = self.lotse.desk

        def with_book(conn: Any) -> Any:
            return fn(Book(conn=conn, vault=desk.vault, office=desk.library.office, zone=desk.zone, now=self.clock()))

        return self.lotse.door.write_now(with_book)

    def form(self, page: str, action: str, cookies: dict[str, str], **fields: Any) -> Posted:
        """Open a page of the desk, fill in the form that goes to an address, and return it before it is sent."""
        answer = self.request("GET", page, cookies)
        forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)</form>', answer.text, re.DOTALL)
        [inside, *_] = [inside for where, inside in forms if where == action] or [""]
        if not inside:
            raise RefusedError(f"{page} has no form for {action}: {answer.status_code} {[where for where, _ in forms]}")
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside)
        form = {name: unescape(value) for name, value in hidden}
        return Posted(at=self.clock() + 2 * MINUTE, path=action, cookies=cookies, form={**form, **fields})

    def now(self, act: Act) -> None:
        """Do something at once."""
        replace(act, at=self.clock()).do(self)


@contextmanager
def staged(url: str, folder: Path, now: int) -> Iterator[Stage]:
    """Build a house over a database, as at every start."""
    settings = Settings(
        _env_file=None, data_dir=folder, database_url=url, telegram_token="123:TEST",
        telegram_api="http://127.0.0.1:9", telegram_mode="webhook", webhook_secret=SECRET, telegram_intake="chat",
        public_url="https://lotse.example",
    )  # fmt: skip
    clock = Still(now)
    # What is said to families is queued for the process that sends: nothing leaves this one.
    lotse = build(settings, Role.WEB, clock=clock)
    lotse.telegram.sender.acknowledge = lambda *_: None  # type: ignore[union-attr, method-assign]
    with TestClient(lotse.app, base_url="https://lotse.example") as client:
        yield Stage(lotse, clock, client)
    lotse.door.close()
