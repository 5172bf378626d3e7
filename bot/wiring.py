"""The one place where the parts meet."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

import knowledge
from bot.clock import TICK, scheduler
from bot.counter import Counter
from bot.desk.app import routes
from bot.desk.desk import Desk
from bot.desk.openid import Provider
from bot.desk.view import View
from bot.election import Election
from bot.handover import Handovers
from bot.hands import Hands
from bot.health import Health
from bot.machine.machine import machine_of
from bot.mail import Post
from bot.mail_server import read_server
from bot.opening import one_line, open_store
from bot.page_house import PageHouse
from bot.relay import Relay
from bot.runner import Runner
from bot.saying import Mouth
from bot.shelf import Shelf
from bot.store.ledger import Ledger
from bot.store.retention import Kept
from bot.telegram.pace import Elsewhere
from bot.telegram.room import TelegramRoom
from bot.ticking import Ticking, ticking
from bot.turn import Outcome, Turns
from bot.web.app import create_app
from bot.web.options import Options
from dialogs.registry import DIALOGS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.applications import Starlette

    from bot.settings import Settings
    from bot.store.door import Door
    from dialogs.registry import Dialogs
    from knowledge.library import Library

_log = structlog.get_logger()


class Role(StrEnum):
    """Say what a process does."""

    ALL = "all"
    WEB = "web"
    SENDER = "sender"
    CLOCK = "clock"


# Who sends also polls: there is one of it a bot.
SENDING = (Role.ALL, Role.SENDER)
# Who has pages.
SERVING = (Role.ALL, Role.WEB)


def wall_clock() -> int:
    """Return milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def load_library(cache: Path | None = None) -> Library:
    """Load the office's knowledge; raises KnowledgeError with every problem."""
    return knowledge.load(Path(knowledge.__file__).parent, cache)


@dataclass(kw_only=True)
class Lotse:
    """The whole house, built but not running."""

    settings: Settings
    role: Role
    door: Door
    runner: Runner
    page: PageHouse
    telegram: TelegramRoom | None
    election: Election
    relay: Relay
    ticking: Ticking
    # Where the office has a mail server.
    posts: list[Post]
    health: Health
    desk: Desk
    app: Starlette

    async def run(self) -> None:
        """Do what this process's roles ask for until cancelled; the web server is not among it (bot.serve)."""
        jobs: list[tuple[Callable[[], Any], int]] = [(self.runner.turns.shelf.tick, TICK)]
        lead: Callable[[], Coroutine[Any, Any, None]] | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                if self.telegram is not None:
                    await self.telegram.open()
                    if self.role in SENDING:
                        lead = partial(self.telegram.lead, self.health)
                        jobs += self.telegram.checks()
                tasks.create_task(self.election.run(lead))
                tasks.create_task(self.relay.run())
                if self.role in (Role.ALL, Role.CLOCK):
                    await self.ticking.nightly.plan()
                    jobs += [*self.ticking.jobs(), *((post.tick, TICK) for post in self.posts)]
                clock = scheduler(jobs)
                clock.start()
                try:
                    await asyncio.Event().wait()
                finally:
                    clock.shutdown(wait=False)
        finally:
            if self.telegram is not None:
                await self.telegram.close()
            # What this process had in hand is sent and written down: another one may send now.
            await self.election.close()
            self.door.close()


def _provider(settings: Settings) -> Provider | None:
    if not settings.openid_issuer:
        return None
    secret = settings.openid_secret.get_secret_value()
    return Provider(issuer=settings.openid_issuer, client_id=settings.openid_client, client_secret=secret)


def build(
    settings: Settings,
    role: Role = Role.ALL,
    *,
    dialogs: Dialogs = DIALOGS,
    clock: Callable[[], int] = wall_clock,
) -> Lotse:
    """Build the house from its settings.

    Raises SettingsError, StoreError, KeyFileError or KnowledgeError, each with a sentence for the operator.
    """
    library = load_library(settings.data_dir)
    door, vault = open_store(settings)
    ledger = Ledger(settings.erasures)
    # What was erased last may not have been written down when the house was killed.
    with one_line():
        ledger.catch_up(door)
    shelf = Shelf(library, door=door, clock=clock, zone=settings.zone)
    shelf.settle()
    # What the search must learn it learns while the house opens: the first family to ask need not wait.
    shelf.refresh()
    boot = secrets.randbits(53)
    token = settings.telegram_token.get_secret_value()
    telegram = (
        TelegramRoom(
            settings=settings,
            token=token,
            recordings=library.recordings,
            door=door,
            vault=vault,
            boot=boot,
            clock=clock,
        )
        if token
        else None
    )
    kept = Kept.by(library.office)
    turns = Turns(
        vault=vault,
        shelf=shelf,
        dialogs=dialogs,
        zone=settings.zone,
        kept_days=kept.conversations,
        mouth=Mouth(boot=boot, pace=telegram.here if telegram and role in SENDING else Elsewhere()),
        page_url=settings.public_url if settings.public_url.startswith("https:") else "",
        children_in_chat=settings.telegram_intake == "chat",
        clock=clock,
    )
    pages: list[PageHouse] = []
    desks: list[Desk] = []
    posts: list[Post] = []

    def tell(outcome: Outcome) -> None:
        hear(outcome)
        relay.tell(outcome)

    def hear(outcome: Outcome) -> None:
        if outcome.typing:
            hands.note(outcome.person_id, outcome.typing)
        for page in pages:
            page.tell(outcome)
        for desk in desks:
            desk.bells.tell(outcome)
        for post in posts:
            post.tell(outcome)
        if telegram is not None:
            telegram.tell(outcome)

    relay = Relay(door.writer, boot, hear)
    runner = Runner(door=door, turns=turns, tell=tell, ledger=ledger)
    hands = Hands(clock=clock)
    page = PageHouse(runner, hands)
    pages.append(page)
    health = Health(door=door, open_to_all=settings.metrics_open, clock=clock)
    options = Options(
        public_url=f"{settings.site}/",
        frame_ancestors=tuple(settings.frame_ancestors.split()),
    )
    handovers = Handovers(turns=turns)
    clockwork = ticking(door, handovers, kept, ledger, tell)
    desk = Desk(
        door=door,
        vault=vault,
        shelf=shelf,
        handovers=handovers,
        remind=clockwork.reminders.tick,
        view=View(shelf, settings.zone),
        tell=tell,
        settle=runner.settle,
        clock=clock,
        zone=settings.zone,
        https=settings.site.startswith("https:"),
        url=settings.site,
        machine=machine_of(settings, clock),
        hands=hands,
        counter=Counter(turns=turns),
        provider=_provider(settings),
        staff_group=bool(telegram and settings.telegram_staff_group),
    )
    desks.append(desk)
    if telegram is not None:
        telegram.meet(runner, desk.handovers, settings.public_url)
    if settings.smtp_url.get_secret_value():
        posts.append(Post(read_server(settings.smtp_url.get_secret_value()), desk))
    beside = [*health.routes(), *(telegram.routes() if telegram else []), *routes(desk)]
    return Lotse(
        settings=settings,
        role=role,
        door=door,
        runner=runner,
        page=page,
        telegram=telegram,
        election=Election(door.writer, boot, token, lambda: desk.bells.anybody),
        relay=relay,
        ticking=clockwork,
        posts=posts,
        health=health,
        desk=desk,
        app=create_app(page, options, beside=beside),
    )
