"""Every catalogue is complete and true to the code, and each check notices what it is for."""

from __future__ import annotations

import re
from gettext import c2py

import polib
import pytest

from bot.telegram import presence
from tests import catalogues, places
from tests.catalogues import TEMPLATE, extract, merge
from tests.translations import faults
from translations import LOCALES, plurals, render
from translations.locales import ROOM


def catalogue(locale):
    return polib.pofile(str(ROOM / locale / "lotse.po"))


def entry(msgid, msgstr="", **more):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, tcomment="draft", **more)


def test_the_template_says_what_the_code_says():
    assert TEMPLATE.read_text(encoding="utf-8") == extract(), "run `make catalogues`"


def test_a_sentence_that_is_new_in_the_code_and_its_note_are_extracted(tmp_path, monkeypatch):
    (tmp_path / "dialogs").mkdir()
    new = '# NOTE: On a button.\nGO = _("Go on")\n\n\nDAYS = n_("{n} day", "{n} days")\n'
    (tmp_path / "dialogs" / "new.py").write_text(new, encoding="utf-8")
    monkeypatch.setattr(catalogues, "HOUSE", tmp_path)
    monkeypatch.setattr(catalogues, "ROOMS", ("dialogs",))
    monkeypatch.setitem(places.PLACES, "dialogs/new.py", "The assistant, in a test.")
    go, days = polib.pofile(extract())
    assert (go.msgid, go.comment, go.occurrences) == (
        "Go on",
        "NOTE: On a button.\nThe assistant, in a test.",
        [("dialogs/new.py", "")],
    )
    assert (days.msgid, days.msgid_plural) == ("{n} day", "{n} days")
    assert extract() != TEMPLATE.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_has_the_entries_of_the_template_and_no_others(locale):
    in_line = catalogue(locale)
    merge(in_line, polib.pofile(str(TEMPLATE)), locale)
    assert str(in_line) == str(catalogue(locale)), "run `make catalogues`"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_is_without_fault(locale):
    assert list(faults.faults(catalogue(locale), locale)) == []
    assert list(faults.misnamed(catalogue(locale))) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_header_counts_as_the_rules_of_the_language_do(locale):
    header = catalogue(locale).metadata["Plural-Forms"]
    form = c2py(re.search(r"plural=(.+);", header)[1])
    assert f"nplurals={len(plurals.forms(locale))};" in header
    assert [form(n) for n in range(1_000)] == [plurals.form(locale, n) for n in range(1_000)]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_telegram_shows_fits_its_limits(locale):
    assert len(render(presence.DESCRIPTION, locale)) <= 512
    assert len(render(presence.SHORT_DESCRIPTION, locale)) <= 120
    assert all(len(render(text, locale)) <= 256 for text in presence.COMMANDS.values())


def test_merging_keeps_translations_adds_what_is_new_and_drops_what_is_gone():
    template, known = polib.POFile(), polib.POFile()
    template.extend([entry("Yes"), entry("{n} day", msgid_plural="{n} days")])
    known.extend([entry("Yes", "نعم"), entry("Gone", "ذهب")])
    known[0].tcomment = "Amina 2026-11-30"
    merge(known, template, "ar")
    assert [(e.msgid, e.msgstr, e.tcomment) for e in known] == [
        ("Yes", "نعم", "Amina 2026-11-30"),
        ("{n} day", "", "draft"),
    ]
    assert list(known[1].msgstr_plural) == [0, 1, 2, 3, 4, 5]


DAYS = {"msgid_plural": "{n} days"}
ARABIC_DAYS = ["{n} يوم", "يوم واحد", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم"]


@pytest.mark.parametrize(
    ("check", "locale", "broken", "sound"),
    [
        (faults.unfinished, "de", entry("Yes"), entry("Yes", "Ja")),
        (faults.unfinished, "de", entry("Yes", "Ja", flags=["fuzzy"]), entry("Yes", "Ja")),
        (faults.unfinished, "de", entry("Yes", "Ja", obsolete=True), entry("Yes", "Ja")),
        (
            faults.unfinished,
            "de",
            entry("{n} day", msgstr_plural={0: "{n} Tag", 1: ""}, **DAYS),
            entry("{n} day", msgstr_plural={0: "{n} Tag", 1: "{n} Tage"}, **DAYS),
        ),
        (faults.stateless, "de", polib.POEntry(msgid="Yes", msgstr="Ja"), entry("Yes", "Ja")),
        (
            faults.miscounted,
            "ar",
            entry("{n} day", msgstr_plural=dict(enumerate(ARABIC_DAYS[:2])), **DAYS),
            entry("{n} day", msgstr_plural=dict(enumerate(ARABIC_DAYS)), **DAYS),
        ),
        (faults.misfilled, "de", entry("Call {phone}.", "Rufen Sie an."), entry("Call {phone}.", "Tel. {phone}.")),
        (faults.misfilled, "de", entry("Call us.", "Tel. {phone}."), entry("Call us.", "Rufen Sie an.")),
        (
            faults.misfilled,
            "ar",
            entry("{n} day", msgstr_plural=dict(enumerate([*ARABIC_DAYS[:3], "أيام", *ARABIC_DAYS[4:]])), **DAYS),
            entry("{n} day", msgstr_plural=dict(enumerate(ARABIC_DAYS)), **DAYS),
        ),
        (faults.untranslated, "de", entry("Menu", "menu"), entry("Menu", "Menü")),
        (faults.in_another_script, "ar", entry("Menu", "القائمة Menu"), entry("Menu", "القائمة")),
        (faults.in_another_script, "ar", entry("Menu", "\u2068Menu\u2069"), entry("Kita", "الروضة (\u2068Kita\u2069)")),
        (faults.in_another_script, "de", entry("Menu", "Меню"), entry("Menu", "Menü")),
        (faults.turned_around, "ar", entry("Kita", "الروضة (\u2068Kita)"), entry("Kita", "الروضة (\u2068Kita\u2069)")),
        (faults.turned_around, "de", entry("Kita", "\u2068Kita\u2069"), entry("Kita", "Kita")),
        (faults.misquoted, "de", entry("Press “Back”.", "Drücken Sie “Zurück”."), entry("“Back”", "„Zurück“")),
        (faults.misquoted, "ar", entry("Press “Back”.", "اضغطوا على رجوع."), entry("“Back”", "«رجوع»")),
        (faults.misended, "ar", entry("Why?", "لماذا."), entry("Why?", "لماذا؟")),
        (faults.misended, "de", entry("Menu", "Menü."), entry("Menu", "Menü")),
        (faults.too_long, "de", entry("Menu", "Das ist alles, was ich für Sie tun kann"), entry("Menu", "Menü")),
    ],
)
def test_a_check_notices_what_it_is_for(check, locale, broken, sound):
    assert check(broken, locale)
    assert not check(sound, locale)


def test_every_check_is_among_those_that_are_tried_above():
    marks = test_a_check_notices_what_it_is_for.pytestmark
    assert {case[0] for case in marks[0].args[1]} == set(faults.CHECKS)


def test_a_button_that_is_quoted_by_another_name_is_noticed():
    file = polib.POFile()
    file.extend([entry("Back", "Zurück"), entry("Press “Back”.", "Drücken Sie „Rückwärts“.")])
    assert list(faults.misnamed(file)) == ["misnamed: Press “Back”."]
    file[1].msgstr = "Drücken Sie „Zurück“."
    assert list(faults.misnamed(file)) == []
