"""Keys: the key file wraps one key a person, and a person's key seals what belongs to her."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

from bot.errors import KeyFileError
from bot.store.keyfile import KEY, make_keys
from bot.store.masters import Box, Masters

if TYPE_CHECKING:
    from pathlib import Path

# Unwrapped keys kept in memory, those of the families that wrote last: each takes 2.6 kB, and saves 2.5 µs.
AT_HAND = 1_000


class Vault:
    """Hold the key file's keys, and those of persons while they are needed."""

    def __init__(self, house: Masters) -> None:
        # The key file's own keys, for what belongs to no known person.
        self.house = house
        self._lookup = house.keys.lookup
        self._keys = house.keys
        self._at_hand: OrderedDict[bytes, Box] = OrderedDict()

    def new_key(self, id: int, owner: str = "person") -> bytes:
        """Make the key of a person or household and return it wrapped; owner is the table that it stands in."""
        return self.house.wrap(f"{owner}|wrapped_key|{id}", secrets.token_bytes(KEY))

    def person(self, person_id: int, wrapped: bytes) -> Box:
        """Return the box of a person.

        Raises KeyFileError where the key file does not hold the key that wrapped hers.
        """
        return self._unwrapped("person", person_id, wrapped)

    def household(self, id: int, wrapped: bytes) -> Box:
        """Return the box of a household, like that of a person."""
        return self._unwrapped("household", id, wrapped)

    def _unwrapped(self, owner: str, id: int, wrapped: bytes) -> Box:
        if self._keys is not self.house.keys:
            # Rotated: a person is forgotten by how her key is wrapped now.
            self._keys = self.house.keys
            self._at_hand.clear()
        box = self._at_hand.get(wrapped)
        if box is None:
            box = Box(self.house.unwrap(f"{owner}|wrapped_key|{id}", wrapped))
            if self.house.is_current(wrapped):
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
        make_keys(path)
    return Vault(Masters(path))


__all__ = ["AT_HAND", "Box", "Vault", "open_vault"]
