"""The intake sheet: a family's answers in German, her own words beside them, what changed, what the law says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogs.birth import Birth
from dialogs.intake.summary import FIELDS, REPEATED, about, field_of, tells, written
from knowledge.glossary import ORIGINAL
from knowledge.rules import Standing, standing
from translations import render

if TYPE_CHECKING:
    from datetime import date

    from bot.store.households import Answers


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answer, or the place where one may stand."""

    key: str
    asked: str
    # In German, or as she wrote it; empty where there is none.
    answer: str = ""
    # Her own words, where a code stands for them.
    words: str = ""
    changed: bool = False
    # What stood there when a colleague saw it last.
    was: str = ""
    # Whether it is written freely, in whatever language.
    free: bool = False


@dataclass(frozen=True, kw_only=True)
class Page:
    """What belongs on one sheet of paper: the household, or one child."""

    # Nought is the household.
    number: int
    # What the child is called; empty where nobody has said it.
    name: str
    lines: tuple[Line, ...]
    # What holds for the child: one where the birth date is known, two where only the year or the age is.
    standings: tuple[Standing, ...] = ()


def pages(answers: Answers, seen: Answers, today: date) -> list[Page]:
    """Lay out the answers: the household first, then the children."""
    return [
        Page(
            number=number,
            name=str(answers.get(f"child.{number}.name", "")) if number and _named(answers, number) else "",
            lines=tuple(_lines(number, answers, seen, today)),
            standings=_standings(number, answers, today) if number else (),
        )
        for number in sorted({0, *(about(key) for key in answers)})
    ]


def _named(answers: Answers, number: int) -> bool:
    return isinstance(answers.get(f"child.{number}.name"), str)


def _lines(number: int, answers: Answers, seen: Answers, today: date) -> list[Line]:
    return [_line(key, answers, seen, today) for key in _keys(number, answers, seen) if _shown(key, answers, seen)]


def _shown(key: str, answers: Answers, seen: Answers) -> bool:
    """Leave out that there is no further language, unless one stood there before."""
    return not (key in answers or key in seen) or any(
        tells(key, found[key]) for found in (answers, seen) if key in found
    )


def _keys(number: int, answers: Answers, seen: Answers) -> list[str]:
    """Return what was answered or may be, in the order in which it is asked."""
    order = list(FIELDS)
    given = {key for key in (*answers, *seen) if field_of(key) is not None and about(key) == number}
    names = [name for name in order if name.startswith("child.") is bool(number) and not FIELDS[name].further]
    for name in names:
        empty = name.replace("child.", f"child.{number}.", 1) + (".0" if name in REPEATED else "")
        given.add(empty)
    # How well a language is spoken stands below it.
    return sorted(
        given, key=lambda key: (order.index(_name(key).replace("child.well", "child.language")), *_times(key))
    )


def _times(key: str) -> tuple[int, str]:
    times = key.rpartition(".")[2]
    return int(times) if times.isdecimal() else 0, key


def _name(key: str) -> str:
    return ".".join(part for part in key.split(".") if not part.isdigit())


def _line(key: str, answers: Answers, seen: Answers, today: date) -> Line:
    asked = render(FIELDS[_name(key)].short, ORIGINAL)
    now, before = answers.get(key), seen.get(key)
    changed = bool(seen) and now != before
    return Line(
        key=key,
        asked=asked,
        answer=_written(key, now, today),
        words=now[1] if isinstance(now, list) and len(now) == 2 and now[1] != _written(key, now, today) else "",
        changed=changed,
        was=_written(key, before, today) if changed else "",
        free=isinstance(now, str),
    )


def _written(key: str, stored: Any, today: date) -> str:
    return "" if stored is None else written(key, stored, today, ORIGINAL)[1]


def _standings(number: int, answers: Answers, today: date) -> tuple[Standing, ...]:
    """Return what holds for a child; a year alone, or an age, may mean two things."""
    birth, age = answers.get(f"child.{number}.birth"), answers.get(f"child.{number}.age")
    if isinstance(birth, str):
        known = Birth.load(birth)
    elif isinstance(age, int):
        known = Birth(today.year - age)
        known = known if known.age(today) == age else Birth(today.year - age - 1)
    else:
        return ()
    days = dict.fromkeys(min(day, today) for day in (known.earliest(), known.latest()))
    return tuple(dict.fromkeys(standing(day, today) for day in days))
