"""The page behind a one-time link: looking does nothing, one press opens the chat, a second one is refused."""

from __future__ import annotations

HEADERS = {"Sec-Fetch-Site": "same-origin"}


def test_looking_at_a_link_uses_nothing_up(client, house):
    house.links["secret"] = "ar"
    for _look in range(3):
        answer = client.get("/link/secret")
        assert answer.status_code == 200
        assert 'dir="rtl"' in answer.text
        assert "افتحوا محادثتي هنا" in answer.text
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert client.cookies.get("lotse") is None


def test_one_press_opens_the_chat_and_a_second_one_says_what_to_do(client, house):
    house.links["secret"] = "en"
    answer = client.post("/link/secret", headers=HEADERS, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Hello!" in client.get("/").text
    again = client.post("/link/secret", headers=HEADERS)
    assert (again.status_code, "no longer works" in again.text) == (410, True)
    assert client.get("/link/secret").status_code == 410


def test_another_site_presses_nothing(client, house):
    house.links["secret"] = "en"
    assert client.post("/link/secret", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert "secret" in house.links


def test_a_link_can_lead_to_what_is_kept(client, house):
    house.links["secret"] = "en"
    assert 'action="/link/secret?to=mydata"' in client.get("/link/secret?to=mydata").text
    assert 'action="/link/secret"' in client.get("/link/secret?to=https://evil.example").text
    answer = client.post("/link/secret?to=mydata", headers=HEADERS, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mydata")
    assert "What we keep about you" in client.get("/mydata").text
