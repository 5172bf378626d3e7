"""The key file, and a house that runs while it changes."""

from __future__ import annotations

import pytest

from bot.errors import ErasedError, KeyFileError, UnknownKeyError
from bot.store import waiting
from bot.store.keyfile import fresh_keys, read_keys, replace_keys
from bot.store.masters import Masters
from bot.store.rotating import rotate
from bot.store.vault import open_vault


@pytest.fixture
def path(tmp_path, vault, monkeypatch):
    monkeypatch.setattr(waiting, "MARGIN", 0.01)
    return tmp_path / "keys.json"


def test_whoever_could_read_the_key_file_can_read_the_new_one(door, vault, path):
    path.chmod(0o640)
    rotate(door, path)
    assert path.stat().st_mode & 0o777 == 0o640
    path.chmod(0o666)
    rotate(door, path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_to_the_key_file_stays_one(door, vault, path, tmp_path):
    real = tmp_path / "elsewhere"
    path.rename(real)
    path.symlink_to(real)
    rotate(door, path)
    assert path.is_symlink()
    assert len(read_keys(real).masters) == 1


def test_a_house_that_runs_seals_with_the_new_key_and_reads_what_others_sealed(vault, path):
    before = vault.house.seal("a|b|1", b"x")
    replace_keys(path, read_keys(path).with_new())
    other = open_vault(path, create=False)
    theirs, wrapped = other.house.seal("a|b|1", b"y"), other.new_key(7)
    assert vault.house.open("a|b|1", theirs) == b"y"
    assert vault.house.open("a|b|1", before) == b"x"
    vault.person(7, wrapped)
    replace_keys(path, read_keys(path).without_old())
    assert Masters(path).open("a|b|1", vault.house.seal("a|b|1", b"z")) == b"z"
    with pytest.raises(ErasedError):
        Masters(path).open("a|b|1", before)


def test_a_person_is_forgotten_however_her_key_was_wrapped_before(vault, path):
    wrapped = vault.new_key(7)
    vault.person(7, wrapped)
    replace_keys(path, read_keys(path).with_new())
    again = Masters(path).wrap_anew("person|wrapped_key|7", wrapped)
    vault.person(7, again)
    vault.person(7, wrapped)
    vault.person(7, again)
    vault.forget(again)
    assert list(vault._at_hand) == []


def test_a_house_that_runs_does_not_follow_the_file_of_another_database(vault, path):
    sealed = vault.house.seal("a|b|1", b"x")
    replace_keys(path, fresh_keys())
    assert vault.house.open("a|b|1", vault.house.seal("a|b|1", b"y")) == b"y"
    assert vault.house.open("a|b|1", sealed) == b"x"
    with pytest.raises(UnknownKeyError, match="has no key zz"):
        vault.person(7, b"\x02zz" + bytes(40))


def test_a_house_that_runs_seals_nothing_while_the_file_is_broken_and_goes_on_afterwards(vault, path):
    whole = path.read_text()
    path.write_text("{")
    with pytest.raises(KeyFileError):
        vault.house.seal("a|b|1", b"x")
    path.write_text(whole)
    sealed = vault.house.seal("a|b|1", b"x")
    path.unlink()
    assert vault.house.open("a|b|1", vault.house.seal("a|b|1", b"x")) == vault.house.open("a|b|1", sealed)
