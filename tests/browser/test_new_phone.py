"""A family at the real house: words are shown once, printed, and open her chat on a new phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from knowledge.recovery_words import HIDDEN, listed
from tests.browser.conftest import Visit, ready, say
from tests.browser.test_access import check
from tests.browser.test_whole_house import newest, press

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def words_of(page: Page) -> str:
    """Let her get words, and return them as they stand on the screen."""
    page.locator("[data-press='g:mydata']").first.evaluate("button => button.click()")
    expect(newest(page).locator("[data-press$=':devices']")).to_be_visible()
    press(page, "devices")
    press(page, "words")
    said = newest(page).locator(".plain").all_inner_texts()
    return next(line for line in said if set(line.split()) <= set(listed()))


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_words_are_shown_once_printed_and_open_the_chat_elsewhere(browser: Browser, address: str, locale: str) -> None:
    visit = Visit(context=browser.new_context(reduced_motion="reduce"), url=address)
    page = visit.chat(locale)
    words = words_of(page)
    order = page.locator(".message").evaluate_all("all => all.map(one => Number(one.dataset.number))")
    assert order == sorted(order), "what she pressed stands above the answer"
    check(page, "words")
    with page.context.expect_page() as opened:
        newest(page).locator("form button").click()
    card = opened.value
    expect(card.locator(".five")).to_have_text(words)
    expect(card.locator(".qr svg")).to_be_visible()
    check(card, "card")
    page.reload()
    ready(page)
    expect(page.locator("#record")).to_contain_text(HIDDEN)
    expect(page.locator("#record")).not_to_contain_text(words)

    other = Visit(context=browser.new_context(locale=locale), url=address)
    there = other.context.new_page()
    asked = []
    there.on("request", lambda request: asked.append(request.url))
    there.goto(f"{address}/newphone#{words.replace(' ', '-')}")
    expect(there.locator("#words")).to_have_value(words)
    assert there.url == f"{address}/newphone"
    check(there, "new phone")
    there.locator("form button").click()
    ready(there)
    expect(newest(there).locator("[data-press='g:words']")).to_be_visible()
    assert not any(words.split()[0] in url for url in asked)
    assert visit.complaints == []
    for one in (visit, other):
        one.context.close()


def test_a_page_that_is_open_shows_the_other_chat_once_its_words_are_written(browser: Browser, address: str) -> None:
    first, second = (Visit(context=browser.new_context(), url=address) for _browser in range(2))
    amina, karim = first.chat("en"), second.chat("en")
    say(amina, "I am Amina")
    words = words_of(amina)
    say(karim, "I am Karim")
    say(karim, words)
    expect(karim.locator("#record")).to_contain_text("I am Amina")
    expect(karim.locator("#record")).not_to_contain_text("I am Karim")
    expect(karim.locator("#record")).not_to_contain_text(words)
    for one in (first, second):
        one.context.close()


def test_what_is_said_when_a_device_is_parted_stays_on_the_screen(browser: Browser, address: str) -> None:
    visit = Visit(context=browser.new_context(), url=address)
    page = visit.chat("en")
    page.locator("[data-press='g:mydata']").first.evaluate("button => button.click()")
    expect(newest(page).locator("[data-press$=':devices']")).to_be_visible()
    press(page, "devices")
    press(page, "part")
    newest(page).locator("[data-press$=':yes']").click()
    expect(page.locator("#composer")).to_be_hidden()
    expect(newest(page)).to_contain_text("closed on this device")
    page.reload()
    page.locator("[data-language]").first.wait_for()
    visit.context.close()
