"""Each fault as a client sees it, and whether the call was done."""

import aiohttp
import pytest

from tests.botapi import Kind

SHORT = aiohttp.ClientTimeout(total=0.2)


async def send(client, text="x"):
    url = f"{client.api.url}/bot{client.api.token}/sendMessage"
    async with client.session.post(url, json={"chat_id": 5, "text": text}, timeout=SHORT) as answer:
        return answer.status, await answer.read()


@pytest.mark.parametrize(
    ("kind", "seen", "done"),
    [
        (Kind.REFUSE, aiohttp.ServerDisconnectedError, False),
        (Kind.HANG_BEFORE, TimeoutError, False),
        (Kind.HANG_AFTER, TimeoutError, True),
        (Kind.RESET_AFTER, aiohttp.ClientOSError, True),
        (Kind.CUT_BODY, aiohttp.ClientPayloadError, True),
    ],
)
async def test_a_broken_call(api, client, amina, *, kind, seen, done):
    api.fail("sendMessage", kind)
    with pytest.raises(seen):
        await send(client)
    [call] = api.calls("sendMessage")
    assert (call.fault, call.effect, len(amina.inbox)) == (kind, done, int(done))
    assert (await send(client))[0] == 200


@pytest.mark.parametrize(
    ("kind", "status", "part", "done"),
    [
        (Kind.FLOOD, 429, b'"retry_after":1', False),
        (Kind.BARE_FLOOD, 429, b'"description":"Too Many Requests"}', False),
        (Kind.SERVER_ERROR, 500, b"<html>", False),
        (Kind.BAD_GATEWAY, 502, b"<html>", False),
        (Kind.GARBAGE, 200, b"<garbage>", True),
        (Kind.BARE_FAILURE, 200, b'{"ok":false}', False),
        (Kind.BAD_REQUEST, 400, b"Bad Request: ", False),
        (Kind.UNAUTHORIZED, 401, b"Unauthorized", False),
        (Kind.FORBIDDEN, 403, b"Forbidden: ", False),
        (Kind.CONFLICT, 409, b"Conflict: ", False),
    ],
)
async def test_a_wrong_answer(api, client, amina, *, kind, status, part, done):
    api.fail("sendMessage", kind)
    got, body = await send(client)
    assert got == status
    assert part in body
    [call] = api.calls("sendMessage")
    assert (call.fault, call.effect, len(amina.inbox)) == (kind, done, int(done))
    assert api.failures[kind] == 1


async def test_whether_it_was_done_can_be_chosen(api, client, amina):
    api.fail("sendMessage", Kind.BAD_GATEWAY, effect=True)
    assert (await send(client))[0] == 502
    assert len(amina.inbox) == 1


async def test_a_fault_hits_so_many_fitting_calls_and_no_others(api, client, amina):
    api.fail("sendMessage", Kind.SERVER_ERROR, times=2, when=lambda call: call.params["text"] == "bad")
    assert [(await send(client, text))[0] for text in ("good", "bad", "bad", "bad")] == [200, 500, 500, 200]
    await client.ok("getMe")


async def test_what_the_rules_refuse_is_refused_before_a_fault_after_the_effect(api, client, amina):
    api.fail("sendMessage", Kind.HANG_AFTER)
    status, body = await send(client, "")
    assert status == 400
    assert b"message text is empty" in body
    assert amina.inbox == []


async def test_nobody_can_connect_while_it_is_offline(api, client, amina):
    assert (await send(client))[0] == 200
    async with api.offline():
        with pytest.raises(aiohttp.ClientConnectorError):
            await send(client)
    assert (await send(client))[0] == 200
    assert len(amina.inbox) == 2
