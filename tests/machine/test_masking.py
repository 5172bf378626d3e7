"""What leaves the house: no number, no address, no name that can be known; and all of it comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TranslationError
from bot.machine.masking import mask

SECRETS = ("0171 3920099", "12.05.2016", "14:30", "amina@example.org", "www.example.org/x", "https://a.org/?q=7", "7")
NAMED = ("Guten Tag, Frau Haddad!", "Für Familie Haddad", "Ich heiße Haddad", "Bitte [Haddad] rufen")


@pytest.mark.parametrize("secret", SECRETS)
def test_numbers_and_addresses_stay_here(secret):
    masked = mask(f"Bitte {secret} merken")
    assert secret not in masked.html
    assert masked.unmask(masked.html) == f"Bitte {secret} merken"


@pytest.mark.parametrize("text", NAMED)
def test_names_stay_here(text):
    assert "Haddad" not in mask(text).html
    assert "Haddad" in mask(text).unmask(mask(text).html)


def test_names_that_the_house_knows_stay_here():
    assert mask("Das macht Berta Weber.", ["Berta", "Weber"]).html == 'Das macht <x id="0"/> <x id="1"/>.'


def test_a_secret_that_is_lost_or_doubled_is_noticed():
    masked = mask("um 14:30")
    for spoiled in ("um", 'um <x id="0"/> <x id="0"/>', 'um <x id="1"/>'):
        with pytest.raises(TranslationError):
            masked.unmask(spoiled)


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_whatever_is_written_comes_back_as_it_was(text, names):
    masked = mask(text, names)
    back = masked.unmask(masked.html)
    assert back == text.strip() or "[" in text


def test_marks_in_a_text_are_no_marks_of_ours():
    text = 'So: <x id="0"/> & <b>fett</b> um 9 Uhr'
    masked = mask(text)
    assert masked.unmask(masked.html) == text
