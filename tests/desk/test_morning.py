"""In the morning every counsellor has her day's list, and whoever cannot be reminded stands on the phone list."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot import figures, morning
from bot.settings import Settings
from bot.store import conversations, households
from bot.store.staff import Role
from bot.store.tables import address
from bot.wiring import build
from tests.bot.booking.offices import at, interpreter, room
from tests.desk.appointments import NINE, THURSDAY, booked, busy_day, do, give, registered, talk, travel_to
from tests.desk.conftest import Office
from tests.desk.mail_server import MailServer


@pytest.fixture
def box():
    with MailServer() as server:
        yield server.box


@pytest.fixture
def with_mail(database_url, tmp_path, clock, brisk, box):
    travel_to(clock, at(THURSDAY, 6.5))
    settings = Settings(
        _env_file=None, data_dir=tmp_path, database_url=database_url, telegram_token="",
        smtp_url=f"smtp://127.0.0.1:{box.port}", public_url="https://chat.example.org",
    )  # fmt: skip
    office = Office(build(settings, clock=clock))
    yield office
    office.close()
    office.lotse.door.close()


def alarms():
    return figures.ALARMS.labels(what="mail not sent")._value.get()


def tick(office):
    [post] = office.lotse.posts
    asyncio.run(post.tick())


def test_her_list_comes_once_at_seven_without_names(with_mail, box, clock):
    berta = with_mail.colleague(Role.COUNSELLOR, name="Berta")
    talk(with_mail, busy_day(staff_id=berta.id), interpreter("Samira", "ar"), how="interpreter", language="ar")
    tick(with_mail)
    assert box.mails == []
    travel_to(clock, at(THURSDAY, 7))
    for _twice in range(2):
        tick(with_mail)
    [(to, text)] = box.mails
    assert to[0].startswith("berta")
    assert "09:00" in text
    assert "Erstberatung" in text
    assert "Amina" not in text


def test_the_list_says_who_interprets_and_where(with_mail, box, clock):
    berta = with_mail.colleague(Role.COUNSELLOR, name="Berta")
    given = busy_day(staff_id=berta.id), interpreter("Samira", "ar"), room("Raum 112")
    talk(with_mail, *given, how="interpreter", language="ar")
    travel_to(clock, at(THURSDAY, 7))
    tick(with_mail)
    [(_to, text)] = box.mails
    assert "Samira, Raum 112" in text


def test_one_address_that_is_refused_keeps_nobody_else_from_her_list(with_mail, box, clock):
    for name in ("Anna", "Berta", "Carla"):
        give(with_mail, busy_day(name, staff_id=with_mail.colleague(Role.COUNSELLOR, name=name).id))
    for _each in range(3):
        booked(with_mail, registered(with_mail)[1])
    box.unknown.add("anna")
    before = alarms()
    travel_to(clock, at(THURSDAY, 7))
    tick(with_mail)
    assert sorted(to[0].partition(".")[0] for to, _text in box.mails) == ["berta", "carla"]
    assert alarms() == before + 1


def test_nobody_is_written_to_on_a_free_day_or_in_the_afternoon(with_mail, box, clock):
    berta = with_mail.colleague(Role.COUNSELLOR, name="Berta")
    talk(with_mail, busy_day(staff_id=berta.id), starts=NINE + 7 * 3_600_000)
    travel_to(clock, at(THURSDAY, 13))
    assert with_mail.lotse.door.write_now(lambda conn: morning.mails(conn, with_mail.lotse.desk)) == []
    travel_to(clock, at(THURSDAY + timedelta(days=2), 7.5))
    assert with_mail.lotse.door.write_now(lambda conn: morning.mails(conn, with_mail.lotse.desk)) == []
    assert box.mails == []


def test_who_cannot_be_reached_stands_on_the_phone_list_with_her_number(office, clock):
    travel_to(clock, at(THURSDAY - timedelta(days=1), 10))
    berta = office.colleague(Role.COUNSELLOR, "school-placement", "general", name="Berta")
    give(office, busy_day())
    _family, person = registered(office)
    found = booked(office, person)
    berta.get("/desk/cases/unreachable")
    assert str(found.id) not in berta.page

    def block(book):
        home = households.of(book.conn, book.vault, person)
        thread = conversations.load_person(book.conn, book.vault, person)
        given = households.answers(book.conn, home, thread.box, person) | {"you.phone": "+491713920099"}
        households.save(book.conn, book.vault, thread.box, person, given, book.now)
        book.conn.execute(update(address).where(address.c.person_id == person).values(state="blocked"))

    do(office, block)
    berta.get("/desk/cases/unreachable")
    assert f"/desk/appointment/{found.id}" in berta.page
    assert 'href="tel:+491713920099"' in berta.page
    stranger = office.colleague(Role.COUNSELLOR, "workshops", name="Carl")
    stranger.get("/desk/cases/unreachable")
    assert str(found.id) not in stranger.page
