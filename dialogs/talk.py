"""What a dialog holds in its hands: ask, wish and say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from translations import Text

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator
    from datetime import date

    from dialogs.questions import Question
    from dialogs.wishes import Wish
    from knowledge.library import Library

T = TypeVar("T")


@dataclass(frozen=True)
class Show:
    """Say an article; in the reader's language, or in the one that is named."""

    topic: str
    language: str = ""


@dataclass(frozen=True)
class Play:
    """Let an article be heard that somebody of the office has read out in the reader's language."""

    topic: str


@dataclass(frozen=True)
class Secret:
    """Say the words that the house has made in this very turn; nobody keeps them."""

    # recover or join.
    purpose: str


@dataclass(frozen=True)
class Download:
    """Say where she can look at everything that is kept about her, and save it."""


@dataclass(frozen=True)
class Papers:
    """Say where directions, card, calendar file and list of an appointment are."""

    id: int


# What is said in words, and what a dialog says: buttons lead to the last two.
Spoken = Text | Show | Play | Secret
Said = Spoken | Download | Papers


@dataclass(frozen=True)
class Explain:
    """Say what an official German word means."""

    word: str


@dataclass(frozen=True)
class Asked:
    """Wait for a person: the question that is open under a key."""

    key: str
    question: Question[Any]


@dataclass(frozen=True)
class Wished:
    """Wait for the house: the wish that is open under a key."""

    key: str
    wish: Wish


@dataclass(frozen=True)
class Revised:
    """Ask one question of before once more, and everything again from another one on."""

    key: str
    since: str


@dataclass(frozen=True)
class Next:
    """End a dialog by starting another."""

    dialog: str
    args: dict[str, Any] = field(default_factory=dict)


class Driver(Protocol):
    """Stand behind a talk: the run that replays it."""

    def use(self, key: str) -> None: ...
    def answered(self, key: str, question: Question[Any]) -> tuple[bool, Any]: ...
    def granted(self, key: str, wish: Wish) -> tuple[bool, Any]: ...
    def hear(self, said: Said) -> None: ...
    def answers(self) -> dict[str, Any]: ...


class _Suspended:
    """The one thing a dialog may await: it yields what is missing to the driver."""

    def __init__(self, missing: Asked | Wished | Revised) -> None:
        self.missing = missing

    def __await__(self) -> Generator[Asked | Wished | Revised, Any, Any]:
        return (yield self.missing)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Give a dialog its voice and its ears."""

    driver: Driver
    # The day the talk began, by the office's wall clock.
    today: date
    # The language the person reads now.
    language: str
    library: Library

    def ask(self, key: str, question: Question[T]) -> Awaitable[T]:
        """Return the answer stored under this key, or wait for it."""
        self.driver.use(key)
        return self._ask(key, question)

    def wish(self, key: str, wish: Wish) -> Awaitable[Any]:
        """Return what the house answered under this key, or let it answer now."""
        self.driver.use(key)
        return self._wish(key, wish)

    async def revise(self, key: str, *, since: str) -> None:
        """Take back the answer under a key and ask it again; what was asked from `since` on is forgotten."""
        await _Suspended(Revised(key, since))

    def answers(self) -> dict[str, Any]:
        """Return the answers of this way so far, by key, as they are stored."""
        return self.driver.answers()

    async def _ask(self, key: str, question: Question[T]) -> T:
        there, value = self.driver.answered(key, question)
        answer: T = value if there else await _Suspended(Asked(key, question))
        return answer

    async def _wish(self, key: str, wish: Wish) -> Any:
        there, value = self.driver.granted(key, wish)
        return value if there else await _Suspended(Wished(key, wish))

    def say(self, text: Said, **values: Any) -> None:
        """Say a sentence or an article once."""
        self.driver.hear(text(**values) if values and isinstance(text, Text) else text)


if TYPE_CHECKING:
    DialogFunction = Callable[..., Awaitable[Next | None]]
