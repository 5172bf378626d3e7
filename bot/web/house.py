"""What the chat page asks of the house; wiring hands in one that has the engine and the store behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from dialogs.reply import Button, Part

if TYPE_CHECKING:
    import asyncio
    from contextlib import AbstractAsyncContextManager

    from bot.my_data import Disclosure
    from bot.store.files import Upload
    from knowledge.library import Library


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Show one message of the record."""

    # 1, 2, 3 … within the conversation; the Last-Event-ID of the stream.
    number: int
    # "family", "lotse" or "staff".
    speaker: str
    # The language of the words.
    language: str
    parts: tuple[Part, ...]
    # In logical order; the page's style sheet knows which way a row runs.
    rows: tuple[tuple[Button, ...], ...] = ()
    # Milliseconds since 1970, UTC.
    at: int
    # Which message of this browser it is, where the family sent it from the page.
    client_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Unkept:
    """Show something once that nobody keeps."""

    shown: Shown
    # This browser's chat is over: everything was deleted, or somebody else uses the browser.
    over: bool
    # Words that can be printed as a card; empty where there are none.
    card: str = ""


class House(Protocol):
    """Stand for engine and store."""

    @property
    def library(self) -> Library:
        """Give what the office knows."""

    async def start(self, token: str, language: str) -> None:
        """Make a person and a conversation for this browser and greet her; a second time nothing happens."""

    async def receive(self, token: str, client_id: str, *, text: str = "", press: str = "") -> Unkept | None:
        """Take a message, return after the commit; the same client id twice has one effect.

        What is returned is not in the record, or not with all its words: it is shown now or never.
        """

    async def receive_file(self, token: str, client_id: str, upload: Upload) -> None:
        """Take a photo or a paper, return after the commit; the same client id twice has one effect."""

    def link_language(self, link: str) -> str | None:
        """Return the language of the chat that a one-time link opens, None where it is over; blocks."""

    async def redeem(self, link: str, token: str) -> bool:
        """Open the chat of a one-time link in this browser; False where it is over by now."""

    async def recover(self, token: str, words: str, languages: tuple[str, ...]) -> bool:
        """Write the words of a card from this browser, which may be new; False where they are not known."""

    def whose(self, token: str) -> str:
        """Return what tells the chat of this browser from others, empty for a browser without one; blocks."""

    def language(self, token: str) -> str | None:
        """Return the language of the conversation, None for a browser the house does not know; blocks."""

    def last(self, token: str) -> int:
        """Return the number of the last message, 0 before the first; blocks."""

    def history(self, token: str, after: int, limit: int = 200) -> list[Shown]:
        """Return the messages after a number, the oldest first; blocks."""

    def visit(self, token: str, id: int) -> dict[str, Any]:
        """Return an appointment that who has this browser takes part in, as SeeVisit tells; blocks.

        Nothing where there is none.
        """

    def my_data(self, token: str, contents: int = 0) -> Disclosure | None:
        """Return all that is kept about who has this browser, None for one the house does not know; blocks.

        Files come with their contents up to so many bytes in all.
        """

    def subscribe(self, token: str) -> AbstractAsyncContextManager[asyncio.Event]:
        """Lend an event of one's own that is set whenever something changes in this conversation."""

    async def typing(self, token: str) -> None:
        """Tell a colleague who answers that the family types."""

    def typed_at(self, token: str) -> int:
        """Return when a colleague typed, if that was just now (milliseconds since 1970 UTC), otherwise 0; blocks."""

    async def forget(self, token: str) -> None:
        """Part this browser from its person."""


__all__ = ["Button", "House", "Part", "Shown", "Unkept"]
