"""A lost chat, a shared phone, two adults: in the whole house, on both databases, with Telegram and the page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import orjson
import pytest
from sqlalchemy import select

from bot import logs
from bot.devices import JOIN_LASTS
from bot.store import attempts, erasing, households, recovery
from bot.store.recovery import Purpose
from bot.store.tables import METADATA, conversation, message, outbox, person, quarantine, talk
from knowledge.recovery_words import COUNT, HIDDEN, listed
from tests.bot.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "https://chat.example.org"
WORDS = re.compile(rf"(?<![a-z])[a-z]{{4,9}}(?: [a-z]{{4,9}}){{{COUNT - 1}}}(?![a-z])")
GUESS = "apple badger cedar dolphin eagle"


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk, plain_logs):
    logs.set_up(style="json", level="DEBUG", folder=tmp_path / "logs", token="123:TEST")
    async with running(telegram, database_url, tmp_path, clock, public_url=PAGE) as lotse:
        yield lotse


@pytest.fixture
async def amina(house, telegram):
    user = telegram.user(5, "Amina", "en")
    await house.ask(user.send("/start"))
    return user


def found_in(said: str) -> str:
    """Return the five words that stand in a message."""
    [words] = {one for one in WORDS.findall(said) if set(one.split()) <= set(listed())}
    return words


async def words_of(house, user, way: str = "g:words") -> str:
    return found_in("\n".join(await house.ask(user.press_data(way))))


async def on_page(house, token: str, text: str = "", press: str = ""):
    on_page.times = getattr(on_page, "times", 0) + 1
    unkept = await house.lotse.page.receive(token, f"message-{on_page.times}", text=text, press=press)
    await house.sent()
    return unkept


def page(house, token: str) -> str:
    """Return all that a browser shows."""
    return "\n".join(part.text for shown in house.lotse.page.history(token, 0) for part in shown.parts)


def owner(house, chat: int) -> int:
    thread = house.thread(chat)
    return thread.person_id if thread else 0


def opened(house) -> Iterator[bytes]:
    """Return everything that is sealed with the key of a person, and what is kept for mending, in clear."""
    vault = house.lotse.runner.turns.vault
    with house.lotse.door.read() as conn:
        for id, wrapped in conn.execute(select(person.c.id, person.c.wrapped_key)).all():
            box = vault.person(id, bytes(wrapped))
            for row in conn.execute(select(message).where(message.c.person_id == id)):
                yield box.open(f"message|body|{id}:{row.number}", bytes(row.body))
            for row in conn.execute(select(talk).where(talk.c.person_id == id)):
                yield box.open(f"talk|body|{row.id}", bytes(row.body))
            for row in conn.execute(select(conversation).where(conversation.c.person_id == id)):
                yield box.open(f"conversation|state|{id}", bytes(row.state))
            for row in conn.execute(select(outbox).where(outbox.c.person_id == id, outbox.c.payload.is_not(None))):
                yield box.open(outbox_place(row), bytes(row.payload))
        for row in conn.execute(select(quarantine)):
            yield vault.house.open(f"quarantine|body|{row.id}", bytes(row.body))


def outbox_place(row) -> str:
    return f"outbox|payload|{row.person_id}:{row.number}"


def raw(house) -> Iterator[bytes]:
    """Return everything in every column, as it is stored."""
    with house.lotse.door.read() as conn:
        for table in METADATA.tables.values():
            for row in conn.execute(select(table)):
                yield from (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)


def assert_nowhere(house, tmp_path, words: str) -> None:
    """Look for words, whole and by twos, in clear text, in stored bytes and in every file but the key's."""
    parts = words.split()
    pairs = [re.compile(rf"{one}[^a-z]+{other}".encode()) for one, other in pairwise(parts)]
    files = (path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "keys.json")
    for content in (*opened(house), *raw(house), *files):
        assert not any(pair.search(content) for pair in pairs)


async def test_a_chat_lost_in_telegram_is_opened_on_the_page(house, amina, tmp_path):
    words = await words_of(house, amina)
    await house.ask(amina.send("I come from Aleppo"))
    await house.lotse.page.start("her-new-browser", "de")
    before = house.lotse.page.whose("her-new-browser")
    await on_page(house, "her-new-browser", text=words.upper().replace(" ", ", "))
    shown = page(house, "her-new-browser")
    assert "I come from Aleppo" in shown
    assert "Your earlier chat is open here again." in shown
    assert HIDDEN in shown
    assert house.lotse.page.whose("her-new-browser") not in ("", before)
    assert house.count("person") == 1, "who had only just begun there is erased"
    assert house.count("recovery") == 0, "the words are used up"
    assert "g:words" in str(house.record(5)[-1].body), "and new ones are offered"
    assert_nowhere(house, tmp_path, words)
    assert await house.ask(amina.send("/menu")), "Telegram goes on as before"


async def test_a_chat_lost_on_the_page_is_opened_in_telegram(house, telegram, tmp_path):
    await house.lotse.page.start("old-browser", "en")
    unkept = await on_page(house, "old-browser", press="g:words")
    words = found_in("\n".join(part.text for part in unkept.shown.parts))
    assert (unkept.card, unkept.over) == (words, False)
    assert unkept.shown.number == house.lotse.page.last("old-browser")
    assert HIDDEN in page(house, "old-browser")
    assert words not in page(house, "old-browser")
    user = telegram.user(6, "Amina", "de")
    [said] = await house.ask(user.send("-".join(words.split())))
    assert "Your earlier chat is open here again." in said
    assert house.count("person") == 1
    assert house.count("address") == 2
    assert "Your earlier chat is open here again." in page(house, "old-browser")
    assert_nowhere(house, tmp_path, words)


async def test_who_has_used_the_phone_before_keeps_her_chat_without_it(house, amina, telegram):
    words = await words_of(house, amina)
    karim = telegram.user(7, "Karim", "en")
    await house.register(karim, "Karim")
    former = owner(house, 7)
    await house.ask(karim.send(words))
    assert owner(house, 7) == owner(house, 5) != former
    assert house.rows("SELECT address_id FROM conversation WHERE person_id = :id", id=former) == [(0,)]
    assert house.count("adult") == 1


async def test_words_work_while_a_person_answers_and_are_hidden_from_her(house, amina, telegram):
    words = await words_of(house, amina)
    await house.ask(amina.press_data("g:human"))
    other = telegram.user(8, "Amina", "en")
    said = "\n".join(await house.ask(other.send(words)))
    assert "Your earlier chat is open here again." in said
    assert owner(house, 8) == owner(house, 5)


async def test_a_message_with_words_is_sent_whole_by_a_process_that_reads_it_again(house, amina):
    sender = house.lotse.telegram.sender
    taken, sender.take = sender.take, lambda calls: None
    await amina.press_data("g:words")
    await house.api.until(lambda: house.count("outbox WHERE payload IS NOT NULL"))
    sender.take = taken
    house.lotse.door.write_now(
        lambda conn: conn.execute(outbox.update().where(outbox.c.state == "sending").values(state="queued"))
    )
    sender.wake()
    await house.quiet()
    assert found_in(house.api.chats[5].sent[-1].text)
    assert house.count("outbox WHERE payload IS NOT NULL") == 0


async def test_new_words_void_the_old_ones(house, amina, telegram, clock):
    old = await words_of(house, amina)
    clock.travel(60)
    new = await words_of(house, amina)
    other = telegram.user(8, "Amina", "en")
    [said] = await house.ask(other.send(old))
    assert "I do not know these words." in said
    [said] = await house.ask(other.send(new))
    assert "open here again" in said


async def test_words_work_once(house, amina, telegram):
    words = await words_of(house, amina)
    for number, expected in ((8, "open here again"), (9, "I do not know these words.")):
        assert expected in "\n".join(await house.ask(telegram.user(number, "Amina", "en").send(words)))


async def test_guessing_is_refused_after_five_tries_and_heard_again_an_hour_later(house, amina, telegram, clock):
    words = await words_of(house, amina)
    thief = telegram.user(9, "Thief", "en")
    for _try in range(attempts.FROM_ADDRESS):
        assert "I do not know these words." in "\n".join(await house.ask(thief.send(GUESS)))
    assert "a lot of messages in a short time" in "\n".join(await house.ask(thief.send(words)))
    assert owner(house, 9) != owner(house, 5)
    assert "open here again" in "\n".join(await house.ask(telegram.user(8, "Amina", "en").send(words)))
    words = await words_of(house, amina)
    clock.travel(attempts.HOUR / 1000 + 1)
    assert "open here again" in "\n".join(await house.ask(thief.send(words)))


async def test_guessing_from_many_addresses_is_refused_too(house, amina, telegram):
    words = await words_of(house, amina)
    vault, door = house.lotse.runner.turns.vault, house.lotse.door
    for number in range(attempts.FROM_ALL):
        lookup = vault.lookup("telegram", f"10{number}")
        door.write_now(lambda conn, lookup=lookup: attempts.count(conn, vault, lookup, house.clock()))
    said = "\n".join(await house.ask(telegram.user(8, "Amina", "en").send(words)))
    assert "a lot of messages in a short time" in said


async def test_a_wrong_set_says_nothing_of_its_words_and_is_hidden(house, amina, tmp_path):
    words = (await words_of(house, amina)).split()
    wrong = " ".join([*words[:4], next(word for word in listed() if word not in words)])
    [said] = await house.ask(amina.send(wrong))
    assert not any(word in said for word in words)
    assert_nowhere(house, tmp_path, wrong)


async def test_words_in_an_edit_or_in_an_update_that_cannot_be_handled_are_hidden(house, amina, telegram, tmp_path):
    words = await words_of(house, amina)
    await house.ask(amina.send("Hello"))
    await house.ask(amina.edit(words))
    assert any(record.body.get("edited") and record.body["t"] == HIDDEN for record in house.record(5))
    telegram.push_raw({"message": {**amina.say(words)["message"], "entities": [None], "text": f"/{words}"}})
    telegram.push_raw({"message": {**amina.say(words)["message"], "date": "never", "text": words, "chat": None}})
    await house.quiet()
    assert_nowhere(house, tmp_path, words)


async def test_somebody_else_uses_this_phone(house, amina):
    words = await words_of(house, amina)
    await house.ask(amina.send("I come from Aleppo"))
    first = owner(house, 5)
    await house.ask(amina.send("/mydata"))
    message, button = amina.find("devices")
    await house.ask(amina.press("devices"))
    await house.ask(amina.press("part"))
    [said] = await house.ask(amina.press("yes"))
    assert said == "All right. The chat so far is closed on this device. With your five words you can open it again."
    assert owner(house, 5) == 0
    assert house.count("outbox WHERE person_id = 0") == 0
    [said] = await house.ask(amina.press_data(button.data, message))
    assert "This button is old." in said
    second = owner(house, 5)
    assert second not in (0, first)
    assert "Aleppo" not in str([record.body for record in house.record(5)])
    said = "\n".join(await house.ask(amina.send(words)))
    assert "open here again" in said
    assert owner(house, 5) == first
    assert house.count("person") == 1


async def test_a_browser_is_parted_and_what_is_said_is_kept_by_nobody(house):
    place = house.lotse.page
    await place.start("shared-browser", "en")
    press = "g:mydata"
    for code in ("devices", "part", "yes"):
        await on_page(house, "shared-browser", press=press)
        buttons = [button for shown in place.history("shared-browser", 0) for row in shown.rows for button in row]
        press = next(button.data for button in reversed(buttons) if button.data.endswith(f":{code}"))
    unkept = await on_page(house, "shared-browser", press=press)
    assert unkept.over
    assert "closed on this device" in unkept.shown.parts[-1].text
    assert place.language("shared-browser") is None
    assert house.count("person") == 1


async def test_her_other_device_is_written_to_when_one_is_parted(house, amina):
    words = await words_of(house, amina)
    await house.lotse.page.start("browser", "en")
    await on_page(house, "browser", text=words)
    await house.ask(amina.send("/mydata"))
    for code in ("devices", "part", "yes"):
        await house.ask(amina.press(code))
    [(address,)] = house.rows("SELECT address_id FROM conversation")
    assert house.rows("SELECT id, channel FROM address") == [(address, "web")]


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
