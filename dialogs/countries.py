"""Countries, as families type them."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.by_name import ByName
from translations import CountryName, Text, _

MEANT = _("Do you mean {country}?")
# NOTE: {country} is here what she has typed.
UNKNOWN = _("I do not know this country. Is it right: {country}?")


@dataclass(frozen=True, kw_only=True)
class Country(ByName):
    """Ask for a country: a few stand on buttons, any other is typed; of one that is none today the words are kept."""

    hint: Text = _("Please write only the name of the country.")

    kind = "countries"
    as_value = CountryName

    def perhaps(self, code: str) -> Text:
        return MEANT(country=CountryName(code))

    def unknown(self, words: str) -> Text:
        return UNKNOWN(country=words)
