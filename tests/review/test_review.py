"""A native speaker at the office reviews the Arabic texts, in a table or in her editor for translations."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest
from openpyxl import load_workbook

import knowledge
from bot.review.po import read_po, write_po
from bot.review.rows import Room, rows
from bot.review.shares import share
from bot.review.sheet import read_sheet, write_sheet
from bot.review.store import Reviewed, stamp, take
from tests.catalogues import TEMPLATE, merge
from translations import LOCALES
from translations.locales import ROOM

GREETING = "text|Please choose your language.|0"
CALL = "text|Would you like to talk to a person? Please call us: {phone}.|0"
ARTICLE = "articles|contact|text"
BY = "Rana Haddad 2026-11-30"


@pytest.fixture
def room(tmp_path) -> Room:
    shutil.copytree(ROOM, tmp_path / "translations", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    facts = Path(knowledge.__file__).parent
    shutil.copytree(facts, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return Room(translations=tmp_path / "translations", knowledge=tmp_path / "knowledge")


def row(room: Room, key: str, lang: str = "ar"):
    return next(row for row in rows(room, lang) if row.key == key)


def review(room: Room, key: str, text: str, *, accepted: bool = True):
    return Reviewed(key=key, text=text, accepted=accepted, version=row(room, key).version)


@pytest.fixture(params=["xlsx", "po"])
def by_file(request, room, tmp_path):
    """Give a function that sends the Arabic texts out, lets somebody change them, and takes them back."""
    path = tmp_path / f"ar.{request.param}"

    def go(changes: dict[str, str], accepted: set[str]):
        if request.param == "po":
            write_po(path, "ar", rows(room, "ar"))
            po = polib.pofile(str(path))
            for entry in po:
                entry.msgstr = changes.get(entry.msgctxt, entry.msgstr)
                if entry.msgctxt in accepted:
                    entry.flags.remove("fuzzy")
            po.save()
            return take(room, *read_po(path), BY)
        write_sheet(path, "ar", rows(room, "ar"), right_to_left=True)
        book = load_workbook(path)
        for line in book.worksheets[0].iter_rows(min_row=2):
            line[5].value = changes.get(line[0].value, line[5].value)
            line[6].value = "x" if line[0].value in accepted else None
        book.save(path)
        return take(room, *read_sheet(path), BY)

    return go


def test_what_she_changes_is_kept_and_what_she_accepts_is_reviewed(room, by_file):
    taken = by_file({GREETING: "اختاروا لغتكم."}, {GREETING, CALL})

    assert (taken.changed, taken.accepted, taken.refused) == (1, 2, ())
    assert row(room, GREETING).written == "اختاروا لغتكم."
    assert row(room, GREETING).state == row(room, CALL).state == BY
    assert {row.state for row in rows(room, "ar") if row.key not in (GREETING, CALL)} == {"draft"}


def test_an_article_is_reviewed_when_its_title_and_its_text_are(room, by_file):
    by_file({}, {ARTICLE})
    assert row(room, ARTICLE).state == "draft"
    by_file({}, {ARTICLE, "articles|contact|title"})
    assert row(room, ARTICLE).state == BY


def test_nothing_changes_where_nothing_was_changed(room, by_file):
    before = {path: path.read_bytes() for path in room.translations.parent.rglob("ar*") if path.is_file()}
    taken = by_file({}, set())

    assert (taken.changed, taken.accepted, taken.refused) == (0, 0, ())
    assert {path: path.read_bytes() for path in before} == before


def test_a_lost_placeholder_is_refused_and_the_rest_is_taken(room, by_file):
    taken = by_file({CALL: "اتصلوا بنا.", GREETING: "اختاروا لغتكم."}, {CALL, GREETING})

    assert taken.changed == 1
    assert "{phone}" in taken.refused[0]
    assert "{phone}" in row(room, CALL).written


@pytest.mark.parametrize(
    ("key", "text", "why"),
    [
        ("text|Gone.|0", "…", "no such text"),
        (GREETING, "  ", "is empty"),
        (CALL, "{phone", "must stand"),
        (ARTICLE, "{fon}", "must stand"),
    ],
)
def test_what_cannot_be_taken_is_named(room, key, text, why):
    refused = take(room, "ar", [Reviewed(key=key, text=text, accepted=True, version="")], BY).refused
    assert why in refused[0]


def test_a_text_of_several_forms_is_reviewed_when_all_forms_are(room):
    days = [r for r in rows(room, "ar") if r.key.startswith("text|After {n} day ")]
    assert len(days) == 6
    take(room, "ar", [review(room, r.key, r.written) for r in days[:5]], BY)
    assert row(room, days[0].key).state == "draft"
    take(room, "ar", [review(room, r.key, r.written) for r in days], BY)
    assert row(room, days[0].key).state == BY


def test_a_reviewed_text_that_somebody_changes_is_a_draft_again(room):
    take(room, "ar", [review(room, GREETING, row(room, GREETING).written)], BY)
    take(room, "ar", [review(room, GREETING, "اختاروا لغة.", accepted=False)], "Someone 2026-12-01")
    assert row(room, GREETING).state == "draft"


def test_a_text_is_outdated_when_the_german_one_changes_after_it(room):
    assert not row(room, ARTICLE).outdated
    german = room.knowledge / "articles/contact/de.md"
    german.write_text(german.read_text(encoding="utf-8") + "\nNeu.\n", encoding="utf-8")

    assert row(room, ARTICLE).outdated
    assert not row(room, ARTICLE, "de").outdated
    assert share(rows(room, "ar")).outdated == 2
    assert str(share(rows(room, "ar"))).endswith("2 older than the German text)")
    # Somebody looks at the Arabic, and it still says the same.
    assert stamp(room, "ar") == 2
    assert not row(room, ARTICLE).outdated


def test_a_review_of_an_older_german_text_stays_outdated(room, tmp_path):
    write_po(tmp_path / "ar.po", "ar", rows(room, "ar"))
    catalogue = polib.pofile(str(room.catalogue("de")))
    catalogue.find("Please choose your language.").msgstr = "Welche Sprache lesen Sie?"
    catalogue.save()
    lang, reviews = read_po(tmp_path / "ar.po")
    take(room, lang, [Reviewed(key=r.key, text=r.text, accepted=True, version=r.version) for r in reviews], BY)

    assert row(room, GREETING).state == BY
    assert row(room, GREETING).outdated
    assert not row(room, CALL).outdated


def test_a_review_outlives_the_next_extraction(room):
    take(room, "ar", [review(room, GREETING, "اختاروا لغتكم.")], BY)
    catalogue = polib.pofile(str(room.catalogue("ar")), wrapwidth=110)
    merge(catalogue, polib.pofile(str(TEMPLATE)), "ar")
    catalogue.save()
    assert (row(room, GREETING).written, row(room, GREETING).state) == ("اختاروا لغتكم.", BY)


@pytest.mark.parametrize("lang", [code for code in LOCALES if code != "de"])
def test_no_text_of_ours_is_older_than_its_german_original(lang):
    found = rows(Room(translations=ROOM, knowledge=Path(knowledge.__file__).parent), lang)
    assert [row.key for row in found if row.outdated] == []
    assert len(found) > 150
