"""Two colleagues, and families who call them: the real house, real browsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, say
from tests.browser.desk import PASSWORD, look, sit_down
from tests.browser.test_whole_house import newest, press
from tests.desk.test_conversation import XSS
from tests.web.test_files import picture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


PAGES = [f"cases/{view}" for view in ("queue", "mine", "all", "closed", "unreachable", "nothing")]
PAGES += ["staff", "log", "office", "me", "reports", "count", "articles", "questions", "coming", "placements"]
PAGES += ["articles/contact/ar", "calendar", "calendar?view=list", "bookable", "closing", "waitlist"]


def family(browser: Browser, address: str, locale: str) -> Visit:
    context = browser.new_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    return Visit(context=context, url=address)


def register(page: Page) -> None:
    """Answer the five questions on the page, and send them."""
    press(page, "intake")
    press(page, "understood")
    say(page, "أمينة")
    for code in ("ar", "chat", "1", "9", "yes", "later", "send"):
        press(page, code)


def sheet(page: Page, address: str) -> str:
    """Return where the sheet of a family is that has registered; other families of this house have none."""
    page.goto(f"{address}/desk/cases/all")
    cases = page.locator(".list a[href*='/case/']").evaluate_all("links => links.map(link => link.href)")
    return next(f"{case}/sheet" for case in cases if page.goto(f"{case}/sheet").status == 200)


def test_a_handover_there_and_back_in_arabic(browser: Browser, address: str, folder: Path) -> None:
    berta = sit_down(browser, address, folder, "Berta", "--team", "general")
    berta.page.goto(f"{address}/desk/cases/queue")
    visit = family(browser, address, "ar")
    page = visit.chat("ar")
    press(page, "human")
    expect(newest(page)).to_contain_text("أخبرتُ مكتبنا")
    expect(berta.page.locator("[data-waiting]")).to_have_text("1")
    expect(berta.page).to_have_title("(1) Queue · Lotse")
    expect(berta.page.locator(".list")).to_contain_text("Arabic")
    say(page, "ابنتي ليس لديها مدرسة")
    berta.open_first()
    log = berta.page.locator("[role=log]")
    expect(log).to_contain_text("ابنتي ليس لديها مدرسة")
    berta.page.locator("text=Take over").click()
    expect(newest(page)).to_contain_text("يجيبكم الآن أحد موظفينا")
    berta.page.fill("#words", "Guten Tag, ich helfe Ihnen.")
    berta.page.locator("text=Send in German").click()
    expect(newest(page)).to_contain_text("Guten Tag, ich helfe Ihnen.")
    expect(newest(page)).to_contain_text("هذه الرسالة باللغة الألمانية")
    newest(page).locator("[data-press='g:explain']").click()
    expect(newest(page)).to_contain_text("نقلتُ ذلك")
    expect(berta.page.locator("[role=log]")).to_contain_text("اشرحوا لي هذا", use_inner_text=True)
    berta.page.locator("text=Hand back to the assistant").click()
    expect(newest(page)).to_contain_text("يجيبكم الآن برنامج الكمبيوتر من جديد")
    newest(page).locator("[data-press='g:good']").click()
    expect(newest(page)).to_contain_text("شكرًا")
    expect(berta.page.locator("[data-waiting]")).to_be_hidden()
    assert berta.complaints == []
    assert visit.complaints == []
    visit.context.close()
    berta.page.context.close()


def test_two_colleagues_claim_one_conversation_and_one_of_them_has_it(
    browser: Browser, address: str, folder: Path
) -> None:
    seats = [sit_down(browser, address, folder, name, "--team", "general") for name in ("Carla", "Dora")]
    visit = family(browser, address, "en")
    press(visit.chat("en"), "human")
    for seat in seats:
        seat.open_first()
    for seat in seats:
        seat.page.locator("text=Take over").click()
    expect(seats[1].page.locator("[role=alert]")).to_contain_text("Carla has taken over this conversation")
    expect(seats[1].page.locator(".state")).to_contain_text("Carla answers this family.")
    expect(seats[0].page.locator("text=Hand back to the assistant")).to_be_visible()
    visit.context.close()
    for seat in seats:
        assert seat.complaints == []
        seat.page.context.close()


def test_what_a_colleague_has_begun_to_write_is_not_lost(browser: Browser, address: str, folder: Path) -> None:
    visit = family(browser, address, "en")
    press(visit.chat("en"), "human")
    seat = sit_down(browser, address, folder, "Paula", "--team", "general")
    page, url = seat.page, seat.open_last()
    words, note = "Ich schaue nach, <b>einen</b> Moment.\n\nBis gleich!", "Die Mutter ruft auch an."
    page.fill("#words", words)
    page.fill("#note", note)
    page.locator("form[action$='/claim'] button").click()
    expect(page.locator("#words")).to_have_value(words)
    page.context.clear_cookies()
    page.locator("form[action$='/write'] button").first.click()
    page.fill("#login", "paula@example.org")
    page.fill("#password", PASSWORD)
    page.locator("button.main").click()
    page.locator("nav").wait_for()
    page.goto(url)
    expect(page.locator("#words")).to_have_value(words)
    page.locator("form[action$='/write'] button").first.click()
    expect(page.locator(".log")).to_contain_text("Bis gleich!")
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("#note")).to_have_value(note)
    page.locator("form[action$='/note'] button").click()
    expect(page.locator(".note")).to_contain_text(note)
    expect(page.locator("#note")).to_have_value("")
    page.fill("#note", "secret")
    page.locator("form[action='/desk/logout'] button").click()
    page.locator("#login").wait_for()
    assert page.evaluate("sessionStorage.length") == 0
    assert seat.complaints == []
    visit.context.close()
    page.context.close()


def test_nothing_a_family_writes_runs_at_the_desk(browser: Browser, address: str, folder: Path) -> None:
    erna = sit_down(browser, address, folder, "Erna", "--team", "general")
    visit = family(browser, address, "en")
    page = visit.chat("en")
    press(page, "human")
    press(page, "letter")
    for attack in XSS:
        say(page, attack)
    erna.open_first()
    log = erna.page.locator("[role=log]")
    for attack in XSS:
        expect(log).to_contain_text(attack)
    erna.page.fill("#note", XSS[0])
    erna.page.locator("text=Keep the note").click()
    expect(erna.page.locator(".note")).to_contain_text(XSS[0])
    assert erna.complaints == []
    visit.context.close()
    erna.page.context.close()


def test_a_photo_of_a_letter_reaches_a_colleague(browser: Browser, address: str, folder: Path, tmp_path: Path) -> None:
    photo = tmp_path / "brief.png"
    photo.write_bytes(picture("PNG", (300, 200)))
    frida = sit_down(browser, address, folder, "Frida", "--team", "general")
    visit = family(browser, address, "ar")
    page = visit.chat("ar")
    page.locator("#file").set_input_files(photo)
    expect(newest(page)).to_contain_text("وصلت صورتكم")
    expect(page.locator(".message.family").last).to_contain_text("🖼️")
    page.locator("#file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(page.locator("#notice")).to_contain_text("لا أستطيع فتح هذا النوع من الملفات")
    # Who waits longest stands first.
    frida.open_last()
    shown = frida.page.locator("img.photo")
    expect(shown).to_be_visible()
    # The page is drawn anew when something happens, so one look does both.
    frida.page.wait_for_function(
        "() => { const photo = document.querySelector('img.photo');"
        " photo?.scrollIntoView(); return photo?.naturalWidth === 300; }"
    )
    assert frida.complaints == []
    assert visit.complaints == []
    visit.context.close()
    frida.page.context.close()


@pytest.mark.parametrize(("locale", "width"), [("de", 320), ("de", 1280), ("en", 820)])
def test_every_page_of_the_desk_is_free_of_barriers(
    browser: Browser, address: str, folder: Path, locale: str, width: int
) -> None:
    visit = family(browser, address, "ar")
    hers = visit.chat("ar")
    register(hers)
    press(hers, "menu")
    press(hers, "human")
    stranger = browser.new_context(viewport={"width": width, "height": 900}, locale=locale).new_page()
    for path in ("/desk/login", "/desk/setup/unknown"):
        stranger.goto(address + path)
        look(stranger, path)
    stranger.context.close()
    seat = sit_down(
        browser, address, folder, f"Admin{width}", "--role", "administrator", "--team", "general", locale=locale,
        width=width,
    )  # fmt: skip
    page = seat.page
    for path in PAGES:
        page.goto(f"{address}/desk/{path}")
        look(page, path)
    url = seat.open_first()
    look(page, "a case that waits")
    page.locator("form[action$='/claim'] button").click()
    page.locator("form[action$='/hand-back']").wait_for()
    for summary in page.locator(".phrases summary").all():
        summary.click()
    look(page, "a case of mine, with all prepared sentences")
    page.goto(f"{url}/placement")
    look(page, "the search for school places")
    registered = sheet(page, address)
    for path in ("", "/answer/child.1.birth", "/answer/you.reach"):
        page.goto(f"{registered}{path}")
        look(page, f"the intake sheet: {path}")
    page.goto(f"{url}/phrase/bring-papers")
    look(page, "a prepared sentence with slots")
    page.goto(f"{address}/desk/count")
    page.locator("form[action='/desk/counter'] button").first.click()
    look(page, "a dialog in German for who has no chat")
    page.locator("a[href$='/card']").click()
    look(page, "a card to be printed")
    page.goto(f"{address}/desk/cases/queue")
    page.locator("#words").fill("nothing")
    page.locator(".search button").click()
    look(page, "search")
    assert seat.complaints == []
    visit.context.close()
    page.context.close()
