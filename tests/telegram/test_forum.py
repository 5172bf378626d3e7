"""Colleagues in a Telegram group: one topic a conversation, buttons, and only registered colleagues may speak."""

from __future__ import annotations

import pytest

from bot.accounts import WINDOW
from bot.store.staff import Role
from tests.bot.running import running
from tests.telegram.forum import GROUP, Office

SECRET = "My daughter has <b>no</b> school"


@pytest.fixture
async def office(telegram, database_url, tmp_path, clock, brisk):
    group = telegram.group(GROUP, forum=True)
    desk = {"public_url": "https://chat.example.org"}
    async with running(telegram, database_url, tmp_path, clock, telegram_staff_group=GROUP, **desk) as house:
        yield Office(house, group)


async def call_a_person(office, id=5, name="Amina"):
    amina = office.house.api.user(id, name, "en")
    await office.house.ask(amina.send("/start"))
    await office.house.ask(amina.press_data("g:human"))
    await office.says("Wartet seit")
    return amina


async def test_a_handover_there_and_back_without_a_word_of_the_family_in_the_group(office):
    berta = await office.registered(70, "Berta", "general")
    amina = await call_a_person(office)
    await office.house.ask(amina.send(SECRET))
    card = await office.says("Wartet seit")
    assert "Englisch" in card.text
    assert card.buttons[-1][0].url.startswith("https://chat.example.org/desk/case/")
    await office.group.press(berta, "Übernehmen")
    await office.says("Berta antwortet")
    assert "A person from our office is answering you now" in amina.inbox[-1].text
    await office.group.send(berta, "Guten Tag, ich helfe Ihnen.", office.topic())
    await amina.until(lambda: "Guten Tag, ich helfe Ihnen." in amina.inbox[-1].text)
    assert "This message is in German" in amina.inbox[-1].text
    await office.group.press(berta, "back")
    await office.says("Der Assistent antwortet wieder")
    await office.house.api.until(lambda: office.group.chat.closed_topics == {office.topic()})
    assert "school" not in office.everything
    assert "Amina" not in office.everything


async def test_the_group_is_silent_while_the_bot_answers(office):
    amina = office.house.api.user(5, "Amina", "en")
    await office.house.ask(amina.send("/start"))
    await office.house.ask(amina.send("Where is your office?"))
    assert office.group.inbox == []
    assert not office.house.api.calls("createForumTopic")


async def test_whoever_has_no_account_moves_nothing(office):
    stranger = office.house.api.user(99, "Stranger", "de")
    amina = await call_a_person(office)
    heard = len(amina.inbox)
    await office.group.send(stranger, "Hello family", office.topic())
    await office.says("Hier sprechen nur angemeldete")
    await office.group.press(stranger, "Übernehmen")
    await office.house.quiet()
    assert len(amina.inbox) == heard
    assert office.house.rows("SELECT holder FROM conversation") == [("queue",)]
    [answer] = [query.answered for query in office.house.api.queries.values() if query.chat_id == GROUP]
    assert "Hier sprechen nur angemeldete" in answer["text"]


async def test_a_colleague_of_another_team_moves_nothing(office):
    carla = await office.registered(71, "Carla", "workshops")
    await call_a_person(office)
    await office.group.press(carla, "Übernehmen")
    await office.group.send(carla, "Hallo", office.topic())
    await office.says("gehört zu einem anderen Team")
    assert office.house.rows("SELECT holder FROM conversation") == [("queue",)]


async def test_a_code_is_for_one_and_for_ten_minutes(office, clock):
    office.colleague(72, "Dora", "general")
    code = office.code_of(72)
    clock.travel(2 * WINDOW / 1000)
    await office.group.send(office.house.api.user(72, "Dora", "de"), f"/desk {code}")
    await office.says("Dieser Code gilt nicht")
    assert office.house.count("staff WHERE telegram IS NOT NULL") == 0


async def test_two_colleagues_press_and_one_of_them_has_it(office):
    berta = await office.registered(70, "Berta", "general")
    erna = await office.registered(73, "Erna", role=Role.LEAD)
    await call_a_person(office)
    old = await office.says("Wartet seit")
    data = old.buttons[0][0].data
    for colleague in (berta, erna):
        await office.group.press_data(colleague, data, old)
    await office.says("Berta antwortet")
    await office.house.quiet()
    answers = [query.answered["text"] for query in office.house.api.queries.values() if query.chat_id == GROUP]
    assert answers == ["Sie antworten jetzt.", "Berta hat dieses Gespräch übernommen."]
    await office.group.send(erna, "Und ich?", office.topic())
    await office.says("Nicht gesendet: Berta hat dieses Gespräch übernommen.")


async def test_a_prepared_sentence_arrives_in_the_family_s_language(office):
    berta = await office.registered(70, "Berta", "general")
    amina = await call_a_person(office)
    await office.group.press(berta, "Übernehmen")
    await office.says("Berta antwortet")
    await office.group.press(berta, "phrases")
    await office.says("Welche Sätze suchen Sie?")
    await office.group.press(berta, "greeting")
    await office.says("Ein Tipp sendet den Satz")
    await office.group.press(berta, "free-of-charge")
    library = office.house.lotse.runner.turns.library
    expected = library.staff_phrases["free-of-charge"].versions["en"].text
    await amina.until(lambda: expected in amina.inbox[-1].text)


async def test_what_colleagues_answer_one_another_stays_among_them(office):
    berta = await office.registered(70, "Berta", "general")
    amina = await call_a_person(office)
    heard = len(amina.inbox)
    mine = {"message_id": 1, "from": {"id": 99, "is_bot": False, "first_name": "Erna"}, "date": 1}
    await office.group.send(berta, "Wer kennt sie?", office.topic(), answering=mine)
    await office.group.send(berta, "// Ich frage nach.", office.topic())
    await office.house.quiet()
    assert len(amina.inbox) == heard


async def test_what_colleagues_delete_is_made_anew(office):
    berta = await office.registered(70, "Berta", "general")
    await call_a_person(office)
    first = office.topic()
    card = await office.says("Wartet seit")
    del office.group.chat.topics[first]
    card.deleted = True
    del office.group.chat.messages[card.message_id]
    # The next change finds no card, and then no topic.
    await office.group.press_data(berta, card.buttons[0][0].data, card)
    new = await office.says("Berta antwortet")
    assert office.topic() != first
    assert new.thread == office.topic()
    await office.group.press(berta, "back")
    await office.says("Der Assistent antwortet wieder")


async def test_the_group_is_followed_when_telegram_moves_it(office):
    berta = await office.registered(70, "Berta", "general")
    await call_a_person(office)
    moved = await office.group.become_supergroup(berta, -100777)
    moved.chat.info["is_forum"] = True
    there = Office(office.house, moved)
    await there.says("Wartet seit")
    await moved.press(berta, "Übernehmen")
    await there.says("Berta antwortet")


async def test_a_family_that_deletes_everything_is_gone_from_the_group_too(office):
    amina = await call_a_person(office)
    topic = office.topic()
    await office.house.ask(amina.press_data("g:mydata"))
    await office.house.ask(amina.press("delete"))
    await office.house.ask(amina.press("yes"))
    await office.house.api.until(lambda: topic not in office.group.chat.topics, timeout=20)
    assert office.house.count("forum") == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_words_are_carried_over_only_where_the_office_wants_it(telegram, database_url, tmp_path, clock, brisk):
    group = telegram.group(GROUP, forum=True)
    settings = {"telegram_staff_group": GROUP, "telegram_staff_content": "on"}
    async with running(telegram, database_url, tmp_path, clock, **settings) as house:
        office = Office(house, group)
        amina = await call_a_person(office)
        await house.ask(amina.send(SECRET))
        said = await office.says("no")
        assert SECRET in said.text, "as she wrote it, and not as marks"
        assert said.thread == office.topic()


async def test_a_stranger_s_group_is_still_left(office):
    other = office.house.api.group(-2222)
    await other.add_bot(office.house.api.user(6, "Somebody", "en"))
    await office.house.api.until(lambda: office.house.api.calls("leaveChat"))
    # Being let in is told twice, as a membership and as a message; who has left already is refused the second time.
    assert {call.params["chat_id"] for call in office.house.api.calls("leaveChat")} == {-2222}
