from __future__ import annotations

import pytest

from knowledge.offer import written_in


@pytest.mark.parametrize(
    ("message", "lang"),
    [
        ("Ich möchte wissen, wann wir mit den Kindern kommen können", "de"),
        ("I would like to know when we can come with the children", "en"),
        ("أريد أن أعرف متى يمكن أن نأتي مع الأطفال", "ar"),
        ("بدي اعرف ايمتى فينا نجي مع الولاد لعندكم على Gesundheitsamt", "ar"),
    ],
)
def test_a_plain_sentence_tells_its_language(message, lang):
    assert written_in(message) == lang


@pytest.mark.parametrize(
    "message",
    [
        "",
        "ok",
        "Schule bitte",
        "Wo ist das?",
        "Gesundheitsamt Schuleingangsuntersuchung Krefeld Termin",
        "Nous sommes arrivés en Allemagne avec nos deux enfants",
        "Çocuğum için bir okul arıyorum ve nereye gideceğimi bilmiyorum",
        "می‌خواهم بدانم چه وقت می‌توانیم با بچه‌ها بیاییم",
        "غواړم پوه شم چې موږ کله راتلای شو",
        "Я хочу узнать, когда мы можем прийти с детьми",
        "I need die Anmeldung für meine Tochter in the Schule",
    ],
)
def test_short_mixed_and_other_languages_tell_nothing(message):
    assert written_in(message) is None
