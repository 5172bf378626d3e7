"""What is known of a conversation between two turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dialogs.record import TalkRecord
    from dialogs.registry import Dialogs
    from dialogs.replay import House
    from knowledge.library import Library


class Holder(StrEnum):
    """Say who answers a conversation now."""

    BOT = "bot"
    QUEUE = "queue"
    STAFF = "staff"


class Phase(StrEnum):
    """Say whose turn it is."""

    ACTIVE = "active"
    WAITING_FAMILY = "waiting_family"
    WAITING_STAFF = "waiting_staff"
    SNOOZED = "snoozed"
    CLOSED = "closed"


@dataclass(slots=True, kw_only=True)
class Conversation:
    """Keep what the next turn must know; the store loads and saves it."""

    language: str
    # What was asked for and we do not have, as in `Choice.unmet`; empty once the language is known.
    unmet: str = ""
    holder: Holder = Holder.BOT
    active: TalkRecord | None = None
    paused: TalkRecord | None = None
    # Talks that were shown and ended in this turn: their old buttons still find them.
    ended: list[TalkRecord] = field(default_factory=list)
    # A typed sentence of which we asked whether it is an answer or a question.
    aside: str = ""
    # Searches in a row that found nothing.
    misses: int = 0
    last_press: str = ""
    # Milliseconds since 1970 UTC.
    last_press_at: int = 0
    # Whether it was said already, since a person was called, that a person will answer.
    wait_told: bool = False
    # The topic of the article she read last: a person who takes over learns what it is about.
    topic: str = ""
    # Turns in a row that failed.
    failures: int = 0

    def dump(self) -> list[Any]:
        """Return what stands in no column of its own, as plain JSON."""
        told = int(self.wait_told)
        return [self.unmet, self.aside, self.misses, self.last_press, self.last_press_at, told, self.topic]

    def load(self, state: list[Any]) -> None:
        """Read what dump wrote."""
        self.unmet, self.aside, self.misses, self.last_press, self.last_press_at, told, *rest = state
        # Before there were persons to call, no topic was stored.
        self.topic = rest[0] if rest else ""
        self.wait_told = bool(told)


class Archive(Protocol):
    """Find talks that are over, for presses on old buttons, and what earlier ones have left."""

    def find_talk(self, id: int) -> TalkRecord | None: ...

    def answers_of(self, dialog: str) -> dict[str, Any]:
        """Return the answers that a new talk of this dialog begins with, by key, as they are stored."""


@dataclass(frozen=True, kw_only=True)
class World:
    """Hold what a turn may use beside the conversation itself."""

    library: Library
    dialogs: Dialogs
    house: House
    archive: Archive
    # By the office's wall clock.
    today: date
    # Milliseconds since 1970 UTC.
    now: int
    # Returns the id of a new talk.
    new_id: Callable[[], int]
    # Makes a one-time link to the office's own page; None where the chat is there, or the page cannot be reached.
    page_link: Callable[[], str] | None = None
    # Whether what concerns children may be said here: on the office's own page, not through a messenger.
    own_page: bool = True
    # Whether the chat is on the office's own page, whose other pages are one press away.
    on_page: bool = True
