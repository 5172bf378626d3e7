"""What is kept about a family, as she sees it on the page and saves it: all of hers, and of nobody else."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest

from bot import my_data
from bot.store import appointments, cases, conversations, files, households, notes, placements, waitlist
from bot.store.columns import Exporter
from bot.store.staff import Role
from bot.store.tables import METADATA
from bot.web import my_data as page
from tests.bot.booking.offices import wanted
from tests.desk.appointments import busy_day, do, give
from tests.desk.conftest import SITE
from tests.web.test_files import picture

HTML = {"Accept": "text/html"}
WORDS = "Sentinel <b>words</b> & more"
# The number of a colleague, which no clock and no id holds by chance.
BY = 987_654_321
GIVEN = {
    "you.name": "Sentinelname", "you.phone": "+491713920099", "you.reach": "phone", "house.children": 1,
    "house.letters": "Sentinelstreet 3", "child.1.age": 9, "child.1.name": "Sentinelchild",
}  # fmt: skip
# Where what the data map promises stands in the file.
PLACES = {
    "person.created_at": "since",
    "conversation.language": "language",
    "address.channel": "addresses.channel",
    "address.place": "addresses.chat",
    "message.body": "messages.parts",
    "message.at": "messages.at",
    "adult.body": "family.answers",
    "household.body": "family.answers",
    "household.created_at": "family.since",
    "household.changed_at": "family.changed",
    "child.number": "family.places.child",
    "child.body": "family.answers",
    "placement.state": "family.places.state",
    "placement.since": "family.places.since",
    "placement.ended_at": "family.places.ended",
    "placement.body": "family.places.steps",
    "appointment.service": "appointments.service",
    "appointment.language": "appointments.language",
    "appointment.state": "appointments.state",
    "appointment.starts_at": "appointments.starts",
    "appointment.ends_at": "appointments.ends",
    "appointment.body": "appointments.told",
    "attendance.reply": "appointments.reply",
    "attendance.ticks": "appointments.ticks",
    "waitlist.service": "waits.service",
    "waitlist.body": "waits.days",
    "case.kind": "cases.kind",
    "case.topic": "cases.topic",
    "case.state": "cases.state",
    "case.opened_at": "cases.opened",
    "case.closed_at": "cases.closed",
    "case.body": "cases.told",
    "note.at": "noted",
    "file.kind": "files.kind",
    "file.size": "files.size",
    "file.body": "files.content",
    "file.at": "files.at",
}


@pytest.fixture
def write(office):
    """Give a function that lets something be written about who has a browser."""

    def write(family, fn):
        vault = office.lotse.desk.vault
        lookup = vault.lookup("web", family.client.cookies["lotse"])

        def inside(conn):
            thread = conversations.load(conn, vault, lookup)
            fn(conn, vault, thread)
            return thread

        return office.lotse.door.write_now(inside)

    return write


@pytest.fixture
def rich(office, write):
    """Give a family about whom everything is kept that can be kept."""
    family = office.family("en").send(text=WORDS).send(press="g:human").send(text="Sentinelsecond")
    content = {"file": ("brief.jpg", picture())}
    assert family.client.post("/chat/files", data={"id": "photo-1234567"}, files=content, headers=SITE).is_success
    now = office.lotse.desk.clock()

    def everything(conn, vault, thread):
        home = households.save(conn, vault, thread.box, thread.person_id, GIVEN, now)
        [place] = placements.of(conn, home.box, home.id).values()
        step = {"state": "offered", "on": "2026-11-20", "school": "Sentinelschool", "authority": "Schulamt", "by": BY}
        placements.step(conn, home.box, place, step, now)
        notes.add(conn, thread.box, thread.person_id, 1, "Sentinelnote", now)
        cases.name(conn, vault, thread.box, cases.open_of(conn, thread.box, thread.person_id), "Sentinelcalled")

    thread = write(family, everything)
    give(office, busy_day())
    do(office, lambda book: appoint(book, thread.person_id))
    return family


def appoint(book, person):
    """Let her have an appointment, with something ticked off, and wait for another one."""
    at = next(times[0] for _day, times in book.plan().days(wanted(), book.today, book.today + timedelta(days=14)))
    held = book.hold(appointments.party_of(book.conn, person), wanted(), at, {"adults": 1, "place": "Sentinelplace"})
    booked = book.confirm(held.id, [person], {})
    thread = conversations.load_person(book.conn, book.vault, person)
    appointments.tick(book.conn, thread.box, booked.id, person, ["passport"])
    waitlist.join(book.conn, thread.box, person, "change-school", {"days": [1], "part": "any"}, book.now)


def saved(family) -> dict:
    answer = family.client.get("/mydata.json")
    assert answer.status_code == 200
    return answer.json()


def test_everything_she_has_said_is_on_the_page_and_escaped(rich):
    answer = rich.client.get("/mydata", headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "<h1>What we keep about you</h1>" in answer.text
    assert "Sentinel &lt;b&gt;words&lt;/b&gt; &amp; more" in answer.text
    assert "<b>" not in answer.text
    for kept in ("Sentinelsecond", "Sentinelname", "3920099", "Sentinelstreet 3", "Sentinelchild"):
        assert kept in answer.text, kept
    assert "Sentinelcalled" in answer.text, "what colleagues call her"
    assert re.search(r"Your number: <strong><bdi>[A-Z0-9]{4}-[A-Z0-9]{4}</bdi>", answer.text)
    assert "The school authority (Schulamt) already knows about your child." in answer.text
    assert "🖼️" in answer.text
    assert "Our office may also have written down" in answer.text
    assert "Sentinelnote" not in answer.text, "what colleagues note is given on request"
    for heading in ("Your answers", "Messages"):
        assert f"<h2>{heading}</h2>" in answer.text


def test_the_file_holds_the_same_and_her_files(rich):
    answer = rich.client.get("/mydata.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="lotse-my-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    data = answer.json()
    assert data["format"] == page.FORMAT
    assert data["family"]["answers"] == GIVEN
    words = [part["text"] for said in data["messages"] for part in said["parts"]]
    assert {WORDS, "Sentinelsecond"} <= set(words)
    assert [said["number"] for said in data["messages"]] == list(range(1, len(data["messages"]) + 1))
    [file] = data["files"]
    assert base64.b64decode(file["content"])[:2] == b"\xff\xd8"
    assert file["id"] in [said["file"] for said in data["messages"]]
    assert data["cases"][0]["told"]["name"] == "Sentinelcalled"
    [place] = data["family"]["places"]
    assert place["steps"][0]["school"] == "Sentinelschool"
    assert str(BY) not in answer.text, "which colleague it was"
    assert "Sentinelnote" not in answer.text
    assert len(data["noted"]) == 1
    assert rich.client.cookies["lotse"] not in answer.text, "who has the file must not get into her chat"


def test_the_file_has_what_the_data_map_promises(rich):
    promised = {
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
        if column.info["map"].exporter is Exporter.MY_DATA
    }
    assert promised == set(PLACES)
    data = saved(rich)
    for place in PLACES.values():
        found = [data]
        for name in place.split("."):
            found = [child for one in found for child in (one if isinstance(one, list) else [one])]
            # A chat id is there in Telegram only.
            assert name == "chat" or all(name in one for one in found), place
            found = [one[name] for one in found if name in one]


def test_an_unknown_browser_sees_nothing(office, rich):
    stranger = office.browser()
    stranger.cookies.set("lotse", "somebody")
    for path in ("/mydata", "/mydata.json"):
        answer = stranger.get(path, headers=HTML)
        assert answer.status_code == 410
        assert "Sentinel" not in answer.text
    other = office.family("en")
    for path in ("/mydata", "/mydata.json"):
        answer = other.client.get(path)
        assert answer.status_code == 200
        assert "Sentinel" not in answer.text


def test_a_second_adult_sees_the_children_and_nothing_of_the_first(office, rich, write):
    second = office.family("en").send(text="Secondwords")
    now = office.lotse.desk.clock()
    homes = []
    write(rich, lambda conn, vault, thread: homes.append(households.of(conn, vault, thread.person_id).id))
    write(second, lambda conn, vault, thread: households.join(conn, thread.box, thread.person_id, homes[0], now))
    for path in ("/mydata", "/mydata.json"):
        told = second.client.get(path).text
        assert "Sentinelchild" in told
        assert "Sentinelstreet 3" in told
        assert "Secondwords" in told
        for hers in ("Sentinelname", "3920099", "Sentinelsecond", "Sentinelcalled", rich.client.cookies["lotse"]):
            assert hers not in told, hers
        assert "Secondwords" not in rich.client.get(path).text
    assert set(saved(second)["family"]["answers"]) == {key for key in GIVEN if not key.startswith("you.")}


def test_arabic_is_shown_from_right_to_left(office):
    text = office.family("ar").send(text="أين المدرسة؟").client.get("/mydata").text
    assert '<html lang="ar" dir="rtl">' in text
    assert "ما نحفظه عنكم" in text
    assert "أين المدرسة؟" in text


def test_too_many_files_are_listed_without_their_contents(office, rich, write):
    write(
        rich,
        lambda conn, _vault, thread: files.keep(
            conn, thread.box, thread.person_id, files.Upload(kind="pdf", content=b"%PDF-" + bytes(5_000)), 1
        ),
    )
    house = office.lotse.page
    found = house.my_data(rich.client.cookies["lotse"], 5_100).files
    assert [(kept.kind, kept.content is None) for kept in found] == [("pdf", False), ("photo", True)]
    assert isinstance(house.my_data(rich.client.cookies["lotse"]), my_data.Disclosure)


def test_who_asks_again_and_again_must_wait(rich):
    statuses = [rich.client.get("/mydata").status_code for _time in range(25)]
    assert statuses.count(429) >= 4


def test_from_the_chat_two_buttons_lead_there(office):
    family = office.family("en").send(press="g:mydata")
    [press] = re.findall(r'data-press="([^"]*:download)"', family.page)
    family.send(press=press)
    assert '<a class="choice" href="/mydata">As a page to read</a>' in family.page
    assert '<a class="choice" href="/mydata.json">As a file for computers (JSON)</a>' in family.page


def test_a_colleague_s_session_opens_nothing(office):
    berta = office.colleague(Role.COUNSELLOR, "general")
    assert berta.client.get("/mydata").status_code == 410
