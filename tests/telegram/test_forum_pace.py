"""Thirty conversations at once in the group: Telegram never says "too many", and no family waits for the mirror.

Time stands still while something is done and is moved in between, so that a minute of Telegram's costs no minute.
"""

from __future__ import annotations

import asyncio
import math

import pytest

from bot.telegram.forum.mirror import Mirror
from bot.telegram.pace import TokenPace
from tests.bot.running import running
from tests.botapi import BotApi, Flood
from tests.telegram.forum import GROUP

FAMILIES = 30
TICK = 0.25


class StoppedClock:
    """Return milliseconds since 1970 UTC; time moves only by hand."""

    def __init__(self) -> None:
        self.now = 1_795_600_000_000

    def __call__(self) -> int:
        return self.now

    @property
    def seconds(self) -> float:
        return self.now / 1000


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_burst_of_thirty_conversations(database_url, tmp_path, brisk, monkeypatch):
    clock, rested = StoppedClock(), asyncio.Event()
    # The mirror works when the test lets it.
    monkeypatch.setattr(Mirror, "run", lambda _self: rested.wait())
    async with BotApi(token="123:TEST", flood=Flood(), now=lambda: clock.seconds) as telegram:
        group = telegram.group(GROUP, forum=True)
        paced = {"telegram_rate": 30.0, "telegram_chat_rate": 1.0, "telegram_staff_group": GROUP}
        async with running(telegram, database_url, tmp_path, clock, **paced) as house:
            waits = await _a_few_minutes(telegram, house, clock)
        assert not [call for call in telegram.log if call.status == 429]
        shown = {message.thread for message in group.inbox}
        assert len(group.chat.topics) == FAMILIES
        assert shown == set(group.chat.topics), "every topic has its card"
        waits.sort()
        assert waits[math.ceil(0.95 * len(waits)) - 1] <= 1.0, "seconds from a message to its answer"


async def _a_few_minutes(telegram, house, clock) -> list[float]:
    """Let thirty families call a person and go on writing; return how long each waited for each answer."""
    families = [telegram.user(100 + n, f"Family {n}", "en") for n in range(FAMILIES)]
    asked: dict[int, float] = {}
    waits: list[float] = []

    def answered(_call, message) -> None:
        if message.chat.id in asked:
            waits.append(clock.seconds - asked.pop(message.chat.id))

    telegram.listeners.append(answered)
    for tick in range(int(240 / TICK)):
        for number, family in enumerate(families):
            # Each writes twice, then asks something every half minute.
            if tick == 0:
                asked[family.id] = clock.seconds
                family.say("/start")
            elif tick == 12:
                asked[family.id] = clock.seconds
                await family.press_data("g:human")
            elif tick > 12 and tick % 120 == 4 * number:
                asked[family.id] = clock.seconds
                family.say("/help")
        await telegram.until(lambda: not telegram.updates.pending and telegram.poller.waits, timeout=30)
        while house.lotse.telegram.sender._tasks:
            await house.lotse.telegram.sender.finish()
        for _call in range(40):
            if not await house.lotse.telegram._mirror.step():
                break
        clock.now += int(TICK * 1000)
        if house.count("outbox WHERE state = 'queued'"):
            house.lotse.telegram.sender.wake()
            await asyncio.sleep(0.02)
    return waits


def test_a_mirror_waits_while_families_are_answered():
    clock = StoppedClock()
    pace = TokenPace(rate=30.0, chat_rate=1.0, clock=clock)
    assert sum(pace.spare() for _call in range(100)) == 3
    assert sum(pace.admits(address) for address in range(100)) == 27
    clock.now += 900
    assert not pace.spare()
    clock.now += 100
    assert pace.spare()
