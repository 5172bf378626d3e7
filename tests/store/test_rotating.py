"""Rotating the key: at every moment, and wherever it is killed, everything can be read."""

from __future__ import annotations

import re
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, update

import bot
from bot.errors import KeyFileError, StoreError
from bot.store import conversations, house_keys, keyfile, messages, rotating, unanswered, waiting
from bot.store.database import open_door
from bot.store.keyfile import read_keys, replace_keys
from bot.store.masters import Masters
from bot.store.rotating import rotate
from bot.store.tables import METADATA
from bot.store.tables import person as persons
from bot.store.vault import Vault, open_vault
from tests.store.conftest import NOW
from tests.store.sealing import EACH, content, leave_something


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(house_keys, "BATCH", 2)
    monkeypatch.setattr(waiting, "MARGIN", 0.01)


@pytest.fixture
def path(tmp_path, vault):
    return tmp_path / "keys.json"


@pytest.fixture
def filled(door, vault):
    for number in range(3):
        door.write_now(lambda conn, number=number: leave_something(conn, vault, number))


def test_everything_comes_under_a_new_key_and_says_what_it_said(door, vault, filled, path):
    before, old = content(door, vault.house), read_keys(path)
    done = rotate(door, path)
    assert (done.renewed, done.lost, done.resumed) == (EACH * 3, 0, False)
    new = read_keys(path)
    assert len(new.masters) == 1
    assert new.current not in old.masters
    assert new.lookup == old.lookup, "everybody is still found"
    assert content(door, Masters(path)) == before
    stranger = Masters(path)
    stranger._boxes = {new.current: Masters(path)._boxes[new.current]}
    assert content(door, stranger) == before, "under the new key alone"


def test_every_column_that_the_key_file_seals_is_known():
    sealed = set()
    for file in Path(bot.__file__).parent.rglob("*.py"):
        sealed |= set(re.findall(r"""house\.seal\(\s*f?"(\w+\|\w+)""", file.read_text(encoding="utf-8")))
    assert {name.replace("|", ".") for name in sealed} == set(house_keys.SEALED)
    wrapped = [spot for spot in house_keys.spots(METADATA.sorted_tables) if spot.column.name == "wrapped_key"]
    assert persons in {spot.table for spot in wrapped}
    assert len(house_keys.spots(METADATA.sorted_tables)) == len(house_keys.SEALED) + len(wrapped)


def test_killed_at_every_batch_nothing_is_unreadable_and_the_next_run_ends_it(door, vault, filled, path, monkeypatch):
    before, renew = content(door, vault.house), house_keys.renew
    for last in range(1_000):
        made = []

        def renew_some(conn, *arguments, made=made, last=last):
            done = renew(conn, *arguments)
            if len(made) == last:
                raise Killed  # In its transaction: what it renewed is lost again.
            made.append(1)
            return done

        monkeypatch.setattr(house_keys, "renew", renew_some)
        try:
            rotate(door, path)
        except Killed:
            assert content(door, Masters(path)) == before
            monkeypatch.setattr(house_keys, "renew", renew)
            assert rotate(door, path).resumed or last >= 2 * 10
            assert content(door, Masters(path)) == before
            assert len(read_keys(path).masters) == 1
        else:
            break
    assert last > 20


@pytest.fixture
def killed_at():
    """Give a function that runs something and kills it before the n-th line of the key file's or rotation's code."""
    watched = {keyfile.__file__, rotating.__file__}

    def run(n: int, fn) -> bool:
        left = n

        def look(frame, event, _argument):
            nonlocal left
            if frame.f_code.co_filename not in watched:
                return None
            if event == "line":
                left -= 1
                if left < 0:
                    raise Killed
            return look

        traced = sys.gettrace()
        sys.settrace(look)
        try:
            fn()
        except Killed:
            return True
        finally:
            sys.settrace(traced)
        return False

    return run


def test_killed_at_every_line_nothing_is_unreadable_and_the_next_run_ends_it(
    door, vault, filled, path, killed_at, monkeypatch
):
    monkeypatch.setattr(house_keys, "BATCH", 100)
    monkeypatch.setattr(waiting, "MARGIN", 0)
    before, lines = content(door, vault.house), 0
    while killed_at(lines, lambda: rotate(door, path)):
        keys = read_keys(path)
        assert keys.current in keys.masters
        assert path.stat().st_mode & 0o777 == 0o600
        assert content(door, Masters(path)) == before, lines
        assert content(door, vault.house) == before, "the house that runs"
        if lines % 10 == 0:
            rotate(door, path)
            assert len(read_keys(path).masters) == 1
        lines += 1
    assert lines > 60, "there are more lines than that"
    assert content(door, Masters(path)) == before
    assert [one.name for one in path.parent.iterdir() if one.name.startswith("keys")] == ["keys.json"]


def test_a_house_that_runs_goes_on_while_the_key_is_rotated(door, database_url, filled, path, monkeypatch):
    monkeypatch.setattr(house_keys, "BATCH", 20)
    running = open_vault(path, create=False)
    stop, written, failed = threading.Event(), [], []

    def families(first: int) -> None:
        with closing(open_door(database_url)) as own:
            for number in range(first, first + 100_000):
                if stop.is_set():
                    return
                try:
                    own.write_now(lambda conn, number=number: leave_something(conn, running, number))
                    written.append(number)
                    with own.read() as conn:
                        for place in (written[0], number):
                            lookup = running.lookup("telegram", str(place))
                            assert conversations.load(conn, running, lookup, lock=False)
                    stop.wait(0.005)
                except Exception as error:  # noqa: BLE001  (Whatever fails is told by the test.)
                    failed.append(error)
                    return

    threads = [threading.Thread(target=families, args=(first,)) for first in (1_000_000, 2_000_000)]
    for thread in threads:
        thread.start()
    try:
        for _rotation in range(3):
            so_far = len(written)
            rotate(door, path)
            while len(written) < so_far + 5 and not failed:
                stop.wait(0.01)
            fresh = Masters(path)
            assert len(fresh.keys.masters) == 1
            content(door, fresh)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert len(written) >= 15
    content(door, Masters(path))
    with door.read() as conn:
        assert len(unanswered.asked(conn, running)) == 3 + len(written)


def _stale(path, monkeypatch) -> Vault:
    """Give a house that never looks at the key file again: an older one, or one on another machine."""
    vault = open_vault(path, create=False)
    monkeypatch.setattr(vault.house, "_follow", lambda: False)
    return vault


def test_while_somebody_still_writes_under_the_old_key_it_stays(door, vault, filled, path, monkeypatch):
    stale, walk, number = _stale(path, monkeypatch), rotating._walk_through, iter(range(100, 200))

    def walk_while_others_write(*arguments):
        done = walk(*arguments)
        door.write_now(lambda conn: leave_something(conn, stale, next(number)))
        return done

    monkeypatch.setattr(rotating, "_walk_through", walk_while_others_write)
    with pytest.raises(StoreError, match="restart every"):
        rotate(door, path)
    assert len(read_keys(path).masters) == 2
    assert len(content(door, Masters(path))) == EACH * 3 + EACH * rotating.WALKS
    monkeypatch.setattr(rotating, "_walk_through", walk)
    assert rotate(door, path).resumed
    content(door, Masters(path))


def test_what_is_written_under_the_old_key_in_the_last_moment_is_brought_over(door, vault, filled, path, monkeypatch):
    stale = _stale(path, monkeypatch)

    def replace_and_write(path, keys):
        replace_keys(path, keys)
        if len(keys.masters) == 1:
            door.write_now(lambda conn: leave_something(conn, stale, 7))

    monkeypatch.setattr(rotating, "replace_keys", replace_and_write)
    assert rotate(door, path).renewed == EACH * 3 + EACH
    assert len(content(door, Masters(path))) == EACH * 4


def test_a_transaction_that_had_begun_is_waited_for(door, database_url, vault, filled, path, monkeypatch):
    stale, begun, finish = _stale(path, monkeypatch), threading.Event(), threading.Event()

    def slow(conn):
        conn.execute(update(persons).values(created_at=1))
        begun.set()
        finish.wait(20)
        leave_something(conn, stale, 8)

    with closing(open_door(database_url)) as other:
        written = other.submit(slow)
        begun.wait(20)
        ready = threading.Timer(0.3, finish.set)
        ready.start()
        rotate(door, path)
        written.result()
    ready.join()
    assert len(content(door, Masters(path))) == EACH * 4


def test_what_no_key_opens_is_counted_and_left_alone(door, vault, filled, path):
    row = {"id": 1, "wrapped_key": b"\x01Z" + bytes(60), "created_at": NOW}
    asked = {"id": 2, "language": "en", "words": bytes(40), "at": NOW}
    door.write_now(lambda conn: conn.execute(insert(persons), [row]))
    door.write_now(lambda conn: conn.execute(insert(METADATA.tables["unanswered"]), [asked]))
    done = rotate(door, path)
    assert (done.renewed, done.lost) == (EACH * 3, 2)
    assert len(read_keys(path).masters) == 1


def test_a_key_file_that_cannot_be_read_for_a_moment_loses_nothing(door, vault, filled, path, monkeypatch):
    """What cannot be opened because the file is broken just then is not taken for lost."""
    before = content(door, vault.house)
    whole, renew = [], house_keys.renew

    def renew_without_file(*arguments):
        if not whole:
            whole.append(path.read_text())
            path.write_text("{")
        return renew(*arguments)

    monkeypatch.setattr(house_keys, "renew", renew_without_file)
    with pytest.raises(KeyFileError, match="cannot be read"):
        rotate(door, path)
    path.write_text(whole[0])
    monkeypatch.setattr(house_keys, "renew", renew)
    assert rotate(door, path).resumed
    assert content(door, Masters(path)) == before


def test_words_of_families_stay_readable(door, vault, person, said, path):
    thread = person()
    said(thread, "Hello")
    rotate(door, path)
    fresh = open_vault(path, create=False)
    with door.read() as conn:
        again = conversations.load(conn, fresh, fresh.lookup("telegram", "5"), lock=False)
        assert messages.after(conn, again.box, again.person_id, 0, 9)[0].body["p"][0][0] == "Hello"
