"""What the house does when a family calls a person: the case, the holder, what may be promised."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.store import cases, finders, ratings, tallies
from dialogs.conversation import Holder, Phase
from dialogs.phone import spoken
from dialogs.wishes import Done, ExplainLetter, HandOver, PhoneFamily, Rate, Refused, TellOffice
from knowledge.hours import answering

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.house import TurnHouse
    from bot.store.cases import Case
    from dialogs.wishes import Wish
    from knowledge.hours import Answering
    from knowledge.office import Office


def hand_over(house: TurnHouse, wish: Wish) -> Done:
    """Put the conversation into the queue, once."""
    del wish
    thread = house.thread
    case, again, promise = open_case(house)
    if thread.talk.holder is Holder.BOT:
        thread.epoch += 1
        thread.phase, thread.talk.holder, thread.talk.wait_told = Phase.WAITING_STAFF, Holder.QUEUE, False
    return Done(value={"receipt": case.body["receipt"], "again": again, **_sayable(house.office, promise)})


def open_case(house: TurnHouse) -> tuple[Case, bool, Answering]:
    """Open the case that colleagues see, or find the one that is open; the second value tells which."""
    thread, now = house.thread, house.now
    promise, topic = promised(house.office, now, house.zone), house.thread.talk.topic
    case, again = cases.open_or_join(
        house.conn, house.vault, thread.box, person_id=thread.person_id, kind="handover", topic=topic,
        team=house.office.team_for(topic).id, due_at=milliseconds(promise.until), now=now,
    )  # fmt: skip
    if not again:
        tallies.count(house.conn, house.today, tallies.HANDOVER, thread.talk.language, topic)
    elif thread.talk.holder is Holder.BOT:
        cases.wait(house.conn, thread.person_id, now, milliseconds(promise.until))
    return case, again, promise


def phone_family(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Note that she wants to be phoned."""
    if not isinstance(wish, PhoneFamily):
        return Refused()
    finders.add(house.conn, house.vault, house.thread.person_id, "phone", wish.phone)
    finders.add(house.conn, house.vault, house.thread.person_id, "phone", spoken(wish.phone))
    return _ask_for(house, "call", {"phone": wish.phone, "when": wish.when, "language": wish.language})


def explain_letter(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Note whose letter is to be explained."""
    return _ask_for(house, "letter", {"sender": wish.sender}) if isinstance(wish, ExplainLetter) else Refused()


def tell_office(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Keep an answer with the case, in codes that staff read in German."""
    thread = house.thread
    found = cases.open_of(house.conn, thread.box, thread.person_id)
    if found is None or not isinstance(wish, TellOffice):
        return Refused(reason="closed")
    told = {"question": wish.question, "kind": wish.kind, "answer": wish.answer, "at": house.now, "phrase": wish.phrase}
    answers = [*found.body.get("answers", []), told]
    cases.ask_for(house.conn, thread.box, found, found.kind, {"answers": answers})
    return Done()


def call_off(house: TurnHouse, wish: Wish) -> Done:
    """Take the conversation out of the queue again; a person who answers already stays."""
    del wish
    thread = house.thread
    if thread.talk.holder is Holder.QUEUE:
        thread.epoch += 1
        thread.phase, thread.talk.holder = Phase.ACTIVE, Holder.BOT
        cases.close(house.conn, thread.person_id, "called off", house.now)
    return Done()


def rate(house: TurnHouse, wish: Wish) -> Done:
    """Count how it was to talk to a person."""
    if isinstance(wish, Rate):
        ratings.count(house.conn, house.today, house.thread.talk.language, wish.face)
    return Done()


def promised(office: Office, now: int, zone: tzinfo) -> Answering:
    """Find out when somebody answers what comes now."""
    return answering(office, datetime.fromtimestamp(now / 1000, UTC).astimezone(zone))


def milliseconds(moment: datetime) -> int:
    """Return a time as the store keeps it."""
    return int(moment.timestamp() * 1000)


def _sayable(office: Office, promise: Answering) -> dict[str, str]:
    """Leave out what the office has not confirmed: example hours are told to no family."""
    if not office.desk.confirmed:
        return {"day": "", "opens": ""}
    opens = "" if promise.open_now else promise.opens.isoformat(timespec="minutes")
    return {"day": promise.until.date().isoformat(), "opens": opens}


def _ask_for(house: TurnHouse, kind: str, wanted: dict[str, Any]) -> Done | Refused:
    thread = house.thread
    found = cases.open_of(house.conn, thread.box, thread.person_id)
    if found is None:
        # Somebody closed it while she was still writing: she is called for once more.
        hand_over(house, HandOver())
        found = cases.open_of(house.conn, thread.box, thread.person_id)
    if found is None:
        return Refused(reason="closed")
    cases.ask_for(house.conn, thread.box, found, kind, wanted)
    return Done()
