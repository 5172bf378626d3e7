"""What the house does with an intake: the household's rows, the case that colleagues see, and taking it all back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import insert

from bot.calling import milliseconds, promised
from bot.store import cases, finders, households, placements, talks, tallies
from bot.store.receipts import new_number
from bot.store.tables import erasure
from dialogs import sayings
from dialogs.phone import spoken
from dialogs.wishes import Done, Refused, SendIntake, WriteForOthers

if TYPE_CHECKING:
    from bot.house import TurnHouse
    from bot.store.cases import Case
    from dialogs.wishes import Wish

# What an intake is about, so that the right team gets it.
TOPIC, OTHERS = "counselling-families", {"volunteer": "volunteering", "school": "workshops"}
# Answers beyond the five questions; with one of them there is nothing left to complete.
_MORE = ("house.letters", "house.arrived", "house.signs")


def answers(house: TurnHouse) -> dict[str, Any]:
    """Return what an adult has answered before."""
    thread = house.thread
    home = households.of(house.conn, house.vault, thread.person_id)
    return households.answers(house.conn, home, thread.box, thread.person_id) if home else {}


def see(house: TurnHouse, wish: Wish) -> dict[str, Any]:
    """Tell what was sent before."""
    del wish
    home = households.of(house.conn, house.vault, house.thread.person_id)
    return {
        "sent": home is not None,
        "whole": home is not None and any(key in home.shared for key in _MORE),
        "children": home.shared.get("house.children", 0) if home else 0,
        "passed_on": home is not None and placements.passed_on(house.conn, home.id),
        "days": house.office.intake_days,
    }


def send(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Copy the answers into the rows, and let colleagues know."""
    if not isinstance(wish, SendIntake):
        return Refused()
    conn, vault, thread, now = house.conn, house.vault, house.thread, house.now
    given = orjson.loads(wish.answers)
    new = households.of(conn, vault, thread.person_id) is None
    households.save(conn, vault, thread.box, thread.person_id, given, now)
    case = _case(house, "intake", TOPIC)
    name, phone = given.get("you.name"), given.get("you.phone")
    if isinstance(name, str):
        cases.name(conn, vault, thread.box, case, name)
    for way in (phone, spoken(phone)) if isinstance(phone, str) else ():
        finders.add(conn, vault, thread.person_id, "phone", way)
    if new:
        tallies.count(conn, house.today, tallies.INTAKE, thread.talk.language, TOPIC)
    if thread.channel == "web":
        house.in_messenger = sayings.ARRIVED_HERE
    return Done(value={"receipt": case.body["receipt"]})


def withdraw(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Delete what was sent, and the talks in which it was said; what she wrote stays with her conversation."""
    del wish
    conn, person = house.conn, house.thread.person_id
    home = households.of(conn, house.vault, person)
    rows = households.leave(conn, house.vault, person)
    if not rows:
        return Refused(reason="gone")
    rows += talks.forget(conn, person, "intake")
    receipt = new_number()
    # A restore removes the household again; where another adult still belongs to it, there is nothing to remove.
    gone = home.id if home and not households.adults(conn, home.id) else 0
    conn.execute(insert(erasure).values(receipt=receipt, person_id=gone, rows=rows, at=house.now))
    return Done(value={"receipt": receipt})


def write_for_others(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Open a case for who comes as no family."""
    if not isinstance(wish, WriteForOthers):
        return Refused()
    case = _case(house, "others", OTHERS.get(wish.kind, ""))
    told = {"from": wish.kind, "organisation": wish.name, "about": wish.about, "reach": wish.reach, "when": wish.when}
    cases.ask_for(house.conn, house.thread.box, case, "others", told)
    return Done(value={"receipt": case.body["receipt"]})


def _case(house: TurnHouse, kind: str, topic: str) -> Case:
    """Open a case, or find the one that is open."""
    thread, now = house.thread, house.now
    promise = promised(house.office, now, house.zone)
    case, again = cases.open_or_join(
        house.conn, house.vault, thread.box, person_id=thread.person_id, kind=kind, topic=topic,
        team=house.office.team_for(topic).id, due_at=milliseconds(promise.until), now=now,
    )  # fmt: skip
    if again:
        cases.wait(house.conn, thread.person_id, now, milliseconds(promise.until))
    return case
