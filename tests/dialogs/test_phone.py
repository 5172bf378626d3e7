"""Phone numbers as families type them."""

from __future__ import annotations

import pytest

from dialogs.phone import Phone, as_e164, spoken
from dialogs.typed import Unread
from translations import Text

ASK = Phone(text=Text("Which?"))


@pytest.mark.parametrize(
    "typed",
    ["0171 3920099", "0171/3920099", "+49 171 3920099", "0049171 3920099", "٠١٧١ ٣٩٢٠٠٩٩", "۰۱۷۱-۳۹۲۰۰۹۹",
     "my number is 0171 3920099, thank you", "(0171) 39 20 099"],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed):
    assert ASK.read(typed, "en") == "+491713920099"


@pytest.mark.parametrize("typed", ["", "tomorrow", "12", "0171", "110", "2026-12-01", "02151 86"])
def test_what_is_no_number_is_not_taken(typed):
    assert ASK.read(typed, "en") is Unread.UNREAD


def test_a_number_with_more_digits_than_any_may_have_is_asked_again():
    longest = ASK.read("0971 71 3971 71 39", "es")
    assert ASK.load(longest) == longest == "+499717139717139"
    assert ASK.read("0971 71 3971 71 392", "es") is Unread.UNREAD


def test_a_number_from_abroad_keeps_its_country():
    assert as_e164("+380 44 123 4567") == "+380441234567"
    assert spoken("+380441234567").startswith("+380")
    assert spoken("+491713920099") == "0171 3920099"
