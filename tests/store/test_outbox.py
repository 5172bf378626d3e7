"""Calls that are committed and wait to be made."""

from __future__ import annotations

from sqlalchemy import select

from bot.store import boots, outbox
from bot.store.outbox import Kind, Result, State
from bot.store.tables import outbox as table
from tests.store.conftest import NOW


def _rows(door, *names: str) -> list[tuple[object, ...]]:
    with door.read() as conn:
        return [tuple(row) for row in conn.execute(select(*(table.c[name] for name in names)).order_by(table.c.id))]


def _claimed(door, now: int = NOW, admits=lambda _address: True, boot: int = 1) -> list[int]:
    return [one.id for one in door.write_now(lambda conn: outbox.claim(conn, boot, now, admits))]


def _result(door, *results: Result) -> None:
    door.write_now(lambda conn: outbox.finish(conn, results))


def test_what_goes_at_once_is_in_hand_from_the_start(door, person, said):
    thread = person()
    said(thread, at_once=True, boot=7)
    said(thread, boot=7)
    assert _rows(door, "state", "boot") == [("sending", 7), ("queued", 0)]


def test_of_each_address_only_the_oldest_is_taken(door, person, said):
    one, two = person("5"), person("6")
    first, _second, third = said(one), said(one), said(two)
    assert _claimed(door) == [first.id, third.id]
    assert _rows(door, "state", "boot") == [("sending", 1), ("queued", 0), ("sending", 1)]


def test_an_address_that_must_wait_does_not_keep_the_others(door, person, said):
    one, two = person("5"), person("6")
    said(one)
    other = said(two)
    assert _claimed(door, admits=lambda address: address != one.address_id) == [other.id]


def test_answers_go_before_notices_of_others(door, person, said):
    one, two = person("5"), person("6")
    notice = said(one, kind=Kind.NOTICE)
    answer = said(two)
    admitted: list[int] = []
    assert set(_claimed(door, admits=lambda address: admitted.append(address) or True)) == {notice.id, answer.id}
    assert admitted == [two.address_id, one.address_id]


def test_in_a_chat_an_answer_does_not_overtake_a_notice(door, person, said):
    thread = person()
    notice = said(thread, kind=Kind.NOTICE)
    said(thread)
    assert _claimed(door) == [notice.id]


def test_nothing_overtakes_what_waits_in_the_same_chat(door, person, said):
    one, two = person("5"), person("6")
    first, second, third = said(one), said(one), said(two)
    _result(door, Result(id=first.id, state=State.QUEUED, reason="too many requests", not_before=NOW + 5_000))
    assert _claimed(door) == [third.id]
    assert _claimed(door, NOW + 4_999) == []
    assert _claimed(door, NOW + 5_000) == [first.id]
    _result(door, Result(id=first.id, state=State.SENT))
    assert _claimed(door, NOW + 5_000) == [second.id]


def test_nothing_is_taken_while_a_call_of_its_chat_is_in_hand(door, person, said):
    thread = person()
    first, second = said(thread, at_once=True), said(thread)
    assert _claimed(door) == []
    _result(door, Result(id=first.id, state=State.SENT))
    assert _claimed(door) == [second.id]


def test_what_became_of_calls_is_written_down(door, person, said):
    thread = person()
    calls = [said(thread, at_once=True) for _n in range(4)]
    _result(
        door,
        Result(id=calls[0].id, state=State.SENT),
        Result(id=calls[1].id, state=State.FAILED, reason="x" * 500),
        Result(id=calls[2].id, state=State.QUEUED, reason="no connection", not_before=NOW + 9),
        Result(id=calls[3].id, state=State.QUEUED, reason="ambiguous", not_before=NOW, ambiguous=True),
    )
    assert _rows(door, "state", "attempts", "reason") == [
        ("sent", 1, None),
        ("failed", 1, "x" * 200),
        ("queued", 0, "no connection"),
        ("queued", 1, "ambiguous"),
    ]
    with door.read() as conn:
        assert outbox.next_due(conn) == NOW


def test_an_ambiguous_answer_goes_again_once_and_only_as_the_newest(door, person, said):
    def judged(waiting) -> State:
        return door.write_now(lambda conn: outbox.after_unknown(conn, waiting, NOW)).state

    thread = person()
    first = said(thread, at_once=True)
    assert judged(first) is State.QUEUED
    second = said(thread, at_once=True)
    assert judged(first) is State.UNKNOWN
    assert judged(second) is State.QUEUED
    said(thread, "thank you", family=True)
    assert judged(second) is State.UNKNOWN
    notice = said(thread, kind=Kind.NOTICE, at_once=True)
    said(thread, "and now?", family=True)
    assert judged(notice) is State.QUEUED


def test_what_was_sent_twice_already_is_not_sent_again(door, person, said):
    waiting = said(person(), at_once=True)
    _result(door, Result(id=waiting.id, state=State.QUEUED, not_before=NOW, ambiguous=True))
    [again] = door.write_now(lambda conn: outbox.claim(conn, 1, NOW, lambda _address: True))
    assert again.attempts == 1
    assert door.write_now(lambda conn: outbox.after_unknown(conn, again, NOW)).state is State.UNKNOWN


def _inherit(door, boot: int) -> list[State]:
    results = door.write_now(lambda conn: outbox.inherit(conn, boots.dead(conn), boot, NOW))
    return [result.state for result in results]


def test_calls_of_a_dead_process_are_judged_those_of_a_living_one_are_not(door, person, said):
    """SQLite has one process, so every other boot is dead; on PostgreSQL a living one holds its advisory lock."""
    one, two = person("5"), person("6")
    said(one, at_once=True, boot=70)
    said(one, at_once=True, boot=70)
    said(two, at_once=True, boot=71)
    if door.writer.dialect.name == "sqlite":
        assert _inherit(door, 71) == [State.UNKNOWN, State.QUEUED]
        assert _rows(door, "state", "boot") == [("unknown", 70), ("queued", 70), ("sending", 71)]
        return
    alive = boots.Locks(door.writer, 71)
    alive.hold()
    assert _inherit(door, 72) == [State.UNKNOWN, State.QUEUED]
    assert _rows(door, "state", "boot") == [("unknown", 70), ("queued", 70), ("sending", 71)]
    alive.release()
    assert _inherit(door, 72) == [State.QUEUED]
    assert _rows(door, "state")[-1] == ("queued",)


def test_looking_for_the_dead_takes_no_lock_of_theirs(door, person, said):
    if door.writer.dialect.name == "sqlite":
        return
    said(person(), at_once=True, boot=70)
    assert door.write_now(boots.dead) == [70]
    assert door.write_now(boots.dead) == [70]
    alive = boots.Locks(door.writer, 70)
    alive.hold()
    assert door.write_now(boots.dead) == []
    alive.release()


def test_who_waits_and_how_long_is_known_after_a_restart(door, person, said):
    one, two, three = person("5"), person("6"), person("7")
    late = said(one)
    for thread in (one, one, two):
        said(thread)
    said(three, at_once=True, boot=7)
    _result(door, Result(id=late.id, state=State.QUEUED, reason="too many requests", not_before=NOW + 9))
    with door.read() as conn:
        assert set(outbox.lines(conn)) == {(one.address_id, 3, NOW + 9), (two.address_id, 1, NOW)}
