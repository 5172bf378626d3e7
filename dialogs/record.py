"""What is kept of a talk between two turns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Say what stands under a key."""

    ANSWER = "a"
    LOOK = "l"
    DONE = "d"
    HELD = "h"
    REFUSED = "r"


@dataclass(slots=True)
class Entry:
    """Keep one answer or one result."""

    kind: Kind
    value: Any
    # What the stored result of a wish is compared with: its name and fields.
    wish: list[Any] | None = None


@dataclass(slots=True, kw_only=True)
class TalkRecord:
    """Keep one run of one dialog."""

    id: int
    dialog: str
    args: dict[str, Any] = field(default_factory=dict)
    # The day the talk began, by the office's wall clock: a replay tomorrow decides as today.
    today: date
    # In the order in which they were given.
    entries: dict[str, Entry] = field(default_factory=dict)
    # Key → fingerprints of what was said after it and heard.
    heard: dict[str, list[str]] = field(default_factory=dict)
    # Key → the answer that was taken back and is offered again.
    was: dict[str, Any] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {
            "args": self.args,
            "today": self.today.isoformat(),
            "entries": [[key, e.kind.value, e.value, e.wish] for key, e in self.entries.items()],
            "heard": self.heard,
            "was": self.was,
        }

    @classmethod
    def load(cls, id: int, dialog: str, body: dict[str, Any]) -> TalkRecord:
        """Read what dump wrote."""
        return cls(
            id=id,
            dialog=dialog,
            args=body["args"],
            today=date.fromisoformat(body["today"]),
            entries={key: Entry(_KINDS[kind], value, wish) for key, kind, value, wish in body["entries"]},
            heard=body["heard"],
            was=body["was"],
        )


_KINDS = {kind.value: kind for kind in Kind}
