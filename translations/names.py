"""Name languages and countries as the readers of one of ours do (Babel, from the Unicode CLDR)."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from translations.locales import LAST_RESORT, own_name


def language_name(code: str, reader: str) -> str:
    """Name a language; in English where its readers have no name for it, and by its code where nobody has."""
    return _found("languages", code, reader)


def country_name(code: str, reader: str) -> str:
    """Name a country; in English where the readers have no name for it, and by its code where nobody has."""
    return _found("territories", code, reader)


def _found(names: str, code: str, reader: str) -> str:
    written = (getattr(Locale.parse(locale), names).get(code) for locale in (reader, LAST_RESORT))
    return next((str(name) for name in written if name), code)


@dataclass(frozen=True)
class LanguageName:
    """Stand in a text for a language, and be written as its reader calls it."""

    code: str
    # It stands alone, as on a button, and not in the middle of a sentence.
    alone: bool = False

    def write(self, locale: str) -> str:
        if not self.alone:
            return language_name(self.code, locale)
        return own_name(locale) if self.code == locale else _capital(language_name(self.code, locale))


@dataclass(frozen=True)
class CountryName:
    """Stand in a text for a country, and be written as its reader calls it."""

    code: str
    alone: bool = False

    def write(self, locale: str) -> str:
        name = country_name(self.code, locale)
        return _capital(name) if self.alone else name


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
