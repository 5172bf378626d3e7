"""The page of a new phone and the printed card: words travel in forms alone, and nothing keeps them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bot.web.app import create_app
from bot.web.house import Part, Shown, Unkept
from bot.web.limits import Limit, Limits
from bot.web.options import Options

HEADERS = {"Sec-Fetch-Site": "same-origin"}
WORDS = "apple badger cedar dolphin eagle"


def test_the_page_asks_for_the_words_in_the_reader_s_language(client):
    page = client.get("/newphone", headers={"Accept-Language": "ar"})
    assert 'dir="rtl"' in page.text
    assert 'action="/newphone"' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "/newphone" in client.get("/").text


def test_words_open_the_chat_in_a_browser_that_is_new(client, house):
    house.cards[WORDS] = "en"
    answer = client.post("/newphone", data={"words": WORDS}, headers=HEADERS, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert WORDS not in str(answer.headers)
    assert "Hello!" in client.get("/").text
    again = client.post("/newphone", data={"words": WORDS}, headers=HEADERS)
    assert (again.status_code, "I do not know these words." in again.text) == (403, True)
    assert WORDS not in again.text


def test_a_wrong_card_begins_nothing(client, house):
    assert client.post("/newphone", data={"words": "one two"}, headers=HEADERS).status_code == 403
    assert house.conversations == {}
    assert client.cookies.get("lotse") is None


def test_another_site_writes_no_words(client, house):
    house.cards[WORDS] = "en"
    for path in ("/newphone", "/card"):
        assert client.post(path, data={"words": WORDS}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert WORDS in house.cards


def test_who_tries_often_waits(house):
    client = TestClient(create_app(house, Options(), limits=Limits(words_by_address=Limit(burst=2, seconds=60))))
    seen = [client.post("/newphone", data={"words": "x"}, headers=HEADERS).status_code for _try in range(3)]
    assert seen == [403, 403, 429]


def test_the_card_has_the_words_and_a_picture_and_is_not_kept(client):
    page = client.post("/card", data={"words": WORDS}, headers=HEADERS)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert page.text.count(WORDS) == 1
    assert "<svg" in page.text
    assert "Show them to nobody." in page.text


@pytest.mark.parametrize("words", ["", "<b>apple badger cedar dolphin eagle</b>", "apple", WORDS.upper(), "a" * 5_000])
def test_nothing_else_can_be_printed(client, words):
    assert client.post("/card", data={"words": words}, headers=HEADERS).status_code in (400, 413)


def test_words_are_shown_in_the_answer_alone(family, house, monkeypatch):
    async def receive(*_given, **_named):
        shown = Shown(number=2, speaker="lotse", language="en", parts=(Part(text=WORDS, secret="recover"),), at=0)
        return Unkept(shown=shown, over=False, card=WORDS)

    monkeypatch.setattr(house, "receive", receive)
    answer = family.post("/chat/messages", json={"id": "message-1", "press": "g:words"})
    once = answer.json()["once"]
    assert once["number"] == 2
    assert WORDS in once["html"]
    assert 'action="/card"' in once["html"]
    assert "set-cookie" not in answer.headers


def test_a_page_that_shows_another_chat_by_now_is_loaded_anew(family, house):
    token = next(iter(house.conversations))
    assert f'data-whose="{house.whose(token)}"' in family.get("/").text
    answer = family.get("/chat/events?after=0&chat=somebody-elses")
    assert "event: gone" in answer.text
