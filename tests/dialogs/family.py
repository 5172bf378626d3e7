"""A family at her phone; between two of her messages Lotse forgets all but what is stored."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from dialogs.conversation import Conversation, Holder, World
from dialogs.exchange import respond
from dialogs.incoming import Command, Incoming, Pressed, Typed
from dialogs.record import TalkRecord
from dialogs.reply import Button, Message, Reply, compose
from dialogs.stage import Stage
from tests.dialogs.calendar import Calendar
from tests.dialogs.practice import WITH_PRACTICE
from translations import render

if TYPE_CHECKING:
    from dialogs.registry import Dialogs
    from knowledge.library import Library

A_MINUTE = 60_000


@dataclass
class Family:
    """Write to Lotse and read its answers; every turn begins with what the turn before stored."""

    library: Library
    dialogs: Dialogs = WITH_PRACTICE
    language: str = "en"
    unmet: str = ""
    calendar: Calendar = field(default_factory=Calendar)
    today: date = date(2026, 11, 23)
    now: int = 1_800_000_000_000
    # What the last turn said; None is silence.
    message: Message | None = None
    toast: str = ""
    pressed: str = ""
    # Whether the record has what was typed last.
    hidden: bool = False
    # Every button ever shown, the oldest first.
    shown: list[Button] = field(default_factory=list)
    # Talks that are over, as they are stored.
    archive: dict[int, bytes] = field(default_factory=dict)
    stored: bytes = b""
    last_pressed: Button | None = None
    _ids: int = 0

    def __post_init__(self) -> None:
        self._store(Conversation(language=self.language, unmet=self.unmet))

    def send(self, incoming: Incoming, *, after: int = A_MINUTE) -> Family:
        """Send one message, so many milliseconds after the last one."""
        self.now += after
        conversation = self.conversation
        # A copy of the house stands for the transaction: what raises is rolled back.
        world = self.world(deepcopy(self.calendar))
        world.house.conversation = conversation
        # What is said of a turn is not said of the next one.
        world.house.parted, world.house.words = False, ""
        reply = respond(conversation, incoming, world)
        self.calendar = world.house
        self.calendar.conversation = None
        self._hear(reply, conversation.language)
        for record in conversation.ended:
            self.archive.setdefault(record.id, orjson.dumps([record.dialog, record.dump()]))
        self._store(conversation)
        return self

    def type(self, text: str) -> Family:
        return self.send(Typed(text))

    def command(self, name: str) -> Family:
        return self.send(Command(name))

    def press(self, code: str, *, after: int = A_MINUTE) -> Family:
        """Press the newest button with this code."""
        return self.tap(self.button(code), after=after)

    def tap(self, button: Button, *, after: int = A_MINUTE) -> Family:
        """Press a button of any age."""
        self.last_pressed = button
        return self.send(Pressed(button.data), after=after)

    def send_press(self, data: str) -> Family:
        """Press what stands under a message that Lotse has written by itself."""
        return self.send(Pressed(data))

    def button(self, code: str) -> Button:
        return next(button for button in reversed(self.shown) if button.data.rpartition(":")[2] == code)

    def first_button(self, code: str) -> Button:
        return next(button for button in self.shown if button.data.rpartition(":")[2] == code)

    # What is seen.

    @property
    def said(self) -> str:
        """Everything of the last message but its buttons."""
        return "\n".join(part.text or part.markdown for part in self.message.parts) if self.message else ""

    @property
    def codes(self) -> list[str]:
        """The codes of the buttons under the last message."""
        rows = self.message.rows if self.message else ()
        return [button.data.rpartition(":")[2] for row in rows for button in row]

    # What is stored.

    @property
    def conversation(self) -> Conversation:
        language, holder, state, active, paused = orjson.loads(self.stored)
        conversation = Conversation(language=language, holder=Holder(holder))
        conversation.load(state)
        conversation.active = TalkRecord.load(*active) if active else None
        conversation.paused = TalkRecord.load(*paused) if paused else None
        return conversation

    def change(self, **columns: Any) -> Family:
        """Change what others may change between two turns: holder, language …"""
        self._store(replace(self.conversation, **columns))
        return self

    def stage(self) -> Stage:
        """Replay what is stored, on a copy of the house."""
        return Stage(self.conversation, self.world(deepcopy(self.calendar)))

    def over(self, dialog: str) -> list[TalkRecord]:
        """Return the talks of a dialog that are over."""
        talks = [TalkRecord.load(id, *orjson.loads(body)) for id, body in self.archive.items()]
        return [talk for talk in talks if talk.dialog == dialog]

    def answers_of(self, dialog: str) -> dict[str, Any]:
        return self.calendar.kept_answers if dialog == "intake" else {}

    def find_talk(self, id: int) -> TalkRecord | None:
        body = self.archive.get(id)
        return TalkRecord.load(id, *orjson.loads(body)) if body else None

    def world(self, house: Any) -> World:
        return World(
            library=self.library,
            dialogs=self.dialogs,
            house=house,
            archive=self,
            today=self.today,
            now=self.now,
            new_id=self._new_id,
        )

    def _new_id(self) -> int:
        # As long as the real ones, and the same in every run.
        self._ids += 1
        return 2**39 + self._ids

    def _store(self, conversation: Conversation) -> None:
        talks = [
            [talk.id, talk.dialog, talk.dump()] if talk else None for talk in (conversation.active, conversation.paused)
        ]
        body = [conversation.language, conversation.holder.value, conversation.dump(), *talks]
        self.stored = orjson.dumps(body)
        assert orjson.loads(self.stored) == body, "What is stored is plain JSON."

    def _hear(self, reply: Reply, language: str) -> None:
        self.message = compose(reply, language, self.library)
        self.toast = render(reply.toast, language) if reply.toast else ""
        self.pressed, self.hidden = reply.pressed, reply.hidden
        self.shown += [button for row in (self.message.rows if self.message else ()) for button in row]
