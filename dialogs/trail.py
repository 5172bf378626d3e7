"""Going back, and changing an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.record import Kind, TalkRecord

if TYPE_CHECKING:
    from dialogs.replay import House
    from dialogs.wishes import Act, Hold


@dataclass(frozen=True)
class Fixed:
    """Say that an answer can no longer be taken back: the name of the wish that was done."""

    wish: str


def last_answer(record: TalkRecord, trail: list[str]) -> str | None:
    """Return the key of the question seen last before the open one."""
    return next((key for key in reversed(trail) if record.entries[key].kind is Kind.ANSWER), None)


def fixed_after(record: TalkRecord, trail: list[str], key: str) -> Fixed | None:
    """Return the act after this key that cannot be undone, if there is one."""
    for later in trail[trail.index(key) :]:
        entry = record.entries.get(later)
        if entry is not None and entry.kind is Kind.DONE:
            return Fixed(str(entry.wish[0]) if entry.wish else "")
    return None


def forget(record: TalkRecord, trail: list[str], key: str, *, house: House, holds: dict[str, type[Hold]]) -> None:
    """Take back one answer: it is offered again, looks after it are forgotten, holds after it released.

    Later answers stay and are used again where they still fit.
    """
    forget_looks_at_the_end(record, trail[: trail.index(key)])
    record.was[key] = record.entries.pop(key).value
    record.heard.pop(key, None)
    for later in trail[trail.index(key) + 1 :]:
        entry = record.entries.get(later)
        if entry is None or entry.kind is Kind.ANSWER:
            continue
        if entry.kind is Kind.HELD and entry.wish:
            house.carry_out(_release(holds, entry.wish[0], entry.wish[1], entry.value))
        del record.entries[later]
        record.heard.pop(later, None)


def forget_looks_at_the_end(record: TalkRecord, trail: list[str]) -> None:
    """Forget what was looked up for the question that is open after this trail, so that it is looked up afresh."""
    for earlier in reversed(trail):
        if record.entries[earlier].kind is not Kind.LOOK:
            return
        del record.entries[earlier]


def cut(record: TalkRecord, trail: list[str], key: str) -> None:
    """Forget a question and everything after it: for questions whose change costs nothing."""
    for later in trail[trail.index(key) :]:
        record.entries.pop(later, None)
        record.heard.pop(later, None)
        record.was.pop(later, None)


def _release(holds: dict[str, type[Hold]], name: str, fields: dict[str, object], value: object) -> Act:
    return holds[name](**fields).release(value)
