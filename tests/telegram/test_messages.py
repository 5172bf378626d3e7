"""While the bot holds, every message gets exactly one sensible answer."""

from __future__ import annotations

import pytest

from bot.store.messages import Speaker
from dialogs import sayings
from dialogs.incoming import Thing
from translations import Text, render

PHONE = "02151/86-2502"


def _said(text: Text) -> str:
    """Return the sentence as an English reader sees it."""
    return render(text(phone=PHONE), "en")


@pytest.fixture
async def amina(house, telegram):
    """Give a person whose greeting is read, in a language she understands."""
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


async def test_start_is_greeted_with_the_menu(house, telegram):
    user = telegram.user(5, "Amina", "en")
    [greeting] = await house.ask(user.send("/start"))
    assert "Welcome!" in greeting
    assert PHONE in greeting
    codes = [button.data.rpartition(":")[2] for row in user.inbox[-1].buttons for button in row]
    assert codes == ["answers", "intake", "booking", "human", "mydata", "language"]


_MENU, _OLD = "What can I do for you?", _said(sayings.OLD_BUTTON)
_FILE, _EDIT = _said(sayings.for_thing(Thing.PHOTO)), _said(sayings.CHANGED_MESSAGE)
_VIDEO = {"file_id": "v", "file_unique_id": "v", "width": 9, "height": 16, "duration": 3}


@pytest.mark.parametrize(
    ("doing", "says"),
    [
        (lambda user: user.send("asdf qwertz"), _said(sayings.NOT_UNDERSTOOD)),
        (lambda user: user.press("answers"), "What is it about?"),
        (lambda user: user.press_data("g:menu"), _MENU),
        (lambda user: user.press_data("t1.deadbeef:answers"), _OLD),
        (lambda user: user.press_data("nothing of ours"), _OLD),
        (lambda user: user.press_data("l:xx"), _said(sayings.CHOOSE_LANGUAGE)),
        (lambda user: user.send("/menu"), _MENU),
        (lambda user: user.send("/help"), "computer program"),
        (lambda user: user.send("/nonsense"), _MENU),
        (lambda user: user.send("/start@lotse_bot"), "Welcome!"),
        (lambda user: user.send("/"), _MENU),
        (lambda user: user.photo(), _FILE),
        (lambda user: user.photo("Where do I find a school?"), _FILE),
        (lambda user: user.album(4), _FILE),
        (lambda user: user.document(), _FILE),
        (lambda user: user.say_with(video=_VIDEO), _FILE),
        (lambda user: user.voice(), _said(sayings.for_thing(Thing.VOICE))),
        (lambda user: user.sticker(), _said(sayings.for_thing(Thing.STICKER))),
        (lambda user: user.location(), _said(sayings.for_thing(Thing.PLACE))),
        (lambda user: user.contact(), _said(sayings.for_thing(Thing.CONTACT))),
        (lambda user: user.say_with(dice={"emoji": "🎲", "value": 3}), _said(sayings.for_thing(Thing.OTHER))),
        (lambda user: user.say_with(something_new={"of": "tomorrow"}), _said(sayings.for_thing(Thing.OTHER))),
        (lambda user: user.edit("Something else"), _EDIT),
        (lambda user: user.send("school " * 1_430), _said(sayings.TOO_LONG)),
        (lambda user: user.send("👋🏽🙂"), _MENU),
        (lambda user: user.send("\u202e\u200f\u200b"), _MENU),
        (lambda user: user.send("<b>not</b> & <script>"), ""),
    ],
    ids=lambda value: "" if callable(value) else "-",
)
async def test_every_message_gets_exactly_one_answer(house, amina, doing, says):
    answers = await house.ask(doing(amina))
    assert len(answers) == 1
    assert says in answers[0]
    assert not house.api.failures
    assert house.count("quarantine") == 0
    last = [record for record in house.record(5) if record.speaker is Speaker.LOTSE][-1]
    assert says in " ".join(part[0] or part[1] for part in last.body["p"])


async def test_a_double_tap_is_answered_once_and_the_second_tap_with_a_word(house, amina):
    answers = await house.ask(amina.double_tap("answers"))
    assert len(answers) == 1
    assert [answer.get("text", "") for answer in amina.answers] == ["", _said(sayings.ALREADY_ANSWERED)]


async def test_a_button_of_an_hour_ago_still_works(house, amina, clock):
    await house.ask(amina.press("answers"))
    clock.travel(3600)
    [menu] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in menu
    first = amina.inbox[0]
    data = next(button.data for row in first.buttons for button in row if button.data.endswith(":answers"))
    [again] = await house.ask(amina.press_data(data, first))
    assert "What is it about?" in again


async def test_a_press_after_the_message_was_deleted_is_answered(house, amina):
    [answer] = await house.ask(amina.press_data("g:menu", 999_999))
    assert "What can I do for you?" in answer


async def test_a_query_that_is_too_old_stops_nothing(house, amina):
    house.api.query_lifetime = -1.0
    [answer] = await house.ask(amina.press("answers"))
    assert "What is it about?" in answer
    assert any("query is too old" in failure for failure in house.api.failures)
    [answer] = await house.ask(amina.send("/menu"))
    assert "What can I do for you?" in answer


async def test_rows_run_backwards_for_right_to_left_readers(house, telegram):
    user = telegram.user(6, "Amina", "ar")
    english = telegram.user(7, "Joe", "en")
    for reader in (user, english):
        await house.ask(reader.send("/start"))
        await house.ask(reader.press("answers"))
        await house.ask(reader.press_data(_deep(reader)))
        if not _beside(reader):
            await house.ask(reader.press_data(_deep(reader)))
    assert _beside(user) == ["not-helped", "helped"]
    assert _beside(english) == ["helped", "not-helped"]


def _deep(user) -> str:
    """Return the first button of the newest message."""
    return user.inbox[-1].buttons[0][0].data


def _beside(user) -> list[str]:
    for row in user.inbox[-1].buttons:
        codes = [button.data.rpartition(":")[2] for button in row]
        if "helped" in codes:
            return codes
    return []
