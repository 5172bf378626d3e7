"""Rule 9: buttons fit into 64 bytes, and a press of any age and origin is answered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.buttons import AT_MOST, Press, Verb, pack
from dialogs.incoming import Command, Pressed
from dialogs.reply import Opened, Reply, compose
from tests.dialogs.family import Family
from tests.dialogs.practice import Book

# The foot of a question takes these codes for itself.
RESERVED = {"back", "keep", "skip", "why"}
OFFER, OLD = "Do you want to change your answer", "This button is old"


def test_every_button_of_every_dialog_fits(steps, library):
    longest = 0
    for language, dialog, step in steps:
        if step.asked is None:
            continue
        step.record.was[step.asked.key] = "x"
        opened = Opened(asked=step.asked, talk=step.record, can_go_back=True)
        message = compose(Reply(opened=opened), language, library)
        for button in (button for row in message.rows for button in row):
            longest = max(longest, len(button.data.encode()))
            assert len(button.data.encode()) <= AT_MOST, (dialog, button)
            assert button.label.strip(), (dialog, button)
    assert longest > 20


def test_no_option_takes_a_reserved_code(steps):
    for _language, dialog, step in steps:
        codes = [option.code for option in step.asked.question.options] if step.asked else []
        assert len(set(codes)) == len(codes), dialog
        assert not RESERVED & set(codes), dialog
        assert all(len(code.encode()) <= 40 and ":" not in code for code in codes), dialog


def test_a_press_on_a_closed_question_offers_to_change_the_answer(family):
    family.command("practice").press("school").type("1")
    family.tap(family.first_button("talk"))
    assert OFFER in family.said
    assert "Some advice" in family.said
    assert family.codes == ["talk", "continue"]
    assert family.conversation.active.entries["kind"].value == "school"


def test_going_on_keeps_the_answer(family):
    family.command("practice").press("school").type("1")
    family.tap(family.first_button("talk")).press("continue")
    assert family.conversation.active.entries["kind"].value == "school"
    assert "Who is number 1?" in family.said


def test_changing_takes_the_new_answer_and_keeps_the_later_ones(family):
    family.command("practice").press("school").type("1").type("Ali").type("8").press("mon")
    family.tap(family.first_button("talk")).press("talk")
    entries = family.conversation.active.entries
    assert (entries["kind"].value, entries["person.1.name"].value) == ("talk", "Ali")
    assert "When can you come?" in family.said
    assert family.calendar.days == {}


def test_the_same_answer_pressed_again_is_only_confirmed(family):
    family.command("practice").press("school").type("1")
    family.tap(family.first_button("school"))
    assert "You have chosen this already." in family.said
    assert "Who is number 1?" in family.said


def test_a_second_tap_is_only_a_toast(family):
    family.command("practice").press("school").press("school", after=500)
    assert (family.message, family.toast) == (None, "You have chosen this already.")


def test_a_press_after_something_else_is_no_second_tap(family):
    family.command("practice").press("school").send(Command("back"), after=500)
    assert "What do you come for?" in family.said
    family.tap(family.first_button("school"), after=500)
    assert "How many of you come?" in family.said


def test_a_free_question_is_simply_taken_again(family):
    family.command("menu").press("answers").press("school")
    family.tap(family.first_button("law"))
    assert "## " in family.said
    assert OFFER not in family.said


def test_the_menu_that_was_never_answered_still_works(family):
    family.command("start").type("Where is your office?")
    family.tap(family.first_button("mydata"))
    assert "What would you like to do?" in family.said


def test_an_article_is_shown_again_by_its_old_button(family):
    family.type("Where is your office?")
    german = family.first_button("german")
    family.type("health exam for my child at the Gesundheitsamt")
    family.tap(german)
    first = family.said
    assert "## Adresse und Telefon" in first
    # What was heard before this button was shown is not told again.
    assert "## Address and phone" not in first
    assert family.command("menu").tap(german).said == first


def test_buttons_of_a_talk_that_is_over_do_nothing_twice(family):
    family.command("practice").press("talk").type("1").type("Ali").press("mon").type("Nothing")
    yes = family.button("yes")
    family.tap(yes).press("no").tap(yes)
    assert OLD in family.said
    assert family.calendar.count(Book) == 1


def test_a_helped_article_is_counted_once(family):
    family.type("Where is your office?").press("helped")
    helped = family.button("helped")
    family.tap(helped)
    assert "You have chosen this already." in family.said
    assert len(family.calendar.acts) == 1


def test_the_buttons_of_another_person_do_nothing(library):
    one, other = Family(library), Family(library)
    one.command("practice").press("talk")
    other._ids = 100
    other.command("practice")
    before = other.conversation.active
    other.tap(one.first_button("school"))
    assert OLD in other.said
    assert other.conversation.active == before


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "::",
        "t:",
        "x:menu",
        "menu",
        "t.:menu",
        "tzzzzzzzzzzzz.00000000:yes",
        "t-1.00000000:yes",
        "l:xx",
        "l:",
        "g:../../etc/passwd",
        "g:my-answer",
        "g:no-such-thing",
        "c0.0:yes",
        "t" + "z" * 60 + ".00000000:yes",
        "t" + "9" * 10_000 + ".0:yes",
        "\0:\0",
        "t١٢.٣:٤",
        "g:" + "a" * 10_000,
    ],
)
def test_forged_and_ancient_data_is_answered(family, data):
    family.command("practice").press("school")
    before = family.conversation.active.entries
    family.send(Pressed(data))
    assert family.said
    conversation = family.conversation
    assert (conversation.paused or conversation.active).entries == before


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(Verb), st.integers(0, 2**70), st.text(max_size=20))
def test_any_data_is_answered(library, code, verb, talk, key):
    family = Family(library).command("practice").press("school")
    family.send(Pressed(pack(Press(verb, code, talk, key))))
    assert family.said
    family.send(Pressed(code))
    assert family.said or family.toast
