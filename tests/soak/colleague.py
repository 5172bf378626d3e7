"""A colleague at the desk: she signs in, looks around, answers whoever waits, and signs out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.desk import signing
from bot.desk.app import GATES
from bot.store import resources, staff
from bot.store.database import open_door
from bot.store.migrating import migrate
from bot.store.staff import Role
from bot.store.vault import open_vault
from tests.bot.booking.offices import counsellor, hours

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from aiohttp import ClientSession

LOGIN, PASSWORD = "berta@example.org", "many words are easy to keep"
SITE = {"Sec-Fetch-Site": "same-origin"}
COUNSELLORS = 6
# Pages of a lead that need no number, and lead nowhere else.
PAGES = [
    gate.path for gate in GATES
    if gate.method == "GET" and gate.role in (Role.COUNSELLOR, Role.LEAD) and gate.stage == "full"
    and "{" not in gate.path
] + ["/desk/cases/queue", "/desk/cases/mine", "/desk/cases/closed"]  # fmt: skip


def settle(url: str, folder: Path) -> None:
    """Write the tables, her account and those who can be booked, before anybody runs."""
    door, vault = open_door(url), open_vault(folder / "keys.json", create=True)
    migrate(door.writer)

    def write(conn: Any) -> None:
        id = staff.add(conn, login=LOGIN, name="Berta", role=Role.LEAD, teams=(), language="de", now=1)
        staff.change(conn, id, state="active", password=signing._HASHER.hash(PASSWORD))
        for number in range(COUNSELLORS):
            resources.save(conn, vault, counsellor(f"C{number}", "ar", "en", "uk", "de", schedule=hours((8, 18))))

    door.write_now(write)
    door.close()


@dataclass
class Colleague:
    """Sit in a browser of one's own."""

    client: ClientSession
    seen: Counter[str]
    _page: str = ""

    async def shift(self, watches: Callable[[], Awaitable[None]]) -> None:
        """Sign in, open every page, answer all who wait, watch the queue for a while, and sign out."""
        await self._get("/desk/login")
        await self._post("/desk/login", login=LOGIN, password=PASSWORD)
        for path in PAGES:
            await self._get(path)
        await self._get("/desk/cases/queue")
        for path in dict.fromkeys(re.findall(r'href="(/desk/case/\d+)"', self._page)):
            await self._answer(path)
        await watches()
        await self._post("/desk/logout")
        self.seen["shifts"] += 1

    async def _answer(self, path: str) -> None:
        await self._get(path)
        await self._post(f"{path}/claim")
        await self._post(f"{path}/write", words="Guten Tag, wir kümmern uns darum.")
        await self._get(f"{path}?part=1", keep=False)
        await self._post(f"{path}/hand-back")
        self.seen["answered by a colleague"] += 1

    async def _get(self, path: str, *, keep: bool = True) -> None:
        async with self.client.get(path) as answer:
            self._note(path, answer.status, await answer.text() if keep else "")

    async def _post(self, path: str, **fields: str) -> None:
        form = {"csrf": self._hidden("csrf"), "epoch": self._hidden("epoch"), **fields}
        async with self.client.post(path, data=form, headers=SITE) as answer:
            self._note(path, answer.status, await answer.text())

    def _note(self, path: str, status: int, page: str) -> None:
        self.seen["desk pages"] += 1
        self._page = page or self._page
        if status == 409:
            # The family wrote between looking and pressing; the page says so, and she goes on.
            self.seen["came too late"] += 1
        elif status >= 400:
            self.seen[f"{status} at {re.sub(r'[0-9]+', 'N', path)}"] += 1
            self.seen["refused"] += 1

    def _hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self._page)
        return found[1] if found else ""
