"""What the page's script posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.fake_house import FakeHouse

ID = "0123456789abcdef"


def test_the_cookie_comes_with_the_first_press(client: TestClient, house: FakeHouse) -> None:
    assert "set-cookie" not in client.get("/").headers
    answer = client.post("/chat/start", json={"language": "ar"})
    assert answer.status_code == 200
    (token,) = house.conversations
    assert len(token) == 43
    assert answer.headers["set-cookie"] == f"lotse={token}; Max-Age=15552000; Path=/; HttpOnly; SameSite=Lax"
    assert house.language(token) == "ar"


def test_starting_twice_keeps_the_conversation(family: TestClient, house: FakeHouse) -> None:
    before = dict(family.cookies)
    family.post("/chat/start", json={"language": "de"})
    assert dict(family.cookies) == before
    assert len(house.conversations) == 1


def test_a_planted_token_is_not_taken_over(client: TestClient, house: FakeHouse) -> None:
    client.cookies.set("lotse", "planted-by-somebody-else", domain="testserver.local")
    client.post("/chat/start", json={"language": "en"})
    assert "planted-by-somebody-else" not in house.conversations
    assert len(house.conversations) == 1


def test_a_message_sent_twice_has_one_effect(family: TestClient, house: FakeHouse) -> None:
    for _ in range(2):
        assert family.post("/chat/messages", json={"id": ID, "text": " Hello\n"}).status_code == 200
    assert house.texts(family.cookies["lotse"]) == ["Hello"]
    assert house.knocks == 2


def test_a_press_reaches_the_house(family: TestClient, house: FakeHouse) -> None:
    assert family.post("/chat/messages", json={"id": ID, "press": "g:human"}).status_code == 200
    assert house.texts(family.cookies["lotse"]) == ["🧑 Talk to a person"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": ID, "text": "x" * 10_000}, 200),
        ({"id": ID, "text": "😀" * 10_000}, 200),
        ({"id": ID, "text": "x" * 10_001}, 413),
        ({"id": ID, "text": "x" * 200_000}, 413),
        ({"id": ID}, 400),
        ({"id": ID, "text": " "}, 400),
        ({"id": ID, "text": "a", "press": "b"}, 400),
        ({"id": ID, "press": "x" * 65}, 400),
        ({"id": ID, "text": 7}, 400),
        ({"id": "short", "text": "a"}, 400),
        ({"id": "<script>alert</script>", "text": "a"}, 400),
        ([], 400),
    ],
)
def test_only_messages_are_taken(family: TestClient, house: FakeHouse, body: object, status: int) -> None:
    answer = family.post("/chat/messages", json=body)
    assert answer.status_code == status
    assert house.knocks == (status == 200)
    assert status == 200 or answer.json()["sentence"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 50_000, b'{"id": "%s", "text": "\\ud800"}' % ID.encode()])
def test_broken_bodies_are_refused_kindly(family: TestClient, body: bytes) -> None:
    answer = family.post("/chat/messages", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["sentence"] == "We could not read what you sent. Please try again."


def test_halves_of_characters_do_not_stop_a_message(family: TestClient, house: FakeHouse) -> None:
    body = b'{"id": "%s", "text": "so \\ud800 so \\u0000"}' % ID.encode()
    assert family.post("/chat/messages", content=body, headers={"Content-Type": "application/json"}).is_success
    assert house.texts(family.cookies["lotse"]) == ["so  so"]


@pytest.mark.parametrize("type_", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_a_foreign_form_can_send_is_refused(family: TestClient, type_: str) -> None:
    answer = family.post(
        "/chat/messages", content=b'{"id":"%s","text":"a"}' % ID.encode(), headers={"Content-Type": type_}
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/chat/messages", "/chat/forget", "/chat/start"])
def test_other_sites_cannot_act_for_a_family(
    family: TestClient, path: str, headers: dict[str, str], status: int
) -> None:
    answer = family.post(path, json={"id": ID, "text": "a", "language": "en"}, headers=headers)
    assert answer.status_code == status


def test_an_unknown_browser_is_sent_to_the_beginning(client: TestClient) -> None:
    assert client.post("/chat/messages", json={"id": ID, "text": "a"}).status_code == 410


def test_an_unknown_language_is_refused(client: TestClient, house: FakeHouse) -> None:
    for language in ("xx", "", None, ["en"]):
        assert client.post("/chat/start", json={"language": language}).status_code == 400
    assert house.conversations == {}


def test_forgetting_takes_the_cookie_back(family: TestClient, house: FakeHouse) -> None:
    answer = family.post("/chat/forget", json={})
    assert answer.headers["set-cookie"] == "lotse=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
    assert house.conversations == {}
    assert "lotse" not in family.cookies
    assert family.post("/chat/forget", json={}).is_success, "a second press is no error"
