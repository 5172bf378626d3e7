"""The record as server-sent events, heard on the wire."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.web import events
from bot.web.app import create_app
from bot.web.limits import Limits, Places
from bot.web.options import Options
from tests.web.fake_house import FakeHouse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.applications import Starlette

TOKEN = "t" * 43
Event = dict[str, str]


class Line:
    """Listen to one stream, event by event."""

    def __init__(self) -> None:
        self.chunks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def next(self) -> Event:
        """Return the next event that is no heartbeat."""
        while True:
            message = await asyncio.wait_for(self.chunks.get(), 5)
            if message["type"] == "http.response.start":
                continue
            if not message.get("more_body"):
                return {"event": "end"}
            fields = dict(line.split(": ", 1) for line in message["body"].decode().splitlines() if line)
            if fields.get("event") != "beat":
                return fields

    async def message(self) -> dict[str, Any]:
        event = await self.next()
        assert "event" not in event, event
        told: dict[str, Any] = json.loads(event["data"])
        assert event["id"] == str(told["number"])
        return told


@asynccontextmanager
async def listening(app: Starlette, query: str = "", **headers: str) -> AsyncIterator[Line]:
    """Open the stream as a browser with the token would."""
    line, gone = Line(), asyncio.Event()
    named = {"cookie": f"lotse={TOKEN}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/chat/events",
        "raw_path": b"/chat/events",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "client": ("192.0.2.1", 1),
        "server": ("testserver", 80),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
    }

    async def receive() -> dict[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    running = asyncio.create_task(app(scope, receive, line.chunks.put))
    try:
        yield line
    finally:
        gone.set()
        await asyncio.wait_for(running, 5)


@pytest.fixture
async def house() -> FakeHouse:
    house = FakeHouse()
    await house.start(TOKEN, "en")
    return house


@pytest.fixture
def app(house: FakeHouse) -> Starlette:
    return create_app(house, Options())


async def test_the_stream_brings_the_record_and_what_is_new(app: Starlette, house: FakeHouse) -> None:
    async with listening(app, "lang=en") as line:
        first = await line.message()
        assert (first["number"], first["client"]) == (1, "")
        assert "What would you like to know?" in first["html"]
        await house.receive(TOKEN, "client-id-1", text="Hello")
        assert (await line.message())["client"] == "client-id-1"
        assert (await line.message())["number"] == 3
    assert house.bells[TOKEN] == set(), "whoever left is not rung any more"


async def test_a_reconnect_begins_where_the_last_one_ended(app: Starlette, house: FakeHouse) -> None:
    for number in range(5):
        house.staff_say(TOKEN, f"line {number}")
    async with listening(app, "lang=en&after=1", last_event_id="4") as line:
        assert [(await line.message())["number"], (await line.message())["number"]] == [5, 6]
    async with listening(app, "lang=en&after=5") as line:
        assert (await line.message())["number"] == 6


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 99])
async def test_a_strange_number_means_everything(app: Starlette, number: str) -> None:
    async with listening(app, "lang=en", last_event_id=number.encode().decode("latin-1")) as line:
        assert (await line.message())["number"] == 1


async def test_long_records_come_whole(app: Starlette, house: FakeHouse) -> None:
    for number in range(450):
        house.staff_say(TOKEN, str(number))
    async with listening(app, "lang=en") as line:
        assert [(await line.message())["number"] for _ in range(451)] == list(range(1, 452))


async def test_a_new_language_comes_before_what_is_said_in_it(app: Starlette, house: FakeHouse) -> None:
    async with listening(app, "lang=en&after=1") as line:
        await house.receive(TOKEN, "client-id-1", press="l:ar")
        event = await line.next()
        assert event["event"] == "language"
        told = json.loads(event["data"])
        assert (told["lang"], told["dir"]) == ("ar", "rtl")
        assert set(told["texts"]) >= {"send", "call", "title"}
        assert (await line.message())["number"] == 2


async def test_a_forgotten_browser_is_told_that_it_is_gone(app: Starlette, house: FakeHouse) -> None:
    async with listening(app, "lang=en") as line:
        await line.message()
        await house.forget(TOKEN)
        assert (await line.next())["event"] == "gone"
        assert (await line.next())["event"] == "end"
    async with listening(app, "lang=en&after=1") as line:
        assert (await line.next())["event"] == "gone", "a phone that was away is told, too"
        assert (await line.next())["event"] == "end"


async def test_one_stream_too_many_ends_the_oldest(house: FakeHouse) -> None:
    app = create_app(house, Options(), limits=Limits(streams_of_browser=Places(1)))
    async with listening(app, "lang=en") as oldest:
        await oldest.message()
        async with listening(app, "lang=en") as newest:
            await newest.message()
            assert (await oldest.next())["event"] == "end"


async def test_the_log_keeps_silent_about_what_was_said(
    app: Starlette, house: FakeHouse, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house.staff_say(TOKEN, "SENTINEL")
    async with listening(app, "lang=en&after=1") as line:
        assert "SENTINEL" in (await line.message())["html"]
    assert "SENTINEL" not in caplog.text


async def test_a_page_finds_what_nobody_rang_for(app: Starlette, house: FakeHouse, monkeypatch) -> None:
    """A process wrote it and died before it told the others."""
    monkeypatch.setattr(events, "_LOOK_SECONDS", 0.05)
    async with listening(app, "lang=en") as line:
        await line.message()
        house.bells.clear()
        await house.receive(TOKEN, "one", text="Hello")
        assert (await line.message())["number"] == 2
