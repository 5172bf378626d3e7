"""Conversations as they are kept between two turns."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from bot.errors import ErasedError
from bot.store import addresses, conversations, messages, talks
from bot.store.messages import Speaker
from dialogs.conversation import Holder, Phase
from dialogs.record import Entry, Kind, TalkRecord
from tests.store.conftest import NOW


def _record(id: int = 77) -> TalkRecord:
    entries = {"menu": Entry(Kind.ANSWER, "answers"), "kept": Entry(Kind.LOOK, {"days": 3}, ["SeeWhatIsKept", {}])}
    return TalkRecord(id=id, dialog="welcome", today=date(2026, 1, 2), entries=entries, heard={"": ["abcd"]})


def _load(door, vault, place: str = "5"):
    with door.read() as conn:
        return conversations.load(conn, vault, vault.lookup("telegram", place), lock=False)


def test_what_a_turn_changed_is_there_at_the_next(door, vault, person):
    thread = person()
    talk = thread.talk
    talk.active, talk.paused, talk.aside, talk.misses = _record(1), _record(2), "my words", 2
    talk.last_press, talk.last_press_at, talk.wait_told, talk.failures = "g:menu", NOW, True, 1
    talk.language, talk.holder, talk.unmet = "ar", Holder.QUEUE, "so en"
    thread.phase, thread.heard_at, thread.messages, thread.epoch = Phase.WAITING_STAFF, NOW + 5, 9, 4
    door.write_now(lambda conn: conversations.save(conn, thread))
    found = _load(door, vault)
    assert found.talk == talk
    assert (found.phase, found.heard_at, found.messages, found.epoch) == (Phase.WAITING_STAFF, NOW + 5, 9, 4)
    assert found.person_id == thread.person_id


def test_an_address_that_never_wrote_has_no_conversation(door, vault, person):
    person()
    assert _load(door, vault, "6") is None


def test_a_turn_on_postgres_keeps_others_from_the_same_conversation(door, vault, person):
    person()
    if door.writer.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer")
    lookup, order = vault.lookup("telegram", "5"), []
    inside, gate = threading.Event(), threading.Event()

    def first(conn):
        conversations.load(conn, vault, lookup)
        inside.set()
        gate.wait(5)
        order.append("first")

    def second(conn):
        conversations.load(conn, vault, lookup)
        order.append("second")

    one = door.submit(first, 0)
    assert inside.wait(5)
    other = door.submit(second, 1)
    assert order == []
    gate.set()
    one.result(5)
    other.result(5)
    assert order == ["first", "second"]


def test_the_record_is_kept_in_order_and_opens_only_in_its_place(door, vault, person, said):
    thread, other = person(), person("6")
    for words in ("one", "two", "three"):
        said(thread, words, family=True)
    with door.read() as conn:
        found = messages.after(conn, thread.box, thread.person_id, 1)
        assert [(one.number, one.body["t"], one.speaker) for one in found] == [
            (2, "two", Speaker.FAMILY),
            (3, "three", Speaker.FAMILY),
        ]
        assert messages.after(conn, thread.box, thread.person_id, 0, 1)[0].body == {"t": "one"}
        assert messages.one(conn, thread.box, thread.person_id, 4) is None
        with pytest.raises(ErasedError):
            messages.one(conn, other.box, thread.person_id, 1)


def test_a_talk_that_is_over_is_found_by_its_person_alone(door, person):
    thread, other = person(), person("6")
    door.write_now(lambda conn: talks.archive(conn, thread, _record(), NOW))
    door.write_now(lambda conn: talks.archive(conn, thread, _record(), NOW))
    assert door.write_now(lambda conn: talks.find(conn, thread, 77)) == _record()
    assert door.write_now(lambda conn: talks.find(conn, other, 77)) is None
    assert door.write_now(lambda conn: talks.find(conn, thread, 78)) is None


def test_an_address_is_marked_and_unlinked(door, vault, person):
    thread, lookup = person(), vault.lookup("telegram", "5")
    assert door.write_now(lambda conn: addresses.mark(conn, lookup, "blocked"))
    with door.read() as conn:
        place = addresses.find(conn, vault, thread.address_id)
        assert (place.place, place.state, place.person_id) == ("5", "blocked", thread.person_id)
    door.write_now(lambda conn: addresses.mark_id(conn, thread.address_id, "gone"))
    assert _load(door, vault).reachable == "gone"
    assert door.write_now(lambda conn: addresses.unlink(conn, lookup))
    assert not door.write_now(lambda conn: addresses.unlink(conn, lookup))
    assert not door.write_now(lambda conn: addresses.mark(conn, lookup, "ok"))
    with door.read() as conn:
        assert addresses.find(conn, vault, thread.address_id) is None
