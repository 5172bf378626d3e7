"""Look at a talk without playing it, to find the question that a button of it belongs to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dialogs.buttons import key_hash
from dialogs.record import TalkRecord
from dialogs.replay import Run
from dialogs.trail import forget_looks_at_the_end
from dialogs.wishes import Look

if TYPE_CHECKING:
    from dialogs.conversation import World
    from dialogs.questions import Question
    from dialogs.replay import House
    from dialogs.wishes import Wish


@dataclass(frozen=True, kw_only=True)
class Place:
    """Name the question that a button belongs to."""

    key: str
    question: Question[Any]
    # The talk as it was when this was asked; what was said before it counts as heard.
    before: TalkRecord


class _ActWishedError(Exception):
    """Stop a replay that would change something."""


@dataclass(frozen=True)
class _OnlyLooks:
    """Answer looks as the house does, and nothing else."""

    house: House

    @property
    def gone(self) -> bool:
        return self.house.gone

    @property
    def parted(self) -> bool:
        return self.house.parted

    @property
    def words(self) -> str:
        return self.house.words

    def carry_out(self, wish: Wish) -> Any:
        if not isinstance(wish, Look):
            raise _ActWishedError
        return self.house.carry_out(wish)


def find_place(world: World, talk: TalkRecord, hashed: str, language: str) -> Place | None:
    """Replay a copy of the talk to the question whose key has this hash; None where it no longer leads there."""
    entries = {key: entry for key, entry in talk.entries.items() if key_hash(key) != hashed}
    copy = TalkRecord(id=talk.id, dialog=talk.dialog, args=talk.args, today=talk.today, entries=entries)
    run = Run(copy, replace(world, house=_OnlyLooks(world.house)), language)
    with suppress(_ActWishedError):
        run.start()
    run.close()
    if run.open is None or key_hash(run.open.key) != hashed:
        return None
    copy.entries = {key: entries[key] for key in run.trail if key in entries}
    forget_looks_at_the_end(copy, run.trail)
    return Place(key=run.open.key, question=run.open.question, before=copy)
