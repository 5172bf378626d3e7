"""What there is for a child of an age, said as soon as the age is known (knowledge/rules has the law)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.rules import Stage, stages
from translations import Text, _

if TYPE_CHECKING:
    from datetime import date

_KITA = _(
    "For a child of this age there is day care (Kita). It is not compulsory, and it helps with German. We gladly"
    " advise you."
)
_SOON = _(
    "A child of this age starts school soon, or has just started. Who is six years old on 30 September starts school in"
    " that summer. We help you to register your child."
)
_SCHOOL = _(
    "A child of this age must go to school. That is a right, too: your child may start at any time of the year. We help"
    " you to find a school. You do not have to wait for anything."
)
_VOCATIONAL = _(
    "At this age many young people still have to go to school, often to a vocational college (Berufskolleg). We help"
    " you to find the right place."
)
_AFTER = _(
    "At this age nobody has to go to school any more. There are still good ways: a language course, a vocational"
    " college (Berufskolleg), an apprenticeship. We gladly advise you."
)

# Most of those who are five start in the next summer.
_LAST_BEFORE_SCHOOL = 5


def advice(age: int, today: date) -> Text:
    """Say what there is for this age; where the birthday decides, both."""
    may_be = stages(age, today)
    if Stage.BEFORE_SCHOOL in may_be:
        return _SOON if age >= _LAST_BEFORE_SCHOOL else _KITA
    if Stage.PRIMARY in may_be or Stage.SECONDARY in may_be:
        return _SCHOOL
    return _VOCATIONAL if Stage.VOCATIONAL in may_be else _AFTER
