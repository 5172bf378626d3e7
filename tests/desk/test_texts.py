"""The desk speaks German and English: every sentence of its templates, and nothing else."""

from __future__ import annotations

from string import Formatter

import polib

from tests.desk_texts import GERMAN, sentences


def _slots(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


def test_the_german_catalogue_has_every_sentence_and_no_others():
    catalogue = polib.pofile(str(GERMAN))
    assert [entry.msgid for entry in catalogue] == sorted(sentences()), "run `python -m tests.desk_texts`"
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_what_is_filled_in_stands_in_both():
    for entry in polib.pofile(str(GERMAN)):
        assert _slots(entry.msgid) == _slots(entry.msgstr), entry.msgid


def test_a_sentence_that_is_new_in_a_template_is_found(tmp_path):
    (tmp_path / "new.html").write_text('<p>{{ _("Brand new, {name}", name="x") }}</p>', encoding="utf-8")
    assert sentences(tmp_path) == {"Brand new, {name}": ["new.html"]}
