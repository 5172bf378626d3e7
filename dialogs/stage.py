"""The stage: the talk that is active, the one paused below it, and the question that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.errors import DialogError
from dialogs.record import TalkRecord
from dialogs.replay import Ended, Run
from dialogs.trail import Fixed, cut, fixed_after, forget, last_answer, release_holds
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.conversation import Conversation, World
    from dialogs.talk import Asked, Next, Show

# A dialog that ends in another, which ends in another, is a circle.
MOST_IN_A_ROW = 8


class Stage:
    """Play the talks of one conversation through one turn."""

    def __init__(self, conversation: Conversation, world: World) -> None:
        self.conversation = conversation
        self.world = world
        self.said: list[Text | Show] = []
        self.wants_language = False
        self._run: Run | None = None

    @property
    def asked(self) -> Asked | None:
        """The open question, replayed when it is first needed."""
        if self._run is None:
            self._replay()
        return self._run.open if self._run else None

    @property
    def trail(self) -> list[str]:
        return self._run.trail if self._run and self.asked else []

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is an answer to take back."""
        record = self.conversation.active
        return record is not None and last_answer(record, self.trail) is not None

    def open(self, dialog: str, **args: Any) -> None:
        """Start a talk; a lasting one that is active is paused, another one is over."""
        self._leave()
        self._start(dialog, args)
        self._replay()

    def resume(self) -> None:
        """Go on with the paused talk."""
        self._leave_run()
        self._end(self.conversation.active)
        self.conversation.active, self.conversation.paused = self.conversation.paused, None
        self._replay()

    def revive(self, record: TalkRecord) -> None:
        """Go on with a talk that is over, from its trail of then."""
        self._leave()
        new = TalkRecord(id=self.world.new_id(), dialog=record.dialog, args=record.args, today=self.world.today)
        new.entries, new.heard = dict(record.entries), dict(record.heard)
        self.conversation.active = new
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
        trail, record = self.trail, self._active()
        fixed = fixed_after(record, trail, key)
        if fixed is None:
            forget(record, trail, key, self.world)
            self._leave_run()
            self._replay()
        return fixed

    def rewind(self, key: str) -> None:
        """Forget a free question and all after it, and ask it again."""
        trail, record = self.trail, self._active()
        cut(record, trail, key, self.world)
        self._leave_run()
        self._replay()

    def close(self) -> None:
        """End the turn at the open question."""
        self._leave_run()

    # From one question to the next.

    def _replay(self) -> None:
        self._run = self._new_run(self._active())
        self._follow(self._run.start())

    def _active(self) -> TalkRecord:
        """Return the active talk; where there is none, the menu is one."""
        return self.conversation.active or self._start("welcome", {})

    def _follow(self, outcome: Asked | Ended) -> None:
        for _turn in range(MOST_IN_A_ROW):
            self._collect()
            if not isinstance(outcome, Ended):
                return
            self._end(self.conversation.active)
            self.conversation.active = None
            self._run = self._new_run(self._after(outcome.next))
            outcome = self._run.start()
        raise DialogError("Dialogs start one another in a circle.")

    def _after(self, next_: Next | None) -> TalkRecord:
        """Return the talk that follows one that is over."""
        if next_ is not None and next_.dialog == "resume":
            next_ = None
        if next_ is not None and next_.dialog == "language":
            self.wants_language = True
            next_ = None
        if next_ is not None:
            return self._start(next_.dialog, next_.args)
        paused, self.conversation.paused = self.conversation.paused, None
        if paused is None:
            return self._start("welcome", {})
        self.said.append(_("We go on where you were."))
        self.conversation.active = paused
        return paused

    def _start(self, dialog: str, args: dict[str, Any]) -> TalkRecord:
        if dialog == "welcome" and self.conversation.paused is not None:
            args = {**args, "resume": True}
        record = TalkRecord(id=self.world.new_id(), dialog=dialog, args=args, today=self.world.today)
        self.conversation.active = record
        return record

    def _leave(self) -> None:
        """Pause the active talk if it lasts; what was asked in between is over."""
        self._leave_run()
        active, paused = self.conversation.active, self.conversation.paused
        if active is not None and self.world.dialogs.by_name[active.dialog].lasting:
            # There is room for one below: the one that waited there longest is over.
            self._end(paused)
            self.conversation.paused = active
        else:
            self._end(active)
        self.conversation.active = None

    def _end(self, record: TalkRecord | None) -> None:
        """Give up what a talk still holds, and keep it for its old buttons."""
        if record is not None:
            release_holds(record, self.world)
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
