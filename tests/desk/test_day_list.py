"""Whoever gives talks has her day before her when she begins; and what she does there leads back to it."""

from __future__ import annotations

import pytest

from bot.store import audit
from bot.store.staff import Role
from tests.bot.booking.offices import at
from tests.desk.appointments import NINE, TEN, THURSDAY, booked, busy_day, give, registered, state, talk, travel_to

TITLE = "Your appointments today"


@pytest.fixture(autouse=True)
def thursday(clock):
    travel_to(clock, at(THURSDAY, 9.5))


def test_the_desk_opens_with_her_talks_of_today(office, berta):
    give(office, busy_day("Berta", staff_id=berta.id))
    person = registered(office)[1]
    found, tomorrow = booked(office, person), booked(office, person, NINE + 24 * 3_600_000)
    berta.get("/desk")
    assert TITLE in berta.page
    assert f"/desk/appointment/{found.id}" in berta.page
    assert f"/desk/appointment/{tomorrow.id}" not in berta.page
    with office.lotse.door.read() as conn:
        assert [one.detail for one in audit.lines(conn) if one.action == "viewed"] == ["calendar"]


def test_only_hers_and_only_where_she_gives_talks(office, berta):
    _family, found = talk(office, busy_day("Anna"))
    berta.get("/desk")
    assert TITLE not in berta.page
    give(office, busy_day("Berta", staff_id=berta.id))
    berta.get("/desk")
    assert TITLE in berta.page
    assert "No appointments." in berta.page
    assert f"/desk/appointment/{found.id}" not in berta.page
    for view in ("mine", "all", "closed", "unreachable"):
        assert TITLE not in berta.get(f"/desk/cases/{view}").text


def test_came_by_one_click_and_she_is_where_she_was(office, berta):
    give(office, busy_day("Berta", staff_id=berta.id))
    found, later = (booked(office, registered(office)[1], starts) for starts in (NINE, TEN))
    berta.get("/desk")
    assert f'id="came-{found.id}"' in berta.page
    assert f'id="came-{later.id}"' not in berta.page
    answer = berta.post(f"/desk/appointment/{found.id}", do="came", back=berta.hidden("back"))
    assert answer.url.path == "/desk/cases/queue"
    assert state(office, found) == "came"
    part = berta.get("/desk/cases/queue?part=today").text
    assert "<html" not in part
    assert f'id="missed-{found.id}"' in part


def test_the_calendar_leads_back_to_the_days_it_showed(office, berta):
    anna = busy_day("Anna")
    _family, found = talk(office, anna)
    berta.get(f"/desk/calendar?view=list&day={THURSDAY.isoformat()}&who={anna.id}")
    back = berta.hidden("back").replace("&amp;", "&")
    answer = berta.post(f"/desk/appointment/{found.id}", do="came", back=back)
    assert str(answer.url).endswith(f"/desk/calendar?view=list&day={THURSDAY.isoformat()}&who={anna.id}")


def test_who_gives_a_talk_knows_with_whom_whatever_her_teams_are(office):
    carl = office.colleague(Role.COUNSELLOR, "workshops", name="Carl")
    _family, found = talk(office, busy_day("Carl", staff_id=carl.id))
    carl.get("/desk")
    assert f"/desk/appointment/{found.id}" in carl.page
    assert "Amina" in carl.page
    assert carl.get(f"/desk/appointment/{found.id}").status_code == 200
