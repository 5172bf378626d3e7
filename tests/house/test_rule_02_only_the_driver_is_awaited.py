"""Rule 2: only the driver's awaitable is awaited, nothing is awaited where an end is caught, no key stays open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import dialogs
from dialogs.errors import ForeignAwaitError, OpenKeyError
from dialogs.questions import Words
from tests.dialogs.small import playing
from tests.house.lints import rule_2_nothing_is_awaited_where_an_end_is_caught, rule_2_only_the_driver_is_awaited
from translations import Text

# talk.py is the driver's own side.
PATHS = [path for path in sorted(Path(dialogs.__file__).parent.rglob("*.py")) if path.name != "talk.py"]
PRACTICE = Path(__file__).parents[1] / "dialogs" / "practice.py"


@pytest.mark.parametrize("path", [*PATHS, PRACTICE], ids=lambda path: path.name)
def test_every_dialog_awaits_only_the_driver(path):
    source = path.read_text(encoding="utf-8")
    assert not list(rule_2_only_the_driver_is_awaited(source))
    assert not list(rule_2_nothing_is_awaited_where_an_end_is_caught(source))


def test_the_lint_looks_at_real_dialogs():
    assert sum("await talk.ask" in path.read_text(encoding="utf-8") for path in PATHS) >= 3


@pytest.mark.parametrize(
    "broken",
    [
        "await sleep(1)",
        "await asyncio.sleep(1)",
        "await client.get(url)",
        "await future",
        "await other.ask('key', question)",
        "async for x in y: pass",
        "async with x: pass",
        "return [x async for x in y]",
    ],
)
def test_the_lint_finds_what_is_not_the_drivers(broken):
    assert list(rule_2_only_the_driver_is_awaited(f"async def f(talk):\n    {broken}\n"))


@pytest.mark.parametrize(
    "broken",
    [
        "with lock:\n        await talk.ask('key', question)",
        "try:\n        await talk.ask('key', question)\n    finally:\n        pass",
        "try:\n        await talk.wish('key', wish)\n    except:\n        pass",
        "try:\n        await talk.wish('key', wish)\n    except BaseException:\n        pass",
    ],
)
def test_the_lint_finds_an_await_where_an_end_is_caught(broken):
    assert list(rule_2_nothing_is_awaited_where_an_end_is_caught(f"async def f(talk):\n    {broken}\n"))


async def awaits_something_else(talk):
    await asyncio.sleep(0)


async def leaves_a_key_open(talk):
    forgotten = talk.ask("name", Words(text=Text("Who are you?")))
    del forgotten


@pytest.mark.parametrize(
    ("dialog", "error"), [(awaits_something_else, ForeignAwaitError), (leaves_a_key_open, OpenKeyError)]
)
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")
def test_the_driver_refuses(library, dialog, error):
    with pytest.raises(error):
        playing(library, dialog).command("small")
