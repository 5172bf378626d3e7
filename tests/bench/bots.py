"""The three bots that are measured, and what their families do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bench.remote import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

ECHO = ({"text": "step {n}", "answer": "step {n}"},)
# What families do in a first visit: greeting, menu, groups, articles, the German text, a related article, thanks,
# a step back, other topics, the way to a person.
MENU_WALK = (
    {"text": "/start"},
    {"press": "answers"},
    {"press": "school"},
    {"press": "find-school"},
    {"press": "german"},
    {"press": "health-exam"},
    {"press": "helped"},
    {"text": "/menu"},
    {"press": "answers"},
    {"press": "law"},
    {"press": "back"},
    {"press": "office"},
    {"press": "topics"},
    {"press": "emergency"},
    {"text": "/human"},
)


@dataclass(frozen=True, kw_only=True)
class Bot:
    """Say how a bot is started, and what people do with it."""

    name: str
    # After `python`; {url} is the Bot API.
    arguments: tuple[str, ...]
    walk: tuple[dict[str, Any], ...]

    def command(self, url: str) -> list[str]:
        return [part.format(url=url) for part in self.arguments]


_ECHO = ("-m", "tests.bench.echo", "{url}", TOKEN)
DEFAULT = Bot(name="PTB echo, its own client", arguments=(*_ECHO, "default"), walk=ECHO)
AIOHTTP = Bot(name="PTB echo, our client", arguments=(*_ECHO, "aiohttp"), walk=ECHO)
LOTSE = Bot(name="Lotse, menu walk", arguments=("-m", "bot", "run"), walk=MENU_WALK)
BOTS = (DEFAULT, AIOHTTP, LOTSE)


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
