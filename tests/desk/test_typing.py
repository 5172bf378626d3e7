"""Who types just now, and what was changed later."""

from __future__ import annotations

from bot.desk.case import Line, revised
from bot.hands import LASTS, MOST, Hands
from bot.store.staff import Role
from tests.desk.conftest import SITE


def test_a_colleague_sees_that_the_family_she_answers_is_writing(office, waiting, clock):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    family.client.post("/chat/typing", json={}, headers=SITE)
    assert "The family is writing." not in berta.get(f"{path}?part=1").text, "nobody answers yet"
    berta.get(path)
    berta.post(f"{path}/claim")
    family.client.post("/chat/typing", json={}, headers=SITE)
    assert "The family is writing." in berta.get(f"{path}?part=1").text
    clock.travel(LASTS / 1000)
    assert "The family is writing." not in berta.get(f"{path}?part=1").text


def test_the_family_hears_that_a_colleague_is_writing(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    token = family.client.cookies.get("lotse") or next(iter(family.client.cookies.values()))
    assert office.lotse.page.typed_at(token) == 0
    assert berta.client.post(f"{path}/typing", data={"csrf": berta.csrf}, headers=SITE).status_code == 204
    assert office.lotse.page.typed_at(token) > 0


def test_only_the_last_conversations_are_remembered(clock):
    hands = Hands(clock=clock)
    for person in range(MOST + 5):
        hands.note(person, "family")
    assert hands.since(0, "family") == 0
    assert hands.since(MOST + 4, "family") > 0
    assert hands.since(MOST + 4, "staff") == 0


def _line(number: int, words: str, id: str = "", *, edited: bool = False) -> Line:
    return Line(
        number=number, speaker="family", at=number, parts=((words, ""),), language="en", id=id, edited=edited
    )  # fmt: skip


def test_what_was_changed_later_stands_below_what_it_changed():
    lines = [_line(1, "at 9", "7"), _line(2, "thanks", "8"), _line(3, "at 10", "7", edited=True)]
    lines.append(_line(4, "at 11", "7", edited=True))
    first, second = revised(lines)
    assert first.revisions == ((3, "at 10"), (4, "at 11"))
    assert second.number == 2


def test_a_change_of_something_that_is_not_shown_stands_alone():
    [line] = revised([_line(3, "at 10", "7", edited=True)])
    assert line.edited
    assert line.parts[0][0] == "at 10"
