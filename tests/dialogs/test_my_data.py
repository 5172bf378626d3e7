"""My data: what is kept is said, shown, corrected, taken along and deleted; the receipt names who knows more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dialogs.wishes import DeleteEverything
from tests.dialogs.family import Family
from tests.dialogs.registering import Plan, register

if TYPE_CHECKING:
    from dialogs.conversation import World

LINK = "https://chat.example/link/secret"


class InTelegram(Family):
    """Write in a messenger; the office's own page may be one link away."""

    link = LINK

    def world(self, house) -> World:
        made = (lambda: self.link) if self.link else None
        return replace(super().world(house), on_page=False, page_link=made)


def links(family: Family) -> list[tuple[str, str]]:
    return [(button.label, button.url) for row in family.message.rows for button in row if button.url]


def test_who_has_said_nothing_of_a_family_has_nothing_to_correct(family):
    family.command("mydata")
    assert "answers about your family" not in family.said
    assert "We give it to nobody else" in family.said
    assert family.codes == ["download", "devices", "delete", "nothing", "menu"]


def test_a_family_reads_that_its_answers_are_kept_and_goes_on_to_correct_them(family):
    register(family, Plan(other={"more": "later"}))
    family.command("mydata")
    assert "We also keep your answers about your family." in family.said
    assert "The school authority (Schulamt) is told only what it needs" in family.said
    assert "nobody else" not in family.said
    assert family.codes == ["see", "download", "devices", "delete", "nothing", "menu"]
    family.press("see")
    assert "You have sent us your answers already." in family.said


def test_on_the_page_two_buttons_open_what_is_kept(family):
    family.command("mydata").press("download")
    assert family.said.startswith("Here you can look at everything we keep about you, and save it.")
    assert links(family) == [
        ("As a page to read", "/mydata"), ("As a file for computers (JSON)", "/mydata.json"),
    ]  # fmt: skip
    assert "answers" in family.codes, "the menu follows"


def test_in_a_messenger_one_button_leads_to_the_page(library):
    family = InTelegram(library).command("mydata").press("download")
    assert links(family) == [("Continue on our own page", f"{LINK}?to=mydata")]


def test_without_a_page_she_reads_whom_to_call(library):
    family = InTelegram(library)
    family.link = ""
    family.command("mydata").press("download")
    assert links(family) == []
    assert family.said.startswith("Would you like to talk to a person? Please call us:")
    assert library.office.phone.value in family.said


@pytest.mark.parametrize("passed_on", [True, False])
def test_the_receipt_names_what_others_know_already(family, passed_on):
    family.calendar.passed_on = passed_on
    family.command("mydata").press("delete").press("yes")
    assert family.calendar.count(DeleteEverything) == 1
    assert "This code is your proof" in family.said
    told = (
        "The school authority (Schulamt) already knows about your child. It decides itself how long it keeps that."
        f" Ask us if you have questions: {family.library.office.phone.value}."
    )
    assert (told in family.said) is passed_on
