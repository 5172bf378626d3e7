"""The intake as families live it: five questions suffice, everything else is shown, changed, completed, withdrawn."""

from __future__ import annotations

import pytest

from dialogs.incoming import Sent, Thing
from dialogs.wishes import SendIntake, WithdrawIntake
from tests.dialogs.family import Family
from tests.dialogs.registering import NAMES, SKIPPED, WHOLE, Plan, register, reply

FIVE = Plan(other={"more": "later"})


def test_five_questions_suffice(family):
    register(family, FIVE)
    assert family.calendar.kept_answers == {
        "you.name": WHOLE["you.name"],
        "you.language": ["ar", family.calendar.kept_answers["you.language"][1]],
        "you.reach": "phone",
        "you.phone": "+491713920099",
        "house.children": 1,
        "child.1.age": 9,
        "you.interpreter": "yes",
    }


def test_advice_follows_each_age_at_once(family):
    plan = Plan(children=3, other={"child.1.age": 2, "child.2.age": 5, "child.3.age": 17})
    register(family, plan, until="child.1.age")
    assert "day care" in family.press("2").said
    assert "30 September" in family.press("5").said
    assert "Berufskolleg" in family.press("17").said


@pytest.mark.parametrize("children", [1, 3, 6])
def test_the_whole_way(family, children):
    register(family, Plan(children=children))
    kept = family.calendar.kept_answers
    assert [kept[f"child.{number}.name"] for number in range(1, children + 1)] == list(NAMES[:children])
    assert kept["house.signs"] == "unsure"
    # What was said once of all children is not asked again.
    assert ("child.2.language.0" in kept) is False
    assert not {key for key in kept if key.split(".")[0] not in ("you", "house", "child")}


# Seconds for a tap and for a word that is typed, with the reading: what a slow thumb on a cheap phone needs.
TAP, WORD = 6, 15


def test_three_children_take_less_than_ten_minutes(family):
    family.command("intake")
    seconds = 0
    while family.conversation.active.dialog == "intake":
        stage, shown = family.stage(), len(family.shown)
        reply(family, stage.asked.question, QUICK.answer(stage.asked.key))
        seconds += TAP if family.last_pressed in family.shown[:shown] and family.pressed else WORD
    assert 300 < seconds < 600


QUICK = Plan(
    children=3,
    other={
        "you.reach": "chat",
        "you.name": "Amina",
        "you.speaks.0": ["none", ""],
        "house.other": "no",
        "house.along": "no",
        **{f"child.{n}.{key}": value for n in (1, 2, 3) for key, value in {
            "name": NAMES[n], "language.1": ["none", ""], "scripts.0": ["none"], "foreign.0": ["none", ""],
            "earlier": "no", "private": "no"}.items()},
    },
)  # fmt: skip


def test_a_young_child_is_not_asked_about_school(family):
    register(family, Plan(other={"child.1.age": 3, "child.1.birth": "2023-02-01"}))
    assert not {key for key in family.calendar.kept_answers if key.startswith(("child.1.years", "child.1.scripts"))}


def test_every_question_but_the_five_can_be_skipped_and_says_why(family):
    family.command("intake").press("understood")
    while family.conversation.active.dialog == "intake":
        key, question = family.stage().asked.key, family.stage().asked.question
        if key in ("more", "summary", "book"):
            family.press({"more": "now", "summary": "send", "book": "no"}[key])
            continue
        assert "why" in family.codes, key
        asked = family.said.splitlines()[-1]
        assert asked in family.press("why").said.splitlines()[1:], key
        five = key in ("you.name", "you.language", "you.reach", "you.phone", "house.children", "you.interpreter")
        assert question.may_skip is not (five or key.endswith(".age")), key
        reply(family, question, SKIPPED if question.may_skip else Plan().answer(key))
    assert family.calendar.kept_answers["child.1.birth"] == SKIPPED


def test_skipping_and_asking_why_can_be_typed(family):
    register(family, Plan(), until="house.letters")
    assert "tell you about your appointment" in family.type("why do you ask this?").said
    family.type("skip")
    assert family.stage().asked.key == "house.arrived"


def test_an_answer_is_changed_from_the_summary_and_the_others_stay(family):
    register(family, Plan(), until="summary")
    family.press("change-1").press("child.1.name").type("Sahra")
    assert "Sahra" in family.said
    family.press("send")
    kept = family.calendar.kept_answers
    assert kept["child.1.name"] == "Sahra"
    assert kept["child.1.birth"] == "2017-05-12"


def test_a_voice_message_stands_in_the_place_of_an_answer(family):
    register(family, Plan(), until="child.1.wishes")
    assert "voice message has arrived" in family.send(Sent(Thing.VOICE, kept=True)).said
    assert family.stage().asked.key == "child.1.private"
    assert family.stage().conversation.active.entries["child.1.wishes"].value == {"gap": "spoken"}


def test_what_was_sent_is_there_the_next_time(family):
    register(family, FIVE)
    family.command("intake")
    assert family.codes[:4] == ["more", "see", "add", "withdraw"]
    family.press("see")
    assert "أمينة" in family.said
    # Nothing of before is said again.
    assert "must go to school" not in family.said
    assert family.codes[0] == "send"


def test_the_rest_can_follow_later(family):
    register(family, FIVE)
    family.command("intake").press("more")
    while (key := family.stage().asked.key) != "summary":
        reply(family, family.stage().asked.question, Plan().answer(key))
    family.press("send").press("no")
    assert family.calendar.kept_answers["child.1.name"] == NAMES[0]
    assert family.command("intake").codes[:3] == ["see", "add", "withdraw"]


def test_a_child_is_added_and_only_that_one_is_asked_about(family):
    register(family, Plan())
    family.command("intake").press("add")
    assert "child number 2" in family.said
    family.press("4")
    assert family.stage().asked.key == "child.2.name"
    assert "day care" in family.said


def test_withdrawing_deletes_what_was_sent(family):
    register(family, FIVE)
    family.command("intake").press("withdraw")
    assert family.press("no").said.startswith("Nothing was changed")
    assert family.calendar.kept_answers
    family.command("intake").press("withdraw").press("yes")
    assert family.calendar.count(WithdrawIntake) == 1
    assert not family.calendar.kept_answers
    assert "notice" not in family.said
    assert "understood" in family.command("intake").codes


def test_back_after_sending_offers_to_correct(family):
    register(family, FIVE, until="book")
    family.press("back")
    assert "intake" in family.codes
    assert family.calendar.count(SendIntake) == 1


def test_without_answers_she_is_led_on(family):
    assert "without giving a name" in family.command("intake").press("without").said


def test_more_about_the_notice_on_demand(family):
    family.command("intake").press("more")
    assert "right to know" in family.said
    assert "more" not in family.codes
    family.press("understood")
    assert family.stage().asked.key == "you.name"


def test_nobody_is_asked_about_residence_route_or_religion(library):
    family = Family(library)
    assert "We do not ask about your residence permit" in family.command("intake").said


def test_organisations_have_five_questions_of_their_own(family):
    family.command("intake").press("organisation").press("volunteer").type("Erika Beispiel").type("I want to help")
    family.type("12")
    assert "phone number or an e-mail" in family.said
    family.type("erika@example.org").press("any")
    (told,) = [act for act in family.calendar.acts if type(act).__name__ == "WriteForOthers"]
    assert (told.kind, told.name, told.reach, told.when) == ("volunteer", "Erika Beispiel", "erika@example.org", "any")


def test_a_spelling_as_in_the_passport_is_in_latin_letters(family):
    register(family, Plan(), until="you.latin")
    assert " 1 / " in family.said, "the first question of its section, not the noughtth"
    assert family.type("أمينة").said.startswith("Name in Latin letters")
    assert family.stage().asked.key == "you.latin"
    family.type("Amina Haddad")
    assert family.stage().asked.key == "you.speaks.0"
