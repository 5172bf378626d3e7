"""A lost chat, a shared phone, two adults: in the whole house, on both databases, with Telegram and the page."""

from __future__ import annotations

from bot.store import attempts
from bot.store.tables import outbox
from knowledge.recovery_words import HIDDEN, listed
from tests.bot import cards
from tests.bot.cards import GUESS, assert_nowhere, found_in, on_page, owner, page, words_of

house, amina = cards.house, cards.amina


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


async def test_a_wrong_set_says_nothing_of_its_words_and_is_hidden(house, amina, telegram, tmp_path):
    words = (await words_of(house, amina)).split()
    wrong = " ".join([*words[:4], next(word for word in listed() if word not in words)])
    [said] = await house.ask(amina.send(wrong))
    assert [said] == await house.ask(telegram.user(8, "Amina", "en").send(GUESS)), "whichever words are wrong"
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
