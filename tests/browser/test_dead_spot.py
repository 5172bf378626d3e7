"""Nothing typed is lost and nothing is said twice, whatever the net does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import ready, say

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Server, Visit
    from tests.web.fake_house import FakeHouse

POSTED = "**/chat/messages"
KEPT = "Object.keys(localStorage).filter(k => k.startsWith('lotse.out.')).length"


def said(page: Page) -> list[str]:
    """Return what the page shows as the family's own words."""
    return page.locator(".family .words").all_inner_texts()


def keep(visit: Visit) -> None:
    """Write a message that is not sent, and close the page.

    Its way is cut, not the net: a page that is closed while the browser counts as offline hears "online" in its last
    moment, and sends what it kept.
    """
    page = visit.chat()
    visit.context.route(POSTED, lambda route: route.abort())
    say(page, "kept")
    expect(page.locator(".state[data-text=waiting]")).to_have_count(1)
    page.close()
    visit.context.unroute(POSTED)


def test_messages_of_a_dead_spot_are_sent_once_and_in_order(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    visit.context.set_offline(True)
    say(page, "first")
    expect(page.locator(".state[data-text=waiting]")).to_have_count(1)
    say(page, "second")
    expect(page.locator("#notice")).to_have_attribute("data-text", "offline")
    assert page.evaluate(KEPT) == 2
    assert house.texts(visit.token) == []
    visit.context.set_offline(False)
    expect(page.locator(".state[data-text=sent]")).to_have_count(2)
    assert house.texts(visit.token) == ["first", "second"]
    assert said(page) == ["first", "second"]
    assert page.evaluate(KEPT) == 0


def test_words_typed_before_the_script_is_there_stay_and_are_sent(visit: Visit, house: FakeHouse) -> None:
    visit.chat().close()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.context.route("**/chat*.js*", hold)
    page = visit.context.new_page()
    page.goto(visit.url, wait_until="commit")
    page.locator("#text").fill("early")
    expect(page.locator("#composer [type=submit]")).to_be_disabled()
    assert held
    for route in held:
        route.continue_()
    ready(page)
    page.locator("#composer [type=submit]").click()
    expect(page.locator(".state[data-text=sent]")).to_have_count(1)
    assert house.texts(visit.token) == ["early"]


def test_a_message_outlives_the_page_it_was_typed_on(visit: Visit, house: FakeHouse) -> None:
    keep(visit)
    page = visit.open()
    expect(page.locator("#m3")).to_contain_text("kept")
    assert house.texts(visit.token) == ["kept"]
    assert said(page) == ["kept"]


def test_a_lost_answer_leads_to_no_second_message(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    lost = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.context.route(POSTED, lose)
    # The stream would confirm the message at once; here it is silent, so that the page must send again.
    page.context.route("**/chat/events*", lambda route: route.abort())
    page.reload()
    before = house.knocks
    say(page, "only once")
    expect(page.locator(".state[data-text=sent]")).to_have_count(1)
    assert lost == [200]
    assert house.knocks == before + 2
    assert house.texts(visit.token) == ["only once"]
    page.context.unroute("**/chat/events*")
    page.reload()
    assert said(page) == ["only once"]


def test_the_stream_confirms_what_the_answer_did_not(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.context.route(POSTED, lose)
    say(page, "heard")
    expect(page.locator("#m2 .state[data-text=sent]")).to_have_count(1)
    page.wait_for_function(f"{KEPT} === 0")
    assert house.texts(visit.token) == ["heard"]


def test_a_kept_message_is_sent_where_no_stream_comes_through(visit: Visit, house: FakeHouse) -> None:
    keep(visit)
    visit.context.route("**/chat/events*", lambda route: route.abort())
    page = visit.open()
    expect(page.locator(".state[data-text=sent]")).to_have_count(1)
    assert house.texts(visit.token) == ["kept"]


def test_a_stream_that_repeats_itself_shows_nothing_twice(visit: Visit) -> None:
    page = visit.chat()
    told = json.dumps(
        {"number": 2, "client": "", "html": '<article class="message lotse" id="m2"><time></time>again</article>'}
    )
    end = json.dumps(
        {"number": 3, "client": "", "html": '<article class="message lotse" id="m3"><time></time>end</article>'}
    )
    body = "".join(f"data: {each}\n\n" for each in (told, told, end))
    visit.context.route("**/chat/events*", lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    page.reload()
    page.locator("#m3").wait_for()
    assert page.get_by_text("again").count() == 1


def test_a_reload_shows_everything_once(visit: Visit) -> None:
    page = visit.chat()
    for number in range(3):
        say(page, f"message {number}")
        expect(page.locator(f"#m{3 + 2 * number}")).to_be_visible()
    before = page.locator("#record .words").all_inner_texts()
    page.reload()
    page.locator("#m7").wait_for()
    assert page.locator("#record .words").all_inner_texts() == before
    assert len(before) == 7


def test_what_was_said_while_the_server_was_away_comes_later(visit: Visit, house: FakeHouse, server: Server) -> None:
    page = visit.chat()
    server.stop()
    say(page, "Is anybody there?")
    expect(page.locator(".state[data-text=waiting]")).to_have_count(1)
    house.staff_say(visit.token, "We were away.")
    server.start()
    expect(page.locator("#m2")).to_contain_text("We were away.", timeout=30_000)
    expect(page.locator("#m3")).to_contain_text("Is anybody there?", timeout=30_000)
    assert said(page) == ["Is anybody there?"]
    assert page.locator("#record .message").count() == 4


def test_two_windows_show_the_same_conversation(visit: Visit, house: FakeHouse) -> None:
    one = visit.chat()
    other = visit.open()
    one.bring_to_front()
    say(one, "from one")
    expect(other.locator("#m3")).to_contain_text("from one")
    other.bring_to_front()
    say(other, "from the other")
    expect(one.locator("#m5")).to_contain_text("from the other")
    assert said(one) == said(other) == ["from one", "from the other"] == house.texts(visit.token)


def test_a_double_tap_means_once(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    # Both taps in one breath, however slow the machine is.
    page.locator("#m1 [data-press='g:booking']").evaluate("(button) => { button.click(); button.click(); }")
    expect(page.locator("#m3")).to_be_visible()
    say(page, "next")
    expect(page.locator("#m5")).to_be_visible()
    assert house.texts(visit.token) == ["📅 Appointment", "next"]


def test_long_conversations_begin_with_their_end(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    for number in range(60):
        house.staff_say(visit.token, f"line {number}")
    page.reload()
    page.locator("#m61").wait_for()
    assert page.locator("#m5").count() == 0
    page.locator(".earlier a").click()
    page.locator("#m5").wait_for()
    assert page.locator("#record .message").count() == 61


def test_a_text_that_is_too_long_stays_in_the_field(visit: Visit, house: FakeHouse) -> None:
    page = visit.chat()
    say(page, "x" * 10_001)
    expect(page.locator("#notice")).to_have_attribute("data-text", "too_long")
    assert len(page.locator("#text").input_value()) == 10_001
    say(page, "x" * 10_000)
    expect(page.locator("#m3")).to_be_visible()
    assert [len(text) for text in house.texts(visit.token)] == [10_000]
