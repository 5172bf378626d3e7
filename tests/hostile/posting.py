"""A house that is posted its updates, and good ones to begin with."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx

from bot.telegram.webhook import HEADER, PATH
from tests.bot.running import House, running
from tests.telegram.forum import GROUP
from tests.web.test_files import PDF

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.bot.running import TravelClock
    from tests.botapi import BotApi

SECRET = "sesame-open"


async def real(telegram: BotApi) -> list[dict[str, Any]]:
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


class Posted:
    """Post to a house whatever comes."""

    def __init__(self, house: House, telegram: BotApi, client: httpx.AsyncClient) -> None:
        self.house, self._telegram, self._client = house, telegram, client

    async def post(self, body: bytes | str) -> httpx.Response:
        return await self._client.post(PATH, content=body, headers={HEADER: SECRET})

    async def answers(self, id: int) -> None:
        """Let a family come now, and see that she is answered once."""
        self._telegram.updates.hold()
        good = self._telegram.user(id, "Joe", "en").say("/menu")
        self._telegram.updates.release([])
        # A malformed update may have come with this very number as its chat's.
        await self.house.sent()
        before = len(self._telegram.chats[id].sent)
        assert (await self.post(json.dumps(good))).status_code == 200
        await self.house.sent()
        assert len(self._telegram.chats[id].sent) == before + 1


@asynccontextmanager
async def posted(telegram: BotApi, database_url: str, folder: Path, clock: TravelClock) -> AsyncIterator[Posted]:
    """Run a house that takes files, has a group of its staff, and waits for Telegram to post."""
    settings = {"telegram_mode": "webhook", "webhook_secret": SECRET, "public_url": "https://lotse.example"}
    more = {"telegram_files": "on", "telegram_staff_group": GROUP}
    async with running(telegram, database_url, folder, clock, **settings, **more) as house:
        await telegram.until(lambda: telegram.webhook.url)
        await telegram.webhook.stop()
        transport = httpx.ASGITransport(app=house.lotse.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            yield Posted(house, telegram, client)
