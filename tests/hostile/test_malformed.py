"""Thousands of malformed updates: each is acknowledged or refused, and the next good one is answered."""

from __future__ import annotations

import json
import os
import random
from collections import Counter

import httpx
import pytest

from bot.telegram.webhook import HEADER, PATH
from bot.web.headers import protections
from bot.web.options import Options
from tests.bot.running import running
from tests.hostile.updates import NO_JSON, WRONG, mutated, written
from tests.telegram.forum import GROUP
from tests.web.test_files import PDF

# Malformed updates by each way; a sample here, two thousand by `make hostile`.
UPDATES = int(os.environ.get("LOTSE_HOSTILE_UPDATES", "100"))
SEED = int(os.environ.get("LOTSE_HOSTILE_SEED", "1"))
# After so many a good one must be answered.
SPELL = 25
SECRET = "sesame-open"


async def _real(telegram) -> list[dict]:
    """Collect one good update of every kind, families' and colleagues', without delivering them."""
    telegram.updates.hold()
    amina, forum, group = telegram.user(5, "Amina", "en"), telegram.group(GROUP, forum=True), telegram.group(-1002)
    found = [amina.say("/start"), amina.say("Hello"), await amina.photo("Where?"), await amina.voice()]
    found += [await amina.document(data=PDF), await amina.sticker(), await amina.location(), await amina.contact()]
    found += [await amina.press_data("g:menu", 3), await amina.edit("Hello again"), await amina.block()]
    found += [*await amina.album(2), await amina.unblock(), *await group.add_bot(amina)]
    found += [await forum.send(amina, "Guten Tag", thread=7), await forum.press_data(amina, "f:claim:1", 3)]
    found += [await forum.send(amina, "/desk abc"), forum._message("message", amina.sender, {"migrate_to_chat_id": 9})]
    telegram.updates.release([])
    return found


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
        chance, real = random.Random(SEED), await _real(telegram)
        for number in range(UPDATES):
            update = mutated(chance, chance.choice(real), number=False)
            telegram.push_raw(written({**update, "update_id": telegram.updates._next}))
            if number % SPELL == SPELL - 1:
                await _answered(house, telegram, 1_000 + number)
        await _answered(house, telegram, 999)
        print(_telling(house, Counter({"acknowledged": UPDATES})))


@pytest.fixture
async def posted(telegram, database_url, tmp_path, clock, brisk):
    settings = {"telegram_mode": "webhook", "webhook_secret": SECRET, "public_url": "https://lotse.example"}
    more = {"telegram_files": "on", "telegram_staff_group": GROUP}
    async with running(telegram, database_url, tmp_path, clock, **settings, **more) as house:
        await telegram.until(lambda: telegram.webhook.url)
        await telegram.webhook.stop()
        transport = httpx.ASGITransport(app=house.lotse.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            yield house, client


async def test_the_webhook_never_fails_and_the_next_update_is_answered(posted, telegram):
    house, client = posted
    chance, real, statuses = random.Random(SEED), await _real(telegram), Counter()
    bodies = list(NO_JSON) + [written(wrong) for wrong in WRONG]
    for number in range(UPDATES):
        update = mutated(chance, {**chance.choice(real), "update_id": 10_000 + number}, number=True)
        body = bodies[number] if number < len(bodies) and number % 2 else written(update)
        if chance.random() < 0.05:
            at = chance.randrange(len(body) or 1)
            body = body[:at] + chance.randbytes(3) + body[at + chance.randrange(9) :]
        answer = await client.post(PATH, content=body, headers={HEADER: SECRET})
        statuses[answer.status_code] += 1
        assert answer.status_code < 500, body
        assert answer.status_code in (200, 400, 413), body
        assert all(name in answer.headers for name in protections(Options())), answer.headers
        if number % SPELL == SPELL - 1:
            telegram.updates.hold()
            good = telegram.user(1_000 + number, "Joe", "en").say("/menu")
            telegram.updates.release([])
            assert (await client.post(PATH, content=json.dumps(good), headers={HEADER: SECRET})).status_code == 200
            await house.sent()
            assert len(telegram.chats[1_000 + number].sent) == 1
    print(_telling(house, statuses))
