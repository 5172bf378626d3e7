"""Phone numbers, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import phonenumbers

from dialogs.errors import StaleAnswerError
from dialogs.questions import Question
from dialogs.typed import Unread
from knowledge.normalise import normalise
from translations import Text, _, isolate

# Numbers without a country are German ones.
HOME = "DE"
# Digits without the leading zero; shorter ones are hardly ever a family's.
SHORTEST = 7
# A number that belongs to nobody (Bundesnetzagentur, "Rufnummern für Medienproduktionen").
EXAMPLE = "0171 3920099"
# What dump has written: a number with its country.
_KEPT = re.compile(r"\+[1-9][0-9]{6,14}")

HINT = _("I cannot read this number. Please write all its digits, for example like this: {phone}.")(phone=EXAMPLE)


@dataclass(frozen=True, kw_only=True)
class Phone(Question[str]):
    """Ask for a phone number; it is kept with its country, as E.164 has it."""

    hint: Text = HINT

    def read(self, typed: str, locale: str) -> str | Unread:
        del locale
        return as_e164(typed) or Unread.UNREAD

    def dump(self, value: str) -> str:
        return value

    def load(self, stored: Any) -> str:
        if not isinstance(stored, str) or not _KEPT.fullmatch(stored):
            raise StaleAnswerError("The number no longer fits.")
        return stored

    def label(self, stored: str, locale: str) -> str:
        return isolate(spoken(stored) if as_e164(stored) else stored, locale)


def as_e164(typed: str) -> str:
    """Return a number with its country; empty where it is none.

    A number has at most fifteen digits with its country (ITU-T E.164, 6.2.1), however many its area could have.
    """
    for match in phonenumbers.PhoneNumberMatcher(_latin(typed), HOME):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        if len(str(match.number.national_number)) >= SHORTEST and _KEPT.fullmatch(number):
            return number
    return ""


def spoken(number: str) -> str:
    """Write a number in groups, as one dials it here."""
    parsed = phonenumbers.parse(number, HOME)
    home = phonenumbers.region_code_for_number(parsed) == HOME
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, style)


def _latin(typed: str) -> str:
    """Write Eastern digits in Latin ones, and leave the signs between them."""
    return "".join(normalise(letter) if letter.isdigit() else letter for letter in typed)
