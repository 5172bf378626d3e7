"""Leaving, forgetting, and what the browser is told to forbid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import say

if TYPE_CHECKING:
    from tests.browser.conftest import Visit
    from tests.web.fake_house import FakeHouse


def test_nothing_is_stored_before_a_language_is_chosen(visit: Visit) -> None:
    page = visit.open()
    assert visit.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_quick_exit_leaves_no_way_back(visit: Visit, house: FakeHouse) -> None:
    elsewhere = house.library.office.quick_exit_url
    visit.context.route(f"{elsewhere}**", lambda route: route.fulfill(body="sunny", content_type="text/html"))
    page = visit.chat()
    assert page.evaluate("history.length") <= 3
    page.locator("#leave").click()
    page.wait_for_url(elsewhere)
    page.go_back()
    expect(page.locator("#record")).to_have_count(0)


def test_the_quick_exit_blanks_the_page_before_the_net_answers(visit: Visit, house: FakeHouse) -> None:
    visit.context.route(f"{house.library.office.quick_exit_url}**", lambda route: route.fulfill(body="sunny"))
    page = visit.chat()
    page.evaluate("""document.addEventListener("click", () => {
      console.log(`seen: ${document.body.offsetHeight} ${document.title}`);
    })""")
    with page.expect_console_message(lambda message: message.text.startswith("seen:")) as seen:
        page.locator("#leave").click()
    assert seen.value.text == "seen: 0 …"


def test_a_forgotten_device_knows_nothing_in_any_window(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    token = visit.token
    other = visit.open()
    page.bring_to_front()
    say(page, "secret")
    page.locator("#m3").wait_for()
    page.locator("summary").click()
    page.locator("#forget").click()
    page.locator("#forget-yes").click()
    page.locator(".main[data-language]").wait_for()
    other.locator(".main[data-language]").wait_for()
    assert token not in house.conversations
    assert visit.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    expect(page.get_by_text("secret")).to_have_count(0)


def test_the_next_person_does_not_send_what_the_last_one_left(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    visit.context.set_offline(True)
    say(page, "mine")
    expect(page.locator(".state[data-text=waiting]")).to_have_count(1)
    page.close()
    visit.context.clear_cookies()
    visit.context.set_offline(False)
    page = visit.chat()
    say(page, "yours")
    page.locator("#m3").wait_for()
    assert house.texts(visit.token) == ["yours"]


def test_typed_markup_stays_text(visit: Visit) -> None:
    page = visit.chat()
    say(page, "<img src=x onerror=alert(1)><b>bold</b>")
    expect(page.locator("#m3 .words")).to_contain_text("<b>bold</b>")
    page.reload()
    expect(page.locator("#m2 .words")).to_have_text("<img src=x onerror=alert(1)><b>bold</b>")
    assert page.locator(".words img, .words b").count() == 0


def test_the_policy_stops_foreign_code(visit: Visit) -> None:
    page = visit.chat()
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.stolen = true";
      document.body.append(script);
    }""")
    assert page.evaluate("window.stolen") is None
    assert len(visit.complaints) == 1
    visit.complaints.clear()


def test_the_first_load_is_small(visit: Visit) -> None:
    visit.chat().close()
    chat = bytes_of(visit, "/")
    visit.context.clear_cookies()
    first = bytes_of(visit, "/")
    assert 4_000 < first <= 100_000
    assert 8_000 < chat <= 100_000


def bytes_of(visit: Visit, path: str) -> int:
    """Count what comes over the wire until a page stands, headers too, with an empty cache."""
    page = visit.context.new_page()
    loaded: list[int] = []
    devtools = visit.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    page.goto(visit.url + path, wait_until="load")
    page.close()
    print(f"{len(loaded)} files, {sum(loaded)} bytes")
    return sum(loaded)
