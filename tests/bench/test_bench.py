"""What the bench rests on: walks that fit the form, rows that are copied, lines that say what was not measured."""

import sqlite3

from tests.bench import population, walks
from tests.bench.__main__ import table
from tests.bench.bots import BARS, BOTS
from tests.bench.peers.form import QUESTIONS, THANKS, rows


def test_lotse_and_the_peers_ask_as_often():
    assert len(walks.REGISTRATION) == len(walks.FORM) == len(QUESTIONS) + 1
    kinds = [["press" in step for step in walk] for walk in (walks.REGISTRATION, walks.FORM)]
    assert kinds[0] == kinds[1]


def test_what_is_pressed_stands_on_a_button():
    for number, step in enumerate(walks.FORM[1:]):
        labels = [label for row in rows(number) for label in row]
        assert "press" not in step or step["press"] in labels
    assert walks.FORM[-1]["answer"] == THANKS


def test_every_bar_is_about_bots_that_are_measured():
    assert all(lotse in BOTS and peer in BOTS for lotse, peer, _most in BARS)


def test_what_could_not_be_measured_has_its_line():
    assert (
        table({}, {"aiogram, Redis": "no redis-server"})
        .splitlines()[-1]
        .startswith("| aiogram, Redis | not measured: no redis-server |")
    )


def test_a_person_is_copied_with_all_that_she_has():
    with sqlite3.connect(":memory:") as conn:
        conn.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, wrapped_key BLOB, created_at INTEGER)")
        conn.execute("CREATE TABLE message (person_id INTEGER, number INTEGER, PRIMARY KEY (person_id, number))")
        conn.execute("INSERT INTO person VALUES (7, x'01', 5)")
        conn.executemany("INSERT INTO message VALUES (7, ?)", [(1,), (2,)])
        for name in ("person", "message"):
            population.copy(conn, name, population._COPIED[name], 100)
        assert conn.execute("SELECT count(*), count(DISTINCT wrapped_key) FROM person").fetchone() == (101, 1)
        assert conn.execute("SELECT count(*), count(DISTINCT person_id) FROM message").fetchone() == (202, 101)
        assert conn.execute("SELECT count(*) FROM message m LEFT JOIN person p ON p.id = m.person_id"
                            " WHERE p.id IS NULL").fetchone() == (0,)  # fmt: skip
    conn.close()
