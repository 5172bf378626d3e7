"""Questions kept to learn from: no name, no number, no address stays in them."""

from __future__ import annotations

import pytest

from knowledge.masking import LONGEST, MASK, masked


@pytest.mark.parametrize(
    ("lang", "text", "gone"),
    [
        ("en", "My name is Amina Haddad, phone 0171 3920099", ("Amina", "Haddad", "0171", "3920099")),
        ("de", "Ich heiße Amina und wohne Ostwall 12", ("Amina", "12")),
        ("ar", "اسمي أمينة حداد وأسكن في كريفيلد", ("حداد",)),
        ("ti", "ስመይ ኣሚና እዩ", ("ኣሚና",)),
        ("uk", "Мене звати Оксана Коваль", ("Оксана", "Коваль")),
        ("en", "write to amina.haddad@example.org or www.haddad.org", ("haddad",)),
    ],
)
def test_what_points_at_somebody_is_gone(library, lang, text, gone):
    kept = masked(library, text, lang)
    assert MASK in kept
    assert not [word for word in gone if word in kept]


def test_what_was_asked_can_still_be_read(library):
    assert masked(library, "where can i get a new passport", "en") == "where can i get a new passport"
    assert "школу" in masked(library, "як знайти школу для Оксани", "uk")


def test_a_long_question_is_cut(library):
    assert len(masked(library, "school " * 200, "en")) <= LONGEST
