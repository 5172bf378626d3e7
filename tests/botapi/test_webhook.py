from contextlib import asynccontextmanager

import pytest
from aiohttp import web


class Hook:
    """A bot behind a webhook: it gives the answers it was told, then 200."""

    def __init__(self):
        self.url = ""
        self.got = []
        self.answers = []

    async def take(self, request):
        update = await request.json()
        self.got.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return self.answers.pop(0) if self.answers else web.Response()


@asynccontextmanager
async def serving(hook):
    runner = web.ServerRunner(web.Server(hook.take), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram/webhook"
    try:
        yield hook
    finally:
        await runner.cleanup()


@pytest.fixture
async def hook():
    async with serving(Hook()) as running:
        yield running


async def drained(api):
    await api.until(lambda: not api.updates.pending)


async def test_updates_come_with_the_secret_until_2xx(api, client, hook):
    before = (await api.user(5).send("before"))["update_id"]
    hook.answers = [web.Response(status=503), web.Response(status=401)]
    await client.ok("setWebhook", url=hook.url, secret_token="s3cret")
    after = (await api.user(5).send("after"))["update_id"]
    await drained(api)
    assert hook.got == [(before, "s3cret")] * 3 + [(after, "s3cret")]
    info = await client.ok("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 401 Unauthorized"
    assert info["pending_update_count"] == 0


async def test_a_call_in_the_reply_is_carried_out(api, client, hook, amina):
    await client.ok("setWebhook", url=hook.url)
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": 5, "text": "from the reply"})]
    await amina.send("a")
    [message] = await amina.expect()
    assert message.text == "from the reply"
    assert api.calls("sendMessage")[0].via == "webhook"


async def test_nobody_there_means_trying_again(api, client, hook):
    url = hook.url.replace("telegram", "other")
    await client.ok("setWebhook", url="http://127.0.0.1:9/nobody")
    sent = await api.user(5).send("a")
    await api.until(lambda: api.webhook.error)
    assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 1
    await client.ok("setWebhook", url=url)
    await drained(api)
    assert [update_id for update_id, _ in hook.got] == [sent["update_id"]]


async def test_redelivered_updates_reach_the_webhook_again(api, client, hook, amina):
    await client.ok("setWebhook", url=hook.url)
    update_id = (await amina.send("a"))["update_id"]
    await drained(api)
    api.redeliver([update_id, update_id])
    await drained(api)
    assert hook.got == [(update_id, None)] * 3


async def test_a_webhook_needs_https_and_a_decent_secret(client):
    refused = await client.refused("setWebhook", url="http://lotse.example/hook")
    assert refused == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    refused = await client.refused("setWebhook", url="https://lotse.example/hook", secret_token="ä")
    assert refused == "Bad Request: secret token contains unallowed characters"


async def test_pending_updates_can_be_dropped(api, client, amina):
    await amina.send("a")
    await client.ok("deleteWebhook", drop_pending_updates=True)
    assert await client.ok("getUpdates") == []
