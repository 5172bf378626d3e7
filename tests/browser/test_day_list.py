"""Her talks of today stay where they are on the page, and so does the keyboard, when something changes meanwhile."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from sqlalchemy import select

from bot.booking.schedule import moment
from bot.opening import open_store
from bot.settings import Settings
from bot.store import allocations, appointments, resources
from bot.store.allocations import Share
from bot.store.appointments import BOOKED, Appointment
from bot.store.resources import Kind
from bot.store.tables import person, staff
from bot.wall import day_of
from tests.bot.booking.offices import BERLIN
from tests.browser.desk import look, sit_down
from tests.browser.test_desk import family
from tests.browser.test_whole_house import press
from tests.desk.appointments import busy_day

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def book_today(folder: Path) -> None:
    """Let the one colleague have had talks with the one family since midnight, as the house keeps them."""
    door, vault = open_store(Settings(_env_file=None, data_dir=folder, telegram_token=""))
    first, now = moment(day_of(time.time_ns() // 1_000_000, BERLIN), 0, BERLIN), time.time_ns() // 1_000_000

    def write(conn) -> None:
        berta = busy_day("Berta", staff_id=conn.execute(select(staff.c.id).where(staff.c.name == "Berta")).scalar())
        resources.save(conn, vault, berta)
        hers = conn.execute(select(person.c.id)).scalar()
        for starts in (first, first + 60_000):
            new = Appointment(
                id=secrets.randbits(53), party_id=hers, service="first-counselling", language="ar", how="none",
                state=BOOKED, starts_at=starts, ends_at=starts + 60_000, held_until=None, root_id=1, sequence=0,
                created_at=now, changed_at=now, by="staff", body={"adults": 1, "children": []},
            )  # fmt: skip
            appointments.add(conn, vault, new)
            share = Share(kind=Kind.COUNSELLOR, resource_id=berta.id, starts_at=starts, ends_at=starts + 60_000)
            allocations.take(conn, new.id, [share], BOOKED)
            appointments.attend(conn, new.id, [hers])

    door.write_now(write)
    door.close()


def test_the_keyboard_stays_where_it_was(browser: Browser, address: str, folder: Path) -> None:
    seat = sit_down(browser, address, folder, "Berta", "--team", "general", "--team", "school-placement", locale="de")
    visit = family(browser, address, "ar")
    press(visit.chat("ar"), "human")
    book_today(folder)
    page = seat.page
    page.goto(f"{address}/desk")
    expect(page.locator("h2").first).to_have_text("Ihre Termine heute")
    look(page, "day-list")
    button = page.locator("button[value=missed]").nth(1)
    button.focus()
    with page.expect_response("**/desk/cases/queue?part=1"):
        second = family(browser, address, "uk")
        press(second.chat("uk"), "human")
    expect(page.locator(".list").last).to_contain_text("Ukrainisch")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".list").first).to_contain_text("nicht erschienen")
    assert page.url.endswith("/desk/cases/queue")
    page.set_viewport_size({"width": 320, "height": 700})
    look(page, "small-day-list")
    assert seat.complaints == []
    for one in (visit, second):
        one.context.close()
    page.context.close()
