from __future__ import annotations

import pytest

from knowledge.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SCHULE", "schule"),
        ("Straße", "STRASSE"),
        ("schlaegt", "schlägt"),
        ("école", "ecole"),
        ("heeeelp", "help"),
        ("don't", "dont"),
        ("مدرسة", "مدرسه"),
        ("على", "علي"),
        ("کتابی", "كتابي"),
        ("أحمد إلى آخر", "احمد الى اخر"),
        ("مَدْرَسَة", "مدرسة"),
        ("مـــدرسة", "مدرسة"),
        ("مسؤول", "مسوول"),
        ("ﻻ", "لا"),
        ("٢٠٢٦ ۱۲", "2026 12"),
        ("\u2068Amt\u2069", "amt"),
        ("نمی\u200cدانم", "نمی دانم"),
        ("İstanbul", "istanbul"),
        ("ፍቓድ ፀሓይ አብ", "ፍቃድ ጸሓይ ኣብ"),
        ("١٩٩٩", "1999"),
    ],
)
def test_spellings_of_the_same_words_become_equal(typed, meant):
    assert normalise(typed) == normalise(meant)


def test_words_are_parted_by_single_spaces():
    assert normalise("  Wo -- bitte?! ist\ndas 😀 Amt. ") == "wo bitte ist das amt"


def test_a_number_is_not_stretched():
    assert normalise("1999 2000 0800 111") == "1999 2000 0800 111"


def test_emoji_alone_leaves_nothing():
    assert normalise("😀👍") == ""
