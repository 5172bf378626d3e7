"""Going back, and changing an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dialogs.record import Kind, TalkRecord

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialogs.conversation import World
    from dialogs.record import Entry
    from dialogs.wishes import Hold


@dataclass(frozen=True)
class Fixed:
    """Say that an answer can no longer be taken back: the name of the wish that was done."""

    wish: str


def last_answer(record: TalkRecord, trail: list[str]) -> str | None:
    """Return the key of the question seen last before the open one."""
    return next((key for key in reversed(trail) if _is(record, key, Kind.ANSWER)), None)


def fixed_after(record: TalkRecord, trail: list[str], key: str) -> Fixed | None:
    """Return the act after this key that cannot be undone, if there is one."""
    for later in trail[trail.index(key) :]:
        entry = record.entries.get(later)
        if entry is not None and entry.kind is Kind.DONE:
            return Fixed(str(entry.wish[0]) if entry.wish else "")
    return None


def forget(record: TalkRecord, trail: list[str], key: str, world: World) -> None:
    """Take back one answer: it is offered again, looks after it are forgotten, holds after it released.

    Later answers stay and are used again where they still fit.
    """
    way = trail[: trail.index(key)]
    record.was[key] = record.entries[key].value
    _drop(record, key)
    forget_looks_at_the_end(record, way)
    give_up(record, way, world)


def cut(record: TalkRecord, trail: list[str], key: str, world: World) -> None:
    """Forget a question and everything after it: for questions whose change costs nothing."""
    way = trail[: trail.index(key)]
    forget_looks_at_the_end(record, way)
    give_up(record, way, world)
    for later in trail[len(way) :]:
        _drop(record, later)
        record.was.pop(later, None)


def forget_looks_at_the_end(record: TalkRecord, trail: list[str]) -> None:
    """Forget what was looked up for the question that is open after this trail, so that it is looked up afresh."""
    for earlier in reversed(trail):
        # What was looked up in this very run is not stored yet.
        if earlier in record.entries and not _is(record, earlier, Kind.LOOK):
            return
        record.entries.pop(earlier, None)


def give_up(record: TalkRecord, way: Collection[str], world: World) -> None:
    """Forget what the house answered anywhere but on this way, and release what it held there."""
    for key, entry in list(record.entries.items()):
        if key not in way and entry.kind not in (Kind.ANSWER, Kind.DONE):
            if entry.kind is Kind.HELD:
                _release(entry, world)
            _drop(record, key)


def keep_only(record: TalkRecord, trail: Collection[str]) -> None:
    """Forget what stands on branches that were left, when a talk has come to its end (rule 6)."""
    for key in [key for key in record.entries if key not in trail and record.entries[key].kind is not Kind.HELD]:
        _drop(record, key)


def release_holds(record: TalkRecord, world: World) -> None:
    """Release whatever a talk that is over still holds."""
    for key, entry in list(record.entries.items()):
        if entry.kind is Kind.HELD:
            _release(entry, world)
            _drop(record, key)


def _is(record: TalkRecord, key: str, kind: Kind) -> bool:
    return key in record.entries and record.entries[key].kind is kind


def _release(entry: Entry, world: World) -> None:
    name, fields = entry.wish or ("", {})
    hold = cast("type[Hold]", world.dialogs.acts[name])
    world.house.carry_out(hold(**fields).release(entry.value))


def _drop(record: TalkRecord, key: str) -> None:
    record.entries.pop(key, None)
    record.heard.pop(key, None)
