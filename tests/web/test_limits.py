"""How often strangers may knock."""

from __future__ import annotations

import asyncio

from starlette.testclient import TestClient

from bot.web import texts
from bot.web.app import create_app
from bot.web.limits import Limit, Limits, Places, Stream, address_key
from bot.web.options import Options
from tests.web.fake_house import FakeHouse
from translations import render


class Clock:
    """Tell the time that the test wants."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_one_at_a_time() -> None:
    clock = Clock()
    limit = Limit(burst=3, seconds=10, clock=clock)
    assert [limit.wait("a") for _ in range(5)] == [0, 0, 0, 10, 10]
    assert limit.wait("b") == 0, "somebody else is not held up"
    clock.now += 9
    assert limit.wait("a") == 1
    clock.now += 1
    assert [limit.wait("a"), limit.wait("a")] == [0, 10]
    clock.now += 3_600
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 10], "nobody saves up more than a burst"


def test_strangers_do_not_fill_the_memory() -> None:
    limit = Limit(burst=1, seconds=10, keys=100)
    for number in range(10_000):
        limit.wait(str(number))
    assert len(limit) == 100


def test_the_oldest_stream_gives_way() -> None:
    places = Places(2)
    streams = [Stream(asyncio.Event()) for _ in range(3)]
    taken = [places.take("a", stream) for stream in streams]
    for place in taken:
        place.__enter__()
    assert [stream.over for stream in streams] == [True, False, False]
    assert streams[0].bell.is_set()
    for place in taken:
        place.__exit__(None, None, None)
    assert len(places) == 0


def test_an_address_is_whom_it_belongs_to() -> None:
    assert address_key("192.0.2.7") == "192.0.2.7"
    assert address_key("::ffff:192.0.2.7") == "192.0.2.7"
    assert address_key("2001:db8:1:2:3:4:5:6") == address_key("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert address_key("testclient") == "testclient"


def test_whoever_writes_too_much_is_asked_to_wait() -> None:
    house = FakeHouse()
    limits = Limits(message_by_browser=Limit(burst=2, seconds=7, clock=Clock()))
    client = TestClient(create_app(house, Options(), limits=limits))
    client.post("/chat/start", json={"language": "en"})
    answers = [client.post("/chat/messages", json={"id": f"message-{n}", "text": str(n)}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["retry-after"] == "7"
    assert answers[2].json()["sentence"] == render(texts.TOO_OFTEN, "en")
    assert house.texts(client.cookies["lotse"]) == ["0", "1"]


def test_whoever_starts_too_often_is_asked_to_wait() -> None:
    house = FakeHouse()
    limits = Limits(start_by_address=Limit(burst=2, seconds=60, clock=Clock()))
    app = create_app(house, Options(), limits=limits)
    statuses = [TestClient(app).post("/chat/start", json={"language": "en"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert len(house.conversations) == 2
