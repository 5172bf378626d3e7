"""A lead enters who gives talks, a family books one in Arabic on a small phone, and the desk sees it; no barriers."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from icalendar import Calendar

from tests.browser.desk import look, sit_down
from tests.browser.test_desk import family, register
from tests.browser.test_whole_house import newest, press

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def enter_hours(page: Page) -> None:
    for day in range(5):
        page.locator(f"[name='w0-days'][value='{day}']").check()
    page.fill("[name='w0-opens']", "08:00")
    page.fill("[name='w0-closes']", "18:00")
    page.locator("main form button.main").last.click()
    page.locator("[role=status].state").wait_for()


def staff_the_office(page: Page, address: str) -> None:
    """Enter one who gives talks, and one who interprets."""
    page.goto(f"{address}/desk/bookable")
    look(page, "bookable-empty")
    page.locator("form:has([value=counsellor]) button").click()
    page.locator("[name=service][value='first-counselling']").check()
    enter_hours(page)
    look(page, "bookable-counsellor")
    page.goto(f"{address}/desk/bookable")
    page.fill("#interpreter", "Samira")
    page.locator("form:has([value=interpreter]) button").click()
    page.locator("[name=service][value='first-counselling']").check()
    page.locator("[name=language][value='ar']").check()
    page.fill("#confidential", "2026-01-15")
    enter_hours(page)
    page.goto(f"{address}/desk/bookable")
    look(page, "bookable")


def leave_alone(page: Page) -> None:
    """Take all hours away, and look at what would become of who is booked; nothing of it is kept."""
    for opens in page.locator("[name$='-opens'], [name$='-closes']").all():
        opens.fill("")
    for day in page.locator("[name$='-days']").all():
        day.uncheck()
    page.locator("main form button.main").last.click()
    page.locator("[name^='orphan-']").first.wait_for()
    look(page, "small-bookable-orphans")


def book(page: Page) -> None:
    """Book the first time that is offered."""
    press(page, "booking")
    press(page, "first-counselling")
    look(page, "chat-times")
    press(page, "month")
    look(page, "chat-month")
    press(page, "back")
    data = [one.get_attribute("data-press") or "" for one in newest(page).locator("[data-press]").all()]
    press(page, next(one for one in data if re.search(r":\d+$", one)).rpartition(":")[2])
    press(page, "me-children")
    look(page, "chat-sure")
    press(page, "book")
    look(page, "chat-booked")


def phone(page: Page, address: str, folder: Path) -> None:
    """Let the family block the chat some hours before the talk, and note that she was reached on the phone."""
    soon = int(time.time() * 1000) + 3 * 3_600_000
    with closing(sqlite3.connect(folder / "lotse.db", timeout=10)) as store:
        store.execute("UPDATE appointment SET starts_at = ?, ends_at = ? WHERE state = 'booked'", (soon, soon + 1))
        store.execute("UPDATE address SET state = 'blocked'")
        store.commit()
    for name, width in (("phones-small", 320), ("phones", 1280)):
        page.set_viewport_size({"width": width, "height": 700})
        page.goto(f"{address}/desk/cases/unreachable")
        page.locator("[data-phone]:not([hidden])").wait_for(state="attached")
        look(page, name)
    page.locator("form[action$='/phoned'] button").click()
    page.locator("form[action$='/phoned']").wait_for(state="detached")
    look(page, "phones-done")


def test_from_hours_to_the_talk(browser: Browser, address: str, folder: Path) -> None:
    seat = sit_down(browser, address, folder, "Leyla", "--role", "lead", "--team", "school-placement", locale="de")
    page = seat.page
    staff_the_office(page, address)
    visit = family(browser, address, "ar")
    hers = visit.chat("ar")
    register(hers)
    press(hers, "no")
    book(hers)
    newest(hers).locator("a[href^='/visit/']").click()
    look(hers, "visit")
    card = hers.locator("a[href$='/card']").get_attribute("href")
    file = hers.locator("a[href$='.ics']").get_attribute("href")
    [event] = Calendar.from_ical(hers.context.request.get(f"{address}{file}").text()).walk("VEVENT")
    assert str(event["status"]) == "CONFIRMED"
    hers.goto(f"{address}{card}")
    look(hers, "visit-card")
    page.goto(f"{address}/desk/calendar?view=list")
    look(page, "calendar")
    page.locator("a[href*='/desk/appointment/']").first.click()
    look(page, "appointment")
    url = page.url
    page.goto(f"{url}/move")
    look(page, "moving")
    page.goto(f"{address}/desk/cases/all")
    case = page.locator(".list a[href*='/case/']").first.get_attribute("href")
    page.goto(f"{address}{case}/book?service=first-counselling")
    look(page, "booking")
    page.set_viewport_size({"width": 320, "height": 700})
    for path in (
        "/desk/calendar?view=list",
        url.removeprefix(address),
        f"{case}/book",
        "/desk/closing",
        "/desk/bookable",
    ):
        page.goto(f"{address}{path}")
        look(page, f"small-{re.sub(r'[^a-z]+', '-', path)}")
    page.locator("main h3 a").first.click()
    look(page, "small-bookable-one")
    leave_alone(page)
    phone(page, address, folder)
    assert seat.complaints == []
    visit.context.close()
    page.context.close()
