"""Polling: the offset moves only after the effect of what was fetched is committed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import Conflict, TelegramError

from bot import figures
from bot.telegram.calls import TOKEN_REJECTED, call
from bot.telegram.faults import understand
from bot.telegram.presence import remove_webhook
from bot.telegram.reader import ALLOWED, is_update_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.telegram.updates import Updates

_log = structlog.get_logger()
# Seconds Telegram holds the request open while nothing happens, and what we wait beyond that.
HOLD, GRACE = 30, 15.0
# Updates at once; Telegram gives no more.
MOST = 100
# Seconds before the next try after a fault; doubled up to the last one.
FIRST_WAIT, LAST_WAIT = 0.5, 30.0
# Seconds that turns in hand are waited for when polling stops; what takes longer is sent when it is committed, by us or
# by whoever comes after us.
LAST_TURN = 4.0


@dataclass(frozen=True, kw_only=True)
class Polling:
    """Fetch updates and hand them on, in order within a chat."""

    bot: Bot
    updates: Updates
    # Told when what had waited for us is handled.
    caught_up: Callable[[], None]

    async def run(self) -> None:
        """Poll until cancelled."""
        offset, wait, hold, alone = 0, FIRST_WAIT, 0, False
        while True:
            try:
                # While a webhook is set, Telegram lets nobody poll.
                alone = alone or await remove_webhook(self.bot)
                batch = await self._fetch(offset, hold)
                offset = max(offset, await self._handle(batch))
                wait = FIRST_WAIT
                if not hold and len(batch) < MOST:
                    hold = HOLD
                    self.caught_up()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001  (Whatever fails, polling goes on; nothing was acknowledged.)
                _tell(error)
                await _rest(max(wait, understand(error).wait))
                wait = min(wait * 2, LAST_WAIT)

    async def _fetch(self, offset: int, hold: int) -> list[Any]:
        arguments = {"offset": offset, "timeout": hold, "limit": MOST, "allowed_updates": list(ALLOWED)}
        batch = await call(self.bot, "getUpdates", arguments, read=HOLD + GRACE)
        return batch if isinstance(batch, list) else []

    async def _handle(self, batch: list[Any]) -> int:
        """Handle a batch and return the next offset; raises where one of it could not be committed."""
        handled = asyncio.gather(*(self.updates.handle(update) for update in batch), return_exceptions=True)
        try:
            outcomes = await asyncio.shield(handled)
        except asyncio.CancelledError:
            # Whoever stops polling in the middle of a turn ends it, and is waited for: its answer is ours to send.
            await asyncio.wait([handled], timeout=LAST_TURN)
            raise
        failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        if failed:
            raise failed[0]
        ids = [update.get("update_id") for update in batch if isinstance(update, dict)]
        known = [id + 1 for id in ids if is_update_id(id)]
        if batch and not known:
            # Nothing here can be acknowledged; do not ask for it in a tight circle.
            await asyncio.sleep(1)
        return max(known, default=0)


async def _rest(seconds: float) -> None:
    await asyncio.sleep(seconds)


def _tell(error: Exception) -> None:
    if isinstance(error, TOKEN_REJECTED):
        figures.ALARMS.labels(what="token revoked").inc()
        _log.critical("ALARM", what="token revoked")
    elif isinstance(error, Conflict):
        figures.ALARMS.labels(what="second poller").inc()
        _log.critical("ALARM", what="somebody else polls with this token, or a webhook is set")
    else:
        kind = "telegram" if isinstance(error, TelegramError) else "store"
        _log.warning("polling waits", kind=kind, fault=type(error).__name__)
