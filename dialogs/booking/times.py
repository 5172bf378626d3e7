"""Choosing a time: the next good ones first; sooner, other days, a month to look through, or the waiting list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from dialogs.booking.wishes import FreeDays, FreeTimes
from dialogs.days import read_day
from dialogs.errors import StaleAnswerError
from dialogs.questions import Option, Question
from dialogs.typed import Unread, read_label
from translations import MonthName, ShortDay, ShortMoment, Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogs.talk import Talk

# So many times stand on buttons: the good ones, and all of a day.
GOOD, ALL = 4, 8
# Digits that no moment has, in minutes since 1970; what is longer no store can hold.
_TOO_LONG = 18
# Days of the small calendar beside one another.
IN_A_ROW = 3
SOONER, OTHER, MONTH, WISHES, LIST = "sooner", "other", "month", "wishes", "list"
# NOTE: Buttons under the times that are free.
_WAYS = {
    SOONER: ("⏫", _("All times as soon as possible")),
    OTHER: ("➡️", _("Other days")),
    MONTH: ("🗓️", _("Choose a day")),
    WISHES: ("💬", _("Who interprets for me")),
    LIST: ("⏳", _("No time suits me")),
}
# NOTE: A button: a moment, as in "tomorrow: Wed, 25 Nov · 09:00".
_TOMORROW, _TODAY = _("tomorrow: {time}"), _("today: {time}")
_LATER, _EARLIER = _("Later"), _("Earlier")


@dataclass(frozen=True, kw_only=True)
class Times(Question[str]):
    """Let one of the free times be chosen, or another way to look; a day can be typed."""

    # The moment and the local time (ISO) of each.
    times: tuple[tuple[int, str], ...]
    ways: tuple[str, ...]
    today: date
    days_only: ClassVar[bool] = False
    hint: Text = _("Please press one of the buttons. You can also write a day, such as Thursday or 3.12.")

    @property
    def options(self) -> Sequence[Option[str]]:
        times = [Option(code=str(at), label=_when(at_, self.today), value=str(at)) for at, at_ in self.times]
        return (
            *times,
            *(Option(code=way, label=_WAYS[way][1], value=way, pictogram=_WAYS[way][0]) for way in self.ways),
        )

    def press(self, code: str) -> str | Unread:
        """Understand a button, also of a time that was free when it was shown: the house decides about it."""
        moment = code.isascii() and code.isdigit() and len(code) < _TOO_LONG
        return code if moment and not self.days_only else super().press(code)

    def read(self, typed: str, locale: str) -> str | Unread:
        labels = {option.code: (option.label, "") for option in self.options}
        code = read_label(typed, labels, locale)
        if code:
            return code
        day = read_day(typed, self.today, locale)
        return day.isoformat() if day is not None and day >= self.today else Unread.UNREAD

    def dump(self, value: str) -> str:
        return value

    def load(self, stored: Any) -> str:
        if not isinstance(stored, str):
            raise StaleAnswerError("A time is a number, a way or a day.")
        return stored

    def label(self, stored: Any, locale: str) -> str:
        option = next((one for one in self.options if one.code == stored), None)
        return option.written(locale) if option else str(stored)


@dataclass(frozen=True, kw_only=True)
class Days(Times):
    """Let a day of a month be chosen."""

    days_only = True
    days: tuple[date, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def options(self) -> Sequence[Option[str]]:
        days = [
            Option(
                code=day.isoformat(), label=_ALONE(day=ShortDay(day, in_month=True)), value=day.isoformat(),
                beside=place % IN_A_ROW != 0,
            )
            for place, day in enumerate(self.days)
        ]  # fmt: skip
        turns = [(self.before, "⬅️", _EARLIER), (self.after, "➡️", _LATER)]
        months = [Option(code=month, label=name, value=month, pictogram=sign) for month, sign, name in turns if month]
        return (*days, *months)


# Nothing but a day or a time: there is nothing to translate.
_DAY, _TIME = "{day}", "{time}"
_ALONE, _AS_A_TIME = Text(_DAY), Text(_TIME)


def _when(written: str, today: date) -> Text:
    moment = datetime.fromisoformat(written)
    name = {0: _TODAY, 1: _TOMORROW}.get((moment.date() - today).days, _AS_A_TIME)
    return name(time=ShortMoment(moment))


async def choose_day(talk: Talk, key: str, wanting: dict[str, Any]) -> str:
    """Look through the months; return the day (ISO), or nothing where no month has one."""
    month = ""
    for number in range(12):
        found = await talk.wish(f"{key}.free.{number}", FreeDays(**wanting, month=month))
        if not found["month"]:
            return ""
        text = _("{month}: Which day suits you?")
        days = Days(
            text=text(month=MonthName(date.fromisoformat(f"{found['month']}-01"))), times=(), ways=(), today=talk.today,
            days=tuple(date.fromisoformat(day) for day in found["days"]), before=found["before"], after=found["after"],
        )  # fmt: skip
        chosen = await talk.ask(f"{key}.day.{number}", days)
        if len(chosen) > len("YYYY-MM"):
            return chosen
        month = chosen
    return ""


async def look(talk: Talk, key: str, wanting: dict[str, Any], *, since: str, spread: bool) -> dict[str, Any]:
    """Find the times that are shown next."""
    many = GOOD if spread else ALL
    found: dict[str, Any] = await talk.wish(key, FreeTimes(**wanting, since=since, at_most=many, spread=spread))
    return found


def ask_time(found: dict[str, Any], today: date, *, wishes: bool, spread: bool) -> Times:
    """Ask which of the times that were found suits her."""
    ways = [SOONER] if spread else []
    ways += [OTHER] if found["more"] else []
    ways += [MONTH, *([WISHES] if wishes else []), LIST]
    times = tuple((at, written) for at, written in found["times"])
    return Times(text=_("When can you come?"), times=times, ways=tuple(ways), today=today)
