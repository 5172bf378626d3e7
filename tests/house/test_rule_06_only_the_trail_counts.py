"""Rule 6: answers of a branch that was left are in no summary, case or export."""

from __future__ import annotations

AFTER_THE_KIND = ["free.talk.1", "slot.talk.1", "note.mon.1", "sure.mon.1", "booked.mon.1", "remind"]


def test_a_talk_that_is_over_keeps_only_its_trail(family):
    family.command("practice").press("school").type("1").type("Ali").type("8")
    # She presses the old button, and says that she means it.
    family.press("talk").press("talk")
    assert family.conversation.active.entries["person.1.school.age"].value == 8
    family.press("mon").type("Nothing").press("yes").press("no")
    (talk,) = family.over("practice")
    assert list(talk.entries) == ["people", "person.1.name", "kind", *AFTER_THE_KIND]


def test_answers_of_a_branch_come_back_with_it(family):
    family.command("practice").press("school").type("1").type("Ali").type("8")
    family.press("talk").press("talk")
    assert "person.1.school.age" not in family.stage().trail
    family.press("school").press("school")
    assert "person.1.school.age" in family.stage().trail
    assert "When can you come?" in family.said
