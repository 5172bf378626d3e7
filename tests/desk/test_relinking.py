"""A family that has lost her chat: a check question, words for an hour, and a line in the log; nobody else gets in."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bot.desk.relinking import LASTS
from bot.store import households
from bot.store.staff import Role
from knowledge.recovery_words import HIDDEN, listed
from tests.desk.conftest import SITE

ANSWERS = {
    "you.name": "Amina", "house.children": 2, "child.1.age": 9, "child.1.name": "Sara", "child.2.age": 3,
    "child.2.name": "Yusuf", "child.2.birth": "2023-05",
}  # fmt: skip


@pytest.fixture
def berta(office):
    return office.colleague(Role.COUNSELLOR, "general")


@pytest.fixture
def path(office, waiting, berta) -> str:
    """Give the case of a family that waits, whose children are known."""
    waiting("en", "I come from Aleppo")
    turns, door = office.lotse.runner.turns, office.lotse.door

    def save(conn):
        from bot.store import conversations

        person = conn.exec_driver_sql("SELECT person_id FROM conversation").scalar()
        thread = conversations.load_person(conn, turns.vault, person)
        households.save(conn, turns.vault, thread.box, person, ANSWERS, turns.clock())

    door.write_now(save)
    return berta.open_case()


def words_on(page: str) -> str:
    return re.search(r'<p class="said" lang="en" dir="ltr"><strong>([a-z ]+)</strong>', page)[1]


def test_the_page_shows_what_to_ask_and_the_right_answer(berta, path):
    assert f'href="{path}/relinking"' in berta.page
    page = berta.get(f"{path}/relinking").text
    assert "What is the first name of your youngest child?" in page
    assert ">Yusuf<" in page
    assert ">2023<" in page
    assert "Sara" not in page


def test_words_open_the_chat_on_a_new_phone_and_stand_in_the_log_without_words(office, berta, path):
    berta.get(f"{path}/relinking")
    berta.post(f"{path}/relinking", check="name", purpose="recover")
    words = words_on(berta.page)
    assert set(words.split()) <= set(listed())
    assert "<svg" in berta.page
    new = office.family("de")
    new.send(words)
    assert "I come from Aleppo" in new.page
    assert HIDDEN in new.page
    assert words not in new.page
    log = office.colleague(Role.ADMINISTRATOR).get("/desk/log").text
    assert "Words for a new device given (recover name)" in log
    # One of them alone may be a word of the page itself.
    assert not any(f"{one}{sign}{other}" in log for one, other in pairwise(words.split()) for sign in " -,+")


def test_a_second_adult_joins_with_the_office_s_consent_and_sees_no_chat(office, berta, path):
    berta.get(f"{path}/relinking")
    berta.post(f"{path}/relinking", check="year", purpose="join")
    karim = office.family("en").send(words_on(berta.page))
    assert "You belong to this family now." in karim.page
    assert "Aleppo" not in karim.page


def test_without_a_right_answer_there_are_no_words(office, berta, path):
    berta.get(f"{path}/relinking")
    for check in ("", "colour"):
        form = {"csrf": berta.csrf, "check": check, "purpose": "recover"}
        answer = berta.client.post(f"{path}/relinking", data=form, headers=SITE)
        assert (answer.status_code, "No words were made" in answer.text) == (422, True)
    form = {"csrf": berta.csrf, "check": "name", "purpose": "everything"}
    assert berta.client.post(f"{path}/relinking", data=form, headers=SITE).status_code == 422
    assert "Words for a new device given" not in office.colleague(Role.ADMINISTRATOR).get("/desk/log").text


def test_words_work_for_an_hour(office, berta, path, clock):
    berta.get(f"{path}/relinking")
    berta.post(f"{path}/relinking", check="receipt", purpose="recover")
    words = words_on(berta.page)
    clock.travel(LASTS / 1000 + 1)
    assert "I do not know these words." in office.family("en").send(words).page


def test_a_colleague_of_another_team_sees_no_such_page(office, path):
    stranger = office.colleague(Role.COUNSELLOR, "volunteering", name="Carla")
    assert stranger.get(f"{path}/relinking").status_code == 404
    stranger.get("/desk/me")
    form = {"csrf": stranger.csrf, "check": "name", "purpose": "recover"}
    assert stranger.client.post(f"{path}/relinking", data=form, headers=SITE).status_code == 404


def test_a_family_without_a_household_is_asked_for_her_number(office, waiting, berta):
    waiting("en")
    path = berta.open_case()
    page = berta.get(f"{path}/relinking").text
    assert "Which number did we give you?" in page
    assert "youngest child" not in page
    assert 'value="join"' not in page
    form = {"csrf": berta.csrf, "check": "receipt", "purpose": "join"}
    assert berta.client.post(f"{path}/relinking", data=form, headers=SITE).status_code == 422


def test_words_that_a_colleague_enters_for_her_open_nothing_and_are_written_nowhere(office, berta, path):
    berta.get(f"{path}/relinking")
    berta.post(f"{path}/relinking", check="name", purpose="recover")
    words = words_on(berta.page)
    berta.get(path)
    berta.post(f"{path}/claim")
    berta.get(f"{path}/dialog")
    berta.post(f"{path}/dialog", words=words)
    berta.get(path)
    assert words not in berta.page
    assert HIDDEN in berta.page
    assert "I come from Aleppo" in office.family("en").send(words).page
