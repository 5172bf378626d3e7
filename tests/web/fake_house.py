"""A house in memory that behaves like the real one: it records, answers, counts every message once, and forgets."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.my_data import Disclosure, Said
from bot.web.house import Button, Part, Shown
from tests import learnt
from translations import LOCALES, own_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.my_data import Case, Family
    from bot.store.files import Upload

# What it says by itself; whoever reads another language hears it in English, which a test must not mind.
GREETING = {
    "de": "Guten Tag! Was möchten Sie wissen?",
    "en": "Hello! What would you like to know?",
    "ar": "KI كريفيلد يرحب بكم! ماذا تريدون أن تعرفوا؟",
}
MENU = {
    "de": ("🎒 Schule finden", "📅 Termin", "🧑 Mit einem Menschen sprechen", "📞 Anrufen"),
    "en": ("🎒 Find a school", "📅 Appointment", "🧑 Talk to a person", "📞 Call"),
    "ar": ("🎒 البحث عن مدرسة", "📅 موعد", "🧑 التحدث إلى شخص", "📞 اتصال"),
}
OTHERS = "en"


@dataclass
class Conversation:
    """Hold what one browser sees."""

    language: str
    messages: list[Shown] = field(default_factory=list)


class FakeHouse:
    """Answer every text with an echo, every press with what its button names."""

    def __init__(self) -> None:
        self.library = learnt.read()
        self.conversations: dict[str, Conversation] = {}
        self.bells: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        # How often `receive` was called; effects are counted in the messages.
        self.knocks = 0
        # One-time links and the language of the chat behind each.
        self.links: dict[str, str] = {}
        # Words of cards and the language of the chat behind each.
        self.cards: dict[str, str] = {}
        # What is kept beside the messages, of everybody the same.
        self.family: Family | None = None
        self.cases: tuple[Case, ...] = ()
        # Who typed.
        self.typed: list[str] = []

    async def start(self, token: str, language: str) -> None:
        if token not in self.conversations:
            self.conversations[token] = Conversation(language)
            self._greet(token)

    def link_language(self, link: str) -> str | None:
        return self.links.get(link)

    async def redeem(self, link: str, token: str) -> bool:
        language = self.links.pop(link, None)
        if language is not None:
            await self.start(token, language)
        return language is not None

    async def receive_file(self, token: str, client_id: str, upload: Upload) -> None:
        self.knocks += 1
        if not any(shown.client_id == client_id for shown in self.conversations[token].messages):
            self._say(token, "family", Part(text="🖼️" if upload.kind == "photo" else "📄"), client_id=client_id)
            self._say(token, "lotse", Part(text=f"📬 {len(upload.content) > 0}"))

    async def receive(self, token: str, client_id: str, *, text: str = "", press: str = "") -> None:
        self.knocks += 1
        conversation = self.conversations[token]
        if any(shown.client_id == client_id for shown in conversation.messages):
            return
        self._say(token, "family", Part(text=text or self._label(conversation, press)), client_id=client_id)
        code = press.rpartition(":")[2]
        if code == "language":
            rows = tuple((Button(label=own_name(each), data=f"l:{each}"),) for each in LOCALES)
            self._say(token, "lotse", Part(text="🌐"), rows=rows)
        elif press.startswith("l:"):
            conversation.language = code
            self._greet(token)
        elif code == "school":
            article = Part(markdown=self.library.markdown("find-school", conversation.language))
            self._say(token, "lotse", article, rows=self._menu(conversation.language))
        else:
            self._say(token, "lotse", Part(text=f"🔁 {text or code}"), rows=self._menu(conversation.language))

    async def recover(self, token: str, words: str, languages: tuple[str, ...]) -> bool:
        known = words in self.cards
        if known:
            self.conversations.pop(token, None)
            await self.start(token, self.cards.pop(words))
        return known

    def whose(self, token: str) -> str:
        return f"chat-of-{token}" if token in self.conversations else ""

    def language(self, token: str) -> str | None:
        conversation = self.conversations.get(token)
        return conversation.language if conversation else None

    def last(self, token: str) -> int:
        conversation = self.conversations.get(token)
        return len(conversation.messages) if conversation else 0

    def visit(self, token: str, id: int) -> dict[str, Any]:
        del token, id
        return {}

    def my_data(self, token: str, contents: int = 0) -> Disclosure | None:
        del contents
        conversation = self.conversations.get(token)
        if conversation is None:
            return None
        said = tuple(
            Said(number=one.number, speaker=one.speaker, at=_moment(one.at), language=one.language, parts=one.parts)
            for one in conversation.messages
        )
        now = _moment(time.time_ns() // 1_000_000)
        return Disclosure(
            at=now, since=now, language=conversation.language, addresses=(), family=self.family, cases=self.cases,
            noted=(), files=(), messages=said, appointments=(), waits=(),
        )  # fmt: skip

    def history(self, token: str, after: int, limit: int = 200) -> list[Shown]:
        conversation = self.conversations.get(token)
        return conversation.messages[after : after + limit] if conversation else []

    @asynccontextmanager
    async def subscribe(self, token: str) -> AsyncIterator[asyncio.Event]:
        bell = asyncio.Event()
        self.bells[token].add(bell)
        try:
            yield bell
        finally:
            self.bells[token].discard(bell)

    async def typing(self, token: str) -> None:
        self.typed.append(token)

    def typed_at(self, token: str) -> int:
        return 0

    async def forget(self, token: str) -> None:
        self.conversations.pop(token, None)
        self._ring(token)

    def staff_say(self, token: str, text: str) -> None:
        """Let a person of the office write."""
        self._say(token, "staff", Part(text=text))

    def texts(self, token: str) -> list[str]:
        """Return what the family has said so far."""
        shown = self.conversations[token].messages
        return [message.parts[0].text for message in shown if message.speaker == "family"]

    def _greet(self, token: str) -> None:
        language = self.conversations[token].language
        self._say(token, "lotse", Part(text=GREETING.get(language, GREETING[OTHERS])), rows=self._menu(language))

    def _menu(self, language: str) -> tuple[tuple[Button, ...], ...]:
        school, booking, human, call = MENU.get(language, MENU[OTHERS])
        return (
            (Button(label=school, data="g:school"), Button(label=booking, data="g:booking")),
            (Button(label=human, data="g:human"), Button(label=call, url="tel:+492151862502")),
        )

    def _label(self, conversation: Conversation, press: str) -> str:
        buttons = [button for shown in conversation.messages for row in shown.rows for button in row]
        return next((button.label for button in buttons if button.data == press), press)

    def _say(
        self,
        token: str,
        speaker: str,
        part: Part,
        *,
        rows: tuple[tuple[Button, ...], ...] = (),
        client_id: str = "",
    ) -> None:
        conversation = self.conversations[token]
        conversation.messages.append(
            Shown(
                number=len(conversation.messages) + 1,
                speaker=speaker,
                language=conversation.language,
                parts=(part,),
                rows=rows,
                at=time.time_ns() // 1_000_000,
                client_id=client_id,
            )
        )
        self._ring(token)

    def _ring(self, token: str) -> None:
        for bell in self.bells[token]:
            bell.set()


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
