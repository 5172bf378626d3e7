"""One encrypted file, written and read in a stream: cut, reordered, changed or foreign, it is refused.

Chunks under AES-256-GCM whose nonce is their number and whether they are the last (STREAM: Hoang, Reyhanitabar,
Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015). The key is derived for
each file alone (HKDF, RFC 5869), so that numbers never meet twice under one key. Whatever stands before the first
chunk is authenticated with every one of them.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import BackupError

if TYPE_CHECKING:
    from bot.store.keyfile import Keys

MAGIC = b"LOTSE BACKUP 1\n"
SALT = 16
CHUNK = 65_536
TAG = 16


class _Chunks:
    """Number the chunks and seal or open them."""

    def __init__(self, master: bytes, head: bytes) -> None:
        key = HKDF(algorithm=SHA256(), length=32, salt=head[-SALT:], info=b"lotse backup").derive(master)
        self._cipher, self._head, self._number = AESGCM(key), head, 0

    def _nonce(self, *, last: bool) -> bytes:
        self._number += 1
        return self._number.to_bytes(11, "big") + bytes([last])

    def seal(self, content: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), content, self._head)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        return self._cipher.decrypt(self._nonce(last=last), sealed, self._head)


class Sealing:
    """Write an encrypted file; without close() it has no end and is refused."""

    def __init__(self, file: BinaryIO, keys: Keys) -> None:
        name = keys.current.encode()
        head = MAGIC + bytes([len(name)]) + name + os.urandom(SALT)
        file.write(head)
        self._file, self._chunks, self._waiting = file, _Chunks(keys.masters[keys.current], head), bytearray()

    def write(self, content: bytes) -> None:
        """Take some more bytes."""
        self._waiting += content
        # What fills a chunk exactly may be the last one.
        while len(self._waiting) > CHUNK:
            self._file.write(self._chunks.seal(bytes(self._waiting[:CHUNK]), last=False))
            del self._waiting[:CHUNK]

    def close(self) -> None:
        """Write the end."""
        self._file.write(self._chunks.seal(bytes(self._waiting), last=True))


class Opening(io.RawIOBase):
    """Read an encrypted file: nothing is given out before its chunk is known to be genuine.

    Raises BackupError: at once where the file is none of ours or was made with a key that the key file does not hold,
    while reading where it is broken. Only its end says that it is whole.
    """

    def __init__(self, file: BinaryIO, keys: Keys) -> None:
        magic = file.read(len(MAGIC) + 1)
        if magic[:-1] != MAGIC:
            raise BackupError("This is none of Lotse's backups.")
        name, salt = file.read(magic[-1]), file.read(SALT)
        master = keys.masters.get(name.decode(errors="replace"))
        if master is None or len(salt) < SALT:
            raise BackupError(
                "This backup was made with a key that the key file does not hold: take the key file of its time."
            )
        self._file, self._chunks, self._content = file, _Chunks(master, magic + name + salt), b""
        self._next, self._first = file.read(CHUNK + TAG), True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; 0 at the end."""
        if not self._content and (self._next or self._first):
            self._content = self._opened()
        size = min(len(buffer), len(self._content))
        buffer[:size] = self._content[:size]
        self._content = self._content[size:]
        return size

    def _opened(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        first, self._first = self._first, False
        try:
            return self._chunks.open(sealed, last=not self._next)
        except InvalidTag as error:
            foreign = ", or was made with another key file" if first else ""
            raise BackupError(f"This backup is broken or not whole{foreign}. Take another one.") from error
