"""The whole house, running inside a test."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from bot.booking.book import Book
from bot.settings import Settings
from bot.store import appointments, conversations, files, households, messages, notes, resources, waitlist
from bot.wiring import Lotse, Role, build
from dialogs.registry import DIALOGS
from tests.bot.booking.offices import counsellor, wanted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.store.conversations import Thread
    from bot.store.messages import Record
    from dialogs.registry import Dialogs
    from tests.botapi import BotApi

DAY = 24 * 60 * 60
# A number that belongs to nobody, as a family types it.
PHONE = "0171 3920099"
# Seconds after which something hangs: a slow machine with much to do has stood still for half a minute.
PATIENCE = 90.0


class TravelClock:
    """Return milliseconds since 1970 UTC; time goes on by itself and can be travelled."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> int:
        return time.time_ns() // 1_000_000 + self._ahead

    def travel(self, seconds: float) -> None:
        self._ahead += int(seconds * 1000)


@dataclass(frozen=True, kw_only=True)
class House:
    """Look into the house while it runs."""

    lotse: Lotse
    api: BotApi
    clock: TravelClock

    async def quiet(self) -> None:
        """Wait until every update is handled and every call is made."""
        await self.api.until(lambda: not self.api.updates.pending and self.api.poller.waits, timeout=PATIENCE)
        await self.sent()

    async def sent(self) -> None:
        """Wait until nothing is queued, in hand, or not yet written down."""
        sender = self.lotse.telegram.sender
        async with asyncio.timeout(PATIENCE):
            while sender._tasks or self.count("outbox WHERE state IN ('queued', 'sending')"):
                await sender.finish()
                await asyncio.sleep(0.005)

    async def ask(self, doing: Any) -> list[str]:
        """Do something and return all that Lotse said to it, in order."""
        before = sum(len(chat.sent) for chat in self.api.chats.values())
        await doing
        await self.quiet()
        said = [message for chat in self.api.chats.values() for message in chat.sent]
        return [message.text for message in sorted(said, key=lambda message: message.message_id)[before:]]

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.lotse.door.read() as conn:
            return [tuple(row) for row in conn.execute(text(sql), values)]

    def count(self, what: str, **values: Any) -> int:
        return self.rows(f"SELECT count(*) FROM {what}", **values)[0][0]

    def states(self) -> list[str]:
        """Return how far every call has come, oldest first."""
        return [row[0] for row in self.rows("SELECT state FROM outbox ORDER BY id")]

    def thread(self, chat: int) -> Thread | None:
        vault = self.lotse.runner.turns.vault
        with self.lotse.door.read() as conn:
            return conversations.load(conn, vault, vault.lookup("telegram", str(chat)), lock=False)

    def record(self, chat: int) -> list[Record]:
        thread = self.thread(chat)
        with self.lotse.door.read() as conn:
            return messages.after(conn, thread.box, thread.person_id, 0, 10_000)

    async def call_a_person(self, her: Any, sender: str, note: str) -> None:
        """Let a family call a person, with phone and letter, and a colleague keep a note about her."""
        await self.ask(her.press_data("g:human"))
        for step in ("call", PHONE, "any", "en", "letter", sender):
            await self.ask(her.send(step) if step in (PHONE, sender) else her.press(step))
        thread = self.thread(her.chat.id)
        now = self.clock()
        paper = files.Upload(kind="pdf", content=f"%PDF- {note}".encode())

        def write(conn: Any) -> None:
            notes.add(conn, thread.box, thread.person_id, 1, note, now)
            files.keep(conn, thread.box, thread.person_id, paper, now)

        self.lotse.door.write_now(write)

    async def register(self, her: Any, name: str, child: str = "", *, interpreter: str = "yes") -> None:
        """Let a family answer the five questions in the chat; what she says of her child she says at the office."""
        await self.ask(her.send("/intake"))
        for step in ("understood", name, "en", "chat", "1", "9", interpreter, "later", "send", "no"):
            await self.ask(her.send(step) if step == name else her.press(step))
        thread, vault, now = self.thread(her.chat.id), self.lotse.runner.turns.vault, self.clock()

        def write(conn: Any) -> None:
            home = households.of(conn, vault, thread.person_id)
            given = households.answers(conn, home, thread.box, thread.person_id)
            given |= {"child.1.name": child or "A child", "house.letters": f"{child} street"}
            households.save(conn, vault, thread.box, thread.person_id, given, now)
            households.mark_seen(conn, home, given)

        self.lotse.door.write_now(write)

    def book(self, her: Any, note: str) -> int:
        """Let a colleague book the next talk of a family, and let her wait for another one; returns its number."""
        thread, vault, now = self.thread(her.chat.id), self.lotse.runner.turns.vault, self.clock()
        desk = self.lotse.desk

        def write(conn: Any) -> int:
            resources.save(conn, vault, counsellor(note))
            book = Book(conn=conn, vault=vault, office=desk.library.office, zone=desk.zone, now=now)
            days = book.plan().days(wanted(), book.today, book.today + timedelta(days=14))
            party = appointments.party_of(conn, thread.person_id)
            free = (at for _day, moments in days for at in moments)
            # The first time that does not lie beside an earlier one of hers.
            held = next(filter(None, (book.hold(party, wanted(), at, {"place": note}) for at in free)))
            booked = book.confirm(held.id, [thread.person_id], {})
            appointments.tick(conn, thread.box, booked.id, thread.person_id, [note])
            waitlist.join(conn, thread.box, thread.person_id, "change-school", {"note": note}, now)
            return booked.id

        return self.lotse.door.write_now(write)

    def impatient(self, seconds: float = 0.4) -> None:
        """Give up soon on calls that are not answered."""
        self.lotse.telegram._bot._request[1]._read = seconds


def settings_for(api: BotApi, database_url: str, folder: Path, **more: Any) -> Settings:
    usual = {"telegram_token": api.token, "telegram_api": api.url, "data_dir": folder, "database_url": database_url}
    fast = {"telegram_rate": 100_000.0, "telegram_chat_rate": 100_000.0}
    return Settings(_env_file=None, **(usual | fast | more))


@asynccontextmanager
async def running(
    api: BotApi, database_url: str, folder: Path, clock: TravelClock, *, dialogs: Dialogs = DIALOGS, **settings: Any
) -> AsyncIterator[House]:
    """Run the house until the block ends: it polls, or has told Telegram where to post."""
    lotse = build(settings_for(api, database_url, folder, **settings), Role.ALL, dialogs=dialogs, clock=clock)
    task = asyncio.create_task(lotse.run())
    try:
        await api.until(lambda: api.poller.waits or api.calls("setWebhook") or task.done())
        yield House(lotse=lotse, api=api, clock=clock)
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
