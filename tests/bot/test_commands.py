"""The command line, as other programs use it (design §8)."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot import wiring
from bot.commands import app
from bot.errors import ErasedError
from bot.store import cases, conversations, finders, staff
from bot.store.database import open_door
from bot.store.tables import case as case_table
from translations import LOCALES


@pytest.fixture
def lotse(monkeypatch, tmp_path, library):
    """Give a function that runs a command and returns what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(wiring, "load_library", lambda *_: library)

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_one_query_is_answered_in_the_form_other_programs_read(lotse):
    printed = lotse("search", "--lang", "ar", "--json", "أين أجد مدرسة لطفلي؟")
    assert printed.count("\n") == 1
    answer = json.loads(printed)
    assert set(answer) == {"topics", "card", "confident", "offer"}
    assert answer["topics"]
    for topic in answer["topics"]:
        assert set(topic) == {"id", "score"}
        assert isinstance(topic["score"], float)
    assert answer["topics"] == sorted(answer["topics"], key=lambda topic: -topic["score"])
    assert answer["card"] in (None, "emergency", "legal-advice", "human")
    assert isinstance(answer["confident"], bool)


@pytest.mark.parametrize(
    ("query", "card"), [("my husband beats me", "emergency"), ("hello", None), ("I want to talk to a person", "human")]
)
def test_a_card_is_named_or_null(lotse, query, card):
    assert json.loads(lotse("search", "--lang", "en", "--json", query))["card"] == card


def test_another_language_is_offered_by_its_code_or_null(lotse):
    assert json.loads(lotse("search", "--lang", "en", "--json", "Wo finde ich eine Schule?"))["offer"] == "de"
    assert json.loads(lotse("search", "--lang", "de", "--json", "Wo finde ich eine Schule?"))["offer"] is None


def test_many_queries_are_answered_one_a_line_in_order(lotse, tmp_path):
    rows = [("en", "school"), ("ar", 'said "school" and\u2028more'), ("de", "Gesundheitsamt"), ("en", "")]
    file = tmp_path / "queries.tsv"
    body = "".join(f"find-school\t{lang}\t{query}\tplain\n" for lang, query in rows)
    file.write_text("topic\tlang\tquery\tkind\n" + body, encoding="utf-8")
    lines = lotse("search", "--batch", str(file), "--json").rstrip("\n").split("\n")
    answers = [json.loads(line) for line in lines]
    assert [(answer["lang"], answer["query"]) for answer in answers] == rows
    assert all(set(answer) == {"topics", "card", "confident", "offer", "lang", "query"} for answer in answers)
    alone = json.loads(lotse("search", "--lang", "en", "--json", "school"))
    assert {name: answers[0][name] for name in alone} == alone


def test_a_person_at_the_keyboard_reads_one_line(lotse):
    assert re.fullmatch(r".*find-school.*; card: none; confident: (yes|no)\n", lotse("search", "school"))


def test_check_counts_texts_and_articles_of_every_language(lotse):
    lines = lotse("check").splitlines()
    assert [line.partition(":")[0] for line in lines[: len(LOCALES)]] == list(LOCALES)
    assert all(
        re.search(r": texts \d+ \(\d+ % reviewed\); articles and pages \d+ \(\d+ % reviewed\)", line)
        for line in lines[: len(LOCALES)]
    )


def test_migrate_brings_an_empty_database_up_to_date(lotse, monkeypatch, empty_database_url):
    monkeypatch.setenv("LOTSE_DATABASE_URL", empty_database_url)
    assert lotse("migrate") == lotse("migrate") == "The database is up to date.\n"
    door = open_door(empty_database_url)
    with door.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
    door.close()


async def test_erase_removes_one_person_beside_the_running_house_and_prints_a_receipt(
    house, telegram, lotse, monkeypatch
):
    monkeypatch.setenv("LOTSE_DATABASE_URL", house.lotse.settings.database)
    for id in (5, 6):
        await house.ask(telegram.user(id, "Amina", "en").send("/start"))
    printed = lotse("erase", "5")
    assert re.fullmatch(r"Erased: 6 rows\. Receipt [A-Z0-9]{4}-[A-Z0-9]{4}\.\n", printed)
    assert house.rows("SELECT receipt FROM erasure") == [(printed.split()[-1].rstrip("."),)]
    assert house.count("person") == 1
    assert house.thread(5) is None
    assert house.record(6)
    with pytest.raises(ErasedError, match="nothing to erase"):
        lotse("erase", "5")
    [greeting] = await house.ask(telegram.user(5).send("/start"))
    assert "Welcome!" in greeting


async def test_erase_finds_who_has_no_chat_by_the_number_of_her_case(house, telegram, lotse, monkeypatch):
    monkeypatch.setenv("LOTSE_DATABASE_URL", house.lotse.settings.database)
    await house.ask(telegram.user(6, "Joe", "en").send("/start"))
    door, counter, clock = house.lotse.door, house.lotse.desk.counter, house.clock
    colleague = {"login": "b@example.org", "name": "Berta", "role": staff.Role.COUNSELLOR, "teams": ["general"]}
    id = door.write_now(lambda conn: staff.add(conn, **colleague, language="de", now=clock()))

    def open_(conn):
        case = counter.open(conn, staff.one(conn, id), "ar", "", how="phone", today=date(2026, 11, 26))
        person = conn.execute(select(case_table.c.person_id).where(case_table.c.id == case)).scalar_one()
        thread = conversations.load_person(conn, house.lotse.desk.vault, person)
        finders.add(conn, house.lotse.desk.vault, person, "phone", "+491713920099")
        return cases.one(conn, thread.box, case).body["receipt"]

    number = door.write_now(open_)
    for unknown in ("AAAA-AAAA", "+491713920099"):
        with pytest.raises(ErasedError, match="number"):
            lotse("erase", "--receipt", unknown)
    # As somebody reads it out on the phone.
    assert "Erased" in lotse("erase", "--receipt", number.lower().replace("-", " "))
    assert house.count("person") == 1
    assert house.count('"case"') == 0
    assert house.thread(6)


async def test_erase_finds_a_browser_by_its_token(house, lotse, monkeypatch):
    monkeypatch.setenv("LOTSE_DATABASE_URL", house.lotse.settings.database)
    await house.lotse.page.start("browser-token", "en")
    assert house.count("address") == 1
    with pytest.raises(ErasedError):
        lotse("erase", "browser-token")
    assert "Erased" in lotse("erase", "browser-token", "--channel", "web")
    assert house.count("address") == 0
