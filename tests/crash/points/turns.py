"""What families do: each function brings a house to where something is done, and returns what is done then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crash.points.family import WORDS, Family, booked, family, has, her_choice, next_of, staffed, times

if TYPE_CHECKING:
    from random import Random

    from tests.crash.points.stage import Act, Stage


def begins(stage: Stage, chance: Random) -> Act:
    _other = family(stage, chance)
    return Family(stage, "telegram", str(chance.randrange(10_000, 2**40)), "ar").types("/start")


def asks(stage: Stage, chance: Random) -> Act:
    return family(stage, chance).types(chance.choice(WORDS))


def presses(stage: Stage, chance: Random) -> Act:
    return family(stage, chance).presses("g:" + chance.choice(("answers", "human", "mydata", "booking", "intake")))


def reads_and_thanks(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:answers")
    for _step in range(2):
        her.does(her_choice(her, chance))
    return her.presses(her_choice(her, chance))


def changes_language(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:language")
    return her.presses(chance.choice([one for one in ("ps", "ku", "bg", "pl") if has(her, one)]))


INTAKE = ("g:intake", "understood", "'Name", "hers", "chat", "1", "9", "yes", "later", "send")


def answers_intake(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    upto = chance.randrange(2, len(INTAKE) - 1)
    her.does(*INTAKE[:upto])
    return next_of(her, INTAKE[upto])


def sends_intake(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does(*INTAKE[:-1])
    return her.presses("send")


def calls_a_person(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:human")
    return her.presses(chance.choice([one for one in ("call", "write", "letter") if has(her, one)]))


def holds(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    return her.presses(chance.choice(times(her)))


def confirms(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    her.does(chance.choice(times(her)), "me")
    return her.presses("book")


def cancels(stage: Stage, chance: Random) -> Act:
    her, id = booked(stage, chance)
    return her.presses(f"g:cannot.{id}")


def moves(stage: Stage, chance: Random) -> Act:
    her, id = booked(stage, chance)
    her.does(f"g:another.{id}")
    her.does(chance.choice(times(her)), "me")
    return her.presses("book")


def joins_the_list(stage: Stage, chance: Random) -> Act:
    if chance.random() < 0.5:
        staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    while not has(her, "any"):
        her.does("list")
    her.does("any")
    return her.presses("any")


def deletes_everything(stage: Stage, chance: Random) -> Act:
    her = booked(stage, chance)[0] if chance.random() < 0.5 else family(stage, chance)
    her.does("g:mydata", "delete")
    return her.presses("yes")


def writes_to_a_colleague(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:human")
    return her.types(chance.choice(WORDS))


KINDS = {
    one.__name__: one
    for one in (begins, asks, presses, reads_and_thanks, changes_language, answers_intake, sends_intake,
                calls_a_person, writes_to_a_colleague, holds, confirms, cancels, moves, joins_the_list,
                deletes_everything)
}  # fmt: skip
