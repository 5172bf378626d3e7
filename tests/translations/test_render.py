"""Texts as readers of each language see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polib
import pytest

from translations import LOCALES, Text, _, n_, render
from translations.isolates import FSI, PDI
from translations.locales import ROOM
from translations.render import _known

CALL = _("Would you like to talk to a person? Please call us: {phone}.")
DAYS = n_(
    "After {n} day without a message from you we delete everything.",
    "After {n} days without a message from you we delete everything.",
)
KEPT = _("We have kept the messages of this chat since {since}. We also keep your language: {language}.")
MONDAY = date(2026, 11, 23)


def filled():
    """Fill every sentence of the catalogues that has placeholders with words of the other direction."""
    for entry in polib.pofile(str(ROOM / "messages.pot")):
        if "{" in entry.msgid:
            names = [part.split("}")[0] for part in entry.msgid.split("{")[1:]]
            values = {name: 80 if name == "n" else "ab 02151/86 أب" for name in names}
            yield Text(entry.msgid, entry.msgid_plural)(**values)


@pytest.mark.parametrize("text", list(filled()), ids=lambda text: text.msgid[:40])
def test_values_stand_in_isolates_where_the_sentence_runs_right_to_left(text):
    arabic, german = render(text, "ar"), render(text, "de")
    assert arabic.count(FSI) == arabic.count(PDI) >= len(text.values)
    assert all(PDI in rest for rest in arabic.split(FSI)[1:])
    assert FSI not in german
    assert PDI not in german


def test_a_value_is_never_read_as_a_placeholder():
    assert "{phone} {0} %s" in render(CALL(phone="{phone} {0} %s"), "de")


def test_our_own_texts_need_no_isolate_as_values():
    assert render(_("Your answer so far: {answer}")(answer=_("Yes")), "ar") == "جوابكم حتى الآن: نعم"


@pytest.mark.parametrize(
    ("locale", "day", "moment"),
    [
        ("de", "Montag, 23. November 2026", "Montag, 23. November 2026, 14:05"),
        ("en", "Monday, November 23, 2026", "Monday, November 23, 2026, 14:05"),
        ("ar", "\u2068الاثنين، 23 نوفمبر 2026\u2069", "\u2068الاثنين، 23 نوفمبر 2026، 14:05\u2069"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(locale, day, moment):
    assert day in render(KEPT(since=MONDAY, language="x"), locale)
    assert moment in render(KEPT(since=datetime(2026, 11, 23, 14, 5), language="x"), locale)  # noqa: DTZ001 - local time.


@pytest.mark.parametrize(("locale", "number"), [("de", "1.800"), ("en", "1,800"), ("ar", "\u20681,800\u2069")])
def test_numbers_are_written_as_the_language_writes_them(locale, number):
    assert number in render(DAYS(n=1_800), locale)


@pytest.mark.parametrize(
    ("locale", "n", "words"),
    [
        ("de", 1, "1 Tag lang"),
        ("de", 180, "180 Tage lang"),
        ("en", 1, "1 day "),
        ("en", 0, "0 days "),
        ("ar", 1, "يوم واحد"),
        ("ar", 2, "يومين"),
        ("ar", 7, "\u20687\u2069 أيام"),
        ("ar", 30, "\u206830\u2069 يومًا"),
        ("ar", 100, "\u2068100\u2069 يوم،"),
        ("ar", 180, "\u2068180\u2069 يومًا"),
    ],
)
def test_a_number_takes_its_plural_form(locale, n, words):
    assert words in render(DAYS(n=n), locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_no_catalogue_knows_is_said_as_it_is(locale):
    assert render(Text("Ein Titel aus den Artikeln"), locale) == "Ein Titel aus den Artikeln"
    assert render(Text("{n} pear", "{n} pears")(n=1), "de") == "1 pear"
    assert render(Text("{n} pear", "{n} pears")(n=2), "de") == "2 pears"


def test_equal_texts_are_equal_whatever_the_order_of_their_values():
    assert KEPT(since=MONDAY, language="x") == KEPT(language="x")(since=MONDAY)
    assert len({KEPT(since=MONDAY, language="x"), KEPT(language="x", since=MONDAY)}) == 1


def test_what_somebody_gave_stays_in_no_memory():
    whole = _("{block} and {name}")
    theirs = [whole(name="Amina", block=1), whole(name=2, block=_("{child} is well")(child="Sara"))]
    ours = whole(name=2, block=_("{n} days")(n=3))
    assert [text.is_ours for text in (*theirs, ours, whole)] == [False, False, True, True]
    before = _known.cache_info()
    for text in theirs:
        assert render(text, "en") == render(text, "en")
    assert _known.cache_info() == before
    assert render(ours, "en") == "3 days and 2"
    assert _known.cache_info() != before


def test_a_text_writes_itself_as_any_dataclass_does():
    @dataclass(frozen=True)
    class Plain:
        msgid: str
        plural: str
        values: Any

    for text in (_("it's"), n_("{n} day", "{n} days")(n=1), _("{a} {b}")(b=date(2026, 11, 27), a=_("x"))):
        assert repr(text) == repr(Plain(text.msgid, text.plural, text.values)).replace(Plain.__qualname__, "Text", 1)
