"""Two adults of one family, and who has a new phone: joined by words, strangers to each other's chats."""

from __future__ import annotations

import orjson
import pytest

from bot.devices import JOIN_LASTS
from bot.store import erasing, households, recovery
from bot.store.recovery import Purpose
from knowledge.recovery_words import HIDDEN
from tests.bot import cards
from tests.bot.cards import GUESS, assert_nowhere, found_in, owner, page, words_of

house, amina = cards.house, cards.amina


@pytest.fixture
async def two(house, amina, telegram):
    """Give two adults of one household, who have told each of them something."""
    await house.register(amina, "Sentinelamina", "Sara")
    await house.ask(amina.send("sentinelsecret of hers"))
    await house.ask(amina.send("/mydata"))
    await house.ask(amina.press("devices"))
    words = found_in("\n".join(await house.ask(amina.press("adult"))))
    karim = telegram.user(6, "Karim", "en")
    await house.ask(karim.send("/start"))
    [said] = await house.ask(karim.send(words))
    assert "You belong to this family now. Nobody else sees your chat." in said
    return amina, karim, words


async def test_two_adults_see_nothing_of_each_other(house, two, tmp_path):
    _amina, karim, words = two
    assert_nowhere(house, tmp_path, words)
    assert house.count("household") == 1
    assert house.count("adult") == 2
    await house.ask(karim.send("sentinelword of his"))
    his, hers = (str([record.body for record in house.record(chat)]) for chat in (6, 5))
    for step in ("/mydata", "/intake"):
        his += "\n".join(await house.ask(karim.send(step)))
    assert "entinelamina" not in his
    assert "sentinelsecret" not in his
    assert "sentinelword" not in hers
    turns = house.lotse.runner.turns
    with house.lotse.door.read() as conn:
        thread = house.thread(6)
        home = households.of(conn, turns.vault, thread.person_id)
        known = households.answers(conn, home, thread.box, thread.person_id)
    assert known["child.1.name"] == "Sara"
    assert not [key for key in known if key.startswith("you.")]
    assert {row[0] for row in house.rows("SELECT person_id FROM address")} == {owner(house, 5), owner(house, 6)}


async def test_who_leaves_takes_her_own_answers_along_and_the_household_stays(house, two):
    amina, karim, _words = two
    await house.ask(karim.send("/mydata"))
    await house.ask(karim.press("devices"))
    await house.ask(karim.press("leave"))
    [said] = await house.ask(karim.press("yes"))
    assert "You do not belong to this family any more." in said
    assert house.rows("SELECT person_id FROM adult") == [(owner(house, 5),)]
    assert house.count("child") == 1
    await house.ask(amina.send("/mydata"))
    await house.ask(amina.press("devices"))
    assert "no longer belong" not in str(house.record(5)[-1].body), "who is alone in it withdraws the registration"


async def test_erasing_the_first_adult_leaves_the_household_to_the_second(house, two):
    turns, door = house.lotse.runner.turns, house.lotse.door
    await words_of(house, two[0])
    door.write_now(lambda conn: erasing.erase(conn, turns.vault, owner(house, 5), turns.clock()))
    assert house.count("recovery") == 0
    assert house.rows("SELECT person_id FROM adult") == [(owner(house, 6),)]
    assert house.count("child") == 1


async def test_who_has_a_household_joins_no_other_and_the_words_still_work(house, amina, telegram):
    await house.register(amina, "Amina")
    other = telegram.user(6, "Karim", "en")
    await house.register(other, "Karim")
    words = _join_words(house, owner(house, 5))
    [said] = await house.ask(other.send(words))
    assert "please call us" in said
    assert house.count("household") == 2
    assert house.count("recovery") == 1


async def test_words_to_join_work_for_one_day_and_only_while_there_is_a_household(house, amina, telegram, clock):
    await house.register(amina, "Amina")
    karim = telegram.user(6, "Karim", "en")
    words = _join_words(house, owner(house, 5))
    clock.travel(JOIN_LASTS / 1000 + 1)
    assert "I do not know these words." in "\n".join(await house.ask(karim.send(words)))
    words = _join_words(house, owner(house, 5))
    turns, door = house.lotse.runner.turns, house.lotse.door
    door.write_now(lambda conn: households.leave(conn, turns.vault, owner(house, 5)))
    assert "I do not know these words." in "\n".join(await house.ask(karim.send(words)))
    assert house.count("adult") == 0


async def test_erasing_removes_words_and_counted_tries(house, amina):
    await words_of(house, amina)
    await house.ask(amina.send(GUESS))
    assert (house.count("recovery"), house.count("attempt")) == (1, 2)
    await house.ask(amina.send("/mydata"))
    await house.ask(amina.press("delete"))
    await house.ask(amina.press("yes"))
    assert (house.count("recovery"), house.count("attempt"), house.count("person")) == (0, 1, 0)


async def test_words_written_on_the_page_of_a_new_phone(house, amina):
    words = await words_of(house, amina)
    place = house.lotse.page
    assert not await place.recover("new-browser", GUESS, ("de",))
    assert place.language("new-browser") is None, "who has nothing but a guess begins no chat"
    assert not await place.recover("new-browser", "What is this?", ("de",))
    assert await place.recover("new-browser", words, ("de",))
    assert place.language("new-browser") == "en"
    assert "Your earlier chat is open here again." in page(house, "new-browser")


def _join_words(house, person_id: int) -> str:
    turns, now = house.lotse.runner.turns, house.clock()
    return house.lotse.door.write_now(
        lambda conn: recovery.make(conn, turns.vault, person_id, Purpose.JOIN, now + JOIN_LASTS)
    )


def test_the_record_keeps_a_message_without_its_words():
    from dialogs.reply import Message, Part

    whole = Message(language="en", parts=(Part(text="Your words:"), Part(text=GUESS, secret="recover")))
    assert GUESS not in orjson.dumps(whole.dump()).decode()
    assert GUESS in orjson.dumps(whole.dump(whole=True)).decode()
    assert Message.load(whole.dump()).parts[1].text == HIDDEN
