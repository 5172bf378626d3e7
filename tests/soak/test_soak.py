"""A sample of what `make soak` does at length, and what its verdict finds."""

from __future__ import annotations

import asyncio
import dataclasses
import random
from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.soak.campaign import complaints, run
from tests.soak.families import Crowd, Family
from tests.soak.pace import Pace
from tests.soak.verdict import Sample, judge

CALM = [
    Sample(at=10.0 * n, memory=300 + n % 3, files=40 + n % 5, threads=12, rows=100 * n, waits=(8.0,) * 99 + (60.0,))
    for n in range(1, 181)
]


def verdict(samples: list[Sample], errors: int = 0, unanswered: int = 0) -> list[str]:
    return judge(samples, errors=errors, unanswered=unanswered)


def changed(**how: object) -> list[Sample]:
    """Let something change from look to look."""
    return [
        dataclasses.replace(one, **{name: getattr(one, name) + step(one.at) for name, step in how.items()})
        for one in CALM
    ]


def test_a_calm_house_is_praised():
    assert verdict(CALM) == []
    assert verdict(changed(rows=lambda at: at * 1000, memory=lambda at: 60 if at < 400 else 0)) == []


@pytest.mark.parametrize(
    ("how", "words"),
    [
        # A fifth of a kilobyte a turn, at twenty turns a second: seven megabytes in half an hour.
        ({"memory": lambda at: at * 0.018}, "memory grew by 5."),
        ({"files": lambda at: at / 50}, "files leak: "),
        ({"threads": lambda at: at // 100}, "threads leak"),
        ({"waits": lambda at: (200.0,) * 3 if at > 1500 else ()}, "answers slowed down: p99 60 ms, then 200 ms"),
    ],
)
def test_a_seeded_leak_is_found(how, words):
    [found] = verdict(changed(**how))
    assert words in found


def test_silence_and_complaints_are_found():
    assert verdict(CALM, errors=2, unanswered=1) == ["2 errors in the log", "1 were not answered"]
    assert "nobody was answered at the end" in verdict([dataclasses.replace(one, waits=()) for one in CALM])
    assert verdict(CALM[:3]) == ["too few looks"]


def test_what_the_log_says_is_read():
    warned, failed = '{"event": "slow", "level": "warning"}', '{"event": "turn failed", "level": "error"}'
    assert complaints(f"{warned}\n{failed}\nTraceback (most recent call last):\n") == [
        failed, "Traceback (most recent call last):",
    ]  # fmt: skip


async def test_words_on_a_button_are_an_answer():
    async with BotApi() as api, aiohttp.ClientSession() as session:
        crowd = Crowd(api, Pace(1000), random.Random(1))

        async def call(method: str, **params: object) -> Any:
            async with session.post(f"{api.url}/bot{api.token}/{method}", json=params) as answer:
                return (await answer.json())["result"]

        async def answer_the_press() -> None:
            [update] = await call("getUpdates", timeout=30)
            pressed = update["callback_query"]["id"]
            await call("answerCallbackQuery", callback_query_id=pressed, text="Chosen already")

        family = Family(crowd, 5)
        api.chats[5].known = True
        buttons = [[{"text": "School", "callback_data": "k:school"}]]
        await call("sendMessage", chat_id=5, text="What is it about?", reply_markup={"inline_keyboard": buttons})
        await asyncio.gather(family._press("school"), answer_the_press())
    assert (crowd.seen["turns"], crowd.seen["unanswered"], len(crowd.waits)) == (1, 0, 1)


async def test_a_few_seconds_at_work(tmp_path):
    soaked = await run(f"sqlite:///{tmp_path / 'lotse.db'}", tmp_path, seconds=4, rate=40, every=1, seed=15)
    assert soaked.errors == []
    assert [soaked.seen[name] for name in ("unanswered", "unheard", "refused")] == [0, 0, 0]
    assert soaked.seen["turns"] > 60
    assert soaked.seen["desk pages"] > 10
    assert soaked.seen["streams"] > 0
    assert len(soaked.samples) >= 4
    assert all(one.memory > 50 and one.files > 5 and one.threads > 1 and one.waits for one in soaked.samples)
    assert soaked.samples[-1].rows > soaked.samples[0].rows
