"""The bots that are measured: how each is started, and what people do with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench import walks
from tests.bench.processes import ROOT
from tests.bench.remote import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.walks import Walk

# The peers' own environment (`make bench`).
PEERS = ROOT / ".venv-bench" / "bin" / "python"
# Who sends a message, and who changes one it has sent.
SENDING, EDITING = ("sendMessage",), ("sendMessage", "editMessageText")


@dataclass(frozen=True, kw_only=True)
class Bot:
    """Say how a bot is started, and what people do with it."""

    name: str
    # After `python`; {url} is the Bot API, {folder} is empty, {redis} is where Redis listens.
    arguments: tuple[str, ...]
    walk: Walk
    python: str = sys.executable
    env: dict[str, str] = field(default_factory=dict)
    # Every walk is that of somebody new.
    fresh: bool = False
    # The calls that answer.
    methods: tuple[str, ...] = SENDING
    # A turn takes so long that the warm-up is short.
    slow: bool = False

    def command(self, **places: str) -> list[str]:
        return [part.format(**places) for part in self.arguments]

    @property
    def on_redis(self) -> bool:
        return "{redis}" in self.arguments


def _form(name: str, module: str, *more: str, methods: tuple[str, ...] = SENDING, slow: bool = False) -> Bot:
    arguments = ("-m", f"tests.bench.peers.{module}", "{url}", TOKEN, *more)
    python = str(PEERS)
    return Bot(name=name, arguments=arguments, walk=walks.FORM, python=python, fresh=True, methods=methods, slow=slow)


_ECHO = ("-m", "tests.bench.echo", "{url}", TOKEN)
_LOTSE = ("-m", "bot", "run")
DEFAULT = Bot(name="PTB echo, its own client", arguments=(*_ECHO, "default"), walk=walks.ECHO)
AIOHTTP = Bot(name="PTB echo, our client", arguments=(*_ECHO, "aiohttp"), walk=walks.ECHO)
LOTSE = Bot(name="Lotse, menu walk", arguments=_LOTSE, walk=walks.MENU)
ASKED = Bot(name="Lotse, typed questions", arguments=_LOTSE, walk=walks.ASKING)
INTAKE = Bot(
    name="Lotse, registration",
    arguments=_LOTSE,
    walk=walks.REGISTRATION,
    env={"LOTSE_TELEGRAM_INTAKE": "chat"},
    fresh=True,
)
PICKLE = _form("PTB, pickled every turn", "ptb_form", "{folder}", slow=True)
MEMORY = _form("aiogram, memory", "aiogram_form")
REDIS = _form("aiogram, Redis", "aiogram_form", "{redis}")
DIALOG = _form("aiogram-dialog, memory", "dialog_form", methods=EDITING)
DIALOG_REDIS = _form("aiogram-dialog, Redis", "dialog_form", "{redis}", methods=EDITING)
BOTS = (DEFAULT, AIOHTTP, LOTSE, ASKED, INTAKE, PICKLE, MEMORY, REDIS, DIALOG, DIALOG_REDIS)
# What Lotse may cost at most, of a peer's turn.
BARS = ((LOTSE, DEFAULT, 0.2), (LOTSE, AIOHTTP, 1.0), (ASKED, AIOHTTP, 2.0), (INTAKE, MEMORY, 0.6))


def settings(url: str, data_dir: Path, **more: str) -> dict[str, str]:
    """Return the environment in which Lotse runs as fast as it can."""
    return {
        "LOTSE_TELEGRAM_TOKEN": TOKEN,
        "LOTSE_TELEGRAM_API": url,
        "LOTSE_TELEGRAM_RATE": "1000000",
        "LOTSE_TELEGRAM_CHAT_RATE": "1000000",
        "LOTSE_DATA_DIR": str(data_dir),
        "LOTSE_PORT": "0",
        **more,
    }
