"""A family at the real house: choose a language, find an answer, be in danger, delete everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, ready, say
from tests.browser.test_access import check
from translations import LOCALES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


def newest(page: Page) -> Locator:
    return page.locator(".message.newest")


def press(page: Page, code: str) -> None:
    """Press a button of the newest answer and wait for the next one."""
    before = newest(page).get_attribute("data-number")
    newest(page).locator(f"[data-press$=':{code}']").click()
    expect(newest(page)).not_to_have_attribute("data-number", before or "")


PLACES = [(locale, 320) for locale in LOCALES] + [(locale, 1280) for locale in ("de", "en", "ar")]


@pytest.mark.parametrize(("locale", "width"), PLACES)
def test_a_family_finds_an_answer_and_deletes_everything(
    browser: Browser, address: str, locale: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    visit = Visit(context=context, url=address)
    page = visit.chat(locale)
    check(page, "greeting")
    for code in ("answers", "school", "find-school", "health-exam"):
        press(page, code)
    check(page, "article")
    said = {"de": "Mein Mann schlägt mich", "ar": "زوجي يضربني"}.get(locale, "My husband beats me")
    say(page, said)
    expect(newest(page)).to_contain_text("116016")
    check(page, "emergency")
    page.reload()
    ready(page)
    expect(newest(page)).to_contain_text("116016")
    page.locator("[data-press='g:menu']").last.click()
    expect(newest(page).locator("[data-press$=':mydata']")).to_be_visible()
    press(page, "mydata")
    press(page, "delete")
    check(page, "sure")
    newest(page).locator("[data-press$=':yes']").click()
    expect(page.locator("#composer")).to_be_hidden()
    assert page.locator(".message.newest").inner_text().count("-") >= 1, "the receipt is on the screen"
    check(page, "farewell")
    page.reload()
    page.locator("[data-language]").first.wait_for()
    assert visit.complaints == []
    context.close()


def test_two_browsers_never_see_each_other(browser: Browser, address: str) -> None:
    pages = []
    for name in ("Amina", "Olena"):
        context = browser.new_context()
        page = Visit(context=context, url=address).chat("en")
        say(page, f"I am {name}")
        expect(page.locator(".message.family .words")).to_contain_text(name)
        pages.append(page)
    amina, olena = pages
    expect(amina.locator("#record")).not_to_contain_text("Olena")
    expect(olena.locator("#record")).not_to_contain_text("Amina")
    for page in pages:
        page.context.close()
