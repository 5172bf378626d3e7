"""The house's own keys, as the running house knows them; what they seal, and what they wrap.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits; AAD = table|column|row.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import ErasedError, UnknownKeyError
from bot.store.keyfile import read_keys

if TYPE_CHECKING:
    from pathlib import Path

NONCE = 12


class Box:
    """Seal and open with one key."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, place: str, content: bytes) -> bytes:
        """Encrypt; place is "table|column|row" and must be the same to open."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """Decrypt; raises ErasedError where this key did not seal it."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise ErasedError("This was sealed with another key, or belongs to another row.") from error


class Masters:
    """The keys of the key file: seal with the current one, open with any.

    The file may be rotated while the house runs: it is looked at before anything is sealed, and read again when it has
    changed, or when something was sealed with a key that is not known yet.
    """

    def __init__(self, path: Path) -> None:
        """Read the key file; raises KeyFileError."""
        self._path = path
        self._seen = _stamp(path)
        self.keys = read_keys(path)
        # Keys that the file no longer holds stay here: a reader may still see rows as they were.
        self._boxes = {name: Box(key) for name, key in self.keys.masters.items()}
        self._reading = threading.Lock()

    def seal(self, place: str, content: bytes) -> bytes:
        """Encrypt; place is "table|column|row" and must be the same to open."""
        self._follow()
        return self._boxes[self.keys.current].seal(place, content)

    def open(self, place: str, sealed: bytes) -> bytes:
        """Decrypt; raises ErasedError where no key of the file has sealed it."""
        try:
            return self._opened(place, sealed)
        except ErasedError:
            if not self._follow():
                raise
            return self._opened(place, sealed)

    def wrap(self, place: str, key: bytes) -> bytes:
        """Seal a key: one byte of length, the name of the master, the sealed key."""
        self._follow()
        name = self.keys.current
        return bytes([len(name)]) + name.encode() + self._boxes[name].seal(place, key)

    def unwrap(self, place: str, wrapped: bytes) -> bytes:
        """Return a key; raises UnknownKeyError where the file does not hold the master that has sealed it."""
        name, sealed = _parted(wrapped)
        if name not in self._boxes:
            self._follow()
        if name not in self._boxes:
            raise UnknownKeyError(f"The key file has no key {name}: it is not the one of this database.")
        return self._boxes[name].open(place, sealed)

    def is_current(self, wrapped: bytes) -> bool:
        """Tell whether a wrapped key needs no other wrapping."""
        return _parted(wrapped)[0] == self.keys.current

    def seal_anew(self, place: str, sealed: bytes) -> bytes | None:
        """Return the same under the current key; None where it is under it already."""
        try:
            self._boxes[self.keys.current].open(place, sealed)
        except ErasedError:
            return self.seal(place, self.open(place, sealed))
        return None

    def wrap_anew(self, place: str, wrapped: bytes) -> bytes | None:
        """Return the same key wrapped by the current one; None where it is so already."""
        return None if self.is_current(wrapped) else self.wrap(place, self.unwrap(place, wrapped))

    def _opened(self, place: str, sealed: bytes) -> bytes:
        current = self._boxes[self.keys.current]
        for box in (current, *(box for box in self._boxes.values() if box is not current)):
            with suppress(ErasedError):
                return box.open(place, sealed)
        raise ErasedError("No key of the key file has sealed this, or it belongs to another row.")

    def _follow(self) -> bool:
        """Read the key file again if it has changed; tell whether it had.

        Raises KeyFileError where it cannot be read now: what is sealed with a key that was dropped would be lost.
        """
        if _stamp(self._path) in (None, self._seen):
            return False
        with self._reading:
            stamp = _stamp(self._path)
            keys = read_keys(self._path)
            # Another database's file that lies there by mistake is left alone; the next start will say so.
            if keys.lookup == self.keys.lookup:
                self._boxes = self._boxes | {name: Box(key) for name, key in keys.masters.items()}
                self.keys = keys
            self._seen = stamp
        return True


def _parted(wrapped: bytes) -> tuple[str, bytes]:
    """Return the name of the master and what it has sealed."""
    end = 1 + int.from_bytes(wrapped[:1], "big")
    return wrapped[1:end].decode(errors="replace"), wrapped[end:]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes with the file; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
