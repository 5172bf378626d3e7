"""A family sends a photo of a letter; a colleague looks at it, and nobody else does."""

from __future__ import annotations

import re

from bot.store import retention
from bot.store.staff import Role
from tests.desk.conftest import SITE
from tests.web.test_files import PDF, picture

DAY = 24 * 60 * 60


def _send(family, content=None, id="photo-number-1"):
    files = {"file": ("brief.jpg", content or picture())}
    return family.client.post("/chat/files", data={"id": id}, files=files, headers=SITE)


def _file(page: str) -> str:
    return re.search(r"/desk/file/\d+", page)[0]


def test_a_photo_calls_a_person_who_can_look_at_it(office):
    family = office.family("en")
    assert _send(family).status_code == 200
    assert "Your photo has arrived." in family.page
    assert "I have told our office" in family.page
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.open_case()
    path = _file(berta.page)
    answer = berta.get(path)
    assert (answer.headers["content-type"], answer.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert "sandbox" in answer.headers["content-security-policy"]
    stranger = office.colleague(Role.COUNSELLOR, "projects")
    assert stranger.get(path).status_code == 404
    assert office.browser().get(path, follow_redirects=False).status_code == 303
    admin = office.colleague(Role.ADMINISTRATOR)
    assert "File opened" in admin.get("/desk/log").text


def test_a_paper_is_handed_over_and_never_shown_as_a_page(office):
    family = office.family("en")
    _send(family, PDF)
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.open_case()
    answer = berta.get(_file(berta.page))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content == PDF
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_while_a_person_answers_a_photo_is_taken_and_the_bot_adds_nothing(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    before = family.page.count('class="message lotse"')
    _send(family)
    assert "Your photo has arrived." in family.page
    assert family.page.count('class="message lotse"') == before + 1


def test_files_go_with_the_person_and_thirty_days_after_the_case(office, clock):
    family = office.family("en")
    _send(family)
    other = office.family("en")
    _send(other)
    rows = "SELECT count(*) FROM file"
    door = office.lotse.door

    def count() -> int:
        with door.read() as conn:
            return conn.exec_driver_sql(rows).scalar()

    assert count() == 2
    family.send(press="g:mydata")
    for code in ("delete", "yes"):
        family.send(press=re.findall(rf'data-press="([^"]*:{code})"', family.page)[-1])
    assert count() == 1
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    berta.post(f"{path}/close", reason="done")
    clock.travel(29 * DAY)
    _night(office)
    assert count() == 1
    clock.travel(2 * DAY)
    _night(office)
    assert count() == 0


def _night(office) -> None:
    now = office.lotse.desk.clock()
    kept = retention.Kept(conversations=180)
    office.lotse.door.write_now(lambda conn: retention.apply(conn, office.lotse.desk.vault, kept, now))
