"""The stage: the talk that is active, the one paused below it, and the question that is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dialogs.errors import DialogError
from dialogs.record import Entry, Kind, TalkRecord
from dialogs.replay import Ended, Run
from dialogs.talk import Revised
from dialogs.trail import Fixed, cut, fixed_after, forget, keep_only, last_answer, release_holds
from translations import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogs.conversation import Conversation, World
    from dialogs.talk import Asked, Next, Said

    # What a run ends a step with.
    Outcome = Asked | Ended | Revised

# A dialog that ends in another, which ends in another, is a circle.
MOST_IN_A_ROW = 8


class Stage:
    """Play the talks of one conversation through one turn."""

    def __init__(self, conversation: Conversation, world: World) -> None:
        self.conversation = conversation
        self.world = world
        self.said: list[Said] = []
        self.wants_language = False
        self._run: Run | None = None
        # Talks that began in this turn: nobody has seen their buttons yet.
        self._new: set[int] = set()

    @property
    def asked(self) -> Asked | None:
        """The open question, replayed when it is first needed."""
        if self._run is None:
            self._replay()
        return self._run.open if self._run else None

    @property
    def trail(self) -> list[str]:
        return self._run.trail if self.asked and self._run else []

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is an answer to take back."""
        record = self.conversation.active
        return record is not None and last_answer(record, self.trail) is not None

    def open(self, dialog: str, **args: Any) -> None:
        """Start a talk; a lasting one that is active is paused, another one is over.

        A lasting talk that waits already is gone on with instead of begun a second time.
        """
        active = self.conversation.active
        if active is None or not self._waits(active, dialog, args):
            self._leave()
            self._start(dialog, args)
        self._leave_run()
        self._replay()

    def resume(self) -> None:
        """Go on with the paused talk; a lasting one that is active takes its place."""
        self._leave_run()
        active, paused = self.conversation.active, self.conversation.paused
        if active is not None and not self._lasts(active):
            self._end(active)
            active = None
        self.conversation.active, self.conversation.paused = paused, active
        self._replay()

    def revive(self, record: TalkRecord) -> None:
        """Go on with a talk that is over, as a new one from where it was then."""
        self._leave()
        self.conversation.active = replace(record, id=self.world.new_id(), today=self.world.today)
        self._replay()

    def answer(self, value: Any) -> None:
        """Answer the open question and play on to the next one."""
        if self._run is not None:
            self._follow(self._run.answer(value))

    def back(self) -> Fixed | None:
        """Take back the last answer; return what stands in the way, if anything."""
        record = self.conversation.active
        key = last_answer(record, self.trail) if record else None
        if key is None:
            self.open("welcome")
            return None
        return self.change(key)

    def change(self, key: str) -> Fixed | None:
        """Take back one answer of the trail and ask its question again."""
        return self._ask_again(key, forget)

    def rewind(self, key: str) -> Fixed | None:
        """Forget a free question and all after it, and ask it again; return what stands in the way, if anything."""
        return self._ask_again(key, cut)

    def leave_handover(self) -> None:
        """Go on where she was before she called a person: that talk has had its answer."""
        active, paused = self.conversation.active, self.conversation.paused
        if active is not None and active.dialog in ("human", "asked"):
            self._leave_run()
            self._end(active)
            self.conversation.active, self.conversation.paused = paused, None

    def close(self) -> None:
        """End the turn at the open question."""
        self._leave_run()

    # From one question to the next.

    def _ask_again(self, key: str, undo: Callable[[TalkRecord, list[str], str, World], None]) -> Fixed | None:
        trail, record = self.trail, self._active()
        fixed = fixed_after(record, trail, key)
        if fixed is None:
            undo(record, trail, key, self.world)
            self._leave_run()
            self._replay()
        return fixed

    def _replay(self) -> None:
        self._run = self._new_run(self._active())
        self._follow(self._run.start())

    def _active(self) -> TalkRecord:
        """Return the active talk; where there is none, the menu is one."""
        return self.conversation.active or self._start("welcome", {})

    def _follow(self, outcome: Outcome) -> None:
        for _turn in range(MOST_IN_A_ROW):
            self._collect()
            if isinstance(outcome, Revised):
                outcome = self._revise(outcome)
                continue
            if not isinstance(outcome, Ended):
                return
            over = self._active()
            keep_only(over, self._run.trail if self._run else [])
            self._end(over)
            self.conversation.active = None
            self._run = self._new_run(self._after(outcome.next))
            outcome = self._run.start()
        raise DialogError("Dialogs start one another in a circle.")

    def _revise(self, wanted: Revised) -> Outcome:
        """Ask a question of before again, and what follows from the other one on."""
        record, trail = self._active(), self._run.trail if self._run else []
        self._leave_run()
        cut(record, trail, wanted.since, self.world)
        forget(record, trail[: trail.index(wanted.since)], wanted.key, self.world)
        self._run = self._new_run(record)
        return self._run.start()

    def _after(self, next_: Next | None) -> TalkRecord:
        """Return the talk that follows one that is over."""
        if next_ is not None and next_.dialog == "resume":
            next_ = None
        if next_ is not None and next_.dialog == "language":
            self.wants_language = True
            next_ = None
        if next_ is not None:
            return self._start(next_.dialog, next_.args)
        return self._go_on() or self._start("welcome", {})

    def _go_on(self) -> TalkRecord | None:
        """Take up the paused talk, if there is one."""
        paused, self.conversation.paused = self.conversation.paused, None
        if paused is not None:
            # Where everything was deleted, or the chat is closed on this phone, nothing goes on.
            if not (self.world.house.gone or self.world.house.parted):
                self.said.append(_("We go on from where you stopped."))
            self.conversation.active = paused
        return paused

    def _start(self, dialog: str, args: dict[str, Any]) -> TalkRecord:
        paused = self.conversation.paused
        if paused is not None and self._waits(paused, dialog, args):
            return self._go_on() or paused
        if dialog in ("welcome", "human") and paused is not None:
            args = {**args, "resume": True}
        record = TalkRecord(id=self.world.new_id(), dialog=dialog, args=args, today=self.world.today)
        self._new.add(record.id)
        if self.world.dialogs.by_name[dialog].prefilled:
            kept = self.world.archive.answers_of(dialog)
            record.entries = {key: Entry(Kind.ANSWER, value) for key, value in kept.items()}
        self.conversation.active = record
        return record

    def _lasts(self, record: TalkRecord) -> bool:
        return self.world.dialogs.by_name[record.dialog].lasting

    def _waits(self, record: TalkRecord, dialog: str, args: dict[str, Any]) -> bool:
        """Tell whether this talk is the very one that is to be started."""
        return self._lasts(record) and (record.dialog, record.args) == (dialog, args)

    def _leave(self) -> None:
        """Pause the active talk if it lasts; what was asked in between is over."""
        self._leave_run()
        active, paused = self.conversation.active, self.conversation.paused
        if active is not None and self._lasts(active):
            self.conversation.paused = active
            if paused is not None:
                # There is room for one below: the one that waited there longest is over, or the one that gives way.
                gives_way = self.world.dialogs.by_name[active.dialog].gives_way
                self._end(active if gives_way else paused)
                self.conversation.paused = paused if gives_way else active
                self.said.append(_("What you started earlier is no longer open. You can start it again at any time."))
        else:
            self._end(active)
        self.conversation.active = None

    def _end(self, record: TalkRecord | None) -> None:
        """Give up what a talk still holds, and keep it for its old buttons."""
        if record is not None:
            release_holds(record, self.world)
            if record.entries or record.id not in self._new:
                self.conversation.ended.append(record)

    def _leave_run(self) -> None:
        if self._run is not None:
            self._run.close()
            self._run = None

    def _new_run(self, record: TalkRecord) -> Run:
        return Run(record, self.world, self.conversation.language)

    def _collect(self) -> None:
        if self._run is not None:
            self.said.extend(self._run.said)
            self._run.said.clear()
