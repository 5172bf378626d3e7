"""Telegram put together: calls, pace, sender, updates; polling or webhook."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import TelegramError

from bot.telegram.calls import make_bot
from bot.telegram.delivery import Delivery
from bot.telegram.forum.hearing import Hearing
from bot.telegram.forum.mirror import Mirror
from bot.telegram.pace import Here, TokenPace
from bot.telegram.polling import Polling
from bot.telegram.presence import check_webhook, introduce, set_webhook
from bot.telegram.sender import Sender
from bot.telegram.updates import Updates
from bot.telegram.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from starlette.routing import Route

    from bot.handover import Handovers
    from bot.health import Health
    from bot.runner import Runner
    from bot.settings import Settings
    from bot.store.door import Door
    from bot.store.vault import Vault
    from bot.turn import Outcome
    from knowledge.recordings import Recording

_log = structlog.get_logger()
# Seconds between two looks whether Telegram still reaches the webhook.
CHECK = 60


class TelegramRoom:
    """One bot, and what it needs."""

    def __init__(  # noqa: PLR0913  (The parts that meet here.)
        self,
        *,
        settings: Settings,
        token: str,
        recordings: Mapping[tuple[str, str], Recording],
        door: Door,
        vault: Vault,
        boot: int,
        clock: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._bot = make_bot(token, settings.telegram_api)
        self.pace = TokenPace(rate=settings.telegram_rate, chat_rate=settings.telegram_chat_rate, clock=clock)
        self.here = Here(self.pace)
        delivery = Delivery(self._bot, recordings)
        self.sender = Sender(
            bot=self._bot, delivery=delivery, door=door, vault=vault, pace=self.pace, boot=boot, clock=clock
        )
        self.updates: Updates | None = None
        self._mirror: Mirror | None = None
        # Whether Telegram knows where to post.
        self._registered = False

    def meet(self, runner: Runner, handovers: Handovers, desk_url: str) -> None:
        """Hear who runs the turns, and what colleagues can do; desk_url is empty where only this machine reaches it."""
        forum = None
        group, turns = self._settings.telegram_staff_group, runner.turns
        if group:
            self._mirror = Mirror(
                bot=self._bot, door=runner.door, vault=turns.vault, shelf=turns.shelf, zone=turns.zone,
                url=desk_url, group=group, content=self._settings.telegram_staff_content == "on", clock=turns.clock,
                spare=self.pace.spare,
            )  # fmt: skip
            forum = Hearing(
                door=runner.door, handovers=handovers, mirror=self._mirror, group=group, tell=runner.tell,
                acknowledge=self.sender.acknowledge,
            )  # fmt: skip
        self.updates = Updates(
            bot=self._bot, runner=runner, sender=self.sender, forum=forum, files=self._settings.telegram_files == "on"
        )

    def tell(self, outcome: Outcome) -> None:
        """Hear of a committed turn."""
        if outcome.calls:
            self.sender.take(outcome.calls)
        if outcome.queued:
            self.sender.wake()
        if (outcome.for_staff or outcome.farewell) and self._mirror is not None:
            self._mirror.wake()

    async def lead(self, health: Health) -> None:
        """Send, poll and mirror until cancelled: there is one process that does."""
        names = []
        try:
            async with asyncio.TaskGroup() as tasks:
                for name, part in self.parts():
                    names.append(name)
                    health.watch(name, tasks.create_task(part))
                tasks.create_task(self.introduce())
                # The sender has learnt by then what waits: nothing overtakes it.
                tasks.create_task(self._say_at_once())
        finally:
            health.unwatch(names)

    async def _say_at_once(self) -> None:
        """Let what is said go right after the commit, until cancelled."""
        self.here.leads = True
        try:
            await asyncio.Event().wait()
        finally:
            # At once, while the others are still being stopped.
            self.here.leads = False

    async def open(self) -> None:
        """Open the connections."""
        for request in self._bot._request:  # noqa: SLF001  (PTB opens them only together with a call to getMe.)
            await request.initialize()

    async def introduce(self) -> None:
        """Tell Telegram what the bot is called and can do, and where to post; families need not wait for it."""
        if self._webhook:
            await self._register()
        await introduce(self._bot)

    async def _register(self) -> None:
        try:
            await set_webhook(self._bot, self._settings.public_url, self._settings.webhook_secret or "")
            self._registered = True
        except TelegramError as error:
            _log.warning("webhook not set", fault=type(error).__name__)

    def parts(self) -> list[tuple[str, Coroutine[Any, Any, None]]]:
        """Return what runs all the time where this process sends, with its name for /healthz."""
        parts: list[tuple[str, Coroutine[Any, Any, None]]] = [("sender", self.sender.run())]
        if self._mirror is not None:
            parts.append(("forum", self._mirror.run()))
        if self._webhook:
            # Nobody can ask what still waits there.
            self.sender.heard()
            return parts
        polling = Polling(bot=self._bot, updates=self._met(), caught_up=self.sender.heard)
        return [*parts, ("polling", polling.run())]

    def checks(self) -> list[tuple[Callable[[], Any], int]]:
        """Return what is looked at from time to time, where this process sends."""

        async def look() -> None:
            if not self.here.leads:
                return
            if not self._registered:
                await self._register()
            await check_webhook(self._bot, self._settings.public_url)

        return [(look, CHECK)] if self._webhook else []

    def routes(self) -> list[Route]:
        """Return the webhook's route, where there is one."""
        if not self._webhook:
            return []
        return [Webhook(updates=self._met(), secret=self._settings.webhook_secret or "").route()]

    async def close(self) -> None:
        """Finish what is in hand and close the connections."""
        await self.sender.finish()
        for request in self._bot._request:  # noqa: SLF001  (Opened above.)
            await request.shutdown()

    def _met(self) -> Updates:
        if self.updates is None:
            raise RuntimeError("The room has not met its runner.")
        return self.updates

    @property
    def _webhook(self) -> bool:
        return self._settings.telegram_mode == "webhook"
