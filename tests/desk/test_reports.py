"""Reports: true totals for leads, nothing that points at a family, nothing a table program would run."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest

from bot.desk.charts import bars
from bot.desk.reports import formula_safe
from bot.store import backups, staff
from bot.store.staff import Role
from bot.store.tallies import waited

HOUR = 3_600_000


def _rows(page: str) -> dict[str, str]:
    return dict(re.findall(r'<th scope="row">([^<]*)</th><td>([^<]*)</td></tr>', page))


def test_a_report_tells_how_many_came_in_which_language_and_how_long_they_waited(office, waiting, clock):
    for _family in range(6):
        waiting("ar")
    office.family("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    clock.travel(2 * 60 * 60 - 60)
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get(path)
    berta.post(f"{path}/write", words="Guten Tag")
    berta.get(path)
    berta.post(f"{path}/write", words="Noch einmal")
    for what in ("phone", "phone", "walk-in"):
        berta.get("/desk/count")
        assert "Counted." in berta.post("/desk/count", what=what, language="tr", topic="find-school").text
    lead = office.colleague(Role.LEAD, name="Lena")
    rows = _rows(lead.get("/desk/reports").text)
    assert (rows["New chats"], rows["Calls"], rows["Visits"], rows["Wanted a person"]) == ("7", "2", "1", "6")
    assert (rows["First answer within an hour"], rows["within four hours"]) == ("0", "1"), (
        "only the first answer counts"
    )
    crossed = lead.page.partition("Is every language served equally?")[2]
    assert "Arabic" in crossed
    assert "<td>6</td>" in crossed
    assert "&lt; 5" in crossed, "one English family stays hidden"


def test_counts_stay_when_a_family_deletes_everything(office, waiting):
    family = waiting("en")
    family.send(press="g:mydata")
    for code in ("delete", "yes"):
        family.send(press=re.findall(rf'data-press="([^"]*:{code})"', family.page)[-1])
    lead = office.colleague(Role.LEAD)
    assert _rows(lead.get("/desk/reports").text)["Wanted a person"] == "1"
    assert "Nothing is here." in lead.get("/desk/cases/all").text


def _back_up(office, tmp_path) -> None:
    lotse = office.lotse
    backups.make(lotse.door, lotse.desk.vault.house, tmp_path / "backups", days=30, now=lotse.desk.clock())


def test_leads_are_told_that_there_is_no_backup_and_that_the_last_one_is_old(office, clock, tmp_path):
    lead = office.colleague(Role.LEAD)
    assert "backup" not in lead.get("/desk/reports").text, "a new house needs none yet"
    clock.travel(26 * 60 * 60 + 60)
    lead = office.colleague(Role.LEAD, name="Lena")
    assert "There is no backup yet." in lead.get("/desk/reports").text
    _back_up(office, tmp_path)
    assert "backup" not in lead.get("/desk/reports").text
    clock.travel(26 * 60 * 60 - 60)
    assert "backup" not in office.colleague(Role.LEAD, name="Maria").get("/desk/reports").text
    clock.travel(120)
    german = office.colleague(Role.LEAD, name="Nora")
    office.lotse.door.write_now(lambda conn: staff.change(conn, german.id, language="de"))
    assert "also älter als 26 Stunden" in german.get("/desk/reports").text


def test_a_report_of_other_days_is_empty(office, waiting):
    waiting("en")
    lead = office.colleague(Role.LEAD)
    page = lead.get("/desk/reports?first=2020-01-01&last=2020-02-01").text
    assert _rows(page)["New chats"] == "0"
    assert lead.get("/desk/reports?first=soon&last=").status_code == 200


def test_the_table_is_exported_and_the_log_knows_it(office, waiting):
    for _family in range(5):
        waiting("ar")
    waiting("fr")
    admin = office.colleague(Role.ADMINISTRATOR)
    admin.get("/desk/reports")
    answer = admin.post("/desk/reports/table.csv", first="", last="")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert ["contact", "ar", "5"] in rows
    assert ["contact", "fr", "< 5"] in rows
    assert "Figures downloaded" in admin.get("/desk/log").text


def test_no_cell_is_a_formula():
    assert formula_safe(["=1+1", "+1", "-1", "@x", "\tx", "plain"]) == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain"]


@pytest.mark.parametrize(
    ("milliseconds", "what"),
    [(0, "answered-1h"), (HOUR - 1, "answered-1h"), (HOUR, "answered-4h"), (24 * HOUR, "answered-3d"),
     (72 * HOUR, "answered-later")],
)  # fmt: skip
def test_a_waiting_time_has_its_place(milliseconds, what):
    assert waited(milliseconds) == what


def test_a_chart_is_a_picture_with_a_name_and_its_words_are_only_words():
    drawn = str(bars([("<b>Arabic</b>", 3), ("Turkish", 0)], 'Contacts "by" language'))
    assert "<b>" not in drawn
    assert 'role="img"' in drawn
    assert "&quot;by&quot;" in drawn
    assert drawn.count("<rect") == 2
    assert "<svg" in str(bars([], "Nothing"))


def test_the_funding_report_adds_up_what_the_office_wants(office, waiting):
    waiting("ar")
    office.family("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get("/desk/count")
    berta.post("/desk/count", what="phone", language="tr", topic="")
    lead = office.colleague(Role.LEAD, name="Lena")
    rows = dict(re.findall(r'<th scope="row" lang="de">([^<]*)</th><td>(\d+)</td>', lead.get("/desk/reports").text))
    assert rows["Beratungskontakte gesamt"] == "3"
    assert rows["davon am Telefon und persönlich"] == "1"
    table = lead.post("/desk/reports/table.csv", first="2020-01-01", last="2040-01-01").text
    assert "Beratungskontakte gesamt;;3" in table
