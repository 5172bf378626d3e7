"""The intake sheet as social workers use it: German answers beside her own words, changes, corrections, paper."""

from __future__ import annotations

import csv
import json
import re
import zlib
from contextlib import suppress
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from bot.store import households
from bot.store.staff import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a family answers on the page, step by step: the code of a button, or words in quotation marks.
FIVE = ("understood", '"Amina', '"كردي', "my-answer", "phone", '"0171 3920099', "1", "9", "yes", "later", "send", "no")


def press(family, code: str) -> None:
    """Press the newest button with this code, or write what begins with a quotation mark."""
    if code.startswith('"'):
        family.send(code[1:])
        return
    found = re.findall(r'data-press="([^"]*)"|value="([^"]*:[^"]*)"', family.page)
    data = [one or other for one, other in found]
    match = [one for one in data if one.rpartition(":")[2] == code]
    if match:
        family.send(press=match[-1])


def registered(office, language: str = "ar"):
    """Let a family answer the five questions on the page."""
    family = office.family(language).send(press="g:intake")
    for step in FIVE:
        press(family, step)
    return family


@pytest.fixture
def berta(office):
    registered(office)
    return office.colleague(Role.COUNSELLOR, "school-placement")


def sheet(berta) -> str:
    """Open the sheet of the first case of the queue and return its address."""
    path = berta.open_case()
    assert f'href="{path}/sheet"' in berta.page
    berta.get(f"{path}/sheet")
    return f"{path}/sheet"


def test_the_sheet_is_german_and_keeps_her_own_words(berta):
    berta.open_case()
    assert "Has registered" in berta.page
    sheet(berta)
    page = re.sub(r"<[^>]+>", " ", berta.page)
    assert "Amina" in page
    assert "Kurdisch" in page
    assert "كردي" in page, "her words beside the code"
    assert "0171 3920099" in page
    assert "primary school" in page, "what the law says for nine years"
    assert "compulsory school: yes" in page


def test_a_colleague_enters_what_she_hears_and_it_counts_in_the_dialog_too(office, berta):
    path = sheet(berta)
    berta.get(f"{path}/answer/child.1.birth")
    assert "Wann" in berta.page
    berta.post(f"{path}/answer/child.1.birth", typed="bald")
    assert "Bitte schreiben Sie Tag, Monat und Jahr" in berta.page
    assert 'value="bald"' in berta.page, "nothing typed is lost"
    berta.post(f"{path}/answer/child.1.birth", typed="12.5.2017")
    assert "12. Mai 2017" in berta.page
    berta.get(f"{path}/answer/house.signs")
    berta.post(f"{path}/answer/house.signs", code="both")
    assert "Beide Eltern zusammen" in berta.page
    assert "Answer on the sheet corrected" in office.colleague(Role.ADMINISTRATOR).get("/desk/log").text


def test_what_changes_after_a_look_is_marked_with_what_stood_there(berta):
    path = sheet(berta)
    assert "Nobody has marked this sheet as seen yet." in berta.page
    berta.post(f"{path}/seen")
    assert "Mark as seen" not in berta.page
    berta.get(f"{path}/answer/you.name")
    berta.post(f"{path}/answer/you.name", typed="Amina Haddad")
    assert "Changed since somebody looked: 1." in berta.page
    assert berta.page.count("before:") == 1
    berta.post(f"{path}/seen")
    assert "before:" not in berta.page


def test_the_sheet_leaves_the_house_as_json_table_and_tagged_pdf(berta):
    path = sheet(berta)
    body = json.loads(berta.get(f"{path}.json").text)
    assert {"key": "you.language", "asked": "Sprache im Gespräch", "answer": "Kurdisch", "words": "كردي",
            "stored": ["ku", "كردي"]} in body["household"]  # fmt: skip
    assert body["children"][0][0]["answer"] == "9"
    rows = list(csv.reader(StringIO(berta.get(f"{path}.csv").text.lstrip("\ufeff")), delimiter=";"))
    assert ["0", "Name", "Amina", ""] in rows
    answer = berta.client.get(f"{path}.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    inside = b"".join(_opened(answer.content))
    assert b"/MarkInfo" in inside
    assert b"/StructTreeRoot" in inside
    assert b"/Lang" in inside


def _opened(pdf: bytes) -> Iterator[bytes]:
    """Return what stands in the compressed parts of a PDF."""
    for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompress(part)


def test_nobody_of_another_team_sees_it(office, berta):
    path = sheet(berta)
    other = office.colleague(Role.COUNSELLOR, "workshops", name="Olaf")
    for name in ("", ".json", ".csv", ".pdf", "/answer/you.name"):
        assert other.client.get(f"{path}{name}").status_code == 404


def test_a_question_that_is_never_asked_cannot_be_entered(berta):
    path = sheet(berta)
    for key in ("child.2.name", "house.religion", "notice", "child.x.name"):
        assert berta.client.get(f"{path}/answer/{key}").status_code == 404


def test_a_case_without_an_intake_has_no_sheet(office, waiting):
    waiting()
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    assert "/sheet" not in berta.page
    assert berta.client.get(f"{path}/sheet").status_code == 404


def test_an_association_s_answers_stand_on_the_case(office):
    family = office.family("en").send(press="g:intake")
    for step in ("organisation", "volunteer", '"Erika of the sports club', '"I want to help', '"e@example.org', "any"):
        press(family, step)
    olaf = office.colleague(Role.COUNSELLOR, "volunteering")
    olaf.open_case()
    assert "Erika of the sports club" in olaf.page
    assert "e@example.org" in olaf.page


def test_what_she_answered_is_chosen_already_and_only_lists_that_hold_everything_stand_alone(berta):
    address = sheet(berta)
    page = berta.get(f"{address}/answer/house.children").text
    assert re.findall(r'<option value="(\d+)" selected', page) == ["1"]
    assert 'name="typed"' in page, "more than stands in the list"
    page = berta.get(f"{address}/answer/you.interpreter").text
    assert re.findall(r'<option value="(\w+)" selected', page) == ["yes"]
    assert 'name="typed"' not in page


def test_the_law_is_not_said_twice(berta):
    address = sheet(berta)
    laws = re.findall(r"(?:By law:|or:)\s*(.+?)</p>", berta.get(address).text)
    assert laws
    assert len(laws) == len(set(laws))


def test_a_family_is_found_by_the_letters_of_her_passport(office, berta):
    address = sheet(berta)

    def found(words):
        berta.get("/desk/cases/queue")
        return "/desk/case/" in berta.post("/desk/search", words=words).text

    for name, at in (("Amîna Alkhatib", True), ("Amina Haddad", False)):
        berta.get(f"{address}/answer/you.latin")
        berta.post(f"{address}/answer/you.latin", typed=name)
        assert (found("alkhatib"), found("Amina Alkhatib")) == (at, at)
        assert found("Amina"), "what colleagues call her is kept"
    vault = office.lotse.desk.vault
    person = office.lotse.door.write_now(lambda conn: conn.exec_driver_sql("SELECT person_id FROM adult").scalar())
    office.lotse.door.write_now(lambda conn: households.leave(conn, vault, person))
    assert not found("Haddad"), "who has left her household is not found by its names"
