"""What colleagues change counts at once, in every process, and the search never stands still for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event as Signal
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

from bot.shelf import Shelf
from bot.store import edits, learnt, whats_on
from knowledge.edited import Edit, faults
from knowledge.library import Phrase
from knowledge.search import search
from knowledge.whats_on import Event
from tests import learnt as learn
from tests.bot.running import PATIENCE
from translations import LOCALES

NOON = int(datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp() * 1000)
DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def library():
    return learn.little()


@pytest.fixture
def at() -> list[int]:
    return [NOON]


@pytest.fixture
def shelf(door, library, at) -> Shelf:
    shelf = Shelf(library, door=door, clock=lambda: at[0], zone=ZoneInfo("Europe/Berlin"))
    _learn(shelf)
    return shelf


def _learn(shelf: Shelf) -> None:
    teacher = shelf.refresh()
    if teacher is not None:
        teacher.join()


def _edit(library, lang: str, **changed) -> Edit:
    article = library.article("find-school", lang)
    there = {key: getattr(article, key) for key in ("title", "body", "source", "checked", "reviewed", "of")}
    known = {
        "topic": "find-school",
        "lang": lang,
        "over": article.version,
        "given_up": False,
        "staff_id": 1,
        "at": NOON,
    }
    return Edit(**{**known, **there, **changed})


def test_a_change_lies_over_the_file_until_it_is_given_up(shelf, door, library):
    change = _edit(library, "fr", title="Une école", body="Écrivez-nous.\n")
    door.write_now(lambda conn: edits.add(conn, change))
    shelf.refresh()
    assert shelf.library.title("find-school", "fr") == "Une école"
    assert "Écrivez-nous." in shelf.library.markdown("find-school", "fr")
    assert library.title("find-school", "fr") != "Une école"
    later = _edit(library, "fr", title="Une école", given_up=True, at=NOON + 1)
    door.write_now(lambda conn: edits.add(conn, later))
    shelf.refresh()
    assert shelf.library.article("find-school", "fr") == library.article("find-school", "fr")
    with door.read() as conn:
        assert [one.given_up for one in edits.history(conn, "find-school", "fr")] == [True, False]


def test_when_the_german_text_changes_the_others_are_outdated(shelf, door, library):
    assert not shelf.library.outdated("find-school", "ti")
    door.write_now(lambda conn: edits.add(conn, _edit(library, "de", body="Schreiben Sie uns.\n")))
    shelf.refresh()
    assert shelf.library.outdated("find-school", "ti")
    assert not shelf.library.outdated("find-school", "de")
    assert not shelf.library.outdated("contact", "ti")


def test_a_question_that_was_kept_is_found_and_meanwhile_the_search_goes_on(shelf, door, library):
    asked = "zorblax quintifly wumbo"
    assert not search(shelf.library, asked, "en").confident
    kept = Phrase(topic="sports", lang="en", words=asked)
    door.write_now(lambda conn: learnt.add(conn, kept, 1, NOON))
    before = shelf.library.trained
    teacher = shelf.refresh()
    assert teacher is not None
    assert shelf.library.trained is before or not teacher.is_alive()
    teacher.join()
    assert search(shelf.library, asked, "en").topics[0][0] == "sports"
    assert shelf.refresh() is None, "nothing is learnt twice"


def test_while_one_library_learns_the_others_answer_from_what_they_know(library, monkeypatch):
    learns, ends = Signal(), Signal()

    def long(*_of: object) -> None:
        learns.set()
        ends.wait(PATIENCE)

    monkeypatch.setattr("knowledge.library.Classifier.cached", long)
    teacher = Thread(target=lambda: replace(library, known=None).trained)
    teacher.start()
    assert learns.wait(PATIENCE)
    family = Thread(target=lambda: replace(library, groups=()).trained, daemon=True)
    family.start()
    family.join(PATIENCE / 3)
    waits = family.is_alive()
    ends.set()
    teacher.join()
    assert not waits


def test_who_starts_the_house_hears_what_it_waits_for(shelf, library, monkeypatch):
    told = Signal()
    monkeypatch.setattr("bot.shelf._MOMENT", 0.01)
    monkeypatch.setattr("knowledge.library.Classifier.cached", lambda *_of: told.wait(PATIENCE))
    shelf.library = replace(library, known=None)
    shelf.await_learnt(told.set)
    assert told.is_set()
    monkeypatch.setattr("bot.shelf._MOMENT", PATIENCE)
    told.clear()
    shelf.await_learnt(told.set)
    assert not told.is_set(), "what is learnt is learnt"


def test_an_event_is_shown_until_its_day_is_over(shelf, door, at, monkeypatch):
    monkeypatch.setattr("knowledge.library.TOPIC", "sports")
    fest = Event(day=date(2026, 11, 25), time="18:30", title="Fest *der* {Kulturen}", place="Rathaus")
    door.write_now(lambda conn: whats_on.add(conn, fest, 1, NOON))
    shelf.refresh()
    shown = shelf.library.markdown("sports", "en")
    assert "This is on soon" in shown
    assert "18:30 · Fest der Kulturen · Rathaus" in shown
    assert "\u2068Fest der Kulturen\u2069" in shelf.library.markdown("sports", "ar")
    at[0] += 11 * 60 * 60 * 1000
    shelf.refresh()
    assert "This is on soon" not in shelf.library.markdown("sports", "en"), "in Berlin the day is over"


def test_however_many_events_there_are_the_article_fits_into_one_message(shelf, door, library):
    for number in range(60):
        party = Event(day=date(2027, 1, 1), time="18:30", title=f"{number} " + "x" * 110, place="y" * 120)
        door.write_now(lambda conn, party=party: whats_on.add(conn, party, 1, NOON))
    shelf.refresh()
    for lang in LOCALES:
        assert len(shelf.library.markdown("culture-events", lang)) < 4_000


def test_two_processes_say_the_same(shelf, door, library):
    other = Shelf(library, door=door, clock=lambda: NOON, zone=ZoneInfo("Europe/Berlin"))
    _learn(other)
    door.write_now(lambda conn: edits.add(conn, _edit(library, "de", title="Schule")))
    for one in (shelf, other):
        _learn(one)
        assert one.library.title("find-school", "de") == "Schule"


def test_what_is_wrong_with_a_text_is_said_with_its_line(library):
    wrong = "Guten Tag.\n\nRufen Sie an: {telefon}\n\n<b>Hier</b>\n"
    found = faults(library, "find-school", "de", "Eine Schule *finden*", wrong)
    assert {line for line, _what in found} == {0, 3, 5}
    assert "there is no placeholder {telefon}" in dict(found)[3]
    assert faults(library, "find-school", "de", "x" * 35, "Gut.\n") == [
        (0, "a title has at most 34 characters: it stands on a button")
    ]
    assert faults(library, "find-school", "de", "Gut", "  \n") == [(1, "the text is missing")]
    article = library.article("find-school", "ar")
    assert faults(library, "find-school", "ar", article.title, article.body) == []
