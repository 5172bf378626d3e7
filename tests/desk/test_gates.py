"""Every way in is declared, and opens for whom it is meant: all routes, all roles, own, foreign and missing."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route

from bot.desk.app import GATES
from bot.store.staff import Role

# What everybody reaches who is no colleague (yet).
OPEN = {
    ("GET", "/desk/login"),
    ("POST", "/desk/login"),
    ("GET", "/desk/setup/{token}"),
    ("POST", "/desk/setup/{token}"),
    ("GET", "/desk/openid"),
    ("GET", "/desk/openid/back"),
}
# What only belongs to signing in.
HALFWAY = {"/desk/code", "/desk/enrol"}


def test_no_route_of_the_desk_is_undeclared(office):
    declared = {(gate.method, gate.path) for gate in GATES}
    assert len(declared) == len(GATES), "two gates for one way"
    there = {
        (method, route.path)
        for route in office.lotse.app.routes
        if isinstance(route, Route) and route.path.startswith("/desk")
        for method in (route.methods or {"GET"}) - {"HEAD"}
    }
    beside = {("GET", "/desk/events"), ("GET", "/desk/static/{hash}/{name}")}
    assert there - beside == declared
    assert {(gate.method, gate.path) for gate in GATES if gate.role is None} == OPEN


def _path(gate, case: str, staff_id: int) -> str:
    phrase = (
        gate.path.replace("{phrase}", "hello")
        .replace("{view}", "queue")
        .replace("{token}", "x")
        .replace("{topic}", "find-school")
        .replace("{lang}", "ar")
        .replace("{file:int}", "1")
        .replace("{key}", "you.name")
    )
    return phrase.replace("{id:int}", case if "/case/" in gate.path else str(staff_id))


def _ask(colleague, gate, path):
    if gate.method == "GET":
        return colleague.client.get(path, follow_redirects=False)
    return colleague.post(path, follow=False)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_passes_its_gates_and_no_others(office, waiting, role):
    waiting()
    everything = office.colleague(Role.LEAD)
    case = everything.open_case().rpartition("/")[2]
    me = office.colleague(role, "general")
    other = office.colleague()
    for gate in GATES:
        if gate.path in ("/desk/logout", *HALFWAY) or gate.role is None:
            continue
        me.get("/desk/me")
        answer = _ask(me, gate, _path(gate, case, other.id))
        may = role.covers(gate.role)
        assert (answer.status_code == 403) == (not may), (gate.method, gate.path, answer.status_code)


def test_a_stranger_reaches_nothing_but_the_door(office, waiting):
    waiting()
    case = office.colleague(Role.LEAD).open_case().rpartition("/")[2]
    stranger = office.browser()
    for gate in GATES:
        path = _path(gate, case, 1)
        answer = stranger.request(gate.method, path, follow_redirects=False, data={"csrf": ""} if gate.role else {})
        if (gate.method, gate.path) in OPEN:
            assert answer.status_code in (200, 401, 404), gate.path
        else:
            assert (answer.status_code, answer.headers["location"]) == (303, "/desk/login"), gate.path
    assert stranger.get("/desk/events").status_code == 403


def test_a_case_of_another_team_is_as_if_it_were_not_there(office, waiting):
    waiting()
    case = office.colleague(Role.LEAD).open_case()
    foreign = office.colleague(Role.COUNSELLOR, "projects")
    assert "/desk/case/" not in foreign.get("/desk/cases/all").text
    for gate in GATES:
        if "/case/" not in gate.path:
            continue
        answers = []
        for id in (case.rpartition("/")[2], "12345"):
            foreign.get("/desk/me")
            answer = _ask(foreign, gate, _path(gate, id, 0))
            answers.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
        assert answers[0] == answers[1], gate.path
        assert answers[0][0] == 404, gate.path


def test_a_form_without_its_token_or_from_another_site_changes_nothing(office, waiting):
    waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    path = me.open_case()
    for gate in GATES:
        if gate.method != "POST" or gate.role is None or gate.path in HALFWAY:
            continue
        target = _path(gate, path.rpartition("/")[2], me.id)
        without = me.client.post(target, data={"csrf": "wrong"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert without.status_code == 403, gate.path
        foreign = me.client.post(target, data={"csrf": me.csrf}, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403, gate.path
        origin = me.client.post(target, data={"csrf": me.csrf}, headers={"Origin": "https://evil.example"})
        assert origin.status_code == 403, gate.path
    assert me.get(path).status_code == 200
    assert "nobody yet" in me.page


def test_every_answer_forbids_foreign_code_and_frames_and_is_not_kept(office, waiting):
    waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    case = me.open_case().rpartition("/")[2]
    for gate in GATES:
        if gate.method == "GET" and gate.path not in HALFWAY:
            headers = me.client.get(_path(gate, case, me.id), follow_redirects=False).headers
            assert "script-src 'self';" in headers["content-security-policy"]
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["cache-control"] == "no-store"
    assert me.client.get("/desk/case/1").headers["x-frame-options"] == "DENY"
