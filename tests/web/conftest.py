"""The page without a browser."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.web.app import create_app
from bot.web.options import Options
from tests.web.fake_house import FakeHouse


@pytest.fixture
def house() -> FakeHouse:
    return FakeHouse()


@pytest.fixture
def client(house: FakeHouse) -> TestClient:
    return TestClient(create_app(house, Options()), raise_server_exceptions=False)


@pytest.fixture
def family(client: TestClient) -> TestClient:
    """Return a client that has begun in English."""
    assert client.post("/chat/start", json={"language": "en"}).status_code == 200
    return client
