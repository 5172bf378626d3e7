"""Several processes on one PostgreSQL: one of them sends, all of them hear, and nothing is said twice."""

from __future__ import annotations

import asyncio
import threading

import psycopg

from bot.store import conversations, outbox
from bot.store.database import open_door
from bot.store.outbox import Kind
from bot.telegram import sender
from bot.telegram.pace import Here, TokenPace
from bot.turn import Outcome
from bot.wiring import Role
from tests.bot.running import PATIENCE
from tests.processes.conftest import until

WEBHOOK = {
    "telegram_mode": "webhook", "webhook_secret": "a-secret_of-enough-length", "public_url": "https://lotse.example",
}  # fmt: skip


def leads(house) -> bool:
    return house.lotse.telegram.here.leads


async def answered(house, her, text: str) -> None:
    before = len(her.chat.sent)
    await her.send(text)
    await until(lambda: len(her.chat.sent) > before and not house.api.updates.pending)


HOLDERS = (
    "FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


async def end_the_election(house, postgres_url: str) -> None:
    """Cut the connections that hold locks, as a database does that is started anew; who led has stopped then."""
    with psycopg.connect(postgres_url, autocommit=True) as admin:
        before = set(admin.execute(f"SELECT pid {HOLDERS}").fetchall())
        admin.execute(f"SELECT pg_terminate_backend(pid) {HOLDERS}")
    # It stops before it takes its locks anew.
    await until(lambda: (now := {tuple(row) for row in house.rows(f"SELECT pid {HOLDERS}")}) and not now & before)


async def test_one_of_two_sends_and_the_other_one_may_come_and_go(start, telegram):
    her = telegram.user(5, "Amal", "en")
    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        async with start() as other:
            await answered(one, her, "/start")
            assert (leads(one), leads(other)) == (True, False)
        await answered(one, her, "/menu")
        assert len(her.chat.sent) == 2


async def test_another_one_sends_once_the_first_is_gone(start, telegram):
    her = telegram.user(5, "Amal", "en")
    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        first = start()
        other = await first.__aenter__()
        await answered(one, her, "/start")
    try:
        await until(lambda: leads(other))
        await answered(other, her, "/menu")
        assert len(her.chat.sent) == 2
    finally:
        await first.__aexit__(None, None, None)


async def test_who_has_lost_the_database_sends_no_more_until_elected_again(start, postgres_url, telegram):
    her = telegram.user(5, "Amal", "en")
    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        await answered(one, her, "/start")
        await end_the_election(one, postgres_url)
        await until(lambda: leads(one))
        await answered(one, her, "/menu")
        assert len(her.chat.sent) == 2
        # Its own lock is back, too: nobody takes it for dead.
        boot = one.lotse.runner.turns.mouth.boot
        await until(lambda: not one.rows("SELECT 1 WHERE pg_try_advisory_lock(:boot)", boot=boot))


async def test_who_is_elected_no_more_in_the_middle_of_a_turn_answers_it(start, postgres_url, telegram, monkeypatch):
    her, goes_on, save = telegram.user(5, "Amal", "en"), threading.Event(), conversations.save
    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        await answered(one, her, "/start")
        held = threading.Event()

        def save_later(conn, thread):
            # Her answer is written as one that goes at once.
            held.set()
            assert goes_on.wait(PATIENCE)
            save(conn, thread)

        monkeypatch.setattr(conversations, "save", save_later)
        await her.send("/menu")
        await until(held.is_set)
        await end_the_election(one, postgres_url)
        goes_on.set()
        await until(lambda: len(her.chat.sent) == 2)


async def test_who_is_elected_no_more_sends_what_was_claimed(start, postgres_url, telegram, monkeypatch):
    her, goes_on, reread = telegram.user(5, "Amal", "en"), threading.Event(), sender.Sender._reread

    def reread_later(self, rows):
        # While the call before it is in hand, nothing is claimed yet.
        assert not rows or goes_on.wait(PATIENCE)
        return reread(self, rows)

    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        await answered(one, her, "/start")
        monkeypatch.setattr(sender.Sender, "_reread", reread_later)
        one.lotse.telegram.here.leads = False
        await her.send("/menu")
        await until(lambda: one.rows("SELECT 1 FROM outbox WHERE state = 'sending' AND number > 2"))
        one.lotse.telegram.here.leads = True
        await end_the_election(one, postgres_url)
        goes_on.set()
        await until(lambda: len(her.chat.sent) == 2)


async def test_what_one_process_says_another_sends_at_once(start, telegram, monkeypatch):
    monkeypatch.setattr(sender, "IDLE", PATIENCE)
    async with start(Role.SENDER, **WEBHOOK) as sends, start(Role.WEB, **WEBHOOK) as web:
        await until(lambda: leads(sends))
        her = telegram.user(5, "Amal", "en")
        her.chat.known = True
        raw = {
            "update_id": 7,
            "message": {
                "message_id": 1, "date": 1_700_000_000, "text": "/start",
                "chat": {"id": 5, "type": "private", "first_name": "Amal"},
                "from": {"id": 5, "is_bot": False, "first_name": "Amal", "language_code": "en"},
            },
        }  # fmt: skip
        await web.lotse.telegram.updates.handle(raw)
        await until(lambda: her.chat.sent)


async def test_open_pages_hear_what_another_process_has_done(start):
    async with start(Role.WEB) as one, start(Role.WEB) as other:
        await one.lotse.page.start("browser", "en")
        async with one.lotse.page.subscribe("browser") as bell:
            await other.lotse.page.receive("browser", "one", text="school")
            await asyncio.wait_for(bell.wait(), PATIENCE)
        with one.lotse.desk.bells.listen() as bell:
            other.lotse.runner.tell(Outcome(for_staff=True))
            await asyncio.wait_for(bell.wait(), PATIENCE)


async def test_whoever_types_is_seen_through_another_process(start):
    async with start(Role.WEB) as one, start(Role.WEB) as other:
        await one.lotse.page.start("browser", "en")
        person = one.lotse.page._person("browser")
        other.lotse.runner.tell(Outcome(person_id=person, typing="staff"))
        await until(lambda: one.lotse.page.typed_at("browser"))


def test_nothing_goes_at_once_past_what_another_process_has_said(postgres_url, clock, vault):
    door = open_door(postgres_url)
    here = Here(TokenPace(rate=30, chat_rate=1, clock=clock))
    here.leads = True

    def write(conn):
        thread = conversations.begin(
            conn, vault, channel="telegram", place="5", language="en", unmet="", now=clock()
        )  # fmt: skip
        first = here.admits_at_once(conn, thread.address_id)
        # A process that does not send has said something meanwhile.
        outbox.put(
            conn, person_id=thread.person_id, number=1, address_id=thread.address_id, kind=Kind.ANSWER, epoch=0, boot=7,
            at_once=False, now=clock(),
        )  # fmt: skip
        return first, here.admits_at_once(conn, thread.address_id)

    assert door.write_now(write) == (True, False)
    door.close()


async def test_who_has_not_been_elected_writes_down_what_it_says(start, telegram):
    async with start() as one:
        await until(lambda: leads(one) and telegram.poller.waits)
        async with start() as other:
            here = other.lotse.telegram.here
            assert not other.lotse.door.write_now(lambda conn: here.admits_at_once(conn, 5))
