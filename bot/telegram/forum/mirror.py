"""Keep the group's topics like the desk: one call at a time, the most urgent first, families before all."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import ChatMigrated, Forbidden, RetryAfter

from bot import figures
from bot.store import dues, forum
from bot.store.forum import FORGET, Scene, Topic
from bot.telegram.calls import TOKEN_REJECTED, call
from bot.telegram.faults import understand
from bot.telegram.forum.card import Card, card
from bot.telegram.forum.limit import GroupLimit
from bot.telegram.forum.told import told
from bot.telegram.request import NotSentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

    from telegram import Bot

    from bot.shelf import Shelf
    from bot.store.door import Door
    from bot.store.vault import Vault

_log = structlog.get_logger()
# Seconds between two looks when nobody wakes the mirror; another process may have changed something.
IDLE = 20.0
# Seconds to wait where the group cannot be written to, and where a topic may have been made or not.
REFUSED, UNKNOWN, RECONNECT = 300, 60, 2
# Answers to colleagues that wait; of more than these the oldest are dropped.
REPLIES = 20
# A topic begins with so many of the last messages.
BEFORE = 6
_NO_TOPIC = ("thread not found", "topic_deleted", "topic_id_invalid")
_NO_CARD = ("message to edit not found", "message can't be edited")


@dataclass(frozen=True)
class Task:
    """One call, and what the topic is afterwards."""

    method: str
    arguments: dict[str, Any]
    after: Topic


class Mirror:
    """Show what waits; nothing of it is ever sent twice on purpose."""

    def __init__(  # noqa: PLR0913  (The parts that meet here.)
        self, *, bot: Bot, door: Door, vault: Vault, shelf: Shelf, zone: tzinfo, url: str, group: int,
        content: bool, clock: Callable[[], int], spare: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._bot, self._door, self._vault, self._shelf = bot, door, vault, shelf
        self._zone, self._url, self._group, self._content = zone, url, group, content
        self._clock, self._spare = clock, spare
        self.limit = GroupLimit(clock)
        self._replies: deque[dict[str, Any]] = deque(maxlen=REPLIES)
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Tell that something changed."""
        self._wake.set()

    def reply(self, arguments: dict[str, Any]) -> None:
        """Say something to colleagues in the group as soon as the limit lets it."""
        self._replies.append(arguments)
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            self._wake.clear()
            try:
                worked = await self.step()
            except Exception as error:  # noqa: BLE001  (The group is a view: whatever fails, the next look goes on.)
                _log.error("forum not shown", fault=type(error).__name__)
                worked = False
            if not worked:
                await self._rest()

    async def step(self) -> bool:
        """Make the most urgent call, if there is one and it may go."""
        if self.limit.wait_ms() or not self._spare():
            return False
        if self._replies:
            arguments = self._replies.popleft()
            await self._call("sendMessage", {"chat_id": await self._where(), **arguments}, None)
            return True
        chat = await self._where()
        if gone := await self._door.write(lambda conn: dues.claim(conn, FORGET, self._clock())[:1]):
            return await self._forget(gone[0])
        task = await asyncio.to_thread(self._next, chat)
        if task is None:
            return False
        await self._call(task.method, task.arguments, task.after)
        return True

    async def _rest(self) -> None:
        waits = self.limit.wait_ms() / 1000
        try:
            async with asyncio.timeout(waits or IDLE):
                await (asyncio.sleep(waits) if waits else self._wake.wait())
        except TimeoutError:
            return

    async def _where(self) -> int:
        def read() -> int:
            with self._door.read() as conn:
                return forum.current(conn, self._group)

        return await asyncio.to_thread(read)

    def _next(self, chat: int) -> Task | None:
        with self._door.read() as conn:
            for scene in forum.scenes(conn, self._vault):
                shown = card(scene, self._shelf.library, self._zone, self._url)
                task = _task(scene, shown, chat)
                if task is None and self._content and scene.open and scene.there:
                    task = self._words(conn, scene, scene.there)
                if task is not None:
                    return task
        return None

    def _words(self, conn: Any, scene: Scene, there: Topic) -> Task | None:
        if there.number >= scene.messages:
            return None
        html, number = told(conn, self._vault, scene.person_id, there.number)
        after = replace(there, number=number)
        if not html:
            # Nothing to carry: looked at all the same, without a call.
            return Task("", {}, after)
        return Task("sendMessage", _message(there, html), after)

    async def _forget(self, key: str) -> bool:
        _kind, chat, thread = key.split(":")
        await self._call("deleteForumTopic", {"chat_id": int(chat), "message_thread_id": int(thread)}, None)
        if not self.limit.wait_ms():
            await self._door.write(lambda conn: dues.drop(conn, key))
        return True

    async def _call(self, method: str, arguments: dict[str, Any], after: Topic | None) -> None:
        if method:
            self.limit.made()
            try:
                result = await call(self._bot, method, arguments)
            except Exception as error:  # noqa: BLE001  (Every failure has its verdict.)
                after = await self._failed(error, method, arguments["chat_id"], after)
                result = None
            if isinstance(result, dict) and after is not None:
                after = _learn(method, result, after)
        if after is not None:
            await self._door.write(lambda conn: forum.keep(conn, after))

    async def _failed(self, error: Exception, method: str, chat: int, after: Topic | None) -> Topic | None:
        """Return what the topic is now; a call of which nobody knows whether it arrived is not made again."""
        figures.CALLS.labels(outcome="mirror").inc()
        if isinstance(error, ChatMigrated):
            await self.move(error.new_chat_id)
            return None
        if chat != await self._where():
            # Telegram moved the group meanwhile: that the old one is gone says nothing of the new one.
            return None
        seconds = _silence(error, method)
        if seconds:
            self.limit.block(seconds)
            return None
        return after and _without_what_is_gone(after, str(error).lower())

    async def move(self, chat: int) -> None:
        """Follow the group to its new number."""
        await self._door.write(lambda conn: forum.moved(conn, self._group, chat))
        # What the old one refused, the new one may take.
        self.limit.block(0)
        self.wake()


def _task(scene: Scene, shown: Card, chat: int) -> Task | None:
    there = scene.there
    if there is None or there.chat != chat or there.thread == 0:
        if not scene.open or scene.holder == "bot":
            return None
        begun = Topic(
            person_id=scene.person_id, chat=chat, thread=0, card=0, shown=b"", number=max(scene.messages - BEFORE, 0),
            closed=False,
        )  # fmt: skip
        return Task("createForumTopic", {"chat_id": chat, "name": shown.name}, begun)
    place = {"chat_id": there.chat, "message_thread_id": there.thread}
    if there.closed:
        number = max(scene.messages - BEFORE, there.number)
        return Task("reopenForumTopic", place, replace(there, closed=False, card=0, number=number))
    if there.shown != shown.hash:
        after = replace(there, shown=shown.hash)
        more = {"reply_markup": {"inline_keyboard": shown.keyboard}}
        if not there.card:
            return Task("sendMessage", _message(there, shown.html) | more, after)
        edit = {"chat_id": there.chat, "message_id": there.card, "text": shown.html, "parse_mode": "HTML", **more}
        return Task("editMessageText", edit, after)
    return None if scene.open else Task("closeForumTopic", place, replace(there, closed=True))


def _silence(error: Exception, method: str) -> float:
    """Return for how many seconds nothing is written to the group before the same call is made again."""
    if isinstance(error, RetryAfter | NotSentError):
        return understand(error).wait or RECONNECT
    said = str(error).lower()
    if isinstance(error, Forbidden | TOKEN_REJECTED) or "chat not found" in said or "not a forum" in said:
        figures.ALARMS.labels(what="staff group").inc()
        _log.critical("ALARM", what="the staff's Telegram group cannot be written to", fault=type(error).__name__)
        return REFUSED
    _log.info("forum call failed", method=method, fault=type(error).__name__)
    # A topic may be there twice; a conversation without one would be seen by nobody.
    return UNKNOWN if method == "createForumTopic" else 0


def _without_what_is_gone(after: Topic, said: str) -> Topic:
    """Make anew what colleagues have deleted in Telegram."""
    if any(words in said for words in _NO_TOPIC):
        return replace(after, thread=0, card=0, shown=b"", closed=False)
    if any(words in said for words in _NO_CARD):
        return replace(after, card=0, shown=b"")
    return after


def _message(there: Topic, html: str) -> dict[str, Any]:
    return {
        "chat_id": there.chat, "message_thread_id": there.thread, "text": html, "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }  # fmt: skip


def _learn(method: str, result: dict[str, Any], after: Topic) -> Topic:
    """Take over the numbers that Telegram gave."""
    if method == "createForumTopic":
        return replace(after, thread=int(result["message_thread_id"]))
    if method == "sendMessage" and not after.card:
        return replace(after, card=int(result["message_id"]))
    return after
