"""getUpdates: the offset confirms, one poller waits, a second one ends the first."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.botapi import rules
from tests.botapi.rules import Refused
from tests.botapi.updates import allowed_updates

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.botapi.state import Call

LONGEST_WAIT = 50  # seconds
TWO_POLLERS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Poller:
    """The one getUpdates that waits."""

    def __init__(self) -> None:
        self._waiting: asyncio.Future[None] | None = None

    @property
    def waits(self) -> bool:
        return self._waiting is not None

    def wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def end(self, reason: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Refused(409, reason))

    async def wait(self, seconds: float) -> None:
        """Wait for an update, the time, or another poller, which raises Refused here."""
        self.end(TWO_POLLERS)
        loop = asyncio.get_running_loop()
        mine = self._waiting = loop.create_future()
        timer = loop.call_later(seconds, lambda: mine.done() or mine.set_result(None))
        try:
            await mine
        finally:
            timer.cancel()
            if self._waiting is mine:
                self._waiting = None


async def get_updates(api: BotApi, call: Call) -> bytes:
    params = call.params
    if api.webhook.url:
        raise Refused(409, WEBHOOK_ACTIVE)
    offset = rules.number(params, "offset")
    limit = min(max(rules.number(params, "limit", 100), 1), 100)
    timeout = min(max(rules.number(params, "timeout"), 0), LONGEST_WAIT)
    wanted = rules.value(params, "allowed_updates", "can't parse allowed_updates JSON object")
    api.updates.allowed = allowed_updates(wanted, api.updates.allowed)
    taken = api.updates.take(offset, limit)
    if not taken and timeout:
        await api.poller.wait(timeout)
        taken = api.updates.take(offset, limit)
    return b"[" + b",".join([entry.raw for entry in taken]) + b"]"
