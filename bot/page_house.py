"""The house that the chat page asks: turns in, the record out."""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot import figures, my_data
from bot.arrival import Arrival
from bot.store import addresses, conversations, links, messages
from bot.store.messages import Record, Speaker
from bot.store.recovery import Purpose
from bot.turn import Outcome
from bot.web.house import Shown, Unkept
from dialogs.booking.wishes import SeeVisit
from dialogs.conversation import Holder
from dialogs.incoming import Command, Pressed, Sent, Thing, Typed
from dialogs.reply import Message, Part
from knowledge import recovery_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy import Connection

    from bot.hands import Hands
    from bot.my_data import Disclosure
    from bot.runner import Runner
    from bot.store.files import Upload
    from knowledge.library import Library

CHANNEL = "web"
# What a family sees in the place of what she has sent.
THINGS = {Thing.PHOTO.value: "🖼️", Thing.DOCUMENT.value: "📄", Thing.VOICE.value: "🎤"}
# What kind of thing a file is.
KINDS = {"photo": Thing.PHOTO, "pdf": Thing.DOCUMENT, "voice": Thing.VOICE}


class PageHouse:
    """Join the chat page with engine and store."""

    def __init__(self, runner: Runner, hands: Hands) -> None:
        self._runner, self._hands = runner, hands
        self._vault = runner.turns.vault
        # Who waits for news, by person.
        self._bells: defaultdict[int, set[asyncio.Event]] = defaultdict(set)

    @property
    def library(self) -> Library:
        return self._runner.turns.library

    async def start(self, token: str, language: str) -> None:
        """Begin a conversation in the language that was pressed."""
        greeted = Arrival(
            channel=CHANNEL,
            place=token,
            update_id="start",
            incoming=Command("start"),
            unsaid=True,
            languages=(language,),
        )
        await self._run(greeted)

    async def receive(self, token: str, client_id: str, *, text: str = "", press: str = "") -> Unkept | None:
        """Take a message; what is returned nobody keeps."""
        incoming = Pressed(press) if press else Typed(text)
        outcome = await self._run(
            Arrival(channel=CHANNEL, place=token, update_id=client_id, incoming=incoming, client_id=client_id)
        )
        return _unkept(outcome, self._runner.turns.clock())

    async def recover(self, token: str, words: str, languages: tuple[str, ...]) -> bool:
        """Write the words of a card from a browser that may be new here."""
        written = Arrival(
            channel=CHANNEL, place=token, update_id=f"card:{secrets.token_hex(8)}", incoming=Typed(words), unsaid=True,
            languages=languages,
        )  # fmt: skip
        return recovery_words.meant(words) and (await self._run(written)).opened

    async def receive_file(self, token: str, client_id: str, upload: Upload) -> None:
        """Take a photo or a paper."""
        thing = KINDS[upload.kind]
        await self._run(
            Arrival(
                channel=CHANNEL, place=token, update_id=client_id, incoming=Sent(thing, kept=True),
                client_id=client_id, upload=upload,
            )
        )  # fmt: skip

    def link_language(self, link: str) -> str | None:
        with self._runner.door.read() as conn:
            person = links.owner(conn, link, self._runner.turns.clock())
            thread = conversations.load_person(conn, self._vault, person, lock=False) if person else None
            return thread.talk.language if thread else None

    async def redeem(self, link: str, token: str) -> bool:
        def write(conn: Connection) -> conversations.Thread | None:
            person = links.owner(conn, link, self._runner.turns.clock())
            thread = conversations.load_person(conn, self._vault, person) if person else None
            if thread is None or not links.redeem(conn, self._vault, thread, link, token):
                return None
            return thread

        thread = await self._runner.door.write(write)
        if thread is None:
            return False
        if thread.talk.holder is Holder.BOT:
            # What waits for an answer is asked here once more.
            going_on = Command("continue")
            await self._run(
                Arrival(channel=CHANNEL, place=token, update_id="opened", incoming=going_on, unsaid=True)
            )  # fmt: skip
        self.ring(thread.person_id)
        return True

    def whose(self, token: str) -> str:
        person = self._person(token)
        return self._vault.lookup("chat", str(person)).hex() if person else ""

    def language(self, token: str) -> str | None:
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            return thread.talk.language if thread else None

    def last(self, token: str) -> int:
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            return thread.messages if thread else 0

    def history(self, token: str, after: int, limit: int = 200) -> list[Shown]:
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            if thread is None:
                return []
            records = messages.after(conn, thread.box, thread.person_id, after, limit)
            return [_shown(record, thread.talk.language) for record in records]

    def visit(self, token: str, id: int) -> dict[str, Any]:
        turns = self._runner.turns
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            if thread is None:
                return {}
            house = turns.world(conn, thread, turns.clock()).house
            found: dict[str, Any] = house.carry_out(SeeVisit(id))
            return found

    def my_data(self, token: str, contents: int = 0) -> Disclosure | None:
        turns = self._runner.turns
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            if thread is None:
                return None
            return my_data.gather(conn, self._vault, thread, turns.zone, turns.clock(), contents=contents)

    @asynccontextmanager
    async def subscribe(self, token: str) -> AsyncIterator[asyncio.Event]:
        """Lend an event that is set when something is new."""
        person = await asyncio.to_thread(self._person, token)
        bell = asyncio.Event()
        self._bells[person].add(bell)
        figures.STREAMS.inc()
        try:
            yield bell
        finally:
            figures.STREAMS.dec()
            self._bells[person].discard(bell)
            if not self._bells[person]:
                del self._bells[person]

    async def typing(self, token: str) -> None:
        """Tell the colleague who answers that the family types; nobody else hears of it."""

        def held() -> int:
            with self._runner.door.read() as conn:
                thread = self._thread(conn, token)
                return thread.person_id if thread and thread.talk.holder is Holder.STAFF else 0

        person = await asyncio.to_thread(held)
        if person:
            self._runner.tell(Outcome(person_id=person, for_staff=True, typing="family"))

    def typed_at(self, token: str) -> int:
        person = self._person(token)
        return self._hands.since(person, "staff") if person else 0

    async def forget(self, token: str) -> None:
        """Part this browser from its person."""
        lookup = self._vault.lookup(CHANNEL, token)
        person = await asyncio.to_thread(self._person, token)
        await self._runner.door.write(lambda conn: addresses.unlink(conn, lookup))
        self.ring(person)

    def ring(self, person_id: int) -> None:
        """Wake the pages that show a person's conversation."""
        for bell in self._bells.get(person_id, ()):
            bell.set()

    def tell(self, outcome: Outcome) -> None:
        """Hear of a committed turn."""
        self.ring(outcome.person_id)
        self.ring(outcome.parted_id)

    async def _run(self, arrival: Arrival) -> Outcome:
        outcome = await self._runner.run(arrival, raw=lambda: b"")
        figures.TURNS.labels(channel=CHANNEL).inc()
        return outcome

    def _person(self, token: str) -> int:
        with self._runner.door.read() as conn:
            thread = self._thread(conn, token)
            return thread.person_id if thread else 0

    def _thread(self, conn: Any, token: str) -> conversations.Thread | None:
        return conversations.load(conn, self._vault, self._vault.lookup(CHANNEL, token), lock=False)


def _unkept(outcome: Outcome, now: int) -> Unkept | None:
    """Return what the browser must show from here, because the record does not have it."""
    message = outcome.farewell or outcome.unkept
    if message is None:
        return None
    body = message.dump(whole=True)
    shown = _shown(Record(number=outcome.number, speaker=Speaker.LOTSE, body=body, at=now), message.language)
    card = next((part.text for part in message.parts if part.secret == Purpose.RECOVER.value), "")
    return Unkept(shown=shown, over=outcome.farewell is not None, card=card)


def _shown(record: Record, language: str) -> Shown:
    """Turn a message of the record into what the page shows."""
    body = record.body
    if record.speaker is Speaker.FAMILY:
        return Shown(
            number=record.number,
            speaker=record.speaker.value,
            language=language,
            parts=(Part(text=body.get("t") or THINGS.get(body.get("thing", ""), "")),),
            at=record.at,
            client_id=body.get("c", ""),
        )
    message = Message.load(body)
    return Shown(
        number=record.number,
        speaker=record.speaker.value,
        language=message.language,
        parts=message.parts,
        rows=message.rows,
        at=record.at,
    )
