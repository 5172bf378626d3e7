"""Who holds a conversation."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.errors import NotHeldError
from bot.store import holding
from bot.store.retention import DAY, SILENT_DAYS
from bot.store.tables import conversation
from tests.store.conftest import NOW


def _row(door) -> tuple[object, ...]:
    with door.read() as conn:
        columns = conversation.c
        return tuple(
            conn.execute(select(columns.holder, columns.staff_id, columns.phase, columns.epoch)).one()
        )  # fmt: skip


async def test_of_many_who_claim_at_once_one_wins_and_the_others_hear_it(door, person):
    id = person().person_id
    claims = [
        door.write(lambda conn, staff=staff: (staff, holding.claim(conn, id, staff, epoch=1)), lane=staff)
        for staff in range(1, 9)
    ]
    outcomes = await asyncio.gather(*claims, return_exceptions=True)
    [(winner, epoch)] = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert epoch == 2
    assert sum(isinstance(outcome, NotHeldError) for outcome in outcomes) == 7
    assert _row(door) == ("staff", winner, "waiting_staff", 2)


def test_every_change_of_holder_raises_the_epoch(door, person):
    id = person().person_id
    epoch = door.write_now(lambda conn: holding.call_person(conn, id, epoch=1))
    assert _row(door) == ("queue", None, "waiting_staff", 2)
    epoch = door.write_now(lambda conn: holding.claim(conn, id, 9, epoch=epoch))
    assert _row(door) == ("staff", 9, "waiting_staff", 3)
    epoch = door.write_now(lambda conn: holding.hand_back(conn, id, epoch=epoch))
    assert _row(door) == ("bot", None, "active", 4)
    epoch = door.write_now(lambda conn: holding.close(conn, id, epoch=epoch))
    assert _row(door) == ("bot", None, "closed", 5)
    with door.read() as conn:
        assert holding.epoch_of(conn, id) == epoch == 5
        assert holding.epoch_of(conn, 1) is None


@pytest.mark.parametrize("change", [holding.call_person, holding.hand_back, holding.close])
def test_who_has_read_an_old_epoch_changes_nothing(door, person, change):
    id = person().person_id
    door.write_now(lambda conn: holding.claim(conn, id, 9, epoch=1))
    with pytest.raises(NotHeldError):
        door.write_now(lambda conn: change(conn, id, epoch=1))
    assert _row(door) == ("staff", 9, "waiting_staff", 2)


def test_thirty_days_of_silence_close_a_conversation_once(door, person):
    id = person(now=NOW).person_id
    door.write_now(lambda conn: holding.claim(conn, id, 9, epoch=1))
    month = SILENT_DAYS * DAY
    assert door.write_now(lambda conn: holding.close_silent(conn, NOW)) == 0
    assert door.write_now(lambda conn: holding.close_silent(conn, NOW + month + 1 - month)) == 1
    assert _row(door) == ("bot", None, "closed", 3)
    assert door.write_now(lambda conn: holding.close_silent(conn, NOW + 1)) == 0
