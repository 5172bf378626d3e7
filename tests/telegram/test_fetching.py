"""Where the office wants it, photos, papers and recordings sent in Telegram are fetched and kept for a colleague."""

from __future__ import annotations

import pytest

from tests.bot.running import running
from tests.botapi import Kind
from tests.web.test_files import PDF, picture

VOICE = b"OggS" + bytes(40)


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk):
    async with running(telegram, database_url, tmp_path, clock, telegram_files="on") as lotse:
        yield lotse


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


async def test_a_recording_is_kept_and_a_person_called(house, amina):
    said = await house.ask(amina.voice(data=VOICE))
    assert "Your voice message has arrived." in said[0]
    assert house.rows("SELECT kind FROM file") == [("voice",)]
    assert house.rows("SELECT holder FROM conversation") == [("queue",)]


async def test_a_photo_and_a_paper_are_kept(house, amina):
    await house.ask(amina.photo(data=picture()))
    await house.ask(amina.document(data=PDF))
    assert sorted(house.rows("SELECT kind FROM file")) == [("pdf",), ("photo",)]


async def test_what_is_no_file_of_ours_or_cannot_be_fetched_is_answered_all_the_same(house, amina, telegram):
    [said] = await house.ask(amina.document(data=b"PK\x03\x04 something else"))
    assert "I cannot open pictures or files here." in said
    telegram.fail("getFile", Kind.SERVER_ERROR)
    [said] = await house.ask(amina.photo(data=picture()))
    assert "I cannot open pictures or files here." in said
    assert house.count("file") == 0
