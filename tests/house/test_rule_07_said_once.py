"""Rule 7: a say is heard once: it is known by the key before it, its text and its values."""

from __future__ import annotations

from dialogs.questions import Words
from tests.dialogs.small import playing
from translations import Text

LOOKING = "I look for a free day."


async def greets_twice(talk):
    talk.say(Text("Hello!"))
    talk.say(Text("Hello!"))
    name = await talk.ask("name", Words(text=Text("Who are you?")))
    talk.say(Text("Hello!"))
    talk.say(Text("Hello {name}!")(name=name))
    await talk.ask("more", Words(text=Text("More?")))


def test_a_say_is_not_repeated_when_the_question_is(family):
    family.command("practice").press("talk").type("1").type("Ali")
    assert LOOKING in family.said
    for said in (family.command("help").said, family.type("xyzzy").said, family.command("help").said):
        assert "When can you come?" in said
        assert LOOKING not in said


def test_the_same_sentence_after_another_key_is_said_again(library):
    family = playing(library, greets_twice).command("small")
    assert family.said.count("Hello!") == 1
    assert "Hello!\nHello Ali!" in family.type("Ali").said


def test_other_values_make_it_another_say(library):
    family = playing(library, greets_twice).command("small").type("Ali")
    family.press("back")
    assert "Hello Sara!" in family.type("Sara").said


def test_what_follows_an_answer_is_said_again_when_it_is_given_again(family):
    family.command("practice").press("talk").type("1").type("Ali").press("back")
    assert LOOKING in family.press("keep").said
