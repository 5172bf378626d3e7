"""Erasing one person: rows, files and key, sought byte by byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import LargeBinary, select

from bot import logs
from bot.errors import ErasedError
from bot.store import erasing, waiting
from bot.store.tables import METADATA, erasure, person
from bot.turn import Turns
from tests.botapi import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

CHAT = 987_654_321_987
NAME, WORDS = "Sentinelname", "sentinelwords about her child"
CLEAR = [
    NAME.encode(),
    b"sentinelwords",
    str(CHAT).encode(),
    b"3920099",
    CHAT.to_bytes(8, "big"),
    CHAT.to_bytes(6, "big"),
]
RECEIPT = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


@pytest.fixture
def logged(tmp_path, plain_logs) -> None:
    logs.set_up(style="json", level="DEBUG", folder=tmp_path / "logs", token="123:TEST")


def _files(house, tmp_path) -> Iterator[Path]:
    """Return every file that may hold something about a person: database, its write-ahead log, our logs.

    The key file holds no person's key. On PostgreSQL the live files are those under base/ after a checkpoint. VACUUM
    leaves there, in room that is free, what was sealed with the key that is gone; the tables of keys and lookups are
    written anew. Its write-ahead log (pg_wal) keeps all of it, the wrapped key too, until the segments are recycled,
    which an idle server may put off for long: docs/operating.md says what to do.
    """
    yield from (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "keys.json")
    if house.lotse.door.writer.dialect.name == "postgresql":
        with psycopg.connect(house.lotse.settings.database, autocommit=True) as admin:
            admin.execute("CHECKPOINT")
            folder = admin.execute("SHOW data_directory").fetchone()[0]
            number = admin.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()[0]
        yield from (path for path in (Path(folder) / "base" / str(number)).iterdir() if path.is_file())


def _found(house, tmp_path, sought: list[bytes]) -> list[str]:
    return [
        f"{word[:20]!r} in {path.name}"
        for path in _files(house, tmp_path)
        for content in [path.read_bytes()]
        for word in sought
        if word in content
    ]


def _sealed(house, *tables: str) -> list[bytes]:
    """Return the beginnings of everything that these tables, or all, keep as bytes: sealed text, keys, lookups."""
    chosen = [table for name, table in METADATA.tables.items() if name in (tables or METADATA.tables)]
    columns = [c for table in chosen for c in table.columns if isinstance(c.type, LargeBinary)]
    with house.lotse.door.read() as conn:
        return [bytes(v)[:40] for c in columns for v in conn.execute(select(c)).scalars() if v is not None]


async def _live(house, telegram) -> None:
    """Let a person leave something everywhere: record, talks, outbox, quarantine."""
    her = telegram.user(CHAT, NAME, "en")
    await house.ask(her.send("/start"))
    await house.ask(her.send(WORDS))
    await house.ask(her.press_data("g:answers"))
    await house.ask(her.send("/menu"))
    await house.call_a_person(her, f"{WORDS} on the letter", f"{WORDS} in a note")
    await house.register(her, NAME, f"{NAME}child")
    house.book(her, NAME)
    telegram.push_raw({"message": {**her.say(f"/{WORDS}")["message"], "entities": [None]}})
    await house.quiet()
    telegram.fail("sendMessage", Kind.BAD_REQUEST)
    await house.ask(her.send(WORDS + " again"))


async def _delete_by_the_bot(house, telegram) -> list[str]:
    her = telegram.user(CHAT)
    await house.ask(her.send("/mydata"))
    await house.ask(her.press("delete"))
    return await house.ask(her.press("yes"))


async def test_nothing_of_her_is_found_before_in_clear_and_afterwards_at_all(
    house, telegram, tmp_path, logged, monkeypatch
):  # fmt: skip
    # Where both cores are busy, whoever still sees her may take longer than a family is kept waiting for her receipt.
    monkeypatch.setattr(waiting, "LOOKS", 3_000)
    await _live(house, telegram)
    if house.lotse.door.writer.dialect.name == "postgresql":
        # It does so by itself, too, at moments of its own.
        with psycopg.connect(house.lotse.settings.database, autocommit=True) as admin:
            admin.execute("ANALYZE")
    assert _found(house, tmp_path, CLEAR) == []
    # Control: the key opens what is there, and the search finds what is there.
    assert any(record.body.get("t") == WORDS for record in house.record(CHAT))
    before = _sealed(house, *METADATA.tables.keys() - {"resource"})
    assert len(before) > 10
    keys = _sealed(house, "person", "address", "finder", "household")
    assert len(keys) == 3 + 4 + 3, (
        "her key and address, what she is found by (number, name, phone twice), her household"
    )
    # The pages may still be on their way from memory to the file.
    house.lotse.door.scrub()
    assert len({one.split(" in ")[0] for one in _found(house, tmp_path, before)}) == len(set(before))
    [farewell] = await _delete_by_the_bot(house, telegram)
    assert RECEIPT.search(farewell)
    # Counts, times and the log of what was done name nobody.
    nameless = {"erasure", "received", "due", "helpful", "audit", "tally", "resource"}
    assert [table for table in METADATA.tables.keys() - nameless if house.count(f'"{table}"')] == []
    gone = before if house.lotse.door.writer.dialect.name == "sqlite" else keys
    assert _found(house, tmp_path, CLEAR + gone) == []


async def test_after_erasing_no_wrapped_key_opens_what_a_backup_still_holds(house, telegram):
    await _live(house, telegram)
    door, vault = house.lotse.door, house.lotse.runner.turns.vault
    thread = house.thread(CHAT)
    with door.read() as conn:
        message = METADATA.tables["message"]
        number, body = conn.execute(select(message.c.number, message.c.body).limit(1)).one()
    place = f"message|body|{thread.person_id}:{number}"
    assert vault.person(thread.person_id, thread.wrapped_key).open(place, bytes(body))
    await _live(house, telegram)
    other = telegram.user(6, "Joe", "en")
    await house.ask(other.send("/start"))
    await _delete_by_the_bot(house, telegram)
    with door.read() as conn:
        left = conn.execute(select(person.c.id, person.c.wrapped_key)).all()
    assert len(left) == 1
    for id, wrapped in left:
        with pytest.raises(ErasedError):
            vault.person(id, bytes(wrapped)).open(place, bytes(body))
    with pytest.raises(ErasedError):
        vault.house.open(place, bytes(body))


async def test_she_gets_one_receipt_and_the_chat_starts_anew(house, telegram):
    await _live(house, telegram)
    sends = telegram.counts["sendMessage"]
    [farewell] = await _delete_by_the_bot(house, telegram)
    assert telegram.counts["sendMessage"] == sends + 3
    [number] = RECEIPT.findall(farewell)
    with house.lotse.door.read() as conn:
        assert conn.execute(select(erasure.c.receipt)).scalars().all() == [number]
    assert house.count("outbox") == 0
    [greeting] = await house.ask(telegram.user(CHAT).send("/start"))
    assert "Welcome!" in greeting
    assert number not in greeting
    assert len(house.record(CHAT)) == 2


async def test_a_press_delivered_twice_erases_once_and_makes_nobody_new(house, telegram):
    await _live(house, telegram)
    her = telegram.user(CHAT)
    await house.ask(her.send("/mydata"))
    await house.ask(her.press("delete"))
    update = await her.press("yes")
    await house.quiet()
    telegram.redeliver([update["update_id"]])
    await house.quiet()
    assert house.count("erasure") == 1
    assert house.count("person") == 0
    assert sum("Everything has been deleted" in message.text for message in her.inbox) == 1


@pytest.mark.parametrize("kind", [Kind.SERVER_ERROR, Kind.HANG_BEFORE, Kind.BARE_FAILURE])
async def test_of_a_receipt_that_could_not_be_sent_nothing_stays(house, telegram, kind):
    await _live(house, telegram)
    her = telegram.user(CHAT)
    await house.ask(her.send("/mydata"))
    await house.ask(her.press("delete"))
    house.impatient()
    telegram.fail("sendMessage", kind, times=None)
    assert await house.ask(her.press("yes")) == []
    assert house.count("erasure") == 1
    assert house.count("outbox") == 0


async def test_others_keep_everything(house, telegram):
    other = telegram.user(6, "Joe", "en")
    await house.ask(other.send("/start"))
    before = house.record(6)
    await _live(house, telegram)
    await _delete_by_the_bot(house, telegram)
    assert house.record(6) == before
    assert await house.ask(other.press("answers"))


async def test_what_could_not_be_handled_goes_with_her_from_telegram_and_from_the_page(house, telegram, monkeypatch):
    her = telegram.user(CHAT, NAME, "en")
    await house.ask(her.send("/start"))
    await house.lotse.page.start("browser-token", "en")

    def fail(*_):
        raise LookupError("a fault of ours")

    with monkeypatch.context() as broken:
        broken.setattr(Turns, "take", fail)
        broken.setattr(Turns, "apologise", fail)
        await her.send(WORDS)
        await house.quiet()
        await house.lotse.page.receive("browser-token", "message-1", text=WORDS)
    assert sorted(house.rows("SELECT channel FROM quarantine")) == [("telegram",), ("web",)]
    vault = house.lotse.runner.turns.vault
    for channel, place in (("web", "browser-token"), ("telegram", str(CHAT))):
        with house.lotse.door.read() as conn:
            person = erasing.find_person(conn, vault, channel, place)
        house.lotse.door.write_now(lambda conn, person=person: erasing.erase(conn, vault, person, house.clock()))
        assert house.count("quarantine WHERE channel = :channel", channel=channel) == 0
