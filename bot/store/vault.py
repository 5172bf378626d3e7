"""Keys: the key file wraps one key a person, and a person's key seals what belongs to her.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits; AAD = table|column|row.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import ErasedError, KeyFileError

if TYPE_CHECKING:
    from pathlib import Path

NONCE = 12
KEY = 32
# Unwrapped keys kept in memory: those of the families that wrote last.
AT_HAND = 10_000


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
        except InvalidTag as error:
            raise ErasedError("This was sealed with another key, or belongs to another row.") from error


class Vault:
    """Hold the key file's keys, and those of persons while they are needed."""

    def __init__(self, keys: dict[str, bytes], current: str, lookup: bytes) -> None:
        self._masters = {name: Box(key) for name, key in keys.items()}
        self._current = current
        # The key file's own key, for what belongs to no known person.
        self.house = self._masters[current]
        self._lookup = lookup
        self._at_hand: OrderedDict[bytes, Box] = OrderedDict()

    def new_key(self, id: int, owner: str = "person") -> bytes:
        """Make the key of a person or household and return it wrapped: a byte of length, the master's name, the key.

        owner is the table that the wrapped key stands in.
        """
        name = self._current.encode()
        sealed = self.house.seal(f"{owner}|wrapped_key|{id}", secrets.token_bytes(KEY))
        return bytes([len(name)]) + name + sealed

    def person(self, person_id: int, wrapped: bytes) -> Box:
        """Return the box of a person.

        Raises KeyFileError where the key file does not hold the key that wrapped hers.
        """
        return self._unwrapped("person", person_id, wrapped)

    def household(self, id: int, wrapped: bytes) -> Box:
        """Return the box of a household, like that of a person."""
        return self._unwrapped("household", id, wrapped)

    def _unwrapped(self, owner: str, id: int, wrapped: bytes) -> Box:
        box = self._at_hand.get(wrapped)
        if box is None:
            name, sealed = wrapped[1 : 1 + wrapped[0]].decode(), wrapped[1 + wrapped[0] :]
            if name not in self._masters:
                raise KeyFileError(f"The key file has no key {name}: it is not the one of this database.")
            box = Box(self._masters[name].open(f"{owner}|wrapped_key|{id}", sealed))
            self._at_hand[wrapped] = box
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)
        return box

    def forget(self, wrapped: bytes) -> None:
        """Drop a person's key from memory."""
        self._at_hand.pop(wrapped, None)

    def lookup(self, channel: str, place: str) -> bytes:
        """Return what an address is found by: HMAC-SHA256, 16 bytes."""
        return hmac.digest(self._lookup, f"{channel}|{place}".encode(), hashlib.sha256)[:16]


def open_vault(path: Path, *, create: bool) -> Vault:
    """Read the key file, or make it where create is true and there is none.

    Raises KeyFileError with a sentence for the operator.
    """
    if not path.exists():
        if not create:
            raise KeyFileError(f"The key file {path} is missing, but the database holds sealed data. Put it back.")
        _make(path)
    try:
        content = json.loads(path.read_text())
        keys = {name: base64.b64decode(key) for name, key in content["keys"].items()}
        return Vault(keys, content["current"], base64.b64decode(content["lookup"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"The key file {path} cannot be read, or is none of Lotse's: {error}.") from error


def _make(path: Path) -> None:
    def fresh() -> str:
        return base64.b64encode(secrets.token_bytes(KEY)).decode()

    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"keys": {"1": fresh()}, "current": "1", "lookup": fresh()}, indent=1)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
