"""An article that somebody has read out is played as a voice message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import wiring
from dialogs.answers import OLDER
from knowledge.recordings import Recording
from tests.bot.running import running
from tests.knowledge.voices import VOICE, put
from translations import render


@pytest.fixture
def spoken(monkeypatch, library, tmp_path, brisk):
    """Let the house have one recording, which may be older than its text."""

    def have(*, outdated: bool = False) -> None:
        path = put(tmp_path, "contact", "en", "")
        recording = Recording(path=path, outdated=outdated)
        with_it = replace(library, recordings={("contact", "en"): recording})
        monkeypatch.setattr(wiring, "load_library", lambda *_: with_it)

    return have


async def listen(house, user) -> list[str]:
    await house.ask(user.send("/start"))
    await house.ask(user.press("answers"))
    await house.ask(user.press("office"))
    await house.ask(user.press("contact"))
    return await house.ask(user.press("listen"))


async def test_a_recording_is_uploaded_once_and_then_known(telegram, database_url, tmp_path, clock, spoken):
    spoken()
    async with running(telegram, database_url, tmp_path, clock) as house:
        for number in (5, 6):
            said = await listen(house, telegram.user(number, "Amina", "en"))
            assert len(said) == 2
            assert said[1].startswith("Did this help you?")
        first, second = telegram.calls("sendVoice")
        assert first.params["voice"] == VOICE
        assert telegram.files[second.params["voice"]] == VOICE
        assert set(house.states()) == {"sent"}


async def test_the_text_is_right_where_it_was_changed_since(telegram, database_url, tmp_path, clock, spoken):
    spoken(outdated=True)
    async with running(telegram, database_url, tmp_path, clock) as house:
        said = await listen(house, telegram.user(5, "Amina", "en"))
        assert said[1].startswith(render(OLDER, "en"))


async def test_an_article_that_nobody_has_read_out_has_no_such_button(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    await house.ask(user.press("answers"))
    await house.ask(user.press("office"))
    await house.ask(user.press("contact"))
    assert not any(button.data.endswith(":listen") for row in user.inbox[-1].buttons for button in row)
