"""Persons in the store, without anybody who talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store import backups, conversations, messages, outbox, restoring
from bot.store.database import open_door
from bot.store.messages import Speaker
from bot.store.outbox import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.conversations import Thread
    from bot.store.outbox import Waiting

NOW = 1_700_000_000_000


@pytest.fixture
def person(door, vault) -> Callable[..., Thread]:
    """Give a function that begins a person at an address."""

    def begin(place: str = "5", now: int = NOW) -> Thread:
        return door.write_now(
            lambda conn: conversations.begin(
                conn, vault, channel="telegram", place=place, language="en", unmet="", now=now
            )
        )

    return begin


@pytest.fixture
def said(door) -> Callable[..., Waiting]:
    """Give a function that lets Lotse, or the family, say something; Lotse's is put into the outbox."""

    def say(
        thread: Thread,
        words: str = "Hello",
        *,
        family: bool = False,
        kind: Kind = Kind.ANSWER,
        boot: int = 1,
        at_once: bool = False,
        now: int = NOW,
    ) -> Waiting:
        def write(conn):
            speaker = Speaker.FAMILY if family else Speaker.LOTSE
            body = {"t": words} if family else {"l": "en", "p": [[words, ""]], "r": []}
            number = messages.append(conn, thread, speaker, body, now)
            conversations.save(conn, thread)
            if family:
                return None
            return outbox.put(
                conn,
                person_id=thread.person_id,
                number=number,
                address_id=thread.address_id,
                kind=kind,
                epoch=thread.epoch,
                boot=boot,
                at_once=at_once,
                now=now,
            )

        return door.write_now(write)

    return say


@pytest.fixture
def back_up(door, vault, tmp_path):
    """Give a function that makes a backup and returns its file."""

    def make(now: int = NOW, **options):
        made = backups.make(door, vault.house, tmp_path / "backups", **{"days": 30, **options}, now=now)
        return made.path

    return make


@pytest.fixture
def restore(door, vault, tmp_path):
    """Give a function that brings a backup into a database, the one it came from unless another is given."""

    def run(path, into=None, *, ledger=(), replace=True, at=NOW):
        found = restoring.look_through(path, vault)
        into = into or door
        return restoring.restore(into, vault, found, list(ledger), replace=replace, now=at, scratch=tmp_path)

    return run


@pytest.fixture
def other_door(empty_database_url):
    opened = open_door(empty_database_url)
    yield opened
    opened.close()
