"""Whatever changes something refuses a page of somebody else; every answer, errors too, tells what to forbid."""

from __future__ import annotations

from contextlib import contextmanager

from starlette.testclient import TestClient

from bot.store.staff import Role
from bot.web.headers import protections
from bot.web.options import Options
from tests.desk.conftest import SITE
from tests.hostile.ways import ways

# What browsers say of a request that a page of somebody else has made.
FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver@evil.example"},
    {"Origin": "http://testserver:81"},
)
# Telegram posts here with a secret instead of a page's token.
BY_SECRET = "/telegram/webhook"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")
BODIES = (
    {"data": {"id": "m1-hostile", "text": "hello", "language": "en"}},
    {"json": {"id": "m1-hostile", "text": "hello", "language": "en"}},
    {"files": {"file": ("a.pdf", b"%PDF-1.7")}, "data": {"id": "m1-hostile"}},
    {"content": b'{"id": "m1-hostile", "text": "hello"}', "headers": {"Content-Type": "text/plain"}},
)


def test_whatever_changes_something_refuses_a_foreign_page(office, waiting):
    family = waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    case = me.open_case().rpartition("/")[2]
    me.client.cookies.update(family.client.cookies)
    before = family.page
    changing = [way for way in ways(office.lotse) if way.method != "GET" and way.path != BY_SECRET]
    assert len(changing) > 50
    for number, way in enumerate(changing):
        # Each way meets three of nine kinds, each kind with every body.
        for turn in range(number, number + 3):
            says, body = FOREIGN[turn % len(FOREIGN)], dict(BODIES[turn % len(BODIES)])
            if "data" in body:
                body["data"] = {**body["data"], "csrf": me.csrf}
            headers = {**body.pop("headers", {}), **says}
            answer = me.client.post(way.to(case), headers=headers, follow_redirects=False, **body)
            assert answer.status_code == 403, (way, says, body, answer.status_code)
    assert family.page == before


def test_nothing_of_the_desk_is_done_without_the_forms_own_token(office, waiting):
    waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    case = me.open_case().rpartition("/")[2]
    other = office.colleague(Role.ADMINISTRATOR)
    for way in ways(office.lotse):
        if way.method == "GET" or not way.of_the_desk:
            continue
        for token in ({}, {"csrf": other.csrf}, {"csrf": "\0é\u202e"}):
            answer = me.client.post(way.to(case), data=token, headers=SITE, follow_redirects=False)
            # Signing in has no session yet whose token a form could carry; where it comes from is what counts.
            if way.path in ("/desk/login", "/desk/setup/{token}"):
                assert answer.status_code in (401, 404, 422, 429), way
            # A step of signing in that is over sends her to where she is.
            elif way.path in ("/desk/code", "/desk/enrol"):
                assert (answer.status_code, answer.headers["location"]) == (303, "/desk"), way
            else:
                assert answer.status_code == 403, (way, token, answer.status_code)


def test_reading_alone_changes_nothing(office):
    """No form is sent with GET: what a picture on a foreign page asks for has no effect to guard."""
    methods = {way.method for way in ways(office.lotse)}
    assert methods <= {"GET", "POST"}


def test_every_answer_says_what_to_forbid_whatever_is_asked(office, waiting):
    waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    seen = set()
    for client in (me.client, office.browser()):
        for number, way in enumerate(ways(office.lotse)):
            path = (way.to(), way.to(7, "%00"), f"{way.to()}/")[number % 3]
            headers = {"Accept": "text/html"} if number % 2 else {}
            for method in (way.method, METHODS[number % len(METHODS)]):
                answer = client.request(method, path, headers=headers, follow_redirects=False)
                seen.add(answer.status_code)
                assert answer.status_code < 500, (method, path, answer.status_code)
                _is_protected(answer, (method, path))
    assert seen >= {200, 303, 403, 404, 405}


def test_refusals_and_faults_say_it_too(office, waiting, monkeypatch):
    family = waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    broken = TestClient(office.lotse.app, raise_server_exceptions=False)
    broken.cookies.update({**family.client.cookies, **me.client.cookies})
    large = b"x" * 20_000_000
    asked = [
        (413, "/desk/login", {"content": large}),
        (413, "/chat/files", {"content": large}),
        (413, "/chat/messages", {"content": large, "headers": {**SITE, "Content-Type": "application/json"}}),
        (415, "/chat/files", {"files": {"file": ("a.html", b"<html>")}, "data": {"id": "m1-hostile"}}),
        (415, "/chat/messages", {"content": b"{}"}),
        (400, "/chat/messages", {"json": []}),
        (415, "/desk/login", {"files": {"file": ("a.html", b"<html>")}}),
        (422, "/desk/staff", {"data": {"csrf": me.csrf, "login": "x"}}),
    ]
    for status, path, body in asked:
        answer = broken.post(path, **{"headers": SITE, **body})
        assert answer.status_code == status, (path, answer.status_code)
        _is_protected(answer, path)

    @contextmanager
    def no_reading():
        raise RuntimeError("sentinel")
        yield

    monkeypatch.setattr(type(office.lotse.door), "read", lambda _door: no_reading())
    for path in ("/", "/mydata", "/desk", "/desk/cases/queue", "/healthz", "/chat/start"):
        for accept in ("text/html", "*/*"):
            method = "POST" if path == "/chat/start" else "GET"
            answer = broken.request(method, path, headers={"Accept": accept, **SITE}, json={"language": "en"})
            assert answer.status_code in (500, 503), path
            assert "sentinel" not in answer.text
            assert "Traceback" not in answer.text
            _is_protected(answer, path)


def _is_protected(answer, where) -> None:
    for name, value in protections(Options()).items():
        said = answer.headers.get(name)
        assert said, (where, name, answer.status_code)
        if name in ("X-Content-Type-Options", "X-Frame-Options", "Permissions-Policy"):
            assert said == value, (where, name)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy, where
    assert "unsafe" not in policy, where
    assert "*" not in policy, where
    assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin"), where
    assert "server" not in answer.headers, where
