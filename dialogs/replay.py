"""The driver: run a dialog again from the top until a key is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, Protocol, cast

from dialogs.errors import DoneLostError, ForeignAwaitError, KeyUsedTwiceError, OpenKeyError, StaleAnswerError
from dialogs.questions import Gap
from dialogs.record import Entry, Kind, TalkRecord
from dialogs.talk import Asked, Next, Revised, Talk, Wished
from dialogs.trail import forget_looks_at_the_end, give_up
from dialogs.wishes import Act, Done, Hold, Look, Refused, Wish
from translations import Text

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from dialogs.conversation import World
    from dialogs.questions import Question
    from dialogs.talk import Said


class House(Protocol):
    """Carry out wishes: a Look returns plain JSON, an Act returns Done or Refused."""

    def carry_out(self, wish: Wish) -> Any: ...

    @property
    def gone(self) -> bool:
        """Tell whether the person was erased in this turn."""

    @property
    def parted(self) -> bool:
        """Tell whether the device was parted from her in this turn."""

    @property
    def words(self) -> str:
        """Return the words that were made in this turn; they are said and kept nowhere."""


@dataclass(frozen=True)
class Ended:
    """Say that a dialog is over, and what follows."""

    next: Next | None


class Run:
    """Drive one dialog through one turn."""

    def __init__(self, record: TalkRecord, world: World, language: str) -> None:
        self.record = record
        self.world = world
        # The keys this run has passed, in order: only they count in summaries.
        self.trail: list[str] = []
        # What was said in this turn and not heard before.
        self.said: list[Said] = []
        self.open: Asked | None = None
        self._fresh_looks: dict[str, Entry] = {}
        self._waiting: set[str] = set()
        talk = Talk(driver=self, today=record.today, language=language, library=world.library)
        function = world.dialogs.by_name[record.dialog].function
        self._coroutine = cast("Coroutine[Any, Any, Next | None]", function(talk, **record.args))

    def start(self) -> Asked | Ended | Revised:
        """Replay to the first open question."""
        return self._go(None)

    def answer(self, value: Any) -> Asked | Ended | Revised:
        """Store the answer to the open question and go on to the next one."""
        asked = self.open
        if asked is None:
            raise OpenKeyError("There is no open question to answer.")
        self._keep_looks()
        self.record.entries[asked.key] = Entry(Kind.ANSWER, asked.question.keep(value))
        self.record.was.pop(asked.key, None)
        self._pass(asked.key)
        return self._go(None if isinstance(value, Gap) else value)

    def close(self) -> None:
        """End the run at its open question."""
        self._coroutine.close()

    # What the talk asks of its driver.

    def use(self, key: str) -> None:
        if key in self._waiting or key in self.trail:
            raise KeyUsedTwiceError(f"{self.record.dialog} uses the key {key} twice.")
        self._waiting.add(key)

    def answered(self, key: str, question: Question[Any]) -> tuple[bool, Any]:
        entry = self.record.entries.get(key)
        if entry is None or entry.kind is not Kind.ANSWER:
            return False, None
        try:
            value = question.restore(entry.value)
        except StaleAnswerError:
            forget_looks_at_the_end(self.record, self.trail)
            del self.record.entries[key]
            give_up(self.record, self.trail, self.world)
            return False, None
        self._pass(key)
        return True, value

    def granted(self, key: str, wish: Wish) -> tuple[bool, Any]:
        entry = self.record.entries.get(key)
        if entry is None:
            return False, None
        if entry.kind in (Kind.DONE, Kind.HELD) and isinstance(wish, Act):
            result: Any = self._load(key, wish, entry)
        elif entry.wish != wish.stored():
            return False, None
        else:
            result = Refused(reason=entry.value) if entry.kind is Kind.REFUSED else entry.value
        self._pass(key)
        return True, result

    def hear(self, said: Said) -> None:
        before = self.trail[-1] if self.trail else ""
        heard = self.record.heard.setdefault(before, [])
        print_ = fingerprint(said)
        if print_ not in heard:
            heard.append(print_)
            self.said.append(said)

    def answers(self) -> dict[str, Any]:
        """Return the answers of this way so far, as they are stored (rule 6)."""
        entries = self.record.entries
        return {key: entries[key].value for key in self.trail if key in entries and entries[key].kind is Kind.ANSWER}

    # The way of the coroutine.

    def _go(self, value: Any) -> Asked | Ended | Revised:
        self.open = None
        while True:
            try:
                missing = self._coroutine.send(value)
            except StopIteration as stop:
                if self._waiting:
                    raise OpenKeyError(f"{self.record.dialog} ended with open keys: {sorted(self._waiting)}") from None
                return Ended(stop.value)
            if isinstance(missing, Asked):
                self._forget_misfit(missing)
                self.open = missing
                return missing
            if isinstance(missing, Revised):
                return missing
            if not isinstance(missing, Wished):
                raise ForeignAwaitError(f"{self.record.dialog} awaited {missing!r}, which is not the driver's.")
            value = self._carry_out(missing)

    def _carry_out(self, wished: Wished) -> Any:
        wish, result = wished.wish, self.world.house.carry_out(wished.wish)
        if isinstance(wish, Look):
            # It is stored with the answer to the question that follows; until then it is looked up afresh.
            self._fresh_looks[wished.key] = Entry(Kind.LOOK, result, wish.stored())
        elif isinstance(result, Refused):
            self._keep_looks()
            self.record.entries[wished.key] = Entry(Kind.REFUSED, result.reason, wish.stored())
        else:
            self._keep_looks()
            kind = Kind.HELD if isinstance(wish, Hold) else Kind.DONE
            self.record.entries[wished.key] = Entry(kind, result.value, wish.stored())
        self._pass(wished.key)
        return result

    def _keep_looks(self) -> None:
        """Store what was looked up: an answer or an act now rests on it."""
        self.record.entries.update(self._fresh_looks)
        self._fresh_looks.clear()

    def _forget_misfit(self, asked: Asked) -> None:
        """Offer an answer of before only while the question still takes it."""
        try:
            if asked.key in self.record.was:
                asked.question.restore(self.record.was[asked.key])
        except StaleAnswerError:
            del self.record.was[asked.key]

    def _load(self, key: str, wish: Act, entry: Entry) -> Done:
        try:
            return wish.load(entry.value)
        except (ValueError, KeyError, TypeError) as error:
            raise DoneLostError(f"{self.record.dialog}: what {key} did no longer loads.") from error

    def _pass(self, key: str) -> None:
        self._waiting.discard(key)
        self.trail.append(key)


def fingerprint(said: Said) -> str:
    """Return eight letters that tell one saying from another."""
    return (_known if isinstance(said, Text) and said.is_ours else _print)(said)


def _print(said: Said) -> str:
    return blake2s(repr(said).encode(), digest_size=4).hexdigest()


_known = lru_cache(maxsize=1_000)(_print)
