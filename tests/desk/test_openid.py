"""Colleagues sign in with the city's accounts; nobody else does, whatever comes back."""

from __future__ import annotations

import pytest

from bot.desk.openid import PATH, Provider
from bot.store import staff
from bot.store.staff import Role
from tests.desk.account_server import AccountServer


@pytest.fixture
def city(office):
    with AccountServer() as server:
        provider = Provider(issuer=server.issuer, client_id="lotse", client_secret="secret")
        object.__setattr__(office.lotse.desk, "provider", provider)
        yield server


def _account(office, login: str, role: Role = Role.COUNSELLOR, state: str = "active") -> int:
    desk = office.lotse.desk

    def add(conn):
        id = staff.add(conn, login=login, name="Berta", role=role, teams=("general",), language="en", now=desk.clock())
        staff.change(conn, id, state=state)
        return id

    return desk.write(add)


def _there_and_back(city, browser):
    asked = browser.get(PATH, follow_redirects=False)
    assert asked.headers["location"].startswith(f"{city.issuer}/authorize?")
    return browser.get(f"{PATH}/back?{city.sign_in(asked.headers['location'])}", follow_redirects=False)


def test_a_colleague_comes_in_with_the_city_s_account(office, city):
    _account(office, "berta@city.example")
    city.email = "berta@city.example"
    browser = office.browser()
    assert 'href="/desk/openid"' in browser.get("/desk/login").text
    assert 'content="0;url=/desk"' in _there_and_back(city, browser).text
    assert browser.get("/desk/cases/queue", follow_redirects=False).status_code == 200


def test_an_invited_colleague_needs_no_password_of_ours(office, city):
    _account(office, "carla@city.example", state="invited")
    city.email = "Carla@city.example"
    browser = office.browser()
    assert _there_and_back(city, browser).status_code == 200
    assert browser.get("/desk/cases/queue", follow_redirects=False).status_code == 200


def test_an_administrator_still_needs_the_second_factor(office, city):
    _account(office, "dora@city.example", Role.ADMINISTRATOR)
    city.email = "dora@city.example"
    browser = office.browser()
    assert 'content="0;url=/desk/enrol"' in _there_and_back(city, browser).text
    assert browser.get("/desk/staff", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("state", ["disabled", ""])
def test_who_has_no_account_here_stays_outside(office, city, state):
    if state:
        _account(office, "erna@city.example", state=state)
    city.email = "erna@city.example"
    browser = office.browser()
    assert _there_and_back(city, browser).status_code == 401
    assert browser.get("/desk/cases/queue", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "old"},
        {"exp": 1},
        {"email_verified": False},
    ],
)
def test_a_token_that_does_not_fit_opens_nothing(office, city, claims):
    _account(office, "berta@city.example")
    city.email, city.spoiled.claims = "berta@city.example", claims
    browser = office.browser()
    assert _there_and_back(city, browser).status_code == 401
    assert browser.get("/desk/cases/queue", follow_redirects=False).status_code == 303


def test_a_token_signed_by_somebody_else_opens_nothing(office, city):
    _account(office, "berta@city.example")
    city.email, city.spoiled.foreign_key = "berta@city.example", True
    assert _there_and_back(city, office.browser()).status_code == 401


def test_a_way_back_that_began_in_another_browser_opens_nothing(office, city):
    _account(office, "berta@city.example")
    city.email = "berta@city.example"
    mine, other = office.browser(), office.browser()
    query = city.sign_in(mine.get(PATH, follow_redirects=False).headers["location"])
    assert other.get(f"{PATH}/back?{query}").status_code == 401
    other.get(PATH, follow_redirects=False)
    assert other.get(f"{PATH}/back?{query}").status_code == 401
    assert mine.get(f"{PATH}/back?{query}").status_code == 200
    assert mine.get(f"{PATH}/back?{query}").status_code == 401, "a code works once"


def test_without_an_account_server_there_is_no_such_way(office):
    assert office.browser().get(PATH).status_code == 404
