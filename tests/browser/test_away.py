"""A lead at a small phone notes with the keyboard alone until when she is away; a day that is past is explained."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.desk import look, sit_down

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_until_when_she_is_away(browser: Browser, address: str, folder: Path) -> None:
    seat = sit_down(browser, address, folder, "Leyla", "--role", "lead", locale="de", width=320)
    page = seat.page
    page.goto(f"{address}/desk/closing")
    until = page.get_by_label("Bis einschließlich")
    today = date.fromisoformat(until.input_value())
    until.fill((today - timedelta(days=1)).isoformat())
    until.press("Enter")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("Bitte wählen Sie heute oder einen späteren Tag")
    expect(until).to_have_accessible_description(said.inner_text())
    look(page, "small-away-refused")
    later = today + timedelta(days=3)
    until.fill(later.isoformat())
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('form[action=\"/desk/away\"] button')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status].state")).to_contain_text("Vermerkt bis einschließlich")
    expect(page.locator("[role=status].state")).to_contain_text(f"{later.day}. ")
    look(page, "small-away")
    page.goto(f"{address}/desk/me")
    expect(page.get_by_label("Ich bin nicht da")).to_be_checked()
    expect(page.locator("form[action='/desk/me']")).to_contain_text("Vermerkt bis einschließlich")
    look(page, "small-away-me")
    assert seat.complaints == []
    page.context.close()
