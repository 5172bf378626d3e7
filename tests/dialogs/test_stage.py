"""One talk is active and one waits below it; none is lost without a word."""

from __future__ import annotations

import pytest

from dialogs.questions import Choice, Option, Words
from dialogs.registry import Dialog, Dialogs
from tests.dialogs.practice import WITH_PRACTICE
from translations import Text

GO_ON, OVER = "Let us continue where you stopped.", "What you started earlier is no longer open."


async def another(talk):
    await talk.ask("name", Words(text=Text("Another talk: who are you?")))


async def third(talk):
    options = (Option(code="only", label=Text("Only this"), value=1),)
    await talk.ask("one", Choice(text=Text("A third talk?"), choices=options))


@pytest.fixture
def family(family):
    """Stand in a lasting talk, with two more that could be begun."""
    more = {function.__name__: Dialog(function=function, lasting=True) for function in (another, third)}
    family.dialogs = Dialogs(by_name={**WITH_PRACTICE.by_name, **more}, acts=WITH_PRACTICE.acts)
    return family.command("practice").press("talk").type("1").type("Ali").press("mon")


def waiting(family):
    conversation = family.conversation
    return conversation.active.dialog, conversation.paused and conversation.paused.dialog


def test_the_menu_pauses_a_lasting_talk_and_offers_to_go_on(family):
    family.command("menu")
    assert waiting(family) == ("welcome", "practice")
    assert "resume" in family.codes
    assert family.press("resume").said == f"{GO_ON}\nWhat should we know?"
    assert waiting(family) == ("practice", None)


def test_there_is_nothing_to_go_on_with_in_a_new_chat(family):
    family.type("Nothing").press("no")
    assert "resume" not in family.codes


def test_a_talk_that_ends_at_once_leads_back(family):
    assert GO_ON in family.command("visit.7").said
    assert "What should we know?" in family.said
    assert waiting(family) == ("practice", None)


def test_a_talk_in_between_leads_back_when_it_is_over(family):
    family.command("mydata").press("nothing")
    assert GO_ON in family.said
    assert waiting(family) == ("practice", None)


def test_articles_wait_above_a_paused_talk(family):
    family.command("menu").press("answers").press("law")
    assert waiting(family) == ("answers", "practice")
    family.press("helped")
    assert GO_ON in family.said
    assert waiting(family) == ("practice", None)


def test_a_button_of_the_paused_talk_goes_on_with_it(family):
    mon = family.first_button("mon")
    family.command("menu").tap(mon)
    assert "You have chosen this already." in family.said
    assert waiting(family) == ("practice", None)


def test_a_second_lasting_talk_stands_above_the_first(family):
    family.command("another")
    assert waiting(family) == ("another", "practice")
    assert family.calendar.days == {"mon": "held"}
    assert GO_ON in family.type("Ali").said
    assert waiting(family) == ("practice", None)


def test_the_first_of_three_is_over_and_she_is_told(family):
    assert OVER not in family.command("another").said
    family.command("third")
    assert OVER in family.said
    assert waiting(family) == ("third", "another")
    assert [talk.entries["kind"].value for talk in family.over("practice")] == ["talk"]


def test_what_the_first_of_three_held_is_released(family):
    family.command("another").command("menu")
    assert OVER in family.said
    assert family.calendar.days == {}


def test_going_back_to_the_paused_talk_pauses_the_active_one(family):
    mon = family.first_button("mon")
    family.command("another").tap(mon)
    assert waiting(family) == ("practice", "another")
    family.type("Nothing").press("no")
    assert GO_ON in family.said
    assert waiting(family) == ("another", None)


def test_a_talk_that_waits_is_not_begun_a_second_time(family):
    family.command("menu").command("practice")
    assert waiting(family) == ("practice", None)
    assert "What should we know?" in family.said
    family.command("practice")
    assert "What should we know?" in family.said
    family.command("another").command("practice")
    assert waiting(family) == ("practice", "another")
    assert family.calendar.count(type(family.calendar.acts[0])) == 1


def test_back_at_the_beginning_leads_to_the_menu(family):
    family.command("third").command("back")
    assert waiting(family)[0] == "welcome"


def test_back_by_command_takes_back_the_last_answer(family):
    family.command("back")
    assert "When can you come?" in family.said
    assert "Your answer so far: On Monday" in family.said


def test_a_sentence_that_may_be_a_question_is_settled_by_typing(family):
    family.type("Where is your office?").type("It is my answer")
    assert family.conversation.active.entries["note.mon.1"].value == "Where is your office?"


def test_an_old_button_about_such_a_sentence_does_nothing(family):
    family.type("Where is your office?").press("my-answer").press("my-answer")
    assert "This button is old" in family.said
    assert waiting(family) == ("practice", None)
