"""Telegram put together: calls, pace, sender, updates; polling or webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.telegram.calls import make_bot
from bot.telegram.pace import TokenPace
from bot.telegram.polling import Polling
from bot.telegram.presence import check_webhook, introduce, remove_webhook, set_webhook
from bot.telegram.sender import Sender
from bot.telegram.updates import Updates
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.routing import Route

    from bot.runner import Runner
    from bot.settings import Settings
    from bot.store.door import Door
    from bot.store.vault import Vault
    from bot.turn import Outcome, Pace

# Seconds between two looks whether Telegram still reaches the webhook.
CHECK = 600


class TelegramRoom:
    """One bot, and what it needs."""

    def __init__(  # noqa: PLR0913  (The parts that meet here.)
        self, *, settings: Settings, token: str, door: Door, vault: Vault, boot: int, clock: Callable[[], int]
    ) -> None:
        self._settings = settings
        self._bot = make_bot(token, settings.telegram_api)
        self._pace = TokenPace(rate=settings.telegram_rate, chat_rate=settings.telegram_chat_rate, clock=clock)
        self.sender = Sender(bot=self._bot, door=door, vault=vault, pace=self._pace, boot=boot, clock=clock)
        self._sending = True
        self.updates: Updates | None = None

    def meet(self, runner: Runner) -> None:
        """Hear who runs the turns."""
        self.updates = Updates(bot=self._bot, runner=runner, sender=self.sender)

    def pace_of(self, *, sending: bool) -> Pace:
        """Return what a turn asks; where another process sends, nothing goes at once."""
        self._sending = sending
        return self._pace if sending else _Elsewhere()

    def tell(self, outcome: Outcome) -> None:
        """Hear of a committed turn."""
        if outcome.calls:
            self.sender.take(outcome.calls)
        if outcome.queued:
            self.sender.wake()

    async def open(self, *, sending: bool) -> None:
        """Open the connections and introduce the bot, as far as Telegram can be reached now."""
        for request in self._bot._request:  # noqa: SLF001  (PTB opens them only together with a call to getMe.)
            await request.initialize()
        if not sending:
            return
        await introduce(self._bot)
        try:
            if self._webhook:
                await set_webhook(self._bot, self._settings.public_url, self._settings.webhook_secret or "")
            else:
                await remove_webhook(self._bot)
        except TelegramError:
            # It was told by introduce; polling and checks go on trying.
            return

    def parts(self, *, sending: bool) -> list[tuple[str, Coroutine[Any, Any, None]]]:
        """Return what runs all the time, with its name for /healthz."""
        if not sending or self.updates is None:
            return []
        polling = Polling(bot=self._bot, updates=self.updates)
        return [("sender", self.sender.run()), *([] if self._webhook else [("polling", polling.run())])]

    def checks(self) -> list[tuple[Callable[[], Any], int]]:
        """Return what is looked at from time to time."""

        async def look() -> None:
            await check_webhook(self._bot, self._settings.public_url)

        return [(look, CHECK)] if self._webhook else []

    def routes(self) -> list[Route]:
        """Return the webhook's route, where there is one."""
        if not self._webhook or self.updates is None:
            return []
        return [Webhook(updates=self.updates, secret=self._settings.webhook_secret or "").route()]

    async def close(self) -> None:
        """Finish what is in hand and close the connections."""
        await self.sender.finish()
        for request in self._bot._request:  # noqa: SLF001  (Opened above.)
            await request.shutdown()

    @property
    def _webhook(self) -> bool:
        return self._settings.telegram_mode == "webhook"


class _Elsewhere:
    """The pace where another process sends."""

    def admits_at_once(self, address_id: int) -> bool:
        del address_id
        return False
