"""The pages and what every answer carries."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.assets import Assets
from bot.web.app import STATIC, create_app
from bot.web.house import Button, Part, Shown
from bot.web.options import Options
from bot.web.templates import Templates
from dialogs.sayings import NOT_YET_THIS_ONE
from knowledge.recordings import Recording
from tests.knowledge.voices import VOICE, put
from tests.web.fake_house import FakeHouse
from translations import LOCALES, direction, own_name, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("ar-SY,ar;q=0.9,en;q=0.8", "ar"),
        ("xx;q=1, en;q=0.2, de;q=0.7", "de"),
        ("de;q=0,en", "en"),
        ("", "en"),
        ("*", "en"),
        (";;;q=,,;q=x", "en"),
        ("ja", "en"),
    ],
)
def test_the_first_page_speaks_the_browsers_language(client: TestClient, header: str, locale: str) -> None:
    page = client.get("/", headers={"Accept-Language": header}).text
    assert f'<html lang="{locale}"' in page
    assert re.findall(r'data-language="(\w+)"', page)[0] == locale
    assert sorted(re.findall(r'data-language="(\w+)"', page)) == sorted(LOCALES)
    assert all(own_name(other) in page for other in LOCALES if other != locale)


def test_who_reads_none_of_our_languages_is_told_so_and_asked(client: TestClient) -> None:
    page = client.get("/", headers={"Accept-Language": "so"}).text
    for code, name in (("ar", "الصومالية"), ("en", "Somali")):
        told = render(NOT_YET_THIS_ONE(language=name), code)
        assert f'<p lang="{code}" dir="{direction(code)}">{told}</p>' in page
    assert page.index('data-language="ar"') < page.index('data-language="en"') < page.index('data-language="de"')


def test_a_link_can_name_the_language(client: TestClient) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/?lang=ar", headers={"Accept-Language": "de"}).text
    assert '<html lang="de"' in client.get("/?lang=../..", headers={"Accept-Language": "de"}).text


def test_a_browser_without_cookies_is_told_so(client: TestClient) -> None:
    assert 'role="alert"><p>' not in client.get("/").text
    assert 'role="alert"><p>' in client.get("/?started").text


def test_the_chat_holds_what_was_said(family: TestClient, house: FakeHouse) -> None:
    house.staff_say(family.cookies["lotse"], "Frau <Weber> & Co.")
    page = family.get("/").text
    assert '<html lang="en" dir="ltr">' in page
    assert "Frau &lt;Weber&gt; &amp; Co." in page
    assert re.findall(r'id="m(\d+)"', page) == ["1", "2"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["privacy", "imprint", "accessibility"])
def test_the_law_finds_its_pages(client: TestClient, house: FakeHouse, name: str, locale: str) -> None:
    answer = client.get(f"/page/{name}?lang={locale}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == locale
    assert f"<h1>{house.library.page(name, locale).title}</h1>" in answer.text
    assert "{" not in answer.text


def test_every_page_offers_the_phone(family: TestClient, house: FakeHouse) -> None:
    stranger = TestClient(family.app)
    for page in (family.get("/"), stranger.get("/"), stranger.get("/page/imprint"), stranger.get("/x", headers=HTML)):
        assert 'href="tel:+492151862502"' in page.text
        assert house.library.office.quick_exit_url in page.text


class BrokenHouse(FakeHouse):
    """Fail at every look."""

    def language(self, token: str) -> str | None:
        raise OSError("the database is away")


def test_faults_are_told_kindly_and_protected() -> None:
    client = TestClient(create_app(BrokenHouse(), Options()), raise_server_exceptions=False)
    client.cookies.set("lotse", "x")
    page = client.get("/", headers=HTML)
    assert page.status_code == 500
    assert "<main" in page.text
    assert "database" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    script = client.post("/chat/messages", json={})
    assert script.status_code == 500
    assert script.json()["sentence"]


async def test_a_phone_that_loses_the_net_while_it_sends_is_no_fault_of_ours() -> None:
    token, house, sent = "t" * 43, FakeHouse(), []
    await house.start(token, "en")
    came = iter([{"type": "http.request", "body": b'{"id": "', "more_body": True}, {"type": "http.disconnect"}])
    headers = {"content-type": "application/json", "cookie": f"lotse={token}", "sec-fetch-site": "same-origin"}
    scope = {
        "type": "http", "method": "POST", "path": "/chat/messages", "query_string": b"", "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return next(came)

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await create_app(house, Options())(scope, receive, send)
    assert sent == []


def answers(client: TestClient) -> Iterator[object]:
    yield client.get("/")
    yield client.get("/page/privacy")
    yield client.get("/page/other")
    yield client.get("/nothing", headers=HTML)
    yield client.post("/")
    yield client.post("/chat/messages", json=[])
    yield client.get("/chat/events")
    yield client.post("/chat/messages", json={})
    yield client.get(Assets(STATIC).url("lotse.css"))


def test_every_answer_is_protected(client: TestClient) -> None:
    statuses = set()
    for answer in answers(client):
        statuses.add(answer.status_code)
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
    assert statuses == {200, 404, 405, 410}


def test_the_page_can_stand_in_the_offices_own(house: FakeHouse) -> None:
    options = Options(public_url="https://chat.example/", frame_ancestors=("https://www.krefeld.de",))
    client = TestClient(create_app(house, options), base_url="https://chat.example")
    answer = client.post("/chat/start", json={"language": "de"})
    assert answer.headers["content-security-policy"].endswith("frame-ancestors https://www.krefeld.de")
    assert "x-frame-options" not in answer.headers
    assert answer.headers["set-cookie"].endswith("; Path=/; HttpOnly; Secure; SameSite=None; Partitioned")
    assert client.post("/chat/forget", json={}).headers["set-cookie"].endswith("Partitioned")


def test_the_cookie_is_secure_where_the_page_is(house: FakeHouse) -> None:
    client = TestClient(create_app(house, Options(public_url="https://chat.example/")), base_url="https://chat.example")
    answer = client.post("/chat/start", json={"language": "de"})
    assert answer.headers["set-cookie"].endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")


@pytest.mark.parametrize("source", ["https://a.example; script-src *", "https://a.example https://b.example", ""])
def test_a_wrong_frame_ancestor_is_named_at_start(source: str) -> None:
    with pytest.raises(ValueError, match="frame ancestors"):
        Options(frame_ancestors=(source,))


def test_other_rooms_stand_beside_the_page(house: FakeHouse) -> None:
    health = Route("/healthz", lambda _request: PlainTextResponse("ok", headers={"Referrer-Policy": "same-origin"}))
    answer = TestClient(create_app(house, Options(), beside=[health])).get("/healthz")
    assert answer.text == "ok"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_files_are_kept_for_a_year_under_todays_address(client: TestClient) -> None:
    url = re.search(r'href="(/static/\w+/lotse\.css)"', client.get("/").text)[1]
    today = client.get(url)
    assert today.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert today.headers["content-type"].startswith("text/css")
    yesterday = client.get("/static/000000000000/lotse.css")
    assert yesterday.headers["cache-control"] == "no-cache"
    assert yesterday.text == today.text
    assert client.get("/static/000000000000/other.css").status_code == 404
    assert client.get("/static/000000000000/..%2fapp.py").status_code == 404


def test_pages_themselves_are_never_kept(client: TestClient) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"


def test_a_button_opens_only_what_is_safe() -> None:
    urls = (
        "https://a.example",
        "tel:110",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "http://a.example",
        "//x.example",
    )
    row = tuple(Button(label=url, url=url) for url in urls)
    shown = Shown(number=1, speaker="lotse", language="de", parts=(Part(text="a"),), rows=(row,), at=0)
    html = Templates(Assets(STATIC)).bubble(shown, "de")
    assert re.findall(r'href="([^"]+)"', html) == list(urls[:3])
    assert re.findall(r'href="([^"]+)" target="_blank"', html) == [urls[0]]


def test_of_a_long_chat_the_page_reads_only_the_end_until_asked_for_more(family: TestClient, house: FakeHouse) -> None:
    token = family.cookies["lotse"]
    for number in range(2, 61):
        house.staff_say(token, f"Word {number}")
    asked: list[int] = []
    history = house.history
    house.history = lambda token, after, limit=200: asked.append(after) or history(token, after, limit)
    page = family.get("/").text
    assert re.findall(r'id="m(\d+)"', page) == [str(number) for number in range(11, 61)]
    assert min(asked) == 10
    assert 'href="/?earlier#m11"' in page
    page = family.get("/?earlier").text
    assert len(re.findall(r'id="m(\d+)"', page)) == 60
    assert "earlier#" not in page


def test_a_recording_is_played_on_the_page(house: FakeHouse, client: TestClient, tmp_path: Path) -> None:
    path = put(tmp_path, "contact", "en", "")
    house.library = replace(house.library, recordings={("contact", "en"): Recording(path=path, outdated=False)})
    heard = client.get("/audio/contact/en.ogg")
    assert (heard.status_code, heard.headers["content-type"], heard.content) == (200, "audio/ogg", VOICE)
    assert client.get("/audio/contact/en.ogg", headers={"Range": "bytes=0-3"}).content == b"OggS"
    assert client.get("/audio/contact/ar.ogg").status_code == 404
    assert client.get("/audio/..%2F..%2Fkeys/en.ogg").status_code == 404
    shown = Shown(number=1, speaker="lotse", language="en", parts=(Part(audio="contact/en"),), at=0)
    bubble = Templates(Assets(STATIC)).bubble(shown, "en")
    assert '<audio controls preload="none" src="/audio/contact/en.ogg" aria-label="Listen"' in bubble
    assert 'class="listen"' not in bubble
