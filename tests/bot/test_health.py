"""/healthz and /metrics."""

from __future__ import annotations

import asyncio
import math
import re

import httpx
import pytest

from bot.accounts import first_link
from bot.store import backups
from bot.wiring import Role
from tests.bot.running import running


def _client(house, host: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=house.lotse.app, client=(host, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")


async def test_healthz_says_200_while_all_is_well(house):
    async with _client(house) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "stopped": []})


async def test_healthz_says_503_when_the_database_does_not_answer(house, monkeypatch):
    def away():
        raise OSError("sentinel: no database")

    monkeypatch.setattr(house.lotse.door, "read", away)
    async with _client(house) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "stopped": ["database"]})


async def test_healthz_says_503_when_a_part_has_stopped(house):
    done = asyncio.create_task(asyncio.sleep(0))
    await done
    house.lotse.health.watch("polling", done)
    async with _client(house) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "stopped": ["polling"]})


async def test_what_runs_in_this_process_is_watched(house):
    assert set(house.lotse.health._parts) == {"sender", "polling"}


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 403), ("10.0.0.1", 403), ("", 403)]
)
async def test_metrics_are_for_this_machine_only(house, host, status):
    async with _client(house, host) as client:
        answer = await client.get("/metrics")
    assert answer.status_code == status
    assert (b"lotse_turns" in answer.content) == (status == 200)


async def test_metrics_are_for_all_where_the_settings_say_so(telegram, database_url, tmp_path, clock, brisk):
    async with (
        running(telegram, database_url, tmp_path, clock, metrics_open=True) as house,
        _client(house, "192.0.2.7") as client,
    ):
        assert (await client.get("/metrics")).status_code == 200


async def test_metrics_count_and_name_nobody(house, telegram):
    amina = telegram.user(987_654_321, "Sentinelname", "en")
    await house.ask(amina.send("/start"))
    await house.ask(amina.send("sentinelwords"))
    async with _client(house) as client:
        shown = (await client.get("/metrics")).text
    assert 'lotse_turns_total{channel="telegram"}' in shown
    assert 'lotse_telegram_calls_total{outcome="sent"}' in shown
    for word in ("sentinel", "Sentinel", "987654321", telegram.token):
        assert word not in shown


async def _backup_age(house) -> float:
    async with _client(house) as client:
        shown = (await client.get("/metrics")).text
    return float(re.search(r"^lotse_backup_age_seconds (.*)$", shown, re.MULTILINE)[1])


async def test_metrics_tell_how_old_the_last_backup_is(house, clock, tmp_path, monkeypatch):
    assert await _backup_age(house) == 0, "a house without an account has nothing to back up"
    first_link(house.lotse.desk)
    clock.travel(1_000)
    assert 1_000 <= await _backup_age(house) < 1_100, "without a backup, since the first account"
    vault = house.lotse.desk.vault
    backups.make(house.lotse.door, vault.house, tmp_path / "backups", days=30, now=clock())
    clock.travel(50)
    assert 50 <= await _backup_age(house) < 150

    def away():
        raise OSError("no database")

    monkeypatch.setattr(house.lotse.door, "read", away)
    assert math.isnan(await _backup_age(house))


def test_every_role_has_its_name():
    assert set(Role) == {"all", "web", "sender", "clock"}
