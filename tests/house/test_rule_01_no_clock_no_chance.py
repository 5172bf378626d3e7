"""Rule 1: dialogs know no telegram, database, web, clock or chance; the day is stored when a talk starts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import dialogs
from tests.house.lints import rule_1_no_clock_no_chance

ROOM = Path(dialogs.__file__).parent


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.name)
def test_no_dialog_knows_clock_or_chance(path):
    assert not list(rule_1_no_clock_no_chance(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "broken",
    [
        "import telegram",
        "import telegram.ext as t",
        "from sqlalchemy import select",
        "from starlette.routing import Route",
        "import httpx",
        "from apscheduler.schedulers import asyncio",
        "import asyncio",
        "import random",
        "from secrets import randbits",
        "from time import monotonic",
        "from bot.store import talks",
        "x = datetime.now()",
        "x = date.today()",
        "x = datetime.date.today()",
        "await gather(a, b)",
        "loop.create_task(x)",
    ],
)
def test_the_lint_finds(broken):
    assert list(rule_1_no_clock_no_chance(f"async def f():\n    {broken}\n"))


def test_the_lint_lets_the_stored_day_pass():
    assert not list(rule_1_no_clock_no_chance("async def f(talk):\n    return talk.today.year\n"))


def test_a_talk_keeps_the_day_on_which_it_began(family):
    family.command("practice")
    family.today = date(2027, 1, 1)
    family.press("school")
    assert family.conversation.active.today == date(2026, 11, 23)
