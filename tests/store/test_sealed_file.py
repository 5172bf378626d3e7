"""The encrypted file: whole it is read, and whatever was done to it, it is refused."""

from __future__ import annotations

import io

import pytest

from bot.errors import BackupError
from bot.store import sealed_file
from bot.store.keyfile import fresh_keys
from bot.store.sealed_file import MAGIC, SALT, TAG, Opening, Sealing

KEYS = fresh_keys()
CONTENT = bytes(range(256)) * 2
HEAD = len(MAGIC) + 2 + SALT


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(sealed_file, "CHUNK", 100)


def _sealed(content: bytes = CONTENT, *, steps: int = 33) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, KEYS)
    for start in range(0, len(content), steps):
        sealing.write(content[start : start + steps])
    sealing.close()
    return file.getvalue()


def _opened(sealed: bytes, keys=KEYS) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(sealed), keys), 70).read()


@pytest.mark.parametrize("length", [0, 1, 99, 100, 101, 199, 200, 201, 512])
def test_what_was_written_is_read(length):
    sealed = _sealed(CONTENT[:length])
    assert _opened(sealed) == CONTENT[:length]
    assert CONTENT[:20] not in sealed


def test_a_broken_byte_anywhere_is_refused():
    sealed = _sealed()
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(BackupError):
            _opened(bytes(broken))


def test_a_cut_file_is_refused_wherever_it_was_cut():
    sealed = _sealed()
    for length in range(len(sealed)):
        with pytest.raises(BackupError):
            _opened(sealed[:length])


def test_what_was_added_doubled_left_out_or_reordered_is_refused():
    sealed = _sealed()
    size = 100 + TAG
    head, chunks = sealed[:HEAD], [sealed[HEAD + n * size : HEAD + (n + 1) * size] for n in range(6)]
    assert _opened(head + b"".join(chunks)) == CONTENT
    for other in (
        [*chunks, b"x"],
        [*chunks, chunks[-1]],
        [chunks[0], *chunks],
        [chunks[1], chunks[0], *chunks[2:]],
        [*chunks[:2], *chunks[3:]],
        chunks[:-1],
        [chunks[-1]],
        [],
    ):
        with pytest.raises(BackupError):
            _opened(head + b"".join(other))


def test_chunks_of_another_file_are_refused():
    one, other = _sealed(), _sealed()
    with pytest.raises(BackupError, match="broken"):
        _opened(one[:HEAD] + other[HEAD:])


def test_nothing_is_given_out_before_its_chunk_is_known_to_be_genuine():
    sealed = bytearray(_sealed())
    sealed[HEAD + 2 * (100 + TAG) + 5] ^= 1
    opening = Opening(io.BytesIO(bytes(sealed)), KEYS)
    got = b""
    with pytest.raises(BackupError):
        while True:
            got += opening.read(10)
    assert got == CONTENT[:200]


def test_another_key_file_is_named():
    with pytest.raises(BackupError, match="another key file"):
        _opened(_sealed(), fresh_keys())
    with pytest.raises(BackupError, match="key file of its time"):
        _opened(_sealed(), KEYS.with_new().without_old())
    assert _opened(_sealed(), KEYS.with_new()) == CONTENT


def test_something_else_is_none_of_ours():
    for other in (b"", b"PK\3\4", b"SQLite format 3\0" * 4):
        with pytest.raises(BackupError, match=r"none of Lotse's backups"):
            _opened(other)
