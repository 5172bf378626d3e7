"""One family, four colleagues, in any order: who holds the conversation, and who may speak."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.arrival import Arrival
from bot.errors import NotHeldError
from bot.handover import Handovers
from bot.saying import Mouth
from bot.shelf import Shelf
from bot.store import conversations, messages, staff
from bot.store.tables import case, conversation, outbox
from bot.telegram.pace import Elsewhere
from bot.turn import Turns
from dialogs.conversation import Holder
from dialogs.incoming import Command, Pressed, Typed
from dialogs.registry import DIALOGS
from dialogs.reply import Message, Part

if TYPE_CHECKING:
    from bot.store.door import Door
    from bot.store.staff import Colleague
    from bot.store.vault import Vault
    from knowledge.library import Library

START = 1_800_000_000_000
A_MINUTE = 60_000


@dataclass
class Office:
    """Let a family and four colleagues act on one conversation, and watch what must always hold."""

    door: Door
    vault: Vault
    library: Library
    now: int = START
    colleagues: list[Colleague] = field(default_factory=list)
    # What each colleague has last seen of the conversation.
    seen: dict[int, int] = field(default_factory=dict)
    # What the family and the colleagues have said so far, as far as it was taken.
    family: int = 0
    accepted: int = 0
    _updates: int = 0

    def __post_init__(self) -> None:
        from zoneinfo import ZoneInfo

        zone = ZoneInfo("Europe/Berlin")
        shelf = Shelf(self.library, door=self.door, clock=lambda: self.now, zone=zone)
        turns = Turns(
            vault=self.vault, shelf=shelf, dialogs=DIALOGS, zone=zone, kept_days=180,
            mouth=Mouth(boot=1, pace=Elsewhere()), clock=lambda: self.now,
        )  # fmt: skip
        self.turns, self.handovers = turns, Handovers(turns=turns)
        for number in range(4):
            about = {"login": f"c{number}@example.org", "name": f"C{number}", "teams": ["general"], "language": "de"}
            id = self.door.write_now(
                lambda conn, about=about: staff.add(conn, role=staff.Role.COUNSELLOR, now=START, **about)
            )
            with self.door.read() as conn:
                self.colleagues.append(staff.one(conn, id))
        self.writes(Command("start"))

    # What they do.

    def writes(self, incoming: Any) -> None:
        """Let the family send something."""
        self.now += A_MINUTE
        self._updates += 1
        before = self.holder() if self._updates > 1 else Holder.BOT
        known = self.outbox()
        arrival = Arrival(channel="telegram", place="5", update_id=str(self._updates), incoming=incoming)
        self.door.write_now(lambda conn: self.turns.take(conn, arrival))
        self.family += 1
        new = self.outbox()[len(known) :]
        if before is Holder.STAFF:
            assert all(kind == "notice" for kind, _epoch in new), "While a person holds, the bot does not answer."
        for kind, epoch in new:
            assert kind == "notice" or epoch == self.row().epoch, "An answer carries the epoch of its turn."

    def looks(self, who: int) -> None:
        """Let a colleague open the conversation."""
        self.seen[who] = self.row().epoch

    def does(self, who: int, what: str, **more: Any) -> bool:
        """Let a colleague act on what she has seen; False where she came too late."""
        self.now += A_MINUTE
        before = self.row()
        by, epoch = self.colleagues[who], self.seen.get(who, 0)
        mine = before.holder == "staff" and before.staff_id == by.id
        step = getattr(self.handovers, what)
        if what == "write":
            more |= {"message": Message(language="en", parts=(Part(text="Hello"),), notice=True), "kept": {"k": "free"}}
        if what == "ask":
            more |= {"phrase": "how-old", "values": {}, "kept": {"k": "phrase:how-old"}}
        if what in ("write", "claim", "ask"):
            more["epoch"] = epoch
        try:
            self.door.write_now(lambda conn: step(conn, by, before.person_id, **more))
        except NotHeldError:
            assert not mine or what == "claim", "Who holds it may act."
            assert self.row() == before, "Who came too late changes nothing."
            return False
        fresh = before.epoch == epoch and before.holder != "staff"
        assert mine or fresh, "Only who holds it, or who saw it free, may act."
        self.accepted += what in ("write", "ask")
        self.looks(who)
        return True

    def race(self) -> None:
        """Let all four claim at once what all have just seen: at most one wins."""
        before = self.row()
        for who in range(4):
            self.looks(who)
        with ThreadPoolExecutor(4) as pool:
            won = list(pool.map(self._claims, range(4)))
        assert sum(won) == (before.holder != "staff" or before.staff_id in [one.id for one in self.colleagues])
        self.now += A_MINUTE

    def _claims(self, who: int) -> bool:
        person, epoch = self.row().person_id, self.seen[who]
        with suppress(NotHeldError):
            self.door.write_now(lambda conn: self.handovers.claim(conn, self.colleagues[who], person, epoch=epoch))
            return True
        return False

    # What is seen.

    def row(self) -> Any:
        with self.door.read() as conn:
            return conn.execute(select(conversation.c["person_id", "holder", "staff_id", "epoch", "phase"])).one()

    def holder(self) -> Holder:
        return Holder(self.row().holder)

    def outbox(self) -> list[tuple[str, int]]:
        with self.door.read() as conn:
            return [tuple(row) for row in conn.execute(select(outbox.c.kind, outbox.c.epoch).order_by(outbox.c.id))]

    def check(self) -> None:
        """Look at what must hold whatever happened."""
        row = self.row()
        assert (row.holder == "staff") == (row.staff_id is not None), "A colleague holds it, or nobody does."
        with self.door.read() as conn:
            cases = conn.execute(select(case.c["state", "assignee_id"]).where(case.c.state == "open")).all()
            thread = conversations.load_person(conn, self.vault, row.person_id, lock=False)
            said = messages.after(conn, thread.box, row.person_id, 0, 100_000)
        assert len(cases) <= 1, "One open case a person."
        if row.holder == "staff":
            assert [one.assignee_id for one in cases] == [row.staff_id], "The case is hers who holds the conversation."
        if row.holder == "queue":
            assert [one.assignee_id for one in cases] == [None], "What waits belongs to nobody yet."
        assert [record.number for record in said] == list(range(1, len(said) + 1)), "No message is lost."
        speakers = [record.speaker for record in said]
        assert speakers.count(messages.Speaker.FAMILY) == self.family
        assert speakers.count(messages.Speaker.STAFF) == self.accepted
        assert len(self.outbox()) == len(said) - self.family, "Every word of ours is on its way."


# What a family may send at any time.
WORDS = (
    Typed("I want to talk to a person"), Typed("Where do I find a school?"), Typed("thank you"), Command("menu"),
    Command("human"), Typed("my husband beats me, help"), Pressed("g:human"), Pressed("g:explain"), Pressed("g:good"),
    Pressed("l:de"), Pressed("l:en"), Command("back"),
    Typed("7"), Typed("seven"),
)  # fmt: skip
