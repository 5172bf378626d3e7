"""Lotse learns from what it did not understand, and from answers that did not help; events come and go."""

from __future__ import annotations

import re

import pytest

from bot.store import unanswered
from bot.store.staff import Role
from tests import learnt as learn

HOUR = 3_600_000
ASKED = "where can i renew my dog licence"


@pytest.fixture
def library():
    return learn.little()


@pytest.fixture
def lead(office):
    return office.colleague(Role.LEAD, name="Lena")


def test_questions_without_an_answer_are_shown_without_names_and_for_thirty_days(office, clock, lead):
    family = office.family("en")
    for _time in range(2):
        family.send(f"{ASKED} Amina Haddad 0171 3920099")
    page = lead.get("/desk/questions").text
    assert "renew my dog licence" in page
    assert "asked 2 times" in page
    assert "Haddad" not in page
    assert "3920099" not in page
    office.lotse.door.write_now(lambda conn: unanswered.sweep(conn, clock() + 31 * 24 * HOUR))
    assert "renew my dog licence" not in lead.get("/desk/questions").text


def test_one_click_turns_a_question_into_a_phrase(office, lead):
    family = office.family("en")
    family.send(ASKED)
    lead.get("/desk/questions")
    asked = lead.hidden("asked")
    page = lead.post("/desk/questions", language="en", asked=asked, words=asked, topic="contact").text
    assert "Kept. Lotse learns it within a minute." in page
    assert "Nothing is here." in page.partition("<h2>")[0], "the question is off the list"
    assert asked in page.partition("What Lotse has learnt here")[2]
    assert ("contact", asked) in office.lotse.desk.library.examples
    forget = re.search(r'action="(/desk/questions/\d+/forget)"', page)[1]
    lead.post(forget)
    assert ("contact", asked) not in office.lotse.desk.library.examples


def test_a_question_can_be_taken_off_the_list(office, lead):
    office.family("en").send(ASKED)
    lead.get("/desk/questions")
    page = lead.post("/desk/questions/drop", language="en", asked=lead.hidden("asked")).text
    assert ASKED not in page
    assert ("contact", ASKED) not in office.lotse.desk.library.examples


@pytest.mark.parametrize(
    "wrong", [{"topic": "nothing"}, {"language": "xx"}, {"words": "?!"}, {"words": "x" * 201}, {"topic": ""}]
)
def test_what_is_no_phrase_is_refused(office, lead, wrong):
    given = {"language": "en", "asked": ASKED, "words": ASKED, "topic": "contact"} | wrong
    assert lead.post("/desk/questions", **given).status_code == 422
    assert not any(words in ("?!", "x" * 201, ASKED) for _topic, words in office.lotse.desk.library.examples)


def test_answers_that_did_not_help_are_counted_by_article_and_language(office, lead):
    family = office.family("en")
    family.send(press="g:answers")
    for code in ("office", "contact", "not-helped"):
        found = re.findall(rf'data-press="([^"]*:{code})"', family.page)
        family.send(press=found[-1])
    rows = lead.get("/desk/questions").text.partition("Answers that did not help")[2]
    assert 'href="/desk/articles/contact/en"' in rows


def test_an_event_is_entered_and_taken_off(office, clock):
    berta = office.colleague(Role.COUNSELLOR)
    berta.get("/desk/coming")
    today = re.search(r'min="(\d{4}-\d\d-\d\d)"', berta.page)[1]
    page = berta.post("/desk/coming", title="Fest <b>der</b> Kulturen", day=today, time="18:30", place="Rathaus").text
    assert "Fest &lt;b&gt;der&lt;/b&gt; Kulturen" in page
    assert [event.place for event in office.lotse.desk.library.events] == ["Rathaus"]
    berta.post(re.search(r'action="(/desk/coming/\d+/cancel)"', page)[1])
    assert office.lotse.desk.library.events == ()


@pytest.mark.parametrize("wrong", [{"day": "2020-01-01"}, {"day": "soon"}, {"title": " "}, {"time": "25:00"}])
def test_a_wrong_event_is_refused_and_what_was_written_stays(office, wrong):
    berta = office.colleague(Role.COUNSELLOR)
    berta.get("/desk/coming")
    answer = berta.post("/desk/coming", **({"title": "Fest", "day": "2999-01-01", "place": "Rathaus"} | wrong))
    assert answer.status_code == 422
    assert 'value="Rathaus"' in answer.text
    assert office.lotse.desk.library.events == ()
