"""Several houses on one PostgreSQL, in one test."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest

from bot.wiring import Role, build
from tests.bot.running import PATIENCE, House, settings_for


@pytest.fixture
def start(telegram, postgres_url, tmp_path, clock, brisk):
    """Give a function that runs one more process until its block ends."""

    @asynccontextmanager
    async def run(role=Role.ALL, **settings):
        lotse = build(settings_for(telegram, postgres_url, tmp_path, **settings), role, clock=clock)
        task = asyncio.create_task(lotse.run())
        try:
            await until(lambda: lotse.relay.listens)
            yield House(lotse=lotse, api=telegram, clock=clock)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return run


async def until(holds) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (What is waited for happens elsewhere.)
            await asyncio.sleep(0.01)
