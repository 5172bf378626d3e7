"""What colleagues have changed goes back into the files, and is then held by them alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

import knowledge
from bot.commands import app
from bot.errors import ReviewError
from bot.knowledge_commands import write_article, write_phrases
from bot.opening import open_store
from bot.settings import read_settings
from bot.shelf import Shelf
from bot.store import edits, learnt
from knowledge.edited import applied
from knowledge.library import Phrase
from tests.bot.test_shelf import NOON, _edit

HERE = Path(knowledge.__file__).parent


@pytest.fixture
def room(tmp_path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def test_a_changed_article_is_written_and_found_in_the_files_at_the_next_start(room, door, library):
    change = _edit(library, "de", title="Eine Schule", body="Schreiben Sie uns.\n", checked="2026-11-25")
    assert write_article(room / "articles", change)
    files = knowledge.load(room)
    assert files.article("find-school", "de") == applied(library.article("find-school", "de"), change)
    assert not write_article(room / "articles", replace(change, topic="nothing"))
    door.write_now(lambda conn: edits.add(conn, change))
    shelf = Shelf(files, door=door, clock=lambda: NOON, zone=ZoneInfo("Europe/Berlin"))
    shelf.settle()
    with door.read() as conn:
        assert edits.standing(conn) == ()
        assert [one.given_up for one in edits.history(conn, "find-school", "de")] == [True, False]
    earlier = Shelf(library, door=door, clock=lambda: NOON, zone=ZoneInfo("Europe/Berlin"))
    earlier.settle()
    with door.read() as conn:
        assert len(edits.history(conn, "find-school", "de")) == 2, "what is given up is not given up again"


def test_a_change_that_is_not_in_the_files_stays(door, library):
    change = _edit(library, "de", title="Eine Schule")
    door.write_now(lambda conn: edits.add(conn, change))
    Shelf(library, door=door, clock=lambda: NOON, zone=ZoneInfo("Europe/Berlin")).settle()
    with door.read() as conn:
        assert edits.standing(conn) == (change,)


def test_learnt_phrases_are_written_once(room):
    learnt = [Phrase(topic="sports", lang="ti", words="zorblax  quintifly")] * 2
    assert write_phrases(room / "phrases", learnt) == 1
    assert write_phrases(room / "phrases", learnt) == 0
    assert Phrase(topic="sports", lang="ti", words="zorblax quintifly") in knowledge.load(room).phrases


def test_the_command_says_what_it_has_written_and_refuses_a_folder_without_knowledge(
    room, library, monkeypatch, tmp_path, database_url
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOTSE_DATABASE_URL", database_url)
    door, _vault = open_store(read_settings())
    door.write_now(lambda conn: edits.add(conn, _edit(library, "ar", body="اكتبوا لنا.\n")))
    door.write_now(lambda conn: learnt.add(conn, Phrase(topic="sports", lang="ti", words="zorblax"), 1, NOON))
    door.close()
    done = CliRunner().invoke(app, ["knowledge", "export", "--to", str(room)], catch_exceptions=False)
    assert done.output.startswith("1 articles and 1 phrases are written to")
    assert knowledge.load(room).article("find-school", "ar").body == "اكتبوا لنا.\n"
    with pytest.raises(ReviewError, match="no folder of knowledge"):
        CliRunner().invoke(app, ["knowledge", "export", "--to", str(tmp_path)], catch_exceptions=False)
