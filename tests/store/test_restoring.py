"""Backups: consistent, the same row by row when they come back, and nobody who was erased comes with them."""

from __future__ import annotations

import pytest
from sqlalchemy import MetaData, insert, select

from bot.errors import BackupError
from bot.store import backups, conversations, copying, erasing, messages, outbox, restoring
from bot.store.database import open_door
from bot.store.keyfile import read_keys, replace_keys
from bot.store.ledger import Ledger
from bot.store.migrating import migrate, schemas
from bot.store.sealed_file import Sealing
from bot.store.tables import METADATA, audit, erasure
from bot.store.tables import person as persons
from bot.store.vault import open_vault
from tests.store.conftest import NOW
from tests.store.filling import everything, fill

DAY = 24 * 60 * 60 * 1000


def _without_last_line(rows):
    """Leave out what a backup or a restore notes about itself."""
    return {**rows, "audit": [row for row in rows["audit"] if row[3] not in ("backed up", "restored")]}


def _sorted(conn, *what):
    return sorted(map(tuple, conn.execute(select(*what))), key=repr)


def _erase(door, vault, person_id: int, now: int = NOW):
    return door.write_now(lambda conn: erasing.erase(conn, vault, person_id, now))


def test_every_row_of_every_table_comes_back_the_same_in_either_database(
    door, other_door, vault, person, said, back_up, restore
):
    said(person(), "Guten Tag 🌍")
    door.write_now(fill)
    before = everything(door)
    assert all(before.values()), "every table has rows"
    path = back_up()
    done = restore(path, other_door, replace=False)
    assert done.rows == sum(map(len, before.values()))
    assert done.again == 0
    assert _without_last_line(everything(other_door)) == before


def test_numbers_that_the_database_gives_go_on(door, other_door, person, said, back_up, restore):
    thread = person()
    last = said(thread).id
    path = back_up()
    restore(path, other_door, replace=False)
    put = {"person_id": thread.person_id, "number": 9, "address_id": thread.address_id, "kind": outbox.Kind.NOTICE}
    row = other_door.write_now(lambda conn: outbox.put(conn, **put, epoch=1, boot=1, at_once=False, now=NOW))
    assert row.id > last


def test_a_backup_is_of_one_moment_while_turns_are_written(door, vault, person, said, back_up, restore, monkeypatch):
    threads = [person(str(number)) for number in range(5)]
    before = everything(door)
    put, written = copying._put, []

    def and_meanwhile(out, line):
        put(out, line)
        if len(written) < 60:
            written.append(said(threads[len(written) % 5]))
            written.append(person(f"new {len(written)}"))

    monkeypatch.setattr(copying, "_put", and_meanwhile)
    monkeypatch.setattr(copying, "FETCH", 1)
    path = back_up()
    assert len(written) == 60
    monkeypatch.undo()
    assert everything(door)["message"]
    restore(path)
    assert _without_last_line(everything(door)) == before


def test_a_database_that_is_not_empty_is_replaced_only_when_that_is_said(door, person, said, back_up, restore):
    said(person())
    path = back_up()
    person("6")
    before = everything(door)
    with pytest.raises(BackupError, match=r"not empty \(.*person.*\).*--replace"):
        restore(path, replace=False)
    assert everything(door) == before
    restore(path)
    assert len(everything(door)["person"]) == 1


def test_what_fails_half_way_has_replaced_nothing(door, person, said, back_up, restore, monkeypatch):
    said(person())
    path = back_up()
    person("6")
    before = everything(door)

    def fail(_conn):
        raise RuntimeError("half way")

    monkeypatch.setattr(copying, "count_on", fail)
    with pytest.raises(RuntimeError, match="half way"):
        restore(path)
    assert everything(door) == before


def test_nobody_comes_back_who_was_erased_since(door, vault, person, said, back_up, restore):
    gone, stays = [person(str(number)) for number in range(3)], person("9")
    for thread in (*gone, stays):
        said(thread)
    path = back_up()
    receipts = {_erase(door, vault, thread.person_id).number for thread in gone}
    done = restore(path, at=NOW + DAY)
    assert done.again == 3
    rows = everything(door)
    assert {row[0] for row in rows["person"]} == {stays.person_id}
    for table in ("message", "address", "conversation", "outbox"):
        assert all(thread.person_id not in row for thread in gone for row in rows[table])
    assert {row[0] for row in rows["erasure"]} == receipts, "each keeps the receipt she was given"
    assert restore(path).again == 3, "and from then on"


def test_the_ledger_outside_counts_where_the_database_is_lost(
    door, other_door, vault, person, said, back_up, restore, tmp_path
):
    gone, stays = person("5"), person("6")
    path = back_up()
    number = _erase(door, vault, gone.person_id).number
    ledger = Ledger(tmp_path / "erasures.jsonl")
    ledger.catch_up(door)
    done = restore(path, other_door, ledger=ledger.read(), replace=False)
    assert done.again == 1
    rows = everything(other_door)
    assert [row[0] for row in rows["person"]] == [stays.person_id]
    assert [row[:2] for row in rows["erasure"]] == [(number, gone.person_id)]


def test_who_was_erased_before_the_backup_is_no_trouble(door, vault, person, back_up, restore, tmp_path):
    gone = person()
    number = _erase(door, vault, gone.person_id).number
    path = back_up()
    assert restore(path).again == 0
    assert [row[0] for row in everything(door)["erasure"]] == [number]


@pytest.mark.parametrize("schema", schemas()[1:-1])
def test_an_older_backup_is_brought_up_to_date(empty_database_url, door, vault, restore, tmp_path, schema):
    older = open_door(empty_database_url)
    migrate(older.writer, schema)
    found = MetaData()
    with older.read() as conn:
        found = copying.tables_of(conn)
    assert found is not METADATA
    older.write_now(lambda conn: fill(conn, found))
    with older.read() as conn:
        before = {name: _sorted(conn, table) for name, table in found.tables.items()}
    made = backups.make(older, vault.house, tmp_path / "backups", days=30, now=NOW)
    older.close()
    restore(made.path)
    with door.read() as conn:
        for name, table in found.tables.items():
            columns = [METADATA.tables[name].c[column.name] for column in table.columns]
            rows = _sorted(conn, *columns)
            if name == "audit":
                rows = [row for row in rows if "restored" not in row]
            assert rows == before[name], name


def test_a_backup_of_a_newer_lotse_is_refused(back_up, vault, monkeypatch):
    path = back_up()
    monkeypatch.setattr(restoring, "schemas", lambda: schemas()[1:])
    with pytest.raises(BackupError, match=rf"newer Lotse \(.*schema {schemas()[0]}\)"):
        restoring.look_through(path, vault)


def test_a_backup_of_another_house_is_refused(back_up, tmp_path):
    path = back_up()
    with pytest.raises(BackupError, match="another key file"):
        restoring.look_through(path, open_vault(tmp_path / "other.json", create=True))


def test_a_backup_without_its_end_or_with_a_row_less_is_refused(door, vault, person, back_up, monkeypatch, tmp_path):
    person()

    def lines(kept):
        path = tmp_path / "made.backup"
        with path.open("wb") as file:
            sealing = Sealing(file, vault.house.keys)
            for line in kept:
                sealing.write(line + b"\n")
            sealing.close()
        return path

    with restoring._lines(back_up(), vault) as found:
        whole = [line.rstrip(b"\n") for line in found]
    assert restoring.look_through(lines(whole), vault).rows == 3
    row = next(line for line in whole if line.startswith(b"["))
    without_row = [line for line in whole if line is not row]
    for broken in (whole[:-1], without_row, [], [b"{}", *whole[1:]], [*whole[:1], b"["]):
        with pytest.raises(BackupError):
            restoring.look_through(lines(broken), vault)


def test_words_that_look_like_the_file_s_own_are_only_words(door, back_up, restore):
    learnt = METADATA.tables["learnt"]
    row = {"id": 1, "topic": "rows", "lang": "table", "words": '{"rows": {}}\n[]', "staff_id": 1, "at": 2}
    door.write_now(lambda conn: conn.execute(insert(learnt), [row]))
    before = everything(door)
    restore(back_up())
    assert _without_last_line(everything(door)) == before


def test_a_backup_needs_one_key_even_in_the_middle_of_a_rotation(door, vault, person, said, back_up, restore, tmp_path):
    thread = person()
    said(thread, "Hello")
    path = tmp_path / "keys.json"
    replace_keys(path, read_keys(path).with_new())
    made = back_up()
    assert person("6").wrapped_key[1:9] == read_keys(path).current.encode(), "the running house has learnt the new key"
    made = back_up()
    replace_keys(path, read_keys(path).without_old())
    fresh = open_vault(path, create=False)
    found = restoring.look_through(made, fresh)
    restoring.restore(door, fresh, found, [], replace=True, now=NOW, scratch=tmp_path)
    with door.read() as conn:
        again = conversations.load(conn, fresh, fresh.lookup("telegram", "5"), lock=False)
        assert messages.after(conn, again.box, again.person_id, 0, 9)[0].body["p"][0][0] == "Hello"


def test_what_was_restored_stands_in_the_log(door, person, back_up, restore):
    person()
    restore(back_up())
    with door.read() as conn:
        assert conn.execute(select(audit.c.action)).scalars().all() == ["restored"]
        assert conn.execute(select(erasure)).all() == []
        assert len(conn.execute(select(persons.c.id)).all()) == 1
