"""Rotate the house's key: make a new one, bring everything under it, then drop the old one.

It can be killed at any point and run again: a key leaves the file only when nothing is left under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.store import house_keys
from bot.store.keyfile import read_keys, replace_keys
from bot.store.masters import Masters
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.door import Door

# Walks through the whole database until one finds nothing under an old key.
WALKS = 5


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """What a rotation did."""

    # How many keys and texts came under the new key.
    renewed: int
    # How many no key of the file opens: they were lost before, and are left as they are.
    lost: int
    # Whether a rotation that had been stopped was brought to its end.
    resumed: bool


def rotate(door: Door, path: Path) -> Rotated:
    """Put a new key in the place of the current one, while the house runs.

    A running house learns of the new key before it seals anything (Masters). What it had begun to write with the old
    one is waited for.

    Raises StoreError where something goes on writing under the old key; the old key stays then.
    """
    keys = read_keys(path)
    resumed = len(keys.masters) > 1
    if not resumed:
        replace_keys(path, keys.with_new())
    house = Masters(path)
    door.wait_for_older()
    renewed, lost = _until_clean(door, house)
    replace_keys(path, house.keys.without_old())
    # Whatever came in between is still opened here: this process knows the old key.
    late, lost = _until_clean(door, house)
    return Rotated(renewed=renewed + late, lost=lost, resumed=resumed)


def _until_clean(door: Door, house: Masters) -> tuple[int, int]:
    total = 0
    for _walk in range(WALKS):
        renewed, lost = _walk_through(door, house)
        total += renewed
        if not renewed:
            return total, lost
    raise StoreError("Something still writes under the old key: restart every `lotse run`, then run this again.")


def _walk_through(door: Door, house: Masters) -> tuple[int, int]:
    renewed = lost = 0
    for spot in house_keys.spots(METADATA.sorted_tables):
        after: int | None = -1
        while after is not None:
            batch = door.write_now(lambda conn, spot=spot, after=after: house_keys.renew(conn, house, spot, after))  # type: ignore[misc]
            renewed, lost, after = renewed + batch.renewed, lost + batch.lost, batch.after
    return renewed, lost
