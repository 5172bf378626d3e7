"""Five questions suffice for a talk: a name, a language, a way to reach her, the children's ages, an interpreter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dialogs.ages import Age
from dialogs.called import Name
from dialogs.intake import why
from dialogs.intake.advice import advice
from dialogs.intake.section import Field, Ground, Section, put
from dialogs.numbers import Count
from dialogs.phone import Phone
from dialogs.questions import Choice, Option, yes_no
from dialogs.tongues import Tongue
from translations import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogs.by_name import Named
    from dialogs.talk import Talk

# A larger number is a slip of the thumb.
MOST_CHILDREN = 20
# Who is older than this is no child; up to there it stands on a button.
OLDEST, LAST_SHOWN = 25, 17
# NOTE: Stands for a child whose name is not known.
CHILD = _("Child {number}")
_WAYS = {"chat": ("💬", _("Here in the chat")), "phone": ("📞", _("By phone"))}


def _reach(ground: Ground) -> Choice[str]:
    del ground
    choices = tuple(Option(code=code, label=label, value=code, pictogram=sign) for code, (sign, label) in _WAYS.items())
    return Choice(text=_("How can we reach you?"), choices=choices)


def _age(ground: Ground) -> Age:
    alone = _("How old is your child? Please choose or write the age in years.")
    one_of = _("How old is child number {number}? Please choose or write the age in years.")
    return Age(text=one_of(number=ground.child) if ground.child else alone, at_most=OLDEST, shown=LAST_SHOWN)


FIRST: dict[str, Field] = {
    "you.name": Field(
        short=_("Name"),
        ask=lambda _ground: Name(text=_("What may we call you? Your first name is enough.")),
        why=why.TALK,
        needed=True,
    ),
    "you.language": Field(
        short=_("Language of the talk"),
        ask=lambda ground: Tongue(text=_("Which language would you like to speak with us?"), offered=ground.tongues),
        why=why.SPEAK,
        needed=True,
    ),
    "you.reach": Field(short=_("How we reach you"), ask=_reach, why=why.REACH, needed=True),
    "you.phone": Field(
        short=_("Phone number"),
        ask=lambda _ground: Phone(text=_("Which phone number can we call you on? Please write it here.")),
        why=why.REACH,
        needed=True,
        further=True,
    ),
    "house.children": Field(
        short=_("Number of children"),
        ask=lambda _ground: Count(
            text=_("For how many children do you need a school or day care (Kita)?"),
            at_least=1,
            at_most=MOST_CHILDREN,
        ),
        why=why.ADVICE,
        needed=True,
    ),
    "child.age": Field(short=_("Age in years"), ask=_age, why=why.ADVICE, needed=True, further=True),
    "you.interpreter": Field(
        short=_("Interpreter wanted"),
        ask=lambda _ground: yes_no(_("Do you need somebody who interprets for you in the talk?")),
        why=why.SPEAK,
        needed=True,
    ),
}


def wants_interpreter(given: Mapping[str, Any]) -> bool | None:
    """Tell whether somebody shall interpret, by the answers as they are stored; None where she has not said."""
    return {"yes": True, "no": False}.get(given.get("you.interpreter", ""))


@dataclass(frozen=True, kw_only=True)
class First:
    """What suffices for a talk."""

    name: str
    language: Named
    # Of the children in years, in the order in which they were named.
    ages: tuple[int, ...]
    interpreter: bool


async def first(talk: Talk, *, before: int = 0, more: int = 0) -> First:
    """Ask what suffices; more children are added to those of before, who have been spoken of already."""
    ground = Ground(today=talk.today, language=talk.language, tongues=tuple(dict.fromkeys((talk.language, "de"))))
    section = Section(talk=talk, fields=FIRST, about=_("First questions"), ground=ground, own_page=False)
    name: str = await put(section, "you.name")
    language: Named = await put(section, "you.language")
    if await put(section, "you.reach") == "phone":
        await put(section, "you.phone")
    children: int = await put(section, "house.children") + more
    ages = []
    for number in range(1, children + 1):
        age = await _age_of(section, number, children)
        ages.append(age)
        if number > before:
            talk.say(advice(age, talk.today))
    interpreter = False
    if language.code != "de":
        interpreter = await put(section, "you.interpreter")
    return First(name=name, language=language, ages=tuple(ages), interpreter=interpreter)


async def _age_of(section: Section, number: int, children: int) -> int:
    talk = section.talk
    ground = Ground(today=talk.today, language=talk.language, child=str(number) if children > 1 else "")
    one = replace(section, ground=ground, child=number)
    age: int = await put(one, "child.age")
    return age
