"""Households: adults and children, what is asked of them, and what goes with whom."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.errors import ErasedError
from bot.store import erasing, households, placements
from bot.store.tables import METADATA, adult, due, household

NOW = 1_700_000_000_000
DAY = 24 * 60 * 60 * 1000
FIRST = {
    "you.name": "Amina", "house.children": 2, "child.1.age": 9, "child.1.name": "Sara", "child.2.age": 3,
    "house.signs": "both",
}  # fmt: skip


@pytest.fixture
def save(door, vault):
    """Give a function that saves answers of a person."""

    def save(thread, given, now=NOW):
        return door.write_now(lambda conn: households.save(conn, vault, thread.box, thread.person_id, given, now))

    return save


def answers(door, vault, thread):
    with door.read() as conn:
        home = households.of(conn, vault, thread.person_id)
        return households.answers(conn, home, thread.box, thread.person_id) if home else None


def rows(door, *tables):
    with door.read() as conn:
        return {name: len(conn.execute(select(METADATA.tables[name])).all()) for name in tables}


def test_answers_come_back_as_they_were_given(door, vault, person, save):
    amina = person()
    save(amina, FIRST)
    assert answers(door, vault, amina) == FIRST
    changed = {**FIRST, "child.1.name": "Sahra", "you.name": "Amina H."}
    save(amina, changed, NOW + DAY)
    assert answers(door, vault, amina) == changed
    assert rows(door, "household", "adult", "child", "placement") == {
        "household": 1, "adult": 1, "child": 2, "placement": 2,
    }  # fmt: skip


def test_a_child_that_is_not_named_any_more_goes_with_its_placement(door, vault, person, save):
    amina = person()
    save(amina, FIRST)
    save(amina, {key: value for key, value in FIRST.items() if not key.startswith("child.2")})
    assert rows(door, "child", "placement") == {"child": 1, "placement": 1}


def test_a_child_keeps_its_row_and_its_waiting_when_something_is_corrected(door, vault, person, save):
    amina = person()
    home = save(amina, FIRST)
    with door.read() as conn:
        before = placements.of(conn, home.box, home.id)
    save(amina, {**FIRST, "child.1.name": "Sahra"}, NOW + 9 * DAY)
    with door.read() as conn:
        assert placements.of(conn, home.box, home.id) == before


def test_what_an_adult_says_of_herself_is_under_her_own_key(door, vault, person, save):
    amina = person()
    home = save(amina, FIRST)
    with door.read() as conn:
        body = bytes(conn.execute(select(adult.c.body)).scalar_one())
    place = f"adult|body|{amina.person_id}"
    assert b"Amina" in amina.box.open(place, body)
    with pytest.raises(ErasedError):
        home.box.open(place, body)


def test_the_household_goes_with_its_last_adult_and_its_key_opens_nothing_any_more(door, vault, person, save):
    amina = person()
    home = save(amina, FIRST)
    with door.read() as conn:
        wrapped = bytes(conn.execute(select(household.c.wrapped_key)).scalar_one())
    assert vault.household(home.id, wrapped)
    receipt = door.write_now(lambda conn: erasing.erase(conn, vault, amina.person_id, NOW))
    assert receipt.rows >= 1 + 1 + 2 + 2 + 1
    assert not any(rows(door, "household", "adult", "child", "placement", "person").values())
    with door.read() as conn:
        assert not conn.execute(select(due).where(due.c.kind == placements.WORD)).all()


def test_another_adult_stays_and_keeps_the_children(door, vault, person, save):
    amina, karim = person("5"), person("6")
    home = save(amina, FIRST)

    def join(conn):
        households.join(conn, karim.box, karim.person_id, home.id, NOW + 1)

    door.write_now(join)
    assert answers(door, vault, karim) == {k: v for k, v in FIRST.items() if not k.startswith("you.")}
    door.write_now(lambda conn: erasing.erase(conn, vault, amina.person_id, NOW))
    assert answers(door, vault, karim)["child.1.name"] == "Sara"
    assert rows(door, "adult", "child") == {"adult": 1, "child": 2}
    door.write_now(lambda conn: households.leave(conn, vault, karim.person_id))
    assert rows(door, "household", "child") == {"household": 0, "child": 0}


def test_steps_of_a_placement_and_how_long_children_wait(door, vault, person, save):
    home = save(person(), FIRST)
    with door.read() as conn:
        first, second = placements.of(conn, home.box, home.id).values()
    step = {"state": "sent", "on": "2026-11-30", "authority": "Schulamt", "school": "", "by": 1}
    door.write_now(lambda conn: placements.step(conn, home.box, first, step, NOW + DAY))
    with door.read() as conn:
        assert placements.passed_on(conn, home.id)
        assert {one.state for one in placements.of(conn, home.box, home.id).values()} == {"sent", "waiting"}
        assert [waits[0] for waits in placements.waiting(conn)] == sorted([first.child_id, second.child_id])
        moved = placements.of(conn, home.box, home.id)[first.child_id]
    started = {**step, "state": "started", "school": "A school"}
    door.write_now(lambda conn: placements.step(conn, home.box, moved, started, NOW + 20 * DAY))
    with door.read() as conn:
        assert [waits[0] for waits in placements.waiting(conn)] == [second.child_id]
        assert placements.median_days(conn, NOW, NOW + 30 * DAY) == (20.0, 30.0)


@pytest.mark.parametrize(("days_ago", "waited"), [(5, 15.0), (40, 0.0)])
def test_a_child_has_waited_until_the_day_of_its_start_whenever_that_was_written_down(
    door, vault, person, save, days_ago, waited
):
    home = save(person(), {"child.1.age": 9})
    with door.read() as conn:
        [found] = placements.of(conn, home.box, home.id).values()
    started = {"state": "started", "on": "2026-11-30", "authority": "", "school": "A school", "by": 1}
    door.write_now(lambda conn: placements.step(conn, home.box, found, started, NOW + 20 * DAY, days_ago=days_ago))
    with door.read() as conn:
        assert placements.median_days(conn, NOW, NOW + 30 * DAY) == (waited, None)
