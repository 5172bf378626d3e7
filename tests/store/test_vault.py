"""Keys: sealing, opening, and the key file."""

from __future__ import annotations

import json
import secrets

import pytest

from bot.errors import ErasedError, KeyFileError
from bot.store.vault import AT_HAND, Box, open_vault

PLACE = "message|body|7:1"


def test_what_is_sealed_is_opened_only_in_its_own_place():
    box = Box(secrets.token_bytes(32))
    sealed = box.seal(PLACE, b"Amina")
    assert b"Amina" not in sealed
    assert box.open(PLACE, sealed) == b"Amina"
    for elsewhere in ("message|body|7:2", "message|body|8:1", "talk|body|7:1", "message|note|7:1"):
        with pytest.raises(ErasedError):
            box.open(elsewhere, sealed)


def test_another_key_or_a_changed_byte_opens_nothing():
    box = Box(secrets.token_bytes(32))
    sealed = box.seal(PLACE, b"Amina")
    with pytest.raises(ErasedError):
        Box(secrets.token_bytes(32)).open(PLACE, sealed)
    for position in (0, 12, len(sealed) - 1):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(ErasedError):
            box.open(PLACE, bytes(broken))


def test_the_same_words_are_sealed_differently_each_time():
    box = Box(secrets.token_bytes(32))
    assert box.seal(PLACE, b"Amina") != box.seal(PLACE, b"Amina")


def test_a_person_s_key_is_wrapped_for_her_alone(vault):
    wrapped = vault.new_key(7)
    assert vault.person(7, wrapped).open(PLACE, vault.person(7, wrapped).seal(PLACE, b"x")) == b"x"
    vault.forget(wrapped)
    with pytest.raises(ErasedError):
        vault.person(8, wrapped)
    assert vault.new_key(7) != wrapped


def test_only_the_keys_of_those_who_wrote_last_are_at_hand(vault):
    wrapped = [(number, vault.new_key(number)) for number in range(AT_HAND + 1)]
    for number, key in wrapped:
        vault.person(number, key)
    assert len(vault._at_hand) == AT_HAND
    assert wrapped[0][1] not in vault._at_hand


def test_an_address_is_looked_up_by_a_number_that_tells_nothing(vault, tmp_path):
    assert vault.lookup("telegram", "5") == vault.lookup("telegram", "5")
    assert len({vault.lookup(*where) for where in (("telegram", "5"), ("telegram", "6"), ("web", "5"))}) == 3
    other = open_vault(tmp_path / "other.json", create=True)
    assert other.lookup("telegram", "5") != vault.lookup("telegram", "5")


def test_a_new_key_file_is_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "deep" / "keys.json"
    first = open_vault(path, create=True)
    assert path.stat().st_mode & 0o777 == 0o600
    again = open_vault(path, create=False)
    assert again.lookup("telegram", "5") == first.lookup("telegram", "5")
    wrapped = first.new_key(7)
    assert again.person(7, wrapped).open(PLACE, first.person(7, wrapped).seal(PLACE, b"x")) == b"x"


def test_a_missing_key_file_is_not_made_anew_beside_sealed_data(tmp_path):
    with pytest.raises(KeyFileError, match=r"missing, but the database holds sealed data"):
        open_vault(tmp_path / "keys.json", create=False)
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not JSON",
        "[]",
        "{}",
        '{"keys": {}, "current": "1", "lookup": "AA=="}',
        '{"keys": {"1": "AA=="}, "current": "1", "lookup": "AA=="}',
        '{"keys": {"1": "?"}, "current": "1", "lookup": "AA=="}',
        '{"keys": [], "current": "1", "lookup": ""}',
    ],
)
def test_a_broken_key_file_is_one_clear_sentence(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    with pytest.raises(KeyFileError, match=r"keys\.json"):
        open_vault(path, create=False)


def test_the_key_file_of_another_database_is_named(tmp_path):
    mine, other = tmp_path / "mine.json", tmp_path / "other.json"
    wrapped = open_vault(mine, create=True).new_key(7)
    open_vault(other, create=True)
    with pytest.raises(ErasedError):
        open_vault(other, create=False).person(7, wrapped)
    renamed = json.loads(other.read_text())
    renamed |= {"keys": {"2": renamed["keys"]["1"]}, "current": "2"}
    other.write_text(json.dumps(renamed))
    with pytest.raises(KeyFileError, match="has no key 1"):
        open_vault(other, create=False).person(7, wrapped)
