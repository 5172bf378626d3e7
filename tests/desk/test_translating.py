"""A machine translates, if the office wants it and the family has agreed; when it fails, everything goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.machine.machine import Machine
from bot.machine.services import DeepL, LibreTranslate
from bot.store.staff import Role
from tests.machine.servers import TranslationServer

if TYPE_CHECKING:
    from tests.desk.conftest import Office


@pytest.fixture
def server():
    with TranslationServer() as running:
        yield running


@pytest.fixture(params=[LibreTranslate, DeepL])
def machine(request, server, office, clock) -> Machine:
    machine = Machine(service=request.param(server.url, "key:fx"), clock=clock)
    object.__setattr__(office.lotse.desk, "machine", machine)
    return machine


def _ask_and_answer(office: Office, waiting, answer: str):
    family = waiting("ar", "ابنتي بلا مدرسة منذ 3 أشهر")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    assert "/machine" not in berta.page, "nothing is translated before she has agreed"
    berta.get(f"{path}/phrase/may-translate?epoch={berta.hidden('epoch')}")
    berta.post(f"{path}/phrase/may-translate")
    family.send(press=re.findall(rf'data-press="([^"]*:{answer})"', family.page)[-1])
    berta.get(path)
    return family, berta, path


def test_german_words_are_looked_at_first_and_arrive_in_both_languages(office, waiting, machine, server):
    family, berta, path = _ask_and_answer(office, waiting, "yes")
    berta.post(f"{path}/machine", words="Frau Haddad, kommen Sie um 14:30.")
    assert "[AR] " in berta.page.upper()
    assert "Translated back into German" in berta.page
    assert not any("Haddad" in text or "14:30" in text for text in server.told.texts), "it stayed in the house"
    said = re.search(r'name="said" value="([^"]*)"', berta.page)[1]
    assert "14:30" in said
    berta.post(f"{path}/machine/send", words="Frau Haddad, kommen Sie um 14:30.", said=said)
    assert "ترجم برنامج كمبيوتر هذه الرسالة" in family.page
    assert "Frau Haddad, kommen Sie um 14:30." in family.page


def test_what_the_family_wrote_is_shown_in_german_below_her_words(office, waiting, machine, server):
    _family, berta, path = _ask_and_answer(office, waiting, "yes")
    berta.post(f"{path}/machine/read")
    assert "by a machine" in berta.page
    assert "ابنتي بلا مدرسة" in berta.page
    assert not any("3" in re.sub(r"<x[^>]*>", "", text) for text in server.told.texts)


@pytest.mark.parametrize("mood", ["broken", "garbage", "lossy"])
def test_a_machine_that_fails_hides_nothing_and_stops_nothing(office, waiting, machine, server, mood):
    family, berta, path = _ask_and_answer(office, waiting, "yes")
    server.told.mood = mood
    answer = berta.client.post(
        f"{path}/machine", data={"csrf": berta.csrf, "epoch": berta.hidden("epoch"), "words": "Um 9 Uhr."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    assert answer.status_code == 502
    assert "Um 9 Uhr." in answer.text, "her words are still there"
    berta.get(path)
    berta.post(f"{path}/write", words="Um 9 Uhr.")
    assert "Um 9 Uhr." in family.page


def test_who_says_no_is_not_translated(office, waiting, machine, server):
    _family, berta, path = _ask_and_answer(office, waiting, "no")
    asked = len(server.told.texts)
    for page in ("machine", "machine/send", "machine/read"):
        berta.get(path)
        answer = berta.client.post(
            f"{path}/{page}", data={"csrf": berta.csrf, "words": "Hallo", "said": "x"},
            headers={"Sec-Fetch-Site": "same-origin"},
        )  # fmt: skip
        assert answer.status_code == 409
    assert len(server.told.texts) == asked


def test_a_language_the_machine_does_not_know_is_left_alone(office, waiting, machine):
    waiting("ti")
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.open_case()
    assert "A machine could translate" not in berta.page


def test_a_translation_is_forgotten_after_an_hour(machine, clock):
    machine.keep(1, 2, "Hallo")
    assert machine.kept(1, 2) == "Hallo"
    clock.travel(3_601)
    assert machine.kept(1, 2) == ""
    machine.keep(1, 2, "Hallo")
    machine.forget(1)
    assert machine.kept(1, 2) == ""
