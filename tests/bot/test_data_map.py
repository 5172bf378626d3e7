"""The retention table of the data protection officer is what the data map says, in German, and never drifts from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot
import knowledge
from bot import data_map, wiring
from bot.commands import app
from bot.store import columns
from bot.store.columns import Eraser, Exporter
from bot.store.house_keys import WRAPPED
from bot.store.retention import Kept
from bot.store.tables import METADATA
from knowledge.office_file import read_office

HOUSE = Path(bot.__file__).parent
PAPERS = HOUSE.parent / "docs" / "datenschutz"
PAPER = PAPERS / "aufbewahrung.md"
REFRESH = "`.venv/bin/lotse data-map > docs/datenschutz/aufbewahrung.md` writes it anew."


@pytest.fixture(scope="module")
def kept() -> Kept:
    office = read_office(Path(knowledge.__file__).parent / "office.toml", [])
    return Kept.by(office)


def unsaid(tables: set[str]) -> str:
    """Return what whoever adds a table has to do; empty where nothing is missing."""
    missing, gone = sorted(tables - data_map.TABLES.keys()), sorted(data_map.TABLES.keys() - tables)
    said = [f"TABLES in bot/data_map.py has no German line for {name}: add one." for name in missing]
    said += [f"TABLES in bot/data_map.py speaks of {name}, which is no table any more: take it out." for name in gone]
    return "\n".join([*said, REFRESH] if said else [])


def test_every_table_has_its_german_line():
    assert not unsaid(set(METADATA.tables)), unsaid(set(METADATA.tables))
    for name, sheet in data_map.TABLES.items():
        assert sheet.name, name
        assert sheet.what.endswith("."), name


def test_a_table_without_its_line_is_named_with_what_to_do():
    said = unsaid({*METADATA.tables, "kitchen"} - {"rating"})
    assert "no German line for kitchen" in said
    assert "speaks of rating" in said
    assert REFRESH in said


def test_everything_that_the_data_map_can_say_has_its_german_words(kept):
    assert set(data_map.kept_words(kept)) == set(columns.Kept)
    assert set(data_map.ERASED) == set(Eraser)
    assert set(data_map.SEEN) == set(Exporter)


def test_the_paper_is_what_the_data_map_says(kept):
    if said := unsaid(set(METADATA.tables)):
        pytest.fail(said)
    there = PAPER.read_text(encoding="utf-8")
    # No diff of four hundred lines: what to do about it is the same for each.
    if there != data_map.retention_table(kept):
        pytest.fail(f"docs/datenschutz/aufbewahrung.md is older than the tables or their terms. {REFRESH}")


def test_every_column_stands_in_the_table_once(kept):
    printed = data_map.retention_table(kept)
    for table in METADATA.tables.values():
        section = printed.partition(f"(`{table.name}`)")[2].partition("\n#")[0]
        rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", section, re.MULTILINE)
        assert [name for name, _rest in rows] == [column.name for column in table.columns]
        assert all(rest.count("|") == 4 and all(cell.strip() for cell in rest.split("|")) for _name, rest in rows)


def test_the_terms_are_those_of_the_settings():
    printed = data_map.retention_table(Kept(conversations=91, quarantine=12))
    assert "91 Tage nach dem letzten Wort der Person" in printed
    assert "| 12 Tage | mit der Person |" in printed
    assert "180" not in printed


def test_what_is_sealed_with_the_key_file_is_called_so():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py"))
    sealed = {f"{table}.{column}" for table, column in re.findall(r'house\.seal\(\s*f?"(\w+)\|(\w+)\|', sources)}
    wrapped = {str(column) for table in METADATA.tables.values() for column in table.columns if column.name == WRAPPED}
    assert sealed | wrapped == data_map.UNDER_THE_KEY_FILE


def places(text: str) -> set[str]:
    """Return the files and folders of the project that a paper names, and the papers it links to."""
    named = re.findall(r"`((?:bot|dialogs|knowledge|translations|tests|docs)/[^`\s]*)`", text)
    return {*named, *(f"docs/datenschutz/{link}" for link in re.findall(r"\]\(([^)#]+)\)", text))}


@pytest.mark.parametrize("paper", sorted(PAPERS.glob("*.md")), ids=lambda path: path.stem)
def test_what_a_paper_points_to_is_there(paper):
    gone = sorted(name for name in places(paper.read_text(encoding="utf-8")) if not (HOUSE.parent / name).exists())
    assert not gone, f"{paper.name} points to what is not there: {', '.join(gone)}"


def test_a_place_that_is_not_there_is_found():
    found = places("See `bot/gone.py`, [the other](gone.md), `LOTSE_PORT` and `lotse run`.")
    assert found == {"bot/gone.py", "docs/datenschutz/gone.md"}
    assert not any((HOUSE.parent / name).exists() for name in found)


def test_the_command_prints_the_paper(monkeypatch, library, kept):
    monkeypatch.setattr(wiring, "load_library", lambda *_: library)
    printed = CliRunner().invoke(app, ["data-map"], catch_exceptions=False)
    assert printed.exit_code == 0
    assert printed.output == data_map.retention_table(kept)
