"""Logs: structured, without personal data, without the token."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import re
import time
import warnings
from dataclasses import replace

import pytest

from bot import logs
from bot.log_files import DailyFile
from dialogs.registry import DIALOGS, Dialog
from tests.bot.running import running
from tests.botapi import BotApi, Kind
from tests.store.trouble import full_disk

TOKEN = "987123:SENTINELtoken-of-the-bot"
CHAT, NAME, WORDS = 987_654_321_987, "Sentinelname", "sentinelwords about her child"
SOUGHT = [TOKEN, TOKEN.split(":")[1], str(CHAT), NAME, "sentinelwords", "sentinelfault"]


async def broken(_talk) -> None:
    raise LookupError(f"sentinelfault {WORDS}")


def _written(tmp_path, capfd) -> str:
    for handler in logging.getLogger().handlers:
        handler.flush()
    return capfd.readouterr().err + "".join(path.read_text() for path in (tmp_path / "logs").iterdir())


async def _live(house, api) -> None:
    """Let a person do everything that is ever logged: talk, break a dialog, meet every fault, erase herself."""
    her = api.user(CHAT, NAME, "en")
    for doing in (her.send("/start"), her.send(WORDS), her.photo(WORDS), her.edit(WORDS), her.voice()):
        await house.ask(doing)
    await house.ask(her.press_data("g:menu"))
    await house.ask(her.press("answers"))
    api.push_raw({"message": {**her.say(f"/{WORDS}")["message"], "entities": [None]}})
    await house.quiet()
    house.impatient()
    for kind in Kind:
        if kind not in (Kind.UNAUTHORIZED, Kind.FLOOD):
            api.fail("sendMessage", kind, description=f"Bad Request: can't parse entities: tag {WORDS}")
            api.fail("answerCallbackQuery", kind)
            await house.ask(her.press_data("g:menu"))
            house.clock.travel(60)
    api.fail("sendMessage", Kind.UNAUTHORIZED)
    api.fail("getUpdates", Kind.UNAUTHORIZED)
    her.say(WORDS)
    await api.until(lambda: api.poller.waits and not api.updates.pending)
    house.clock.travel(60)
    await house.sent()
    with full_disk(house.lotse.door):
        her.say("x" * 3_000 + WORDS)
        before = len(api.calls("getUpdates"))
        await api.until(lambda: len(api.calls("getUpdates")) > before + 1)
    await house.quiet()
    await api.group(-1001, NAME).add_bot(her)
    await house.ask(her.block())
    await house.ask(her.unblock())
    await house.ask(her.send("/mydata"))
    await house.ask(her.press("delete"))
    await house.ask(her.press("yes"))


@pytest.mark.parametrize("style", ["json", "console"])
async def test_at_debug_no_line_of_a_whole_life_tells_who_she_is(
    database_url, tmp_path, clock, brisk, plain_logs, capfd, style
):
    logs.set_up(style=style, level="DEBUG", folder=tmp_path / "logs", token=TOKEN)
    dialogs = replace(DIALOGS, by_name={**DIALOGS.by_name, "answers": Dialog(function=broken)})
    async with (
        BotApi(token=TOKEN) as api,
        running(api, database_url, tmp_path, clock, dialogs=dialogs, log=style) as house,
    ):
        await _live(house, api)
        await house.lotse.ticking.nightly.tick()
    written = _written(tmp_path, capfd)
    assert [word for word in SOUGHT if word in written] == []
    # Control: the life is in the log all the same, as kinds of faults and alarms.
    for event in ("turn failed", "update set aside", "call failed", "ALARM", "disk full", "token revoked"):
        assert event in written
    assert "LookupError" in written
    if style == "json":
        for line in written.splitlines():
            assert {"event", "level", "timestamp"} <= set(json.loads(line))


@pytest.fixture
def logged(tmp_path, plain_logs) -> None:
    logs.set_up(style="json", level="DEBUG", folder=tmp_path / "logs", token=TOKEN)


@pytest.mark.parametrize("library", ["telegram.ext", "httpx", "aiohttp.access", "uvicorn.error", "somebody.else"])
def test_what_libraries_fill_into_their_lines_is_left_out(tmp_path, logged, capfd, library):
    lines = logging.getLogger(library)
    lines.warning("Got %s from %s", WORDS, NAME)
    lines.error("Failed\n%s", WORDS)
    lines.error("Failed with a list:\n" + WORDS)
    lines.error(ValueError(WORDS))
    written = _written(tmp_path, capfd)
    assert "sentinelwords" not in written
    assert NAME not in written
    first, second, third, fourth = (json.loads(line) for line in written.splitlines()[:4])
    assert first["event"] == "Got %s from %s"
    assert first["logger"] == library
    assert (second["event"], third["event"], fourth["event"]) == ("Failed", "Failed with a list:", "ValueError")


def test_an_exception_is_told_by_its_kind_and_place(tmp_path, logged, capfd):
    try:
        int(WORDS)
    except ValueError:
        logging.getLogger("apscheduler.executors").exception("Job %s failed", WORDS, stack_info=True)
    written = _written(tmp_path, capfd)
    assert "sentinelwords" not in written
    assert json.loads(written.splitlines()[0])["fault"] == "ValueError"


async def test_a_task_that_nobody_awaited_is_told_without_its_words(tmp_path, logged, capfd):
    async def fail() -> None:
        raise ValueError(WORDS)

    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    written = _written(tmp_path, capfd)
    assert "sentinelwords" not in written
    assert "Task exception was never retrieved" in written


def test_the_token_is_struck_out_wherever_it_stands(tmp_path, logged, capfd):
    line = f"POST https://api.telegram.org/bot{TOKEN}/getMe"
    logging.getLogger("anybody").error(line)
    written = _written(tmp_path, capfd)
    assert TOKEN not in written
    assert "bot<token>/getMe" in written


def test_requests_and_statements_are_not_logged_at_debug(tmp_path, logged, capfd):
    for library in ("telegram", "aiohttp.client", "httpx", "httpcore", "sqlalchemy.engine", "psycopg", "uvicorn.access",
                    "apscheduler.scheduler", "asyncio", "alembic", "sse_starlette"):  # fmt: skip
        logging.getLogger(library).info("something")
        logging.getLogger(library).debug("something")
    assert _written(tmp_path, capfd) == ""


def test_files_of_logs_are_kept_seven_days(tmp_path, logged):
    for days in range(1, 12):
        old = tmp_path / "logs" / f"lotse-{days}.log"
        old.write_text("old")
        os.utime(old, (time.time() - days * 86_400 + 60,) * 2)
    [file] = [handler for handler in logging.getLogger().handlers if isinstance(handler, DailyFile)]
    logging.getLogger("anybody").error("today")
    file.emit(logging.makeLogRecord({"msg": "tomorrow", "created": time.time() + 86_400, "levelno": logging.ERROR}))
    kept = {path.name for path in (tmp_path / "logs").iterdir()}
    assert {*(f"lotse-{days}.log" for days in range(1, 8)), time.strftime("lotse-%Y-%m-%d.log")} < kept
    assert len(kept) == 9


def test_two_processes_write_into_one_file_of_the_day(tmp_path, logged):
    other = DailyFile(tmp_path / "logs", days=7)
    other.emit(logging.makeLogRecord({"msg": "of the other one", "levelno": logging.ERROR}))
    other.close()
    logging.getLogger("anybody").error("of this one")
    [file] = (tmp_path / "logs").glob("*.log")
    lines = file.read_text().splitlines()
    assert (len(lines), "of the other one" in lines[0], "of this one" in lines[1]) == (2, True, True)


def test_on_a_terminal_a_line_is_readable(tmp_path, plain_logs, capfd):
    logs.set_up(style="console", level="INFO", folder=None, token="")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        logging.getLogger("anybody").warning("Hello")
    assert re.search(r"\[warning +\] Hello", capfd.readouterr().err)
