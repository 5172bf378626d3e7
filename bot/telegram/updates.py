"""One update at a time: read, turned, acknowledged; one that cannot be read never stops the next."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from telegram.error import TelegramError

from bot import figures, uploads
from bot.arrival import Arrival
from bot.store import addresses, faults, received
from bot.telegram.calls import call
from bot.telegram.reader import Group, Membership, Nothing, is_update_id, read
from dialogs import sayings
from dialogs.incoming import Sent, Thing
from translations import choose, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection
    from telegram import Bot

    from bot.runner import Runner
    from bot.telegram.forum.hearing import Hearing
    from bot.telegram.reader import Read
    from bot.telegram.sender import Sender

_log = structlog.get_logger()
# What kind of thing a file is.
KINDS = {"photo": Thing.PHOTO, "pdf": Thing.DOCUMENT, "voice": Thing.VOICE}
_TURNS = figures.TURNS.labels(channel="telegram")
# Finds whose an unreadable update is, so that erasing her reaches it too.
_CHAT = re.compile(rb'"(?:chat|from)"\s*:\s*\{[^{}]*?"id"\s*:\s*(\d+)')


@dataclass(frozen=True, kw_only=True)
class Updates:
    """Handle what Telegram delivers, by polling or webhook."""

    bot: Bot
    runner: Runner
    sender: Sender
    # The staff's own group, where there is one.
    forum: Hearing | None = None
    # Whether photos, papers and recordings are fetched.
    files: bool = False

    async def handle(self, update: Any) -> None:
        """Return when the effect of one update is committed; raises only where nothing can be committed now."""
        started = perf_counter()
        try:
            await self._do(read(update), update)
        except Exception as error:
            if faults.is_down(error):
                raise
            # Whatever else is wrong with it, the next update goes on.
            await self._set_aside(update, type(error).__name__)
            return
        figures.TURN_SECONDS.observe(perf_counter() - started)

    async def _do(self, found: Read, update: Any) -> None:
        match found:
            case Arrival():
                await self._turn(found, update)
            case Membership():
                await self._once(found.update_id, lambda conn: self._mark(conn, found))
            case Group():
                await self._in_group(found)
            case Nothing():
                pass

    async def _turn(self, arrival: Arrival, update: Any) -> None:
        if self.files and arrival.file_id:
            arrival = await self._with_file(arrival)
        outcome = await self.runner.run(arrival, raw=lambda: _as_it_came(update))
        _TURNS.inc()
        if arrival.callback_id and not outcome.repeated:
            self.sender.acknowledge(arrival.callback_id, outcome.toast)

    async def _with_file(self, arrival: Arrival) -> Arrival:
        """Fetch what was sent; where that fails the family hears how else it can reach us."""
        try:
            file = await self.bot.get_file(arrival.file_id)
            if (file.file_size or 0) > uploads.LARGEST:
                return arrival
            content = bytes(await file.download_as_bytearray())
            upload = await uploads.made_harmless(content)
        except Exception as error:  # noqa: BLE001  (Whatever is wrong with the file, its sender is answered.)
            _log.info("file not fetched", fault=type(error).__name__)
            return arrival
        caption = arrival.incoming.caption if isinstance(arrival.incoming, Sent) else ""
        return replace(arrival, upload=upload, incoming=Sent(KINDS[upload.kind], caption, kept=True))

    def _mark(self, conn: Connection, change: Membership) -> None:
        lookup = self.runner.turns.vault.lookup("telegram", change.chat)
        if not addresses.mark(conn, lookup, change.state):
            _log.debug("membership of an unknown chat", state=change.state)

    async def _in_group(self, group: Group) -> None:
        if self.forum is not None and await self.forum.is_ours(int(group.chat)):
            await self.forum.handle(group)
        elif group.spoken:
            await self._leave_group(group)

    async def _leave_group(self, group: Group) -> None:
        """Say a polite farewell once and leave: a group must not read what a family asks."""
        if not await self._once(group.update_id, lambda _conn: None):
            return
        text = render(sayings.GOODBYE_GROUP, choose(group.languages).locale)
        for endpoint, arguments in (
            ("sendMessage", {"chat_id": int(group.chat), "text": text}),
            ("leaveChat", {"chat_id": int(group.chat)}),
        ):
            try:
                await call(self.bot, endpoint, arguments)
            except TelegramError as error:
                _log.info("group not left", fault=type(error).__name__)

    async def _once(self, update_id: str, effect: Callable[[Connection], None]) -> bool:
        turns = self.runner.turns

        def write(conn: Connection) -> bool:
            if not received.first_time(conn, "telegram", update_id, turns.clock()):
                return False
            effect(conn)
            return True

        return await self.runner.door.write(write)

    async def _set_aside(self, update: Any, fault: str) -> None:
        body = _as_it_came(update)
        id = update.get("update_id") if isinstance(update, dict) else None
        update_id = str(id) if is_update_id(id) else hashlib.sha256(body).hexdigest()
        owner = _CHAT.search(body)
        await self.runner.set_aside(
            channel="telegram",
            update_id=update_id,
            body=body,
            place=owner.group(1).decode() if owner else "",
            fault=fault,
        )


def _as_it_came(update: Any) -> bytes:
    """Return the update as JSON, or as Python writes it where it holds what no JSON may (half a surrogate pair)."""
    try:
        return orjson.dumps(update)
    except TypeError:
        pass
    try:
        return repr(update).encode()
    except RecursionError:
        # Lists in lists, nearly as deep as they can be read: Python follows less deep where it writes.
        return b"too deep to be written"
