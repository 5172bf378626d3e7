"""Which language is proposed to whom, and which way it runs."""

import pytest

from knowledge.offer import signs
from translations import LOCALES, Choice, choose, direction, isolate, locales, named_in, own_name, strip_controls
from translations.fallbacks import FALLBACKS, SAME, WIDELY_READ


@pytest.mark.parametrize(
    ("tags", "locale"),
    [
        (["ar-SY"], "ar"),
        (["ar_EG"], "ar"),
        (["DE"], "de"),
        (["ar", "de"], "ar"),
        (["apc"], "ar"),
        (["en-XX", "so"], "en"),
    ],
)
def test_a_language_that_we_have_is_proposed(tags, locale):
    assert choose(tags) == Choice(locale=locale)


@pytest.fixture
def sixteen(monkeypatch):
    """Have all languages, whatever catalogues there are."""
    codes = "de ar bg en es fa fr ku pl ps ro ru sq ti tr uk"
    monkeypatch.setattr(locales, "LOCALES", tuple(codes.split()))


@pytest.mark.usefixtures("sixteen")
@pytest.mark.parametrize(
    ("tags", "likely"),
    [
        (["prs"], ("fa", "ps", "en")),
        (["ckb"], ("ar", "ku", "fa", "en")),
        (["az"], ("tr", "ru", "fa", "en")),
        (["so"], ("ar", "en")),
        (["am-ET"], ("en", "ti", "ar")),
        (["hr"], ("de", "en")),
        # What stands further down her list is offered, too: but on a phone from Germany nobody chose German.
        (["so", "de-DE"], ("ar", "en", "de")),
        (["xx", "fr"], ("fr", "en")),
    ],
)
def test_a_reader_of_another_language_is_offered_what_she_may_read(tags, likely):
    choice = choose(tags)
    assert choice.likely == likely
    assert choice.locale == likely[0]
    assert choice.wanted == tags[0].partition("-")[0]


@pytest.mark.usefixtures("sixteen")
@pytest.mark.parametrize("tags", [[], [""], ["*"], ["und"], ["x"], ["123"]])
def test_who_tells_nothing_is_asked_in_several_scripts(tags):
    assert choose(tags).likely == ("en", "ar", "uk", "tr", "fr")
    assert tags == ["x"] or choose(tags).wanted == ""


@pytest.mark.usefixtures("sixteen")
def test_kurmanji_has_a_second_code():
    assert choose(["kmr-Latn-TR"]) == Choice(locale="ku")


@pytest.mark.usefixtures("sixteen")
def test_ukrainian_and_russian_never_stand_for_each_other(monkeypatch):
    for missing, other in (("uk", "ru"), ("ru", "uk")):
        monkeypatch.setattr(locales, "LOCALES", tuple(code for code in locales.LOCALES if code != missing))
        assert other not in choose([missing]).likely[:1]
        assert other not in FALLBACKS.get(missing, ())


@pytest.mark.usefixtures("sixteen")
def test_a_choice_can_be_made_again_from_what_was_kept_of_it():
    for tags in (["so", "de-DE"], [], ["ckb"], ["az_AZ", "ru"]):
        assert choose(choose(tags).unmet.split()) == choose(tags)


def test_every_fallback_is_a_language_of_ours():
    ours = {code for code, sign in signs().items() if sign.offered}
    assert {*SAME.values(), *WIDELY_READ, *(code for codes in FALLBACKS.values() for code in codes)} <= ours
    assert not FALLBACKS.keys() & ours


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("so", "de", "Somali"),
        ("so", "ar", "الصومالية"),
        ("prs", "en", None),
        ("ckb", "en", "Central Kurdish"),
        ("zz", "en", None),
    ],
)
def test_a_language_is_named_for_the_reader_of_another(code, reader, name):
    assert named_in(code, reader) == name


def test_german_stands_first():
    assert LOCALES[0] == "de"
    assert {"de", "en", "ar"} <= set(LOCALES)


@pytest.mark.parametrize(
    ("locale", "name"), [("de", "Deutsch"), ("en", "English"), ("ar", "العربية"), ("fr", "Français")]
)
def test_a_language_is_named_as_its_readers_name_it(locale, name):
    assert own_name(locale) == name


@pytest.mark.parametrize(("locale", "way"), [("de", "ltr"), ("uk", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ps", "rtl")])
def test_a_language_runs_its_own_way(locale, way):
    assert direction(locale) == way


def test_isolates_stand_only_where_they_are_needed():
    assert isolate("KI", "ar") == "\u2068KI\u2069"
    assert isolate("KI", "de") == "KI"


def test_a_name_cannot_turn_a_page_around():
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert strip_controls(f"A{controls}mina") == "Amina"


def test_what_persian_and_emoji_need_inside_a_word_stays():
    assert strip_controls("می\u200cخواهم 👨\u200d👩\u200d👧") == "می\u200cخواهم 👨\u200d👩\u200d👧"
