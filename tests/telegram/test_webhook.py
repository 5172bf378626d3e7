"""The webhook: 200 only after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest

from bot.telegram.webhook import HEADER, LARGEST, PATH
from tests.bot.running import House, running
from tests.store.trouble import full_disk

SECRET = "sesame-open"
PUBLIC = "https://lotse.example"


@dataclass(frozen=True, kw_only=True)
class Poster:
    """Post as Telegram does."""

    house: House
    client: httpx.AsyncClient

    async def __call__(self, body: Any, secret: str | None = SECRET) -> int:
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        headers = {} if secret is None else {HEADER: secret}
        answer = await self.client.post(PATH, content=content, headers=headers)
        assert answer.content == b""
        return answer.status_code

    async def deliver(self, update: Any, secret: str | None = SECRET) -> int:
        """Take an update out of the queue and post it."""
        self.house.api.updates.pending.clear()
        return await self(update, secret)


@pytest.fixture
async def post(telegram, database_url, tmp_path, clock, brisk):
    settings = {"telegram_mode": "webhook", "webhook_secret": SECRET, "public_url": PUBLIC}
    async with running(telegram, database_url, tmp_path, clock, **settings) as house:
        await telegram.until(lambda: telegram.webhook.url)
        # Nobody answers at the public address: the tests bring the updates themselves.
        await telegram.webhook.stop()
        transport = httpx.ASGITransport(app=house.lotse.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            yield Poster(house=house, client=client)


async def test_telegram_is_told_where_to_post_and_with_which_secret(post, telegram):
    [call] = telegram.calls("setWebhook")
    assert call.params["url"] == PUBLIC + PATH
    assert call.params["secret_token"] == SECRET
    assert sorted(call.params["allowed_updates"]) == ["callback_query", "edited_message", "message", "my_chat_member"]
    assert telegram.calls("getUpdates") == []


async def test_an_update_is_answered_200_and_its_effect_is_committed(post, telegram):
    amina = telegram.user(5, "Amina", "en")
    assert await post.deliver(amina.say("/start")) == 200
    assert post.house.count("message") == 2
    await post.house.sent()
    assert "Welcome!" in amina.inbox[0].text


async def test_the_same_update_again_is_answered_200_and_has_no_second_effect(post, telegram):
    amina = telegram.user(5, "Amina", "en")
    update = amina.say("/start")
    for _n in range(3):
        assert await post.deliver(update) == 200
    await post.house.sent()
    assert len(amina.inbox) == 1


@pytest.mark.parametrize("secret", [None, "", "sesame", SECRET + "x", SECRET.upper(), "\xe4"])
async def test_without_the_secret_nobody_gets_in(post, telegram, secret):
    headers = secret.encode("latin-1") if secret else secret
    assert await post.deliver(telegram.user(5, "Amina", "en").say("/start"), headers) == 403
    assert post.house.count("person") == 0


async def test_a_body_that_is_too_large_is_refused(post):
    assert await post(b'{"text": "' + b"x" * LARGEST + b'"}') == 413
    assert post.house.count("quarantine") == 0


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"nonsense"])
async def test_what_is_no_json_is_refused(post, body):
    assert await post(body) == 400


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'{"update_id": 9, "message": {}}', b'{"update_id": "x"}'])
async def test_what_cannot_be_read_is_set_aside_and_not_brought_again(post, body):
    for _n in range(2):
        assert await post(body) == 200
    assert post.house.count("quarantine") == 1


async def test_while_the_store_cannot_commit_telegram_keeps_the_update(post, telegram):
    amina = telegram.user(5, "Amina", "en")
    await post.deliver(amina.say("/start"))
    update = amina.say("x" * 3_000)
    with full_disk(post.house.lotse.door):
        assert await post.deliver(update) == 500
        assert await post.deliver(update) == 500
    assert post.house.count("message") == 2
    assert await post.deliver(update) == 200
    await post.house.sent()
    assert post.house.count("message") == 4
    assert len(amina.inbox) == 2


async def test_only_posts_are_taken(post):
    assert (await post.client.get(PATH)).status_code == 405
