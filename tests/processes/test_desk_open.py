"""The alert of a family who waits goes out only while no process has a desk open."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.election import Election
from bot.store import boots, sessions, staff
from bot.store.database import open_door
from bot.wiring import Role
from tests import learnt
from tests.bench.processes import Process
from tests.desk.mail_server import MailServer
from tests.processes.conftest import until


@pytest.fixture
def box():
    with MailServer() as server:
        yield server.box


@pytest.fixture
def desk(postgres_url, tmp_path):
    """Run a process of its own that serves the desk."""
    learnt.give(tmp_path)
    env = {"LOTSE_DATABASE_URL": postgres_url, "LOTSE_DATA_DIR": str(tmp_path), "LOTSE_PORT": "0"}
    with Process(["-m", "bot", "run", "--role", "web"], env=env, log=tmp_path / "desk.log") as process:
        process.port = int(process.line("Chat page:").rstrip("/").rpartition(":")[2])
        yield process


@asynccontextmanager
async def open_at(process, token):
    """Have a page of the desk open, as a browser has."""
    reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
    writer.write(f"GET /desk/events HTTP/1.1\r\nHost: lotse\r\nCookie: lotse_desk={token}\r\n\r\n".encode())
    await reader.readuntil(b"event: changed")
    yield
    writer.close()


def berta(house) -> str:
    """Let a counsellor sign in; returns the token of her browser."""

    def write(conn):
        now = house.clock()
        her = staff.add(
            conn, login="berta@example.org", name="Berta", role=staff.Role.COUNSELLOR, teams=("general",),
            language="de", now=now,
        )  # fmt: skip
        staff.change(conn, her, state="active")
        return sessions.begin(conn, her, "full", now)

    return house.lotse.door.write_now(write)


def desk_open(house) -> bool:
    with house.lotse.door.read() as conn:
        return boots.desk_open(conn)


async def call_a_person(house, browser: str) -> None:
    """Let a family wait, and the house decide whether to write a mail."""
    await house.lotse.page.start(browser, "ar")
    await house.lotse.page.receive(browser, "one", press="g:human")
    await until(lambda: not house.lotse.posts[0]._tasks)


async def test_nobody_is_written_to_while_another_process_has_a_desk_open(start, desk, box):
    async with start(Role.WEB, smtp_url=f"smtp://127.0.0.1:{box.port}") as house:
        token = berta(house)
        async with open_at(desk, token):
            await until(lambda: desk_open(house))
            await call_a_person(house, "one")
            assert len(box.mails) == 0
        await until(lambda: not desk_open(house))
        await call_a_person(house, "two")
        assert len(box.mails) == 1, "she has closed the desk"
        async with open_at(desk, token):
            await until(lambda: desk_open(house))
            desk.kill()
            await until(lambda: not desk_open(house))
            await call_a_person(house, "three")
            assert len(box.mails) == 2, "her process is gone"


async def test_between_two_pages_the_desk_counts_as_open(postgres_url):
    door = open_door(postgres_url)
    open_pages = iter([True, False, True, False, False])
    election = Election(door.writer, 7, "", lambda: next(open_pages))
    counts = []
    for _look in range(5):
        await election._elected(stands=False)
        with door.read() as conn:
            counts.append(boots.desk_open(conn))
    assert counts == [True, True, True, True, False]
    await election.close()
    door.close()
