"""A message whose language is surely another one is told; everything else tells nothing."""

from __future__ import annotations

import pytest

from knowledge import offer
from knowledge.offer import signs, written_in
from knowledge.script import script


@pytest.mark.parametrize(
    ("message", "lang"),
    [
        ("Ich möchte wissen, wann wir mit den Kindern kommen können", "de"),
        ("I would like to know when we can come with the children", "en"),
        ("Nous sommes arrivés en Allemagne avec nos deux enfants", "fr"),
        ("Hemos llegado a Alemania y no sé adónde tengo que ir con mi hija", "es"),
        ("Çocuğum için bir okul arıyorum ve nereye gideceğimi bilmiyorum", "tr"),
        ("Chciałabym wiedzieć, kiedy możemy przyjść z dziećmi", "pl"),
        ("Aș vrea să știu când putem veni cu copiii la dumneavoastră", "ro"),
        ("Искам да знам кога можем да дойдем с децата", "bg"),
        ("Dua të di se kur mund të vijmë me fëmijët tanë", "sq"),
        ("Я хочу дізнатися, коли ми можемо прийти з дітьми", "uk"),
        ("Я хочу узнать, когда мы можем прийти с детьми", "ru"),
        ("Ez dixwazim bizanim em kengî dikarin bi zarokan re werin", "ku"),
        ("أريد أن أعرف متى يمكن أن نأتي مع الأطفال", "ar"),
        ("بدي اعرف ايمتى فينا نجي مع الولاد لعندكم على Gesundheitsamt", "ar"),
        ("می‌خواهم بدانم چه وقت می‌توانیم با بچه‌ها بیاییم", "fa"),
        ("غواړم پوه شم چې موږ کله له ماشومانو سره راتلای شو", "ps"),
        ("ምስ ቆልዑ መዓስ ክንመጽእ ከም ንኽእል ክፈልጥ እደሊ ኣለኹ", "ti"),
    ],
)
def test_a_plain_sentence_tells_its_language(message, lang):
    assert written_in(message) == lang


@pytest.mark.parametrize(
    "message",
    [
        "",
        "ok",
        "👍👍👍",
        "Schule bitte",
        "Wo bitte?",
        "Merhaba",
        "12.03.2015",
        "Gesundheitsamt Schuleingangsuntersuchung Krefeld Termin",
        "Am Hauptbahnhof 12, 47798 Krefeld",
        "I need Anmeldung Schule Tochter",
    ],
)
def test_short_and_mixed_messages_tell_nothing(message):
    assert written_in(message) is None


@pytest.mark.parametrize(
    "name",
    [
        "Ana Maria Lopez Garcia",
        "Fatima Al Hassan",
        "Mohammad Reza Ahmadi",
        "Olena Petrenko",
        "محمد علی احمدی",
        "فاطمة الزهراء المصري",
        "Анна Мария Иванова",
        "Ахмед Али Хассан",
        "ሰላም ተስፋይ ኣብርሃም",
    ],
)
def test_a_name_tells_nothing(name):
    assert written_in(name) is None


@pytest.mark.parametrize(
    "message",
    [
        "ልጄን ትምህርት ቤት ማስመዝገብ እፈልጋለሁ የት ነው",
        "Zdravo, gde mogu da upišem dete u školu",
        "من دەمەوێت منداڵەکەم بنێرمە قوتابخانە",
        "Mən uşağımı məktəbə yazdırmaq istəyirəm",
        "Waar kan ik mijn kind inschrijven voor school",
    ],
)
def test_a_language_close_to_one_of_ours_is_not_taken_for_it(message):
    assert written_in(message) is None


def test_romanised_arabic_is_not_taken_for_spanish():
    assert written_in("ana w zawje badna madrase la ibni el kbir wen lazem nrouh") in ("ar", None)


@pytest.mark.parametrize("lang", [lang for lang in signs() if "-" not in lang])
def test_the_signs_of_a_language_stand_in_its_script(lang):
    sign = signs()[lang]
    assert not sign.letters & sign.never
    assert {script(lang)} == {"Latn"} or all(not word.isascii() for word in sign.words)


@pytest.mark.parametrize(
    ("message", "lang"),
    [
        ("man baraye pesaram yek maktab mikhaham", "fa"),
        ("bade a3ref wein a2rab madrase la binti", "ar"),
        ("hochu zapysaty donku do shkoly bud laska", "uk"),
        ("podskazhite kak zapisat rebenka v shkolu", "ru"),
        ("iskam da zapisha deteto v uchilishte", "bg"),
        ("gdje mogu upisati dijete u školu", None),
        ("ninaweza kuandikisha wapi mtoto wangu shuleni", None),
        ("Mohammad Ahmad Karimi", None),
        ("Schuleingangsuntersuchung Gesundheitsamt Termin", None),
        ("0171 3920099 47798", None),
    ],
)
def test_what_is_typed_in_latin_letters_out_of_habit_is_known(library, message, lang):
    assert written_in(message, library.trained.latin) == lang


def test_asked_only_for_other_languages_it_says_the_same_of_them(library):
    latin = library.trained.latin
    words = [phrase.words for phrase in library.phrases[::37]]
    told = [(typed, written_in(typed, latin)) for typed in words]
    assert len(told) > 200
    assert {lang for _typed, lang in told} >= {"ar", "fa", "ps", "ru", "uk", "bg", "ti", "de", None}
    for chat in ("ar", "fa", "ru", "uk", "ti", "de"):
        for typed, lang in told:
            assert {written_in(typed, latin, beside=chat), chat, None} == {lang, chat, None}, (typed, chat)


def test_who_writes_in_her_chat_s_language_costs_no_detector(monkeypatch):
    monkeypatch.setattr(offer, "_detector", None)
    assert written_in("أريد أن أعرف متى يمكن أن نأتي مع الأطفال", beside="ar") is None
    with pytest.raises(AttributeError):
        written_in("أريد أن أعرف متى يمكن أن نأتي مع الأطفال", beside="fa")
