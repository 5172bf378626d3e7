"""Thousands of malformed updates: each is acknowledged or refused, and the next good one is answered."""

from __future__ import annotations

import os
import random
from collections import Counter

from bot.web.headers import protections
from bot.web.options import Options
from tests.bot.running import running
from tests.hostile.posting import Posted, posted, real
from tests.hostile.updates import NO_JSON, WRONG, mutated, written
from tests.telegram.forum import GROUP

# Malformed updates by each way; a sample here, two thousand by `make hostile`.
UPDATES = int(os.environ.get("LOTSE_HOSTILE_UPDATES", "100"))
SEED = int(os.environ.get("LOTSE_HOSTILE_SEED", "1"))
# After so many a good one must be answered.
SPELL = 25


def _telling(house, statuses: Counter) -> str:
    faults = dict(house.rows("SELECT fault, count(*) FROM quarantine GROUP BY fault"))
    return f"{UPDATES} updates, seed {SEED}: answered {dict(statuses)}, set aside {faults}"


async def _answered(house, telegram, id: int) -> None:
    """Let a family come now, and see that she is answered."""
    await house.ask(telegram.user(id, "Joe", "en").send("/menu"))
    assert len(telegram.chats[id].sent) == 1


async def test_polling_acknowledges_whatever_comes(telegram, database_url, tmp_path, clock, brisk):
    more = {"telegram_files": "on", "telegram_staff_group": GROUP}
    async with running(telegram, database_url, tmp_path, clock, **more) as house:
        chance, good = random.Random(SEED), await real(telegram)
        for number in range(UPDATES):
            update = mutated(chance, chance.choice(good), number=False)
            telegram.push_raw(written({**update, "update_id": telegram.updates._next}))
            if number % SPELL == SPELL - 1:
                await _answered(house, telegram, 1_000 + number)
        await _answered(house, telegram, 999)
        print(_telling(house, Counter({"acknowledged": UPDATES})))


async def test_the_webhook_never_fails_and_the_next_update_is_answered(telegram, database_url, tmp_path, clock, brisk):
    async with posted(telegram, database_url, tmp_path, clock) as way:
        await _post(way, await real(telegram))


async def _post(way: Posted, good: list[dict]) -> None:
    chance, statuses = random.Random(SEED), Counter()
    bodies = list(NO_JSON) + [written(wrong) for wrong in WRONG]
    for number in range(UPDATES):
        update = mutated(chance, {**chance.choice(good), "update_id": 10_000 + number}, number=True)
        body = bodies[number] if number < len(bodies) and number % 2 else written(update)
        if chance.random() < 0.05:
            at = chance.randrange(len(body) or 1)
            body = body[:at] + chance.randbytes(3) + body[at + chance.randrange(9) :]
        answer = await way.post(body)
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, body
        assert answer.status_code in (200, 400, 413), body
        assert all(name in answer.headers for name in protections(Options())), answer.headers
        if number % SPELL == SPELL - 1:
            await way.answers(1_000 + number)
    print(_telling(way.house, statuses))
