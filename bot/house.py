"""The house: carries out what dialogs wish, inside the turn's transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot import calling, devices, registering
from bot.booking import wished
from bot.store import cases, erasing, helpful, households, placements, talks, unanswered
from bot.store.hot import savepoint
from bot.wall import day_of
from dialogs.wishes import (
    CallOff,
    CountHelpful,
    DeleteEverything,
    Done,
    ExplainLetter,
    HandOver,
    LeaveHousehold,
    MakeWords,
    NoteUnanswered,
    PartDevice,
    PhoneFamily,
    Rate,
    Refused,
    SeeDevices,
    SeeIntake,
    SeeWhatIsKept,
    SendIntake,
    TellOffice,
    Wish,
    WithdrawIntake,
    WriteForOthers,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo

    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.vault import Vault
    from dialogs.record import TalkRecord
    from knowledge.office import Office
    from translations import Text


@dataclass(slots=True, kw_only=True)
class TurnHouse:
    """Answer the wishes of one turn."""

    conn: Connection
    vault: Vault
    thread: Thread
    # The office's wall clock.
    zone: tzinfo
    office: Office
    # How many days a silent conversation is kept.
    kept_days: int
    # Milliseconds since 1970 UTC.
    now: int
    # A colleague writes for her.
    at_desk: bool = False
    gone: bool = field(default=False, init=False)
    # What is to be said in the messenger she came from, although she writes on the page now.
    in_messenger: Text | None = field(default=None, init=False)
    parted: bool = field(default=False, init=False)
    words: str = field(default="", init=False)

    def carry_out(self, wish: Wish) -> Any:
        """Return plain JSON for a Look, Done or Refused for an Act."""
        with savepoint(self.conn):
            return HANDLERS[type(wish)](self, wish)

    def find_talk(self, id: int) -> TalkRecord | None:
        """Return a talk of this person's that is over."""
        return talks.find(self.conn, self.thread, id)

    def answers_of(self, dialog: str) -> dict[str, Any]:
        """Return what this person's household has answered before."""
        return registering.answers(self) if dialog == "intake" else {}

    @property
    def today(self) -> date:
        return day_of(self.now, self.zone)


def _see(house: TurnHouse, wish: Wish) -> dict[str, Any]:
    del wish
    conn, person = house.conn, house.thread.person_id
    family = households.of(conn, house.vault, person) is not None
    return {
        "since": day_of(house.thread.created_at, house.zone).isoformat(),
        "days": house.office.intake_days if family else house.kept_days,
        "told": cases.any_of(conn, person),
        "family": family,
    }


def _delete(house: TurnHouse, wish: Wish) -> Done | Refused:
    del wish
    conn, vault, person = house.conn, house.vault, house.thread.person_id
    home = households.of(conn, vault, person)
    passed_on = home is not None and placements.passed_on(conn, home.id)
    receipt = erasing.erase(conn, vault, person, house.now)
    if receipt is None:
        return Refused(reason="gone")
    house.gone = True
    return Done(value={"receipt": receipt.number, "passed_on": passed_on})


def _count(house: TurnHouse, wish: Wish) -> Done:
    if isinstance(wish, CountHelpful):
        helpful.count(house.conn, house.today, wish.topic, house.thread.talk.language, helped=wish.helped)
    return Done()


def _note(house: TurnHouse, wish: Wish) -> Done:
    if isinstance(wish, NoteUnanswered):
        unanswered.note(house.conn, house.vault, wish.words, wish.language, house.now)
    return Done()


# What each kind of wish means; a later dialog adds its line here.
HANDLERS: dict[type[Wish], Callable[[TurnHouse, Wish], Any]] = {
    SeeWhatIsKept: _see,
    DeleteEverything: _delete,
    CountHelpful: _count,
    NoteUnanswered: _note,
    HandOver: calling.hand_over,
    PhoneFamily: calling.phone_family,
    ExplainLetter: calling.explain_letter,
    CallOff: calling.call_off,
    TellOffice: calling.tell_office,
    Rate: calling.rate,
    SeeIntake: registering.see,
    SendIntake: registering.send,
    WithdrawIntake: registering.withdraw,
    WriteForOthers: registering.write_for_others,
    SeeDevices: devices.see,
    MakeWords: devices.make_words,
    PartDevice: devices.part,
    LeaveHousehold: devices.leave,
    **wished.HANDLERS,
}
