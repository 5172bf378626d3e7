"""Signing in: the one-time link, the password, the second factor, and those who guess."""

from __future__ import annotations

import re

import pyotp
from argon2 import Type
from sqlalchemy import func, select

from bot.accounts import FIRST_LOGIN, first_link
from bot.store import refusals, sessions, staff
from bot.store.staff import Role
from bot.store.tables import invitation
from tests import cheap
from tests.desk.conftest import SITE

PASSWORD = "many words are easy to keep"
DAY = 24 * 60 * 60


def _post(client, path, **form):
    return client.post(path, data=form, headers=SITE, follow_redirects=False)


def _set_up(office, role=Role.COUNSELLOR, login="berta@example.org"):
    now, door = office.lotse.desk.clock(), office.lotse.door
    id = door.write_now(
        lambda conn: staff.add(conn, login=login, name="Berta", role=role, teams=["general"], language="en", now=now)
    )
    token = door.write_now(lambda conn: sessions.invite(conn, id, now))
    client = office.browser()
    answer = _post(client, f"/desk/setup/{token}", password=PASSWORD, again=PASSWORD)
    assert answer.headers["location"] == "/desk/login"
    return client, token, id


def test_the_first_start_prints_a_link_for_the_first_administrator_and_no_more(office):
    """Every process that serves pages prints one, and nobody knows whose the administrator reads."""
    first, second, third = (first_link(office.lotse.desk) for _process in range(3))
    client = office.browser()
    for token in (first, second, third):
        assert FIRST_LOGIN in client.get(f"/desk/setup/{token}").text
    _post(client, f"/desk/setup/{second}", password=PASSWORD, again=PASSWORD)
    for token in (first, second, third):
        assert client.get(f"/desk/setup/{token}").status_code == 404, "one of them was used"
    assert first_link(office.lotse.desk) == ""


def test_first_links_are_not_kept_for_ever(office, clock):
    old = first_link(office.lotse.desk)
    clock.travel(2 * DAY + 1)
    new = first_link(office.lotse.desk)
    with office.lotse.door.read() as conn:
        assert conn.execute(select(func.count()).select_from(invitation)).scalar() == 1
    assert office.browser().get(f"/desk/setup/{old}").status_code == 404
    assert FIRST_LOGIN in office.browser().get(f"/desk/setup/{new}").text


def test_passwords_are_slow_to_guess():
    """RFC 9106, 4: the second recommended choice; elsewhere tests do without."""
    cost = cheap.HASHER
    assert (cost.type, cost.time_cost, cost.memory_cost, cost.parallelism) == (Type.ID, 3, 64 * 1024, 4)


def test_a_link_works_once_and_for_two_days(office, clock):
    client, token, id = _set_up(office)
    assert _post(client, f"/desk/setup/{token}", password=PASSWORD, again=PASSWORD).status_code == 404
    fresh = office.lotse.door.write_now(lambda conn: sessions.invite(conn, id, clock()))
    clock.travel(2 * DAY + 1)
    assert client.get(f"/desk/setup/{fresh}").status_code == 404


def test_a_password_is_long_and_typed_twice_alike(office):
    now, door = office.lotse.desk.clock(), office.lotse.door
    id = door.write_now(
        lambda conn: staff.add(
            conn, login="c@example.org", name="C", role=Role.COUNSELLOR, teams=[], language="en", now=now
        )
    )
    token = door.write_now(lambda conn: sessions.invite(conn, id, now))
    client = office.browser()
    short = _post(client, f"/desk/setup/{token}", password="short", again="short")
    assert (short.status_code, "15" in short.text) == (422, True)
    assert _post(client, f"/desk/setup/{token}", password=PASSWORD, again=PASSWORD + "!").status_code == 422
    assert _post(client, f"/desk/setup/{token}", password=PASSWORD, again=PASSWORD).status_code == 303


def test_a_counsellor_signs_in_and_out(office):
    client, _token, _id = _set_up(office)
    answer = _post(client, "/desk/login", login="Berta@Example.org ", password=PASSWORD)
    assert answer.headers["location"] == "/desk"
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    page = client.get("/desk").text
    kept = client.cookies["lotse_desk"]
    csrf = re.search(r'name="csrf" value="([^"]*)"', page)[1]
    assert _post(client, "/desk/logout", csrf=csrf).headers["location"] == "/desk/login"
    client.cookies.set("lotse_desk", kept)
    assert client.get("/desk/cases/queue", follow_redirects=False).status_code == 303, "the cookie is worth nothing now"


def test_an_administrator_needs_a_second_factor_and_no_code_works_twice(office, clock):
    client, _token, _id = _set_up(office, Role.ADMINISTRATOR)
    assert (
        _post(client, "/desk/login", login="berta@example.org", password=PASSWORD).headers["location"] == "/desk/enrol"
    )
    assert client.get("/desk/cases/queue", follow_redirects=False).headers["location"] == "/desk/enrol"
    page = client.get("/desk/enrol").text
    secret, csrf = re.search(r"<code>(\w+)</code>", page)[1], re.search(r'name="csrf" value="([^"]*)"', page)[1]
    totp = pyotp.TOTP(secret)
    assert _post(client, "/desk/enrol", csrf=csrf, code="000000").status_code == 401
    code = totp.at(clock() // 1000)
    assert _post(client, "/desk/enrol", csrf=csrf, code=code).headers["location"] == "/desk"
    other = office.browser()
    assert _post(other, "/desk/login", login="berta@example.org", password=PASSWORD).headers["location"] == "/desk/code"
    csrf = re.search(r'name="csrf" value="([^"]*)"', other.get("/desk/code").text)[1]
    assert _post(other, "/desk/code", csrf=csrf, code=code).status_code == 401, "this code was used already"
    clock.travel(60)
    assert _post(other, "/desk/code", csrf=csrf, code=totp.at(clock() // 1000)).headers["location"] == "/desk"
    assert other.get("/desk/staff").status_code == 200


def test_whoever_guesses_waits_longer_and_longer_and_a_colleague_elsewhere_does_not(office, clock):
    client, _token, _id = _set_up(office)
    for _guess in range(5):
        assert _post(client, "/desk/login", login="berta@example.org", password="guess").status_code == 401
    assert _post(client, "/desk/login", login="berta@example.org", password=PASSWORD).status_code == 429
    clock.travel(61)
    assert _post(client, "/desk/login", login="berta@example.org", password="guess").status_code == 401
    clock.travel(61)
    assert _post(client, "/desk/login", login="berta@example.org", password=PASSWORD).status_code == 429, "two minutes"
    clock.travel(61)
    assert _post(client, "/desk/login", login="berta@example.org", password=PASSWORD).headers["location"] == "/desk"


def test_an_idle_session_ends_and_so_does_one_of_a_whole_day(office, clock):
    me = office.colleague()
    clock.travel(59 * 60)
    assert me.get("/desk/me").status_code == 200
    clock.travel(61 * 60)
    assert me.get("/desk/me", follow_redirects=False).status_code == 303
    other = office.colleague()
    for _hour in range(12):
        assert other.get("/desk/me").status_code == 200
        clock.travel(59 * 60)
    clock.travel(12 * 60)
    assert other.get("/desk/me", follow_redirects=False).status_code == 303


def test_a_disabled_colleague_and_one_with_a_new_password_are_signed_out(office):
    admin, berta = office.colleague(Role.ADMINISTRATOR, name="Admin"), office.colleague()
    admin.get("/desk/staff")
    admin.post(f"/desk/staff/{berta.id}", do="disable")
    assert berta.get("/desk/me", follow_redirects=False).status_code == 303
    carla = office.colleague(name="Carla")
    admin.post(f"/desk/staff/{carla.id}", do="link")
    assert "/desk/setup/" in admin.page
    assert carla.get("/desk/me", follow_redirects=False).status_code == 303
    admin.post(f"/desk/staff/{admin.id}", do="disable")
    assert "cannot disable yourself" in admin.page
    assert admin.get("/desk/me", follow_redirects=False).status_code == 200


def test_who_leaves_while_setting_up_the_second_factor_begins_it_anew(office):
    client, _token, _id = _set_up(office, Role.ADMINISTRATOR)
    for _time in range(2):
        answer = _post(client, "/desk/login", login="berta@example.org", password=PASSWORD)
        assert answer.headers["location"] == "/desk/enrol"
        assert client.get("/desk/enrol").status_code == 200


def test_guesses_count_against_the_account_that_is_guessed_at(office):
    client, _token, _id = _set_up(office, Role.ADMINISTRATOR)
    _set_up(office, login="carla@example.org")
    # Half signed in as Berta, somebody guesses at Carla.
    _post(client, "/desk/login", login="berta@example.org", password=PASSWORD)
    for _guess in range(5):
        _post(client, "/desk/login", login="carla@example.org", password="guess")
    with office.lotse.door.read() as conn:
        lookup = office.lotse.desk.vault.lookup("login", "carla@example.org")
        assert refusals.blocked_until(conn, [lookup]) > office.lotse.desk.clock()


def test_an_invitation_with_an_address_in_use_keeps_role_and_teams_in_the_form(office):
    admin = office.colleague(Role.ADMINISTRATOR)
    admin.get("/desk/staff")
    form = {"name": "Dora", "login": "dora@example.org", "role": "lead", "team": ["workshops"]}
    admin.post("/desk/staff", **form)
    admin.get("/desk/staff")
    assert admin.post("/desk/staff", **form).status_code == 409
    invited = admin.page.partition('action="/desk/staff" ')[2]
    assert re.findall(r'<option value="(\w+)" selected', invited) == ["lead"]
    assert re.findall(r'name="team" value="([\w-]+)" checked', invited) == ["workshops"]
