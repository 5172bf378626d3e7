"""Everybody can use every state of the page: axe, small screens, thumbs, keyboard, direction."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bot.my_data import Case, Family
from tests.browser.conftest import say
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit
    from tests.web.fake_house import FakeHouse

KINDS = [(320, 568, "light"), (320, 568, "dark"), (1280, 800, "light")]
# Everything that is pressed, links inside sentences excepted.
SMALL = """() => Array.from(document.querySelectorAll("button, summary, .choice, .way, .brand, .bottom a, .menu a"))
    .filter(e => e.offsetParent && !e.closest("noscript"))
    .filter(e => e.offsetHeight < 44 || e.offsetWidth < 44).map(e => e.outerHTML)"""


def check(page: Page, state: str) -> None:
    """Find what keeps somebody out."""
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    assert result.violations_count == 0, f"{state}: {result.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{state}: wider than the screen"
    assert page.evaluate(SMALL) == [], state


PLACES = [(locale, *kind) for locale in ("de", "en", "ar") for kind in KINDS]
# The small screen is where long words break out.
PLACES += [(locale, *KINDS[0]) for locale in LOCALES if locale not in ("de", "en", "ar")]


@pytest.mark.parametrize(("locale", "width", "height", "scheme"), PLACES)
def test_every_state_is_free_of_barriers(
    visit_as: Callable[..., Visit], locale: str, width: int, height: int, scheme: str
) -> None:
    visit = visit_as(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
    page = visit.open(f"/?lang={locale}")
    check(page, "first contact")
    for name in ("privacy", "imprint", "accessibility"):
        page.goto(f"{visit.url}/page/{name}?lang={locale}")
        check(page, name)
    page.close()

    page = visit.chat(locale)
    check(page, "buttons")
    page.locator("#m1 [data-press='g:school']").click()
    page.locator("#m3").wait_for()
    check(page, "an article, with older buttons above it")
    visit.context.set_offline(True)
    say(page, "Test")
    expect(page.locator(".waiting .state")).to_be_visible()
    check(page, "a message that waits")
    visit.context.set_offline(False)
    expect(page.locator("#m4 .state[data-text=sent]")).to_be_visible()
    page.locator("summary").click()
    check(page, "menu")
    page.locator("#forget").click()
    check(page, "forget")


@pytest.mark.parametrize(("locale", "width", "height", "scheme"), PLACES)
def test_what_is_kept_can_be_read_by_everybody(
    visit_as: Callable[..., Visit], house: FakeHouse, locale: str, width: int, height: int, scheme: str
) -> None:
    visit = visit_as(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = visit.chat(locale)
    say(page, "Hello <b>all</b> " + "long" * 40)
    house.family, house.cases = registered()
    page.goto(f"{visit.url}/mydata")
    expect(page.locator("h1")).to_be_visible()
    check(page, "what is kept")


def registered() -> tuple[Family, tuple[Case, ...]]:
    """Return what a family has told of two children, and the office's case."""
    at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    answers = {
        "you.name": "أمينة", "you.language": ["ar", ""], "house.children": 2, "house.letters": "Musterweg 3",
        "child.1.age": 9, "child.1.name": "Sara", "child.1.birth": "2017-05-12", "child.2.age": 3,
    }  # fmt: skip
    told = {"name": "Amina Haddad", "phone": "+491713920099"}
    case = Case(number="K7R4-M3PX", kind="intake", topic="find-school", state="open", opened=at, closed=None, told=told)
    return Family(since=at, changed=at, answers=answers, places=()), (case,)


def test_axe_would_find_a_barrier(visit: Visit) -> None:
    page = visit.open()
    page.evaluate("document.querySelector('.main').textContent = ''")
    with pytest.raises(AssertionError, match="button-name"):
        check(page, "control")


def test_arabic_runs_from_right_to_left(visit: Visit) -> None:
    page = visit.chat("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    boxes = [button.bounding_box() for button in page.locator("#m1 .row").first.locator(".choice").all()]
    assert boxes[0]["x"] > boxes[1]["x"], "the first button stands on the right"
    # The greeting begins with Latin letters, which must not turn it around.
    assert page.locator("#m1 .words").evaluate("e => getComputedStyle(e).direction") == "rtl"
    say(page, "Hello")
    assert page.locator("#m2 .words").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_the_language_changes_while_the_page_is_open(visit: Visit) -> None:
    page = visit.chat("en")
    page.locator(".tool[data-press='g:language']").click()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("a[data-page=privacy]")).to_have_attribute("href", "/page/privacy?lang=ar")
    expect(page.locator("#m1 .words")).to_have_attribute("lang", "en")


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.open("/?lang=en")
    focused = page.locator(":focus")

    def tab_to(selector: str, key: str = "Tab") -> None:
        for _ in range(40):
            page.keyboard.press(key)
            if focused.count() and focused.evaluate("(e, s) => e.matches(s)", selector):
                assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid", "the focus must be seen"
                return
        pytest.fail(f"{selector} cannot be reached by {key}")

    tab_to(".skip")
    tab_to(".main[data-language=en]")
    page.keyboard.press("Enter")
    page.locator("#m1").wait_for()
    tab_to("#text")
    page.keyboard.type("Good morning")
    page.keyboard.press("Enter")
    expect(page.locator("#m3")).to_contain_text("Good morning")
    tab_to("#m3 .choice", "Shift+Tab")
    tab_to("#m3 [data-press='g:school']", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#m5 h3").first.wait_for()
    tab_to("#m5 .choice")
    tab_to("summary", "Shift+Tab")
    page.keyboard.press("Enter")
    tab_to("#forget")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()


def test_a_screen_reader_hears_who_speaks_and_every_message_once(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    record = page.get_by_role("log")
    assert record.get_attribute("aria-relevant") == "additions"
    # What a screen reader would announce: elements that are added to the log.
    page.evaluate("""() => {
      window.heard = [];
      new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) window.heard.push(node.textContent);
      }).observe(document.getElementById("record"), { childList: true });
    }""")
    say(page, "once")
    expect(page.locator("#m3")).to_be_visible()
    house.staff_say(visit.token, "Here is Mrs. Weber.")
    expect(page.locator("#m4")).to_be_visible()
    heard = [re.sub(r"\s+", " ", each) for each in page.evaluate("window.heard")]
    assert [("once" in each, "Weber" in each) for each in heard] == [(True, False), (True, False), (False, True)]
    speakers = [page.locator(f"#m{n} .who > :first-child").get_attribute("data-text") for n in (1, 2, 3, 4)]
    assert speakers == ["lotse", "family", "lotse", "staff"]


def test_only_the_newest_answer_has_prominent_buttons(visit: Visit) -> None:
    page = visit.chat()
    say(page, "one")
    page.locator("#m3.newest").wait_for()
    assert page.locator(".newest").count() == 1
    page.locator("#m1 [data-press='g:booking']").click()
    expect(page.locator("#m5.newest")).to_contain_text("booking")


def test_who_reads_above_is_not_torn_away(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    for number in range(20):
        house.staff_say(visit.token, f"line {number}")
    page.locator("#m21").wait_for()
    page.evaluate("scrollTo(0, 0)")
    house.staff_say(visit.token, "the newest")
    expect(page.locator("#new")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.locator("#new").click()
    expect(page.locator("#m22")).to_be_in_viewport()
    expect(page.locator("#new")).to_be_hidden()


def test_without_scripts_there_is_a_phone_number(visit_as: Callable[..., Visit]) -> None:
    page = visit_as(java_script_enabled=False).open()
    expect(page.locator("noscript a[href^='tel:']")).to_be_visible()
    expect(page.locator("noscript a[href^='mailto:']")).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_clock_counts_to_24_in_the_digits_of_the_texts(visit_as: Callable[..., Visit], locale: str) -> None:
    """Browsers know nothing of some of our languages, and would show them an American clock."""
    page = visit_as(timezone_id="Europe/Berlin").chat(locale)
    clock = page.evaluate("""async () => {
        const { tell } = await import(document.querySelector("[src*='chat.js']").src.replace("chat.js", "words.js"));
        const time = document.createElement("time");
        time.dateTime = new Date().toISOString().slice(0, 10) + "T13:05:00Z";
        tell(time);
        return time.textContent;
    }""")
    assert re.search(r"1[45]:05$", clock), clock


@pytest.mark.parametrize("locale", ["tr", "pl"])
def test_the_hint_in_the_field_is_whole_on_a_small_phone(visit: Visit, locale: str) -> None:
    page = visit.chat(locale)
    page.wait_for_function(
        "() => { const t = document.getElementById('text'); return t.scrollHeight <= t.offsetHeight }"
    )
