"""WORDS: mark a sentence now, render it later in the reader's language."""

from translations.dates import spoken, write_date
from translations.desk import DESK_LOCALES, desk_text
from translations.errors import LotseError
from translations.isolates import isolate, strip_controls
from translations.locales import ALSO_CALLED, LOCALES, Choice, choose, direction, named_in, own_name
from translations.names import CountryName, LanguageName, country_name, language_name
from translations.render import day_words, render, write_value
from translations.short import MonthName, ShortDay, ShortMoment, WeekdayName
from translations.text import Text, _, n_

__all__ = [
    "ALSO_CALLED",
    "DESK_LOCALES",
    "LOCALES",
    "Choice",
    "CountryName",
    "LanguageName",
    "LotseError",
    "MonthName",
    "ShortDay",
    "ShortMoment",
    "Text",
    "WeekdayName",
    "_",
    "choose",
    "country_name",
    "day_words",
    "desk_text",
    "direction",
    "isolate",
    "language_name",
    "n_",
    "named_in",
    "own_name",
    "render",
    "spoken",
    "strip_controls",
    "write_date",
    "write_value",
]
