"""A birth date is read as families type it, in every language and in the calendars they count by."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from convertdate import coptic
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.birth import Birth, BirthDate, Reading, read_birth
from dialogs.typed import Unread
from knowledge.months import months
from knowledge.replies import replies
from tests.replies import REPLIES
from translations import LOCALES, Text

# A Wednesday.
TODAY = date(2026, 11, 25)
ASK = BirthDate(text=Text("When?"), today=TODAY)
EASTERN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def reads(typed: str, locale: str) -> tuple[str, bool] | None:
    reading = read_birth(typed, TODAY, locale)
    return (reading.birth.dump(), reading.sure) if reading else None


@pytest.mark.parametrize("locale", sorted(set(LOCALES) - {"ti"}))
@pytest.mark.parametrize(
    "typed",
    ["12.5.2016", "12/05/2016", "12-5-2016", "12 5 2016", "12.05.16", "2016-05-12", "2016/5/12", "12052016", "20160512",
     "12.Mai 2016", "May 12, 2016", "12_may_2016", "12 May 16", "١٢/٥/٢٠١٦", "۱۲-۵-۲۰۱۶",
     "१२.५.२०१६", "12.5.2016.", " 12 . 5 . 2016 "],
)  # fmt: skip
def test_a_date_is_read_in_any_order_with_any_signs_and_digits(typed, locale):
    birth, sure = reads(typed, locale)
    assert birth == "2016-05-12"
    assert sure is (locale != "en" or typed.startswith("2016") or "a" in typed.lower())


@pytest.mark.parametrize(
    ("locale", "typed", "birth"),
    [
        ("de", "12. Mai 2016", "2016-05-12"), ("de", "am 3. Jänner 2015 geboren", "2015-01-03"),
        ("de", "3 Sptember 2015", "2015-09-03"), ("de", "Mai 2016", "2016-05"), ("de", "im Jahr 2016", "2016"),
        ("en", "he was born on the 12th of May 2016", "2016-05-12"), ("en", "Sept 3rd, 2015", "2015-09-03"),
        ("en", "febuary 2016", "2016-02"), ("en", "year 2016", "2016"), ("en", "5/2016", "2016-05"),
        ("fr", "1er août 2014", "2014-08-01"), ("fr", "12 fevrier 2016", "2016-02-12"),
        ("fr", "né en mai 2016", "2016-05"),
        ("es", "12 de mayo de 2016", "2016-05-12"), ("es", "5 setiembre 2015", "2015-09-05"),
        ("es", "año 2016", "2016"),
        ("tr", "12 Mayıs 2016", "2016-05-12"), ("tr", "3 agustos 2015", "2015-08-03"), ("tr", "2016 sene", "2016"),
        ("pl", "12 maja 2016", "2016-05-12"), ("pl", "3 pazdziernika 2015", "2015-10-03"),
        ("pl", "maj 2016", "2016-05"),
        ("ro", "12 mai 2016", "2016-05-12"), ("ro", "3 septembrie 2015", "2015-09-03"), ("ro", "iulie 2016", "2016-07"),
        ("bg", "12 май 2016 г.", "2016-05-12"), ("bg", "3 avgust 2015", "2015-08-03"), ("bg", "2016 година", "2016"),
        ("sq", "12 maj 2016", "2016-05-12"), ("sq", "3 nentor 2015", "2015-11-03"), ("sq", "qershor 2016", "2016-06"),
        ("uk", "12 травня 2016", "2016-05-12"), ("uk", "3 serpnya 2015", "2015-08-03"),
        ("uk", "травень 2016", "2016-05"),
        ("ru", "12 мая 2016 года", "2016-05-12"), ("ru", "12 maia 2016", "2016-05-12"),
        ("ru", "3 iyunya 2015", "2015-06-03"),
        ("ku", "12ê gulana 2016an", "2016-05-12"), ("ku", "3 reşemî 2015", "2015-02-03"),
        ("ku", "3 kanûna paşîn 2015", "2015-01-03"), ("ku", "3 kanuna pesin 2015", "2015-12-03"),
        ("ar", "12 أيار 2016", "2016-05-12"), ("ar", "٣ كانون الثاني ٢٠١٥", "2015-01-03"),
        ("ar", "3 جانفي 2015", "2015-01-03"),
        ("ar", "شباط 2016", "2016-02"), ("ar", "3 فيفري 2016", "2016-02-03"), ("ar", "3 يناير 2016", "2016-01-03"),
        ("ar", "3 تشرين أول 2015", "2015-10-03"), ("ar", "3 غشت 2015", "2015-08-03"),
        ("ar", "3 tishrin al thani 2015", "2015-11-03"),
        ("ar", "سنة 2016", "2016"),
        ("fa", "۱۲ می ۲۰۱۶", "2016-05-12"), ("fa", "3 جنوری 2015", "2015-01-03"),
        ("fa", "3 zhanvie 2015", "2015-01-03"),
        ("ps", "د 2016 د مۍ 12", "2016-05-12"), ("ps", "3 فروري 2015", "2015-02-03"),
        ("ti", "12 Mai 2016", "2016-05-12"), ("ti", "3 ጃንዋሪ 2015", "2015-01-03"),
    ],
)  # fmt: skip
def test_months_are_known_by_the_names_they_have(locale, typed, birth):
    assert reads(typed, locale) == (birth, True)


@pytest.mark.parametrize(
    ("typed", "locale", "birth"),
    [
        # Nowruz and the last days of leap years, from the published Iranian calendars.
        ("1 فروردین 1395", "fa", "2016-03-20"),
        ("1395/1/1", "fa", "2016-03-20"),
        ("۱/۱/۱۴۰۰", "fa", "2021-03-21"),
        ("30 اسفند 1399", "fa", "2021-03-20"),
        ("1403/12/30", "de", "2025-03-20"),
        ("۲۳ اردیبهشت ۱۳۹۵", "fa", "2016-05-12"),
        ("23 ثور 1395", "ps", "2016-05-12"),
        ("23 غویی 1395", "ps", "2016-05-12"),
        ("23 Sawr 1395", "en", "2016-05-12"),
        ("23.2.1395", "ar", "2016-05-12"),
        ("۹۵/۲/۲۳", "fa", "2016-05-12"),
        ("اردیبهشت 1395", "fa", "2016-05"),
        ("2/1395", "ps", "2016-05"),
        ("1395", "fa", "2016"),
        ("1360", "fa", "1981"),
        # Enkutatash, after a leap year a day later, and the last day before it.
        ("1 Meskerem 2009", "en", "2016-09-11"),
        ("1 መስከረም 2009", "ti", "2016-09-11"),
        ("1 መስከረም 2008 ዓ.ም", "ti", "2015-09-12"),
        ("4 ግንቦት 2008", "ti", "2016-05-12"),
        ("4 Ginbot 2008", "de", "2016-05-12"),
        ("6 ጳጉሜን 2007", "ti", "2015-09-11"),
        ("6/13/2007", "ti", "2015-09-11"),
        ("30/2/2008", "ti", "2015-11-10"),
        ("ግንቦት 2008", "ti", "2016-05"),
        # In numbers it may be either; in the future only ours, by the names that Eritrea has for it.
        ("12/5/2016", "ti", "2016-05-12"),
        ("2016", "ti", "2016"),
        ("12 ጉንበት 2022", "ti", "2022-05-12"),
        # Ramadan 1437 began on 6 or 7 June 2016.
        ("1 رمضان 1437", "ar", "2016-06-07"),
        ("1 ramazan 1437", "tr", "2016-06-07"),
        ("1/9/1437", "ar", "2016-06-07"),
        # More than one order, century or word.
        ("5/12/2016", "en", "2016-12-05"),
        ("10/12/2026", "en", "2026-10-12"),
        ("12.5.85", "de", "1985-05-12"),
        ("born 2016", "en", "2016"),
        ("mai oder juni 2016", "de", "2016"),
        ("5.12.85", "fa", "2007-02-24"),
        ("12 ግንቦት 23", "ti", "2023-05-12"),
        ("3/13/23", "ti", "2023-03-13"),
    ],
)
def test_what_could_be_meant_otherwise_is_read_but_not_sure(typed, locale, birth):
    assert reads(typed, locale) == (birth, False)


@pytest.mark.parametrize(
    ("typed", "locale", "birth"),
    [
        ("5/13/2016", "de", "2016-05-13"),
        ("5/13/2016", "en", "2016-05-13"),
        ("5/5/2016", "en", "2016-05-05"),
        ("12.11.1999", "de", "1999-11-12"),
        ("1.1.2000", "de", "2000-01-01"),
        ("25.11.2026", "de", "2026-11-25"),
        ("12.5.01", "de", "2001-05-12"),
        ("12. Mai 16", "de", "2016-05-12"),
        ("12.5.16", "fa", "2016-05-12"),
        ("2016-05-12", "fa", "2016-05-12"),
    ],
)
def test_what_is_plain_is_sure(typed, locale, birth):
    assert reads(typed, locale) == (birth, True)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("", "de"), ("hallo", "de"), ("31.2.2016", "de"), ("29.2.2015", "de"), ("0.5.2016", "de"), ("12.0.2016", "de"),
        ("26.11.2026", "de"), ("Dezember 2026", "de"), ("2027", "de"), ("1899", "de"), ("12.5.1900", "de"),
        ("12.5.", "de"), ("12. Mai", "de"), ("Mai", "de"), ("12 xyz 2016", "de"), ("12 5 2016 7", "de"), ("26", "de"),
        ("0171 3920099", "de"), ("12.2016.5", "de"), ("012.5.2016", "de"), ("31 مهر 1395", "fa"), ("30/12/1394", "fa"),
        ("12 فروردین 2016", "fa"), ("7 ጳጉሜን 2007", "ti"), ("31.2.2016", "ti"), ("1 Meskerem 2030", "en"),
        ("1450/1/1", "fa"), ("7 Kinder", "de"), ("nein", "de"), ("none", "en"), ("نه", "fa"),
        ("which school is there for a child who came here with us in 2016", "en"),
    ],
)  # fmt: skip
def test_what_is_no_birth_date_is_not_taken(typed, locale):
    assert reads(typed, locale) is None
    assert ASK.read(typed, locale) is Unread.UNREAD
    assert ASK.doubt(typed, locale) is None


@pytest.mark.parametrize(
    ("typed", "locale", "year"),
    [
        ("7", "de", 2019), ("٧", "ar", 2019), ("0", "de", 2026), ("16", "en", 2010), ("seven", "en", 2019),
        ("7 Jahre alt", "de", 2019), ("sieben Jahre", "tr", 2019), ("7 years", "ti", 2019), ("7yo", "en", 2019),
        ("7-year-old", "en", 2019), ("35 years", "en", 1991), ("7 ans", "fr", 2019), ("siete años", "es", 2019),
        ("yedi yaşında", "tr", 2019), ("7 lat", "pl", 2019), ("7 ani", "ro", 2019), ("7 години", "bg", 2019),
        ("shtatë vjeç", "sq", 2019), ("7 років", "uk", 2019), ("7 лет", "ru", 2019), ("7 salî", "ku", 2019),
        ("٧ سنوات", "ar", 2019), ("سبعة سنوات", "ar", 2019), ("۷ ساله", "fa", 2019), ("هفت سال", "fa", 2019),
        ("۷ کلن", "ps", 2019), ("7 ዓመት", "ti", 2019), ("ሸውዓተ ዓመት", "ti", 2019),
        ("6 months", "en", 2026), ("11 Monate", "de", 2025), ("18 mois", "fr", 2025), ("11 meses", "es", 2025),
        ("11 aylık", "tr", 2025), ("11 miesięcy", "pl", 2025), ("11 luni", "ro", 2025), ("11 месеца", "bg", 2025),
        ("11 muaj", "sq", 2025), ("11 місяців", "uk", 2025), ("11 месяцев", "ru", 2025), ("11 mehî", "ku", 2025),
        ("١١ شهر", "ar", 2025), ("۱۱ ماهه", "fa", 2025), ("۱۱ میاشتې", "ps", 2025), ("11 ወርሒ", "ti", 2025),
    ],
)  # fmt: skip
def test_an_age_tells_the_year_and_is_never_sure(typed, locale, year):
    assert read_birth(typed, TODAY, locale) == Reading(Birth(year), sure=False)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", ["short", "medium", "long", "full"])
def test_every_language_s_own_dates_are_read_back(locale, width):
    for ago in range(0, 96 * 365, 41):
        day = TODAY - timedelta(days=ago)
        written = format_date(day, width, locale=locale)
        typed = written.translate(EASTERN) if locale in ("fa", "ps") else written
        assert ASK.read(typed, locale) == expected(day, locale, width), typed


def expected(day: date, locale: str, width: str) -> Birth:
    """Return what Babel has written; of the American order and of Ethiopian names, which are in doubt, the likelier."""
    ours = Birth(day.year, day.month, day.day)
    if width == "short" and locale in ("en", "ti") and day.day <= 12:
        swapped = date(day.year, day.day, day.month)
        return Birth(swapped.year, swapped.month, swapped.day) if swapped <= TODAY else ours
    if locale == "ti" and width != "short" and day.day <= 30:
        ethiopian = date(*coptic.to_gregorian(day.year - 276, (day.month + 3) % 12 + 1, day.day))
        return Birth(ethiopian.year, ethiopian.month, ethiopian.day) if ethiopian <= TODAY else ours
    return ours


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_s_months_are_read_back(locale):
    for number in range(1, 13):
        typed = Birth(2019, number).written(locale).partition("(")[0]
        assert ASK.read(typed, locale) == Birth(2019, number), typed


@pytest.mark.parametrize("locale", ["fa", "ps", "ti"])
def test_forty_years_are_read_back_in_the_calendar_that_stands_beside(locale):
    for ago in range(0, 40 * 365, 61):
        day = TODAY - timedelta(days=ago)
        birth = Birth(day.year, day.month, day.day)
        beside = birth.written(locale).rpartition("(")[2].split()[0]
        if locale == "ti":
            # By name, since a number could be ours.
            number, month, year = beside.split("/")
            name = next(name for name, known in months("ethiopian").items() if known == int(month))
            beside = f"{number} {name} {year}"
        assert read_birth(beside, TODAY, locale) == Reading(birth, sure=False), beside


PIECES = [
    *(str(number) for number in (*range(33), 85, 95, 1375, 1395, 1405, 1437, 2008, 2016, 2026, 2027, 9999, 12052016)),
    *(name for calendar in ("solar-hijri", "ethiopian", "lunar-hijri") for name in months(calendar)),
    *(name for locale in LOCALES for name in months("gregorian", locale)),
    *(name for locale in LOCALES for name in (*replies(locale).years, *replies(locale).months)),
    *("Mai", "may", "травня", "ጉንበት", "gulana", "٢٠١٦", "۱۳۹۵", "፳፻፰", "²", "-", "/", ".", "\u200f", "\u2068", "'"),
]  # fmt: skip
TYPED = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.from_regex(r"\d{1,4}.\d{1,4}.\d{1,4}"),
)


@settings(max_examples=REPLIES, deadline=None)
@given(
    typed=TYPED, locale=st.sampled_from(LOCALES), today=st.sampled_from([TODAY, date(2028, 2, 29), date(2026, 1, 1)])
)
def test_nothing_that_is_typed_breaks_it_or_is_born_in_the_future(typed, locale, today):
    reading = read_birth(typed, today, locale)
    if reading:
        assert reading.birth.earliest() <= today
        assert reading.birth.earliest() <= reading.birth.latest()
        assert 0 <= reading.birth.age(today) <= 121
        assert Birth.load(reading.birth.dump()) == reading.birth
