"""Catalogues are read once; what is unfinished in them counts as missing."""

import pytest

from translations import plurals
from translations.catalogue import catalogue, read
from translations.errors import CatalogueError

HEADER = 'msgid ""\nmsgstr "Language: ar\\nPlural-Forms: nplurals=6; plural=0;\\n"\n\n'


def written(folder, text):
    path = folder / "lotse.po"
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def test_a_sentence_is_found(tmp_path):
    assert read(written(tmp_path, 'msgid "Yes"\nmsgstr "نعم"\n'), "ar").find("Yes") == "نعم"


@pytest.mark.parametrize(
    "unfinished",
    [
        'msgid "Yes"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Yes"\nmsgstr "نعم"\n',
        '#~ msgid "Yes"\n#~ msgstr "نعم"\n',
        'msgid "Yes"\nmsgid_plural "Yeses"\nmsgstr[0] "نعم"\nmsgstr[1] "نعم"\n',
    ],
)
def test_what_is_unfinished_counts_as_missing(tmp_path, unfinished):
    assert read(written(tmp_path, unfinished), "ar").find("Yes") is None


def test_a_broken_catalogue_is_named(tmp_path):
    with pytest.raises(CatalogueError, match=r"lotse\.po"):
        read(written(tmp_path, "msgid Yes\n"), "ar")


def test_a_catalogue_that_is_not_there_is_named():
    with pytest.raises(CatalogueError, match=r"lotse\.po"):
        catalogue("tlh")


@pytest.mark.parametrize(
    ("locale", "forms"),
    [
        ("de", ("one", "other")),
        ("ar", ("zero", "one", "two", "few", "many", "other")),
        ("pl", ("one", "few", "many")),
        ("tr", ("one", "other")),
        ("fr", ("one", "other")),
    ],
)
def test_a_language_has_the_forms_that_whole_numbers_take(locale, forms):
    assert plurals.forms(locale) == forms


@pytest.mark.parametrize(
    ("locale", "n", "category"),
    [
        ("ar", 0, "zero"),
        ("ar", 10, "few"),
        ("ar", 99, "many"),
        ("ar", 100, "other"),
        ("ar", 103, "few"),
        ("pl", 22, "few"),
        ("pl", 25, "many"),
        ("fr", 0, "one"),
        ("fr", 1_000_000, "other"),
    ],
)
def test_a_number_takes_the_form_of_its_category(locale, n, category):
    assert plurals.forms(locale)[plurals.form(locale, n)] == category
