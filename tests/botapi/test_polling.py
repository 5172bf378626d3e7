import asyncio

import orjson


async def get(client, **params):
    return [update["update_id"] for update in await client.ok("getUpdates", **params)]


async def test_an_update_stays_until_the_offset_confirms_it(client, api):
    amina = api.user(5)
    first, second = [(await amina.send(text))["update_id"] for text in "ab"]
    assert await get(client) == [first, second]
    assert await get(client, limit=1) == [first]
    assert await get(client, offset=second) == [second]
    assert await get(client, offset=0) == [second]
    assert await get(client, offset=second + 1) == []


async def test_a_negative_offset_forgets_the_rest(client, api):
    ids = [(await api.user(5).send(text))["update_id"] for text in "abc"]
    assert await get(client, offset=-1) == ids[2:]
    assert len(api.updates.pending) == 1


async def test_a_waiting_poller_wakes_for_an_update(client, api):
    waiting = asyncio.create_task(get(client, timeout=30))
    await client.ok("getMe")
    sent = await api.user(5).send("a")
    assert await waiting == [sent["update_id"]]


async def test_the_older_of_two_pollers_is_ended(client, api):
    older = asyncio.create_task(client("getUpdates", timeout=30))
    await api.until(lambda: api.poller.waits)
    newer = asyncio.create_task(get(client, timeout=30))
    status, body = await older
    assert status == 409
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    sent = await api.user(5).send("a")
    assert await newer == [sent["update_id"]]


async def test_polling_is_refused_while_a_webhook_is_set(client):
    await client.ok("setWebhook", url="https://lotse.example/telegram/webhook")
    assert (await client.refused("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")
    await client.ok("deleteWebhook")
    assert await get(client) == []


async def test_only_allowed_updates_are_queued(client, api, amina):
    await get(client, allowed_updates=["callback_query"])
    await amina.send("a")
    assert await get(client) == []
    await get(client, allowed_updates=[])
    await amina.send("b")
    assert len(await get(client)) == 1


async def test_redelivery_brings_confirmed_updates_again_in_any_order(client, api, amina):
    ids = [(await amina.send(text))["update_id"] for text in "abc"]
    await get(client, offset=ids[-1] + 1)
    api.redeliver([*reversed(ids), ids[1]])
    again = [ids[2], ids[1], ids[0], ids[1]]
    assert await get(client, offset=ids[-1] + 1) == again
    assert await get(client, offset=ids[-1] + 1) == []


async def test_held_updates_come_out_reordered_and_doubled(client, api, amina):
    api.updates.hold()
    ids = [(await amina.send(text))["update_id"] for text in "ab"]
    assert await get(client) == []
    api.updates.release([ids[1], ids[0], ids[1]])
    assert await get(client) == [ids[1], ids[0], ids[1]]


async def test_malformed_updates_are_delivered_as_they_are(client, api, amina):
    before = (await amina.send("a"))["update_id"]
    strange = api.push_raw({"message": "no dict"})
    raw = api.push_raw(b'{"update_id":"soon"}')
    after = (await amina.send("b"))["update_id"]
    updates = await client.ok("getUpdates")
    assert [update["update_id"] for update in updates] == [before, strange, "soon", after]
    assert await get(client, offset=raw + 1) == [after]


async def test_the_log_remembers_each_call(client, api, amina):
    await client.ok("sendMessage", chat_id=5, text="x")
    await client.refused("sendMessage", chat_id=5, text="")
    good, bad = api.calls("sendMessage")
    assert (good.status, good.effect, good.params["text"]) == (200, True, "x")
    assert (bad.status, bad.effect, bad.error) == (400, False, "Bad Request: message text is empty")
    assert orjson.loads(orjson.dumps(good.json()))["method"] == "sendMessage"
