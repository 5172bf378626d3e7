"""Browsers before the chat page and the desk: streams that are opened, hear something, and are closed."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientSession, CookieJar

from tests.soak.colleague import SITE

if TYPE_CHECKING:
    import random
    from collections import Counter

    from tests.soak.families import Crowd

# How many visits are the last of a browser; more new ones from one address would be asked to wait (bot/web/limits.py).
FORGETS = 0.08
# Seconds within which a stream must tell what was said.
PATIENCE = 20.0


def browser(url: str) -> ClientSession:
    """Return a browser without cookies; it keeps those of an address that has no name, too."""
    return ClientSession(url, cookie_jar=CookieJar(unsafe=True))


async def come(url: str, crowd: Crowd) -> None:
    """Come back again and again, until the browser is told to forget."""
    async with browser(url) as client:
        async with client.post("/chat/start", json={"language": "en"}, headers=SITE) as begun:
            _note(crowd.seen, begun.status)
        while crowd.chance.random() > FORGETS:
            async with client.get("/") as page:
                _note(crowd.seen, page.status)
                numbers = re.findall(r'data-number="(\d+)"', await page.text())
            await _hear(client, crowd, max(map(int, numbers), default=0))
        async with client.post("/chat/forget", json={}, headers=SITE) as forgotten:
            _note(crowd.seen, forgotten.status)


async def _hear(client: ClientSession, crowd: Crowd, after: int) -> None:
    async with client.get("/chat/events", params={"lang": "en", "after": str(after)}) as stream:
        crowd.seen["streams"] += 1
        for text in ("Where is your office?", "Thank you"):
            await crowd.pace.turn()
            body = {"id": secrets.token_hex(12), "text": text}
            async with client.post("/chat/messages", json=body, headers=SITE) as said:
                _note(crowd.seen, said.status)
            crowd.seen["turns"] += 1
            # Her own words come back, and then the answer.
            if not (await _line(stream.content, b"id:") and await _line(stream.content, b"id:")):
                crowd.seen["unheard"] += 1
        await asyncio.sleep(crowd.chance.uniform(0, 5))


async def look(colleague: ClientSession, chance: random.Random, seen: Counter[str]) -> None:
    """Let a page of the desk be open for a while."""
    async with colleague.get("/desk/events") as stream:
        seen["desk streams"] += 1
        if stream.status == 200:
            await _line(stream.content, b"event:")
            await asyncio.sleep(chance.uniform(0, 5))


async def _line(content: asyncio.StreamReader, beginning: bytes) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            while line := await content.readline():
                if line.startswith(beginning):
                    return True
    except (TimeoutError, ClientError):
        return False
    return False


def _note(seen: Counter[str], status: int) -> None:
    if status >= 400:
        seen[f"{status} on the page"] += 1
        seen["refused"] += 1
