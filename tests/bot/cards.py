"""What the tests about cards with five words share: a family, her words, and where they could be found."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot import logs
from bot.store.tables import METADATA, conversation, message, outbox, person, quarantine, talk
from knowledge.recovery_words import COUNT, listed
from tests.bot.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "https://chat.example.org"
WORDS = re.compile(rf"(?<![a-z])[a-z]{{4,9}}(?: [a-z]{{4,9}}){{{COUNT - 1}}}(?![a-z])")
GUESS = "apple badger cedar dolphin eagle"


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk, plain_logs):
    logs.set_up(style="json", level="DEBUG", folder=tmp_path / "logs", token="123:TEST")
    async with running(telegram, database_url, tmp_path, clock, public_url=PAGE) as lotse:
        yield lotse


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


def found_in(said: str) -> str:
    """Return the five words that stand in a message."""
    [words] = {one for one in WORDS.findall(said) if set(one.split()) <= set(listed())}
    return words


async def words_of(house, user, way: str = "g:words") -> str:
    return found_in("\n".join(await house.ask(user.press_data(way))))


async def on_page(house, token: str, text: str = "", press: str = ""):
    on_page.times = getattr(on_page, "times", 0) + 1
    unkept = await house.lotse.page.receive(token, f"message-{on_page.times}", text=text, press=press)
    await house.sent()
    return unkept


def page(house, token: str) -> str:
    """Return all that a browser shows."""
    return "\n".join(part.text for shown in house.lotse.page.history(token, 0) for part in shown.parts)


def owner(house, chat: int) -> int:
    thread = house.thread(chat)
    return thread.person_id if thread else 0


def opened(house) -> Iterator[bytes]:
    """Return everything that is sealed with the key of a person, and what is kept for mending, in clear."""
    vault = house.lotse.runner.turns.vault
    with house.lotse.door.read() as conn:
        for id, wrapped in conn.execute(select(person.c.id, person.c.wrapped_key)).all():
            box = vault.person(id, bytes(wrapped))
            for row in conn.execute(select(message).where(message.c.person_id == id)):
                yield box.open(f"message|body|{id}:{row.number}", bytes(row.body))
            for row in conn.execute(select(talk).where(talk.c.person_id == id)):
                yield box.open(f"talk|body|{row.id}", bytes(row.body))
            for row in conn.execute(select(conversation).where(conversation.c.person_id == id)):
                yield box.open(f"conversation|state|{id}", bytes(row.state))
            for row in conn.execute(select(outbox).where(outbox.c.person_id == id, outbox.c.payload.is_not(None))):
                yield box.open(outbox_place(row), bytes(row.payload))
        for row in conn.execute(select(quarantine)):
            yield vault.house.open(f"quarantine|body|{row.id}", bytes(row.body))


def outbox_place(row) -> str:
    return f"outbox|payload|{row.person_id}:{row.number}"


def raw(house) -> Iterator[bytes]:
    """Return everything in every column, as it is stored."""
    with house.lotse.door.read() as conn:
        for table in METADATA.tables.values():
            for row in conn.execute(select(table)):
                yield from (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)


def assert_nowhere(house, tmp_path, words: str) -> None:
    """Look for words, whole and by twos, in clear text, in stored bytes and in every file but the key's."""
    parts = words.split()
    pairs = [re.compile(rf"{one}[^a-z]+{other}".encode()) for one, other in pairwise(parts)]
    files = (path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "keys.json")
    for content in (*opened(house), *raw(house), *files):
        assert not any(pair.search(content) for pair in pairs)
