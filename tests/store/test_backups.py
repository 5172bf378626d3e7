"""Making a backup: one file, sealed, young ones kept, and its age known."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert

from bot.errors import BackupError
from bot.store import backups, copying, restoring
from bot.store.sealed_file import Sealing
from bot.store.tables import METADATA
from tests.store.conftest import NOW

DAY = 24 * 60 * 60 * 1000


def test_photos_are_not_all_held_in_memory_at_once(door, vault, person, back_up, monkeypatch):
    thread = person()
    kept = {"person_id": thread.person_id, "kind": "pdf", "size": 9, "at": NOW}
    rows = [{"id": number, "body": bytes(9_000), **kept} for number in range(10)]
    door.write_now(lambda conn: conn.execute(insert(METADATA.tables["file"]), rows))
    monkeypatch.setattr(copying, "BYTES", 20_000)
    with restoring._lines(back_up(), vault) as found:
        copying.heading_of(found)
        sizes = [len(some.rows) for some in copying.rows_of(found) if some.table == "file"]
    assert sizes == [2] * 5


def test_old_backups_are_removed_and_others_left_alone(back_up, tmp_path):
    first = back_up(NOW)
    stranger = first.parent / "holiday.backup"
    stranger.touch()
    back_up(NOW + 30 * DAY)
    assert first.exists()
    third = back_up(NOW + 30 * DAY + 1)
    assert not first.exists()
    assert len(list(first.parent.iterdir())) == 3
    back_up(NOW + 32 * DAY, days=1)
    assert {path.name for path in first.parent.iterdir()} >= {stranger.name}
    assert not third.exists()


def test_a_backup_that_cannot_be_finished_leaves_nothing_behind(door, person, back_up, monkeypatch, tmp_path):
    person()
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "lotse-20200101-000000-000000.backup.part").touch()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sealing, "close", full)
    with pytest.raises(OSError, match="No space left"):
        back_up()
    assert list((tmp_path / "backups").iterdir()) == []
    with door.read() as conn:
        assert backups.last(conn) is None


def test_a_backup_is_readable_by_its_owner_alone_and_shows_nothing(person, said, back_up):
    said(person("987654321"), "sentinel")
    path = back_up()
    assert path.stat().st_mode & 0o777 == 0o600
    content = path.read_bytes()
    for word in (b"sentinel", b"987654321", b"person", b"wrapped_key", b"telegram"):
        assert word not in content


def test_a_database_that_is_none_of_ours_is_not_backed_up(other_door, vault, tmp_path):
    with pytest.raises(BackupError, match="nothing to back up"):
        backups.make(other_door, vault.house, tmp_path, days=30, now=NOW)


def test_the_last_backup_is_known_and_before_it_the_first_account(door, back_up):
    def since():
        with door.read() as conn:
            return backups.last(conn), backups.since(conn)

    assert since() == (None, None)
    row = {"id": 1, "login": "a", "name": "A", "shown_as": "", "role": "lead", "language": "de", "state": "active"}
    staff = METADATA.tables["staff"]
    door.write_now(lambda conn: conn.execute(insert(staff), [{**row, "totp_step": 0, "away": False, "created_at": 7}]))
    assert since() == (None, 7)
    back_up(NOW)
    back_up(NOW + 5)
    assert since() == (NOW + 5, NOW + 5)


def test_commands_that_must_not_meet_are_kept_apart(tmp_path):
    with backups.alone(tmp_path), pytest.raises(BackupError, match="running"), backups.alone(tmp_path):
        pass
    with backups.alone(tmp_path):
        pass


def test_a_kind_of_column_that_is_not_known_is_not_kept_wrong():
    for value in (date(2026, 11, 26), datetime.now(UTC), Decimal(1), {1}):
        with pytest.raises(TypeError):
            copying._put(io.BytesIO(), [value])
