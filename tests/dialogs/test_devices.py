"""A new phone, a shared phone, a second adult: what is offered, asked and said."""

from __future__ import annotations

import orjson
import pytest

from dialogs.incoming import Typed
from dialogs.wishes import LeaveHousehold, MakeWords, NoteUnanswered, PartDevice
from knowledge.recovery_words import HIDDEN
from tests.dialogs.calendar import WORDS, Calendar
from tests.dialogs.family import Family
from tests.dialogs.registering import Plan, register


@pytest.fixture
def registered(library) -> Family:
    family = Family(library)
    return register(family, Plan(), until="book")


def devices(family: Family) -> Family:
    return family.command("mydata").press("devices")


def test_my_data_has_one_button_for_phones_and_adults(family):
    family.command("mydata")
    assert family.codes[:4] == ["download", "devices", "delete", "nothing"]
    family.press("devices")
    assert family.codes == ["words", "part", "newphone", "nothing", "menu"]


def test_what_concerns_a_household_is_offered_to_who_has_one(registered):
    devices(registered)
    assert registered.codes[:5] == ["words", "part", "newphone", "adult", "nothing"]
    registered.calendar.others = 1
    devices(registered)
    assert "leave" in registered.codes


def test_a_colleague_who_writes_for_her_neither_makes_words_nor_parts_a_device(family):
    family.calendar.at_desk = True
    devices(family)
    assert family.codes == ["nothing", "menu"]
    family.command("words")
    assert "five words" not in family.said


@pytest.mark.parametrize("way", ["words", "command"])
def test_words_are_shown_once_and_stand_in_nothing_that_is_stored(family, way):
    devices(family).press("words") if way == "words" else family.command("words")
    assert WORDS["recover"] in family.said
    assert "Show them to nobody" in family.said
    kept = orjson.dumps(family.message.dump()).decode()
    assert HIDDEN in kept
    stored = family.stored + b"".join(family.archive.values()) + kept.encode()
    assert not any(word.encode() in stored for word in WORDS["recover"].split())
    assert family.message.secret == "recover"
    family.press("mydata")
    assert not any(word in family.said for word in WORDS["recover"].split())


def test_after_registering_words_are_offered_beside_the_talk(registered):
    assert registered.codes[:3] == ["yes", "no", "words"]
    registered.press("words")
    assert WORDS["recover"] in registered.said
    assert "book a talk now" in registered.said
    assert "words" not in registered.codes
    registered.press("no")
    assert registered.conversation.active.dialog == "welcome"
    assert registered.calendar.count(MakeWords) == 1


def test_another_phone_is_parted_after_a_yes_only(family):
    devices(family).press("part").press("no")
    assert family.calendar.count(PartDevice) == 0
    devices(family).press("part").press("yes")
    assert family.calendar.count(PartDevice) == 1
    assert family.said == (
        "All right. The chat so far is closed on this device. With your five words you can open it again."
    )
    assert family.codes == []


def test_words_for_another_adult(registered):
    devices(registered).press("adult")
    assert WORDS["join"] in registered.said
    assert "They work for one day." in registered.said
    assert registered.message.secret == "join"


def test_who_leaves_a_household_is_asked_first(registered):
    registered.calendar.others = 1
    devices(registered).press("leave").press("no")
    assert registered.calendar.count(LeaveHousehold) == 0
    devices(registered).press("leave").press("yes")
    assert "You do not belong to this family any more." in registered.said


def test_i_have_a_new_phone_asks_for_the_words(family):
    for open_ in (lambda: family.command("newphone"), lambda: family.type("I have a new phone")):
        family.command("menu")
        open_()
        assert "Please write the five words on your card." in family.said


def test_what_is_typed_there_is_written_down_nowhere(library):
    family = Family(library, calendar=Calendar())
    family.command("newphone").type("aple badgr xyzzy qwert")
    assert "I do not know these words." in family.said
    assert family.calendar.count(NoteUnanswered) == 0
    assert b"xyzzy" not in family.stored
    assert family.hidden
    family.type("menu")
    assert family.conversation.active.dialog == "welcome"
    family.send(Typed("Where is the office?"))
    assert not family.hidden
