"""`lotse backup`, `lotse restore` and `lotse key rotate`, beside a running house."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import app
from bot.errors import BackupError, KeyFileError, StoreError
from bot.store import backups
from bot.store.keyfile import read_keys
from bot.store.ledger import Ledger
from tests.bot.running import running
from tests.store.filling import everything


@pytest.fixture
def lotse(monkeypatch, tmp_path):
    """Give a function that runs a command and returns what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path))

    def run(*arguments: str, answer: str = "") -> str:
        result = CliRunner().invoke(app, list(arguments), input=answer, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def _made(printed: str) -> Path:
    return Path(re.match(r"(.*\.backup): \d+ rows\. Old backups removed: 0\.\n", printed)[1])


async def test_a_backup_is_made_beside_the_running_house_and_comes_back(
    house, telegram, lotse, monkeypatch, tmp_path, clock, database_url
):
    monkeypatch.setenv("LOTSE_DATABASE_URL", database_url)
    amina, joe = telegram.user(5, "Amina", "en"), telegram.user(6, "Joe", "en")
    await house.ask(amina.send("/start"))
    await house.ask(joe.send("/start"))
    record = house.record(5)
    printed = lotse("backup")
    path = _made(printed)
    assert path.parent == tmp_path / "backups"
    assert "keys.json, which is not in it" in printed
    assert await house.ask(amina.press("answers")), "the house goes on"
    # One is erased at the command line, and comes not back.
    lotse("erase", "6")
    [erased] = Ledger(tmp_path / "erasures.jsonl").read()
    before = everything(house.lotse.door)
    with pytest.raises(BackupError, match="--replace"):
        lotse("restore", str(path), "--yes")
    assert everything(house.lotse.door) == before
    printed = lotse("restore", str(path), "--replace", "--yes")
    assert re.search(
        r"^The backup is whole: \d+ rows of \d{4}-\d\d-\d\d \d\d:\d\d \(Lotse \d.*\)\.$", printed, re.MULTILINE
    )
    assert re.search(r"^Restored: \d+ rows\. Erased again: 1\.$", printed, re.MULTILINE)
    assert house.record(5) == record
    assert house.thread(6) is None
    assert house.rows("SELECT receipt FROM erasure") == [(erased.receipt,)]
    assert await house.ask(amina.press("answers")), "and the house goes on from there"


def test_nothing_is_done_before_somebody_says_yes(lotse, tmp_path):
    lotse("migrate")
    path = _made(lotse("backup", "--to", str(tmp_path / "elsewhere")))
    assert path.parent == tmp_path / "elsewhere"
    refused = CliRunner().invoke(app, ["restore", str(path)], input="n\n")
    assert refused.exit_code == 1
    assert "Restored: 1 rows" not in refused.output
    assert "Erased again: 0" in lotse("restore", str(path), "--replace", answer="y\n")


async def test_a_broken_backup_is_refused_before_anything_is_touched(house, telegram, lotse, monkeypatch, tmp_path):
    monkeypatch.setenv("LOTSE_DATABASE_URL", house.lotse.settings.database)
    await house.ask(telegram.user(5, "Amina", "en").send("/start"))
    path = _made(lotse("backup"))
    before, whole = everything(house.lotse.door), path.read_bytes()
    for position in (*range(60), *range(60, len(whole), 41), len(whole) - 1):
        broken = bytearray(whole)
        broken[position] ^= 0x10
        path.write_bytes(bytes(broken))
        with pytest.raises(BackupError):
            lotse("restore", str(path), "--replace", "--yes")
    for length in (0, 5, 40, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(BackupError):
            lotse("restore", str(path), "--replace", "--yes")
    assert everything(house.lotse.door) == before


def test_a_refused_backup_makes_no_database(lotse, monkeypatch, tmp_path):
    lotse("migrate")
    path = _made(lotse("backup"))
    path.write_bytes(path.read_bytes()[:-1])
    monkeypatch.setenv("LOTSE_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    with pytest.raises(BackupError, match="broken or not whole"):
        lotse("restore", str(path), "--yes")
    assert not (tmp_path / "new.db").exists()


def test_the_wrong_key_file_or_none_is_one_clear_line(lotse, monkeypatch, tmp_path):
    lotse("migrate")
    path = _made(lotse("backup"))
    monkeypatch.setenv("LOTSE_KEY_FILE", str(tmp_path / "other.json"))
    for command in (["backup"], ["restore", str(path), "--yes"]):
        with pytest.raises(KeyFileError, match=r"other\.json is missing"):
            lotse(*command)
    monkeypatch.setenv("LOTSE_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    lotse("migrate")
    with pytest.raises(BackupError, match="another key file"):
        lotse("restore", str(path), "--replace", "--yes")


def test_a_file_that_is_not_there_or_a_folder_that_cannot_be_is_one_clear_line(lotse, tmp_path):
    lotse("migrate")
    with pytest.raises(BackupError, match=r"nowhere\.backup cannot be read"):
        lotse("restore", "nowhere.backup", "--yes")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="file"):
        lotse("backup", "--to", str(tmp_path / "file" / "below"))


def test_two_of_them_do_not_meet(lotse, tmp_path):
    lotse("migrate")
    with backups.alone(tmp_path):
        for command in (["backup"], ["restore", "x", "--yes"], ["key", "rotate"]):
            with pytest.raises(BackupError, match="running"):
                lotse(*command)


def test_old_backups_go_after_so_many_days_as_the_settings_say(lotse, monkeypatch, tmp_path):
    lotse("migrate")
    monkeypatch.setenv("LOTSE_BACKUP_DAYS", "2")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "lotse-20200101-030000-000000.backup").touch()
    assert "Old backups removed: 1." in lotse("backup")


async def test_the_key_is_rotated_beside_the_running_house(house, telegram, lotse, monkeypatch, tmp_path, clock):
    monkeypatch.setenv("LOTSE_DATABASE_URL", house.lotse.settings.database)
    amina = telegram.user(5, "Amina", "en")
    await house.ask(amina.send("/start"))
    record, before = house.record(5), read_keys(tmp_path / "keys.json")
    printed = lotse("key", "rotate")
    assert "The key is new" in printed
    assert "Brought under it: 1 keys and texts." in printed
    after = read_keys(tmp_path / "keys.json")
    assert set(after.masters) & set(before.masters) == set()
    assert house.record(5) == record
    assert await house.ask(amina.press("answers"))
    await house.ask(telegram.user(6, "Joe", "en").send("/start"))
    for row in house.rows("SELECT wrapped_key FROM person"):
        assert after.current.encode() in bytes(row[0])
    path = _made(lotse("backup"))
    assert "Erased again: 0" in lotse("restore", str(path), "--replace", "--yes")
    assert house.record(5)[: len(record)] == record


async def test_an_old_backup_needs_the_key_file_of_its_time(
    telegram, database_url, tmp_path, clock, brisk, lotse, monkeypatch
):
    monkeypatch.setenv("LOTSE_DATABASE_URL", database_url)
    keys, old = tmp_path / "keys.json", tmp_path / "old.json"
    async with running(telegram, database_url, tmp_path, clock) as house:
        await house.ask(telegram.user(5, "Amina", "en").send("/start"))
    path = _made(lotse("backup"))
    old.write_text(keys.read_text())
    lotse("key", "rotate")
    with pytest.raises(BackupError, match="take the key file of its time"):
        lotse("restore", str(path), "--replace", "--yes")
    monkeypatch.setenv("LOTSE_KEY_FILE", str(old))
    lotse("restore", str(path), "--replace", "--yes")
    lotse("key", "rotate")
    assert json.loads(old.read_text())["current"] not in (json.loads(keys.read_text())["current"], "1")
    assert json.loads(old.read_text())["lookup"] == json.loads(keys.read_text())["lookup"]
    monkeypatch.delenv("LOTSE_KEY_FILE")
    with pytest.raises(KeyFileError, match="has no key"):
        lotse("migrate")
