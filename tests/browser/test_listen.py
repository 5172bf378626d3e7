"""Who reads little lets the page read to her, where her device has a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

# A device with the voices that are named, which writes down what it is told to say.
DEVICE = """
const voices = %s.map((lang) => ({ lang, name: lang }));
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const speech = {
  getVoices: () => voices,
  speak: (utterance) => { window.said.push([utterance.lang, utterance.text.trim()]); window.last = utterance; },
  cancel: () => { window.stopped = true; },
  addEventListener: (name, listener) => { window.changed = listener; },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
"""


def device(visit: Visit, *voices: str) -> None:
    visit.context.add_init_script(DEVICE % list(voices))


def spoken(page: Page) -> list[list[str]]:
    return page.evaluate("window.said")


def test_a_message_is_read_with_what_can_be_chosen(visit: Visit) -> None:
    device(visit, "en-GB", "de-DE")
    page = visit.chat("en")
    message = page.locator(".message.newest")
    message.get_by_role("button", name="Listen").click()
    assert {lang for lang, _text in spoken(page)} <= {"en-GB", "de-DE"}
    text = " ".join(text for _lang, text in spoken(page))
    for choice in message.locator(".choice").all_inner_texts():
        assert choice.partition(" ")[2] in text
    assert text.isascii(), "no pictogram is read out by its name"


def test_a_second_press_stops_and_the_end_gives_the_button_back(visit: Visit) -> None:
    device(visit, "en-GB")
    page = visit.chat("en")
    message = page.locator(".message.newest")
    message.get_by_role("button", name="Listen").click()
    message.get_by_role("button", name="Stop reading aloud").click()
    expect(message.get_by_role("button", name="Listen", exact=True)).to_be_visible()
    assert page.evaluate("window.stopped")
    message.get_by_role("button", name="Listen", exact=True).click()
    page.evaluate("window.last.onend()")
    expect(message.get_by_role("button", name="Listen", exact=True)).to_be_visible()


def test_there_is_no_button_without_a_voice(visit: Visit) -> None:
    device(visit, "de-DE")
    page = visit.chat("ar")
    page.locator(".message.newest .choice").first.wait_for()
    assert page.locator("button.listen").count() > 0
    expect(page.locator("button.listen:visible")).to_have_count(0)


def test_voices_that_come_late_bring_the_button(visit: Visit) -> None:
    device(visit)
    page = visit.chat("en")
    expect(page.locator("button.listen:visible")).to_have_count(0)
    page.evaluate("window.speechSynthesis.getVoices().push({ lang: 'en_US', name: 'x' }); window.changed()")
    expect(page.locator("button.listen:visible").first).to_be_visible()


def test_a_device_that_cannot_speak_shows_no_button(visit: Visit) -> None:
    visit.context.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
    page = visit.chat("en")
    expect(page.locator("button.listen:visible")).to_have_count(0)
