"""One of the rivals: a process that books, cancels and moves, and notes down what it was told once it is committed."""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError

from bot.store import allocations, resources
from tests.booking.ground import STARTS, WANTED, open_ground
from tests.bot.booking.offices import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper

    from bot.booking.book import Book
    from tests.booking.ground import Ground

# How much faster than ours the clients' time goes: a hold of twenty minutes ends after ten seconds.
FASTER = 120


class Client:
    """Somebody at one of the desks or chats."""

    def __init__(self, ground: Ground, families: list[tuple[int, int]], began: float, log: TextIOWrapper) -> None:
        self._ground, self._families, self._began, self._log = ground, families, began, log
        # What this client has booked, and for whom.
        self._mine: list[tuple[int, tuple[int, int]]] = []
        self._forgotten: list[tuple[int, tuple[int, int]]] = []

    def note(self, what: str, id: int = 0, takes: Any = ()) -> None:
        """Write down what was told, or what is about to be tried."""
        line = {"what": what, "id": id, "when": time.monotonic_ns(), "takes": takes}
        self._log.write(json.dumps(line) + "\n")
        self._log.flush()

    def attempt(self, chance: random.Random) -> None:
        """Try one thing at random."""
        if self._mine and chance.random() < 0.35:
            return self._cancel(self._mine.pop(chance.randrange(len(self._mine)))[0])
        if self._forgotten and chance.random() < 0.1:
            # She says yes late: it is hers if nobody was faster.
            held, who = self._forgotten.pop()
            return self._confirm(held, who, None)
        old = self._mine.pop(chance.randrange(len(self._mine))) if self._mine and chance.random() < 0.3 else None
        who = old[1] if old else chance.choice(self._families)
        start = chance.choice(STARTS)
        held = self._do(lambda book: book.hold(who[0], WANTED, start, {"adults": 1}))
        if held is None:
            self._mine += [old] if old else []
            return self.note("refused")
        self.note("held", held.id)
        what = chance.random()
        if what < 0.2:
            self._mine += [old] if old else []
            if what < 0.1:
                self._do(lambda book: book.release(held.id))
            else:
                self._forgotten.append((held.id, who))
            return None
        if what < 0.4:
            self._do(lambda book: book.keep(held.id))
        return self._confirm(held.id, who, old)

    def _confirm(self, id: int, who: tuple[int, int], old: tuple[int, tuple[int, int]] | None) -> None:
        def confirm(book: Book) -> Any:
            booked = book.confirm(id, [who[1]], {}, instead_of=old[0] if old else None)
            return booked, allocations.of(book.conn, [id]).get(id, [])

        if old:
            self.note("moving", old[0])
        booked, shares = self._do(confirm)
        if booked is None:
            self._mine += [old] if old else []
            return self.note("refused")
        self.note("booked", id, [(one.resource_id, one.starts_at, one.ends_at) for one in shares])
        self._mine.append((id, who))
        if old and booked.sequence:
            self.note("moved", old[0])
        return None

    def _cancel(self, id: int) -> None:
        self.note("cancelling", id)
        if self._do(lambda book: book.cancel(id)):
            self.note("cancelled", id)

    def _do(self, fn: Callable[[Book], Any]) -> Any:
        times = 0
        now = NOW + int((time.time() - self._began) * 1000 * FASTER)

        def write(conn: Any) -> Any:
            nonlocal times
            times += 1
            return fn(self._ground.book(conn, now))

        try:
            return self._ground.door.write_now(write)
        finally:
            for _again in range(times - 1):
                self.note("again")


def _look_away() -> None:
    """Neither look first nor wait for one another: only the database could refuse now."""
    allocations.is_free = lambda *_args: True
    allocations.busy = lambda *_args: {}
    resources.lock = lambda *_args: None


def main(given: dict[str, Any]) -> None:
    """Try so often, and end."""
    if not given["guarded"]:
        _look_away()
    chance = random.Random(given["seed"])
    ground = open_ground(given["url"], Path(given["folder"]) / "keys.json")
    families = [tuple(one) for one in given["families"]]
    with Path(given["log"]).open("a") as log:
        client = Client(ground, families, given["began"], log)
        for _attempt in range(given["attempts"]):
            client.note("attempt")
            try:
                client.attempt(chance)
            except DBAPIError as error:
                client.note("error")
                print(type(error).__name__, str(error)[:120], file=sys.stderr)
            client.note("ended")
    ground.door.close()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
