"""Where a child stands at school in North Rhine-Westphalia, by birth date alone.

Sources: Schulgesetz NRW (SchulG) § 7 (the school year runs from 1 August to 31 July), § 34 (who is meant), § 35 (when
school begins), § 37 (ten years of it full time), § 38 (until the school year of the 18th birthday ends), § 54
(examination); Infektionsschutzgesetz (IfSG) § 20 (measles). The nine years of the Gymnasium's eight-year course make no
difference here: such a child goes on in the upper classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

# A child who is six by this day starts in this year (SchulG § 35 Abs. 1).
DEADLINE = (9, 30)
# Years in which a child goes to primary school, and to any school full time (SchulG §§ 11, 37).
PRIMARY_YEARS, FULL_TIME_YEARS = 4, 10
GROWN_UP = 18
# The days of a year between which nothing changes for who is born there: the deadline, and the school year's first day.
_TURNS = ((7, 31), (8, 1), DEADLINE, (10, 1))
# The school year begins on the first day of this month (SchulG § 7).
AUGUST = 8


class Stage(StrEnum):
    """Name the kind of school that is for an age."""

    # Too young: day care.
    BEFORE_SCHOOL = "before-school"
    # Classes 1 to 4.
    PRIMARY = "primary"
    # Classes 5 to 10.
    SECONDARY = "secondary"
    # After ten years, until the school year of the 18th birthday ends: Berufskolleg, apprenticeship or upper classes.
    VOCATIONAL = "vocational"
    # Nobody has to go to school any more.
    AFTER_SCHOOL = "after-school"


class Examination(StrEnum):
    """Say which examination at the Gesundheitsamt a child is invited to; never a reason to wait (SchulG § 54)."""

    NONE = "none"
    # Schuleingangsuntersuchung: before the first class.
    FIRST_CLASS = "first-class"
    # Seiteneinsteigeruntersuchung: newcomers who enter a later class.
    NEWCOMER = "newcomer"


class Paper(StrEnum):
    """Name a paper that helps at the talk; that one is missing keeps nobody from coming or from school."""

    IDENTITY = "identity"
    REGISTRATION = "registration"
    # Proof of protection against measles (IfSG § 20); without it a child of compulsory age attends all the same.
    MEASLES = "measles"
    # Whatever reports of earlier schools there are.
    REPORTS = "reports"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Say what holds for a child on a day."""

    stage: Stage
    # Whether she or he must go to school (SchulG § 34), now or from the first day of the stage that is running.
    compulsory: bool
    # The day on which compulsory school begins or began.
    begins: date
    examination: Examination
    papers: tuple[Paper, ...]


def standing(birth: date, today: date) -> Standing:
    """Return where a child stands; raises ValueError for somebody who is not born yet."""
    if birth > today:
        raise ValueError("nobody is born in the future")
    begins = date(first_school_year(birth), AUGUST, 1)
    stage = _stage(birth, begins, today)
    return Standing(
        stage=stage,
        compulsory=stage in (Stage.PRIMARY, Stage.SECONDARY, Stage.VOCATIONAL),
        begins=begins,
        examination=_examination(stage, begins, today),
        papers=_papers(stage),
    )


@lru_cache(maxsize=200)
def stages(age: int, today: date) -> tuple[Stage, ...]:
    """Return the stages that somebody of this age may be at: the birthday within the year decides."""
    oldest, youngest = _years_before(today, age + 1) + timedelta(days=1), _years_before(today, age)
    births = {oldest, youngest, *(date(year, *day) for year in (oldest.year, youngest.year) for day in _TURNS)}
    found = {standing(birth, today).stage for birth in births if oldest <= birth <= youngest}
    return tuple(stage for stage in Stage if stage in found)


def first_school_year(birth: date) -> int:
    """Return the year in which compulsory school begins: the one by whose 30 September the child is six."""
    sixth = birth.year + 6
    return sixth if (birth.month, birth.day) <= DEADLINE else sixth + 1


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= AUGUST else day.year - 1


def age(birth: date, today: date) -> int:
    """Return the age in full years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def _stage(birth: date, begins: date, today: date) -> Stage:
    if today < begins:
        return Stage.BEFORE_SCHOOL
    year = school_year(today) - begins.year + 1
    if year <= PRIMARY_YEARS:
        return Stage.PRIMARY
    if year <= FULL_TIME_YEARS:
        return Stage.SECONDARY
    return Stage.VOCATIONAL if school_year(today) <= school_year(_grown_up(birth)) else Stage.AFTER_SCHOOL


def _years_before(day: date, years: int) -> date:
    """Return the same day so many years ago; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def _grown_up(birth: date) -> date:
    """Return the 18th birthday; of those born on 29 February the day before 1 March, on which they are as old."""
    try:
        return birth.replace(year=birth.year + GROWN_UP)
    except ValueError:
        return date(birth.year + GROWN_UP, 2, 28)


def _examination(stage: Stage, begins: date, today: date) -> Examination:
    if stage is Stage.BEFORE_SCHOOL:
        # Invitations go out in the year before the first class.
        return Examination.FIRST_CLASS if school_year(today) + 1 == begins.year else Examination.NONE
    if stage is Stage.PRIMARY and school_year(today) == begins.year:
        return Examination.FIRST_CLASS
    return Examination.NONE if stage is Stage.AFTER_SCHOOL else Examination.NEWCOMER


def _papers(stage: Stage) -> tuple[Paper, ...]:
    basic = (Paper.IDENTITY, Paper.REGISTRATION)
    if stage is Stage.AFTER_SCHOOL:
        return (*basic, Paper.REPORTS)
    return (*basic, Paper.MEASLES) if stage is Stage.BEFORE_SCHOOL else (*basic, Paper.MEASLES, Paper.REPORTS)
