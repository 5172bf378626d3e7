"""In each of sixteen languages a family books, is reminded, and reads nothing in a language she did not choose."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dialogs.booking.services import service_name
from dialogs.registry import DIALOGS
from dialogs.reminding import _BUTTONS, notice
from knowledge.services import SERVICES
from tests.dialogs.diary import Diary, minutes
from tests.dialogs.family import Family
from tests.dialogs.possible import VISIT
from translations import LOCALES, ShortMoment, Text, render
from translations.catalogue import catalogue

NINE = "2026-11-25T09:00"
WAY = ("booking", "first-counselling", "wishes", "woman", "month", "2026-11-25", str(minutes(NINE)), "me-children")
# Every English sentence of ours that is more than a few words: none may be read in another language.
ENGLISH = [msgid for msgid in catalogue("de").sentences if len(msgid) > 25 and "{" not in msgid]


def seen(family: Family) -> str:
    labels = "\n".join(button.label for row in family.message.rows for button in row)
    return f"{family.said}\n{labels}"


@pytest.mark.parametrize("locale", LOCALES)
def test_she_books_in_her_language(library, locale):
    family = Family(library, DIALOGS, language=locale)
    family.calendar.diary = Diary(language=locale if locale != "de" else "ar")
    read = [seen(family.command("menu"))]
    read += [seen(family.press(step)) for step in (*WAY, "longer", "book")]
    [talk] = [talk for talk in family.calendar.diary.talks.values() if talk["state"] == "booked"]
    assert (talk["starts"], talk["woman"]) == (NINE, True)
    assert render(service_name("first-counselling"), locale) in read[-1]
    assert render(Text("{when}")(when=datetime.fromisoformat(NINE)), locale) in read[-1]
    if locale != "en":
        assert [sentence for sentence in ENGLISH for text in read if sentence in text] == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", _BUTTONS)
def test_what_lotse_writes_by_itself(library, locale, kind):
    until = datetime.fromisoformat("2026-11-24T18:00")
    message = notice(kind, VISIT, library.office, locale, date(2026, 11, 24), until=until)
    text = "\n".join(part.text for part in message.parts)
    assert message.notice
    assert [len(row) for row in message.rows] == [1] * len(_BUTTONS[kind])
    assert all(len(button.data.encode()) <= 64 for row in message.rows for button in row)
    # A button with its picture stands in one line of a cheap phone.
    assert all(len(button.label) <= 37 for row in message.rows for button in row)
    assert "{" not in text
    if locale != "en":
        assert [sentence for sentence in ENGLISH if sentence in text] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_buttons_with_times_fit_on_a_cheap_phone(locale):
    for month in range(1, 13):
        label = render(Text("{time}")(time=ShortMoment(datetime.fromisoformat(f"2026-{month:02}-25T10:45"))), locale)
        assert len(label) <= 40, label
    assert all(len(render(service_name(id), locale)) <= 34 for id in SERVICES)
