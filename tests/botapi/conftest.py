"""The simulation, a person, and a bare HTTP client, for its own tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi


@dataclass(frozen=True, kw_only=True)
class Client:
    """Call the simulated Bot API with JSON and give status and body."""

    api: BotApi
    session: aiohttp.ClientSession

    async def __call__(self, method: str, /, **params: Any) -> tuple[int, dict[str, Any]]:
        url = f"{self.api.url}/bot{self.api.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            return answer.status, await answer.json()

    async def ok(self, method: str, /, **params: Any) -> Any:
        status, body = await self(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, /, **params: Any) -> str:
        status, body = await self(method, **params)
        assert not body["ok"]
        assert status == body["error_code"]
        return body["description"]


@pytest.fixture
async def api():
    async with BotApi(token="123:TEST") as simulated:
        yield simulated


@pytest.fixture
async def client(api):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        yield Client(api=api, session=session)


@pytest.fixture
async def amina(api):
    """Give a person who has written to the bot once; that update is confirmed."""
    user = api.user(5, "Amina", "ar")
    await user.send("/start")
    api.updates.pending.clear()
    return user
