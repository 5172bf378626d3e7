"""A social worker writes down how the search for a school place goes on; the family hears of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import desc, select, update

from bot.store import audit, conversations, households
from bot.store.staff import Role
from bot.store.tables import case
from bot.wall import day_of
from tests.bot.running import DAY
from tests.desk.test_conversation import XSS
from translations import isolate

TWO = {
    "you.name": "Haddad", "house.children": 2, "child.1.name": "Sara", "child.1.age": 9, "child.1.birth": "2017-05-12",
    "child.2.age": 16, "child.2.name": {"gap": "skipped"}, "child.2.birth": {"gap": "unknown"},
}  # fmt: skip
ONE = {"you.name": "Petrenko", "house.children": 1, "child.1.name": "Oles", "child.1.age": 7}


@pytest.fixture
def register(office, waiting):
    """Give a function that lets a family call and register; returns her and the address of her case."""

    def register(language="en", given=ONE):
        family = waiting(language)
        lotse = office.lotse

        def write(conn):
            id, person = conn.execute(select(case.c.id, case.c.person_id).order_by(desc(case.c.opened_at))).first()
            thread = conversations.load_person(conn, lotse.desk.vault, person)
            households.save(conn, lotse.desk.vault, thread.box, person, given, lotse.desk.clock())
            return f"/desk/case/{id}/placement"

        return family, lotse.door.write_now(write)

    return register


def today(office, days_ago=0):
    return (day_of(office.lotse.desk.clock(), office.lotse.desk.zone) - timedelta(days=days_ago)).isoformat()


def forms(page: str) -> list[str]:
    """Return the part of the page about each child."""
    return re.findall(r'<section class="card" aria-labelledby="child-.*?</section>', page, re.DOTALL)


def field(part: str, name: str) -> str:
    """Return what stands in a field of a form."""
    return re.search(rf'<input [^>]*name="{name}" [^>]*value="([^"]*)"', part)[1]


def chosen(part: str, name: str) -> str:
    select_ = re.search(rf'<select [^>]*name="{name}">.*?</select>', part, re.DOTALL)[0]
    return re.search(r'value="([^"]*)" selected', select_)[1]


def take(colleague, path, state, number=1, **more):
    """Write down a step in the form of a child."""
    colleague.get(path)
    part = forms(colleague.page)[number - 1]
    fields = {name: field(part, name) for name in ("child", "steps", "day")}
    return colleague.post(path, **(fields | {"authority": chosen(part, "authority"), "state": state} | more))


def test_a_search_from_the_talk_to_the_first_day_at_school(office, clock, register):
    family, path = register()
    berta = office.colleague(Role.COUNSELLOR, "general")
    assert path in berta.get(path.removesuffix("/placement")).text
    berta.get(path)
    [part] = forms(berta.page)
    assert "Oles" in part
    assert chosen(part, "state") == "talk"
    assert field(part, "day") == today(office)
    page = take(berta, path, "talk", day=today(office, 2)).text
    assert "Kept. The family has been told." in page
    assert "We have talked with you. Next we tell the school authority (Schulamt)." in family.page
    assert chosen(forms(page)[0], "state") == "sent"
    take(berta, path, "sent")
    assert "The school authority (Schulamt) knows about your child" in family.page
    take(berta, path, "offered", school=" Schule  am\u202e Park ")
    assert "A school has offered a place: Schule am Park. We will tell you what comes next." in family.page
    assert field(forms(berta.page)[0], "school") == "Schule am Park"
    take(berta, path, "told", school="Schule am Park")
    assert "There is a place at this school: Schule am Park." in family.page
    clock.travel(20 * DAY)
    berta = office.colleague(Role.COUNSELLOR, "general")
    page = take(berta, path, "started", school="Schule am Park", day=today(office, 5)).text
    assert "Your child goes to school now. We wish you a good start!" in family.page
    assert page.count("<li>") >= 5
    assert "(Berta)" in page
    assert "Oles" not in family.page
    assert "Child 1" not in family.page, "there is only one"
    lead = office.colleague(Role.LEAD, name="Lena")
    for address in ("/desk/placements", "/desk/reports"):
        assert medians(lead.get(address).text) == {"now": "–", "started": "15"}, address


def medians(page: str) -> dict[str, str]:
    found = re.findall(r"<dt>Median of those who (wait now|started)[^<]*</dt><dd>([^<]*)</dd>", page)
    return {what.removeprefix("wait "): days for what, days in found}


def test_of_two_children_each_has_its_own_search_and_the_older_one_s_authority_is_the_bezirksregierung(
    office, register
):
    family, path = register("ar", TWO)
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get(path)
    first, second = forms(berta.page)
    assert ("Sara" in first, "May 12, 2017" in first, "Child 2" in second) == (True, True, True)
    assert [chosen(part, "authority") for part in (first, second)] == ["schulamt", "bezirksregierung"]
    take(berta, path, "sent", number=2)
    parts = forms(berta.get(path).text)
    assert "Waits for the talk" in re.search(r"<dt>State</dt><dd>([^<]*)", parts[0])[1]
    assert "District government (Bezirksregierung)" in parts[1].partition("<form")[0]
    assert "Bezirksregierung" in family.page
    assert "Sara" not in family.page


def test_a_step_can_be_corrected_by_going_back(office, register):
    family, path = register()
    berta = office.colleague(Role.COUNSELLOR, "general")
    take(berta, path, "started", school="Schule am Park")
    assert "Oles" not in berta.get("/desk/placements").text
    take(berta, path, "offered", school="Schule am Markt")
    assert "Schule am Markt" in family.page
    assert "Oles" in berta.get("/desk/placements").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "waiting"}, "Please choose a step."),
        ({"day": "2999-01-01"}, "Please choose a day that is not in the future."),
        ({"day": "soon"}, "Please choose a day that is not in the future."),
        ({"state": "sent", "authority": "police"}, "Please choose the authority to which it was sent."),
        ({"school": " "}, "Please name the school, in at most 120 characters."),
        ({"school": "x" * 121}, "Please name the school, in at most 120 characters."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(office, register, wrong, said):
    family, path = register("en", TWO)
    berta = office.colleague(Role.COUNSELLOR, "general")
    before = family.page
    given = {"state": "offered", "school": "Schule am Park", "day": today(office, 3)} | wrong
    answer = take(berta, path, number=2, **given)
    assert answer.status_code == 422
    first, second = forms(answer.text)
    assert said in second
    assert "fault" not in first
    assert field(second, "day") == given["day"]
    assert field(second, "school") == given["school"].strip()
    assert "Steps so far" not in second
    assert family.page == before


def test_a_step_that_was_sent_twice_is_written_down_once(office, register):
    family, path = register()
    berta = office.colleague(Role.COUNSELLOR, "general")
    take(berta, path, "talk")
    again = take(berta, path, "talk", steps="0")
    assert again.status_code == 409
    assert "somebody has written down a step meanwhile" in again.text
    assert family.page.count("We have talked with you.") == 1


def test_a_family_without_a_chat_is_phoned(office, register):
    _family, path = register()
    office.lotse.door.write_now(lambda conn: conn.exec_driver_sql("UPDATE address SET state = 'blocked'"))
    berta = office.colleague(Role.COUNSELLOR, "general")
    assert "please phone her" in take(berta, path, "talk").text


def test_a_colleague_of_another_team_sees_and_changes_nothing(office, register):
    family, path = register()
    berta, carla = office.colleague(Role.COUNSELLOR, "general"), office.colleague(Role.COUNSELLOR, "projects")
    berta.get(path)
    fields = {name: field(berta.page, name) for name in ("child", "steps", "day")} | {"state": "talk"}
    assert carla.get(path).status_code == 404
    carla.get("/desk/me")
    assert carla.post(path, **fields).status_code == 404
    page = carla.get("/desk/placements").text
    assert "Oles" not in page
    assert "/desk/case/" not in page
    assert medians(page)["now"] == "0", "how long it takes is no secret"
    assert "We have talked with you." not in family.page


def test_a_child_of_another_family_is_not_there(office, register):
    _family, path = register()
    _other, foreign = register("uk", TWO)
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get(foreign)
    child = field(forms(berta.page)[0], "child")
    assert take(berta, path, "talk", child=child).status_code == 404
    assert "Steps so far" not in berta.get(foreign).text


def test_a_family_that_has_not_registered_has_no_search(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    assert "This family has registered no child." in berta.get(f"{path}/placement").text
    assert berta.post(f"{path}/placement", state="talk", day=today(office), child="1", steps="0").status_code == 404


def test_who_waits_longest_stands_first(office, clock, register):
    register("ar", TWO)
    clock.travel(10 * DAY)
    _family, path = register("uk", ONE)
    clock.travel(4 * DAY)
    berta = office.colleague(Role.COUNSELLOR, "general")
    page = berta.get("/desk/placements").text
    rows = re.findall(r"<tr>\n<th.*?</tr>", page, re.DOTALL)
    text = [re.sub(r"<[^>]+>", "", row) for row in rows]
    assert [int(re.search(r"Days waiting: (\d+)", row)[1]) for row in text] == [14, 14, 4]
    assert {("Sara", "Arabic"), ("Child 2", "Arabic"), ("Oles", "Ukrainian")} == {
        (name, language)
        for row in text
        for name in ("Sara", "Child 2", "Oles")
        for language in ("Arabic", "Ukrainian")
        if name in row and language in row
    }
    assert re.search(r"Age: 16", next(row for row in text if "Child 2" in row))
    assert path in rows[2]
    assert medians(page)["now"] == "14"


def test_a_step_that_is_written_down_late_turns_nothing_back(office, clock, register):
    family, path = register()
    berta = office.colleague(Role.COUNSELLOR, "general")
    take(berta, path, "offered", school="Schule am Park", day=today(office, 7))
    said = family.page
    take(berta, path, "talk", day=today(office, 50))
    assert "A later step stands there already" in berta.page
    [part] = forms(berta.page)
    assert re.findall(r"<li>[^:]+: ([A-Z][a-z]+ [a-z]+)", part) == ["Talk held", "Place offered"]
    assert family.page == said, "she hears nothing of it"
    assert "Place offered" in berta.get("/desk/placements").text


def test_a_long_list_comes_in_pages(office, clock, register, monkeypatch):
    monkeypatch.setattr("bot.desk.placements.MOST", 2)
    for number in range(5):
        # The first two have begun to wait in the same moment.
        clock.travel(0 if number == 1 else DAY)
        register("ar", {**ONE, "child.1.name": f"Child-{number}"})
    _family, hidden = register("uk", ONE)
    berta = office.colleague(Role.COUNSELLOR, "general")
    office.lotse.door.write_now(
        lambda conn: conn.execute(update(case).where(case.c.id == int(hidden.split("/")[3])).values(team="other"))
    )
    pages, link = [], "/desk/placements"
    while link and len(pages) < 5:
        page = berta.get(link).text
        pages.append(re.findall(r"Child-\d", page))
        assert ("Who waits longest" in page) == (len(pages) > 1), "the way back"
        more = re.search(r'href="(/desk/placements[?]after=[^"]*)"', page)
        link = more[1] if more else ""
    assert [list(dict.fromkeys(names)) for names in pages] == [
        ["Child-0", "Child-1"], ["Child-2", "Child-3"], ["Child-4"],
    ]  # fmt: skip
    assert "Child-0" in berta.get("/desk/placements?after=x").text


def test_what_stands_in_the_log_names_nobody(office, register):
    _family, path = register()
    berta = office.colleague(Role.COUNSELLOR, "general")
    take(berta, path, "offered", school="Schule am Park")
    berta.get("/desk/placements")
    with office.lotse.door.read() as conn:
        lines = audit.lines(conn)
    placed = [line for line in lines if line.action == "placed"]
    assert [(line.staff_id, line.detail) for line in placed] == [(berta.id, "offered")]
    assert placed[0].person_id
    assert {line.detail for line in lines if line.action == "viewed"} == {"placement", "placements"}
    assert not [line for line in lines if "Oles" in line.detail or "Park" in line.detail]


def test_a_name_and_a_school_are_only_words(office, register):
    family, path = register("ar", {**ONE, "child.1.name": XSS[0]})
    berta = office.colleague(Role.COUNSELLOR, "general")
    take(berta, path, "offered", school=XSS[1])
    for page in (berta.get(path).text, berta.get("/desk/placements").text, family.page):
        assert XSS[0] not in page
        assert XSS[1] not in page
    take(berta, path, "told", school="Schule am {x}")
    assert isolate("Schule am {x}", "ar") in family.page
