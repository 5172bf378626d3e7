"""Rule 6: answers of a branch that was left are in no summary, case or export."""

from __future__ import annotations


def test_a_talk_that_is_over_keeps_only_its_trail(family):
    family.command("practice").press("school").type("2").type("Ali").type("8").type("Sara").type("9")
    for _answer in range(6):
        family.press("back")
    family.press("talk").type("1").type("Ali").press("mon").type("Nothing").press("yes").press("no")
    (talk,) = family.over("practice")
    answers = {key: entry.value for key, entry in talk.entries.items()}
    assert answers["kind"] == "talk"
    assert not [key for key in answers if key.startswith("person.2") or key.endswith("age")]


def test_answers_of_a_branch_come_back_with_it(family):
    family.command("practice").press("school").type("1").type("Ali").type("8")
    family.press("talk").press("talk")
    assert "person.1.school.age" not in family.stage().trail
    family.press("school").press("school")
    assert "person.1.school.age" in family.stage().trail
    assert "When can you come?" in family.said
