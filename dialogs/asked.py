"""A question that a person of the office asks: answered by a tap, passed on as data that staff read in German."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dialogs.days import YEARS, read_day
from dialogs.errors import StaleAnswerError
from dialogs.handover import TIMES
from dialogs.numbers import Number
from dialogs.phone import Phone
from dialogs.questions import Choice, Option, Question, one_of, yes_no
from dialogs.sayings import OLD_BUTTON
from dialogs.typed import Unread, read_label
from dialogs.wishes import TellOffice
from knowledge.staff_phrases import OPTIONS
from translations import Text, _, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogs.talk import Talk

# So many working days are offered on buttons; any other can be typed.
DAYS = 6
# Nothing but a day as the reader knows it, or what a colleague has written: there is nothing to translate.
_ALONE, _WRITTEN = "{day}", "{option}"
_AS_A_DAY, _AS_WRITTEN = Text(_ALONE), Text(_WRITTEN)


async def asked(talk: Talk, *, phrase: str, values: dict[str, Any]) -> None:
    """Ask what a colleague wants to know, in the language the family reads now."""
    sentence = talk.library.staff_phrases[phrase]
    filled, glossary = sentence.load(values), talk.library.glossary
    text = _AS_WRITTEN(option=sentence.write(talk.language, filled, glossary))
    question = _question(sentence.asks, text, talk.today, values.get(OPTIONS, ()))
    answer = await talk.ask("answer", question)
    german = sentence.write("de", filled, glossary)
    told = await talk.wish("told", TellOffice(german, sentence.asks, _told(sentence.asks, question, answer), phrase))
    talk.say(_("Thank you. I have passed on your answer.") if told else OLD_BUTTON)


def _told(kind: str, question: Question[Any], answer: Any) -> Any:
    """Return the answer as staff keep it: of a choice the words they wrote, which no code stands for."""
    return answer if kind == "choice" else question.dump(answer)


def _question(kind: str, text: Text, today: date, written: Sequence[str]) -> Question[Any]:
    match kind:
        case "choice":
            buttons = tuple(
                Option(code=str(number), label=_AS_WRITTEN(option=one), value=one)
                for number, one in enumerate(written, start=1)
            )
            return Choice(text=text, choices=buttons, free=True)
        case "number":
            return Number(text=text, free=True)
        case "day":
            return Day(text=text, free=True, today=today)
        case "part-of-day":
            return replace(one_of(text, TIMES), free=True)
        case "phone":
            return Phone(text=text, free=True)
    asking = yes_no(text)
    return Choice(text=text, choices=asking.choices, free=True)


DAY_HINT = _("Please write the day like this: {day}.")(day="30.11.2026")


@dataclass(frozen=True, kw_only=True)
class Day(Question[date]):
    """Ask for a day: the next working days stand on buttons, any other is typed."""

    today: date
    hint: Text = DAY_HINT

    @property
    def options(self) -> Sequence[Option[date]]:
        days = (self.today + timedelta(days=ahead) for ahead in range(1, 3 * DAYS))
        weekdays = [day for day in days if day.weekday() < 5][:DAYS]
        return tuple(Option(code=day.isoformat(), label=_AS_A_DAY(day=day), value=day) for day in weekdays)

    def label(self, stored: str, locale: str) -> str:
        day = self.press(stored)
        return stored if isinstance(day, Unread) else render(_AS_A_DAY(day=day), locale)

    def press(self, code: str) -> date | Unread:
        try:
            day = date.fromisoformat(code)
        except ValueError:
            return Unread.UNREAD
        return day if day.year in YEARS else Unread.UNREAD

    def read(self, typed: str, locale: str) -> date | Unread:
        labels = {option.code: (option.label, "") for option in self.options}
        code = read_label(typed, labels, locale) if not typed.strip().isdigit() else None
        if code:
            return self.press(code)
        day = read_day(typed, self.today, locale)
        return Unread.UNREAD if day is None else day

    def dump(self, value: date) -> str:
        return value.isoformat()

    def load(self, stored: Any) -> date:
        value = self.press(stored) if isinstance(stored, str) else Unread.UNREAD
        if isinstance(value, Unread):
            raise StaleAnswerError("The day no longer fits.")
        return value
