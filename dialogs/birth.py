"""A birth date, as newly arrived families know and type it: perhaps only the year, perhaps in another calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dialogs.ages import months_old
from dialogs.dated import claims
from dialogs.errors import StaleAnswerError
from dialogs.questions import Question
from dialogs.typed import Unread
from knowledge.rules.school import age
from translations import Text, _, isolate, write_date

if TYPE_CHECKING:
    from dialogs.dated import Claim

# Nobody is older, in years.
OLDEST = 120
_DUMPED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Birth:
    """Hold a birth date as far as it is known; raises ValueError where there is no such day."""

    year: int
    month: int | None = None
    # Only with a month.
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day has a month")
        self.earliest()

    def dump(self) -> str:
        """Write it as 2016-05-12, 2016-05 or 2016."""
        known = (part for part in (self.month, self.day) if part is not None)
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in known)])

    @classmethod
    def load(cls, text: str) -> Birth:
        """Read what dump wrote; raises ValueError."""
        dumped = _DUMPED.fullmatch(text)
        if not dumped:
            raise ValueError("this is no birth date")
        return cls(*(int(part) for part in dumped.groups() if part is not None))

    def earliest(self) -> date:
        return date(self.year, *(1 if part is None else part for part in (self.month, self.day)))

    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def age(self, today: date) -> int:
        """Return the age in full years, counted from the earliest day; a birth read from an age gives that age."""
        return age(self.earliest(), today)

    def written(self, locale: str) -> str:
        """Write it for the reader of a language, with the calendar she counts by beside it."""
        return write_date(self.year, self.month, self.day, locale)


@dataclass(frozen=True)
class Reading:
    """Say how a reply was understood."""

    birth: Birth
    # Nothing else could be meant: no other order, calendar or century, and no age.
    sure: bool


def read_birth(typed: str, today: date, locale: str) -> Reading | None:
    """Return the birth date that is meant; None where there is none, or one of the future or of long ago."""
    old = months_old(typed, locale)
    if old is not None:
        return Reading(Birth((12 * today.year + today.month - 1 - old) // 12), sure=False)
    for claim in claims(typed, today, locale):
        birth = _born(claim, today)
        if birth:
            return Reading(birth, claim.sure)
    return None


def _born(claim: Claim, today: date) -> Birth | None:
    """Turn what may be meant into our calendar: of a month or year of another one the month or year of its middle."""
    if not 0 <= claim.calendar.year(today) - claim.year <= OLDEST:
        return None
    try:
        first = claim.calendar.day(claim.year, claim.month or 1, claim.day or 1)
    except ValueError:
        return None
    if first > today:
        return None
    if claim.day:
        return Birth(first.year, first.month, first.day)
    middle = min(first + timedelta(days=14 if claim.month else 182), today)
    return Birth(middle.year, middle.month if claim.month else None)


# The day of the example cannot be mistaken for a month.
HINT = _("Please write day, month and year in digits, for example like this: {example}. The year alone is enough too.")(
    example="30.11.2015"
)


@dataclass(frozen=True, kw_only=True)
class BirthDate(Question[Birth]):
    """Ask when somebody was born; where only the year or the month is known, it is enough."""

    today: date
    # Who is older in years is asked whether that is right.
    oldest: int = OLDEST
    hint: Text = HINT

    def read(self, typed: str, locale: str) -> Birth | Unread:
        reading = read_birth(typed, self.today, locale)
        return Unread.UNREAD if reading is None else reading.birth

    def doubt(self, typed: str, locale: str) -> Text | None:
        reading = read_birth(typed, self.today, locale)
        if reading is None or (reading.sure and reading.birth.age(self.today) <= self.oldest):
            return None
        written = reading.birth.written(locale)
        if reading.birth.month is None:
            return _("Born in about {year}, is this right?")(year=written)
        return _("Is this right: {birth}?")(birth=written)

    def dump(self, value: Birth) -> str:
        return value.dump()

    def load(self, stored: Any) -> Birth:
        try:
            birth = Birth.load(stored)
        except (TypeError, ValueError) as error:
            raise StaleAnswerError("The birth date no longer fits.") from error
        if birth.earliest() > self.today:
            raise StaleAnswerError("The birth date no longer fits.")
        return birth

    def label(self, stored: str, locale: str) -> str:
        try:
            return isolate(Birth.load(stored).written(locale), locale)
        except ValueError:
            return stored
