"""Two thousand reminders due at once, in simulated time: they go out at the pace, and families are answered."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.store import conversations, messages, outbox
from bot.store.messages import Speaker
from bot.store.outbox import Kind
from bot.telegram.pace import TokenPace
from tests.bot.booking.offices import NOW

if TYPE_CHECKING:
    from bot.store.door import Door
    from bot.store.vault import Vault

# Telegram's messages a second over all chats and in one (Bot FAQ); how often the sender looks (bot.telegram.sender).
RATE, CHAT_RATE, STEP = 30.0, 1.0, 50
BOOT = 1


@dataclass(frozen=True, kw_only=True)
class Flood:
    """What was seen; times are milliseconds of simulated time."""

    sent: int
    # The most messages in any second.
    fastest: int
    # Until the last reminder was out.
    lasted: int
    # How long each family waited for her answer.
    waits: tuple[int, ...]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


def run(door: Door, vault: Vault, *, reminders: int, families: int, seed: int) -> Flood:
    """Put so many reminders into the outbox, and let families write meanwhile: some who have one waiting, some not."""
    chance, clock = random.Random(seed), Clock()
    pace = TokenPace(rate=RATE, chat_rate=CHAT_RATE, clock=clock)
    threads = door.write_now(lambda conn: [_begin(conn, vault, n) for n in range(reminders + families // 2)])
    gone: dict[int, int] = {}
    for start in range(0, reminders, 50):
        some = threads[start : min(start + 50, reminders)]
        for id in door.write_now(lambda conn, some=some: [_say(conn, pace, one, Kind.NOTICE, clock) for one in some]):
            gone.update({id: clock.now} if id else {})
    length = int(reminders / RATE * 1000)
    writes = sorted((NOW + chance.randrange(length), chance.choice(threads)) for _family in range(families))
    waiting: dict[int, int] = {}
    waits: list[int] = []
    while writes or _left(door):
        clock.now += STEP
        while writes and writes[0][0] <= clock.now:
            at, thread = writes.pop(0)
            row = door.write_now(lambda conn, thread=thread: _answer(conn, pace, thread, clock))
            waits += [clock.now - at] if row < 0 else []
            gone.update({row: clock.now} if row < 0 else {})
            waiting |= {row: at} if row > 0 else {}
        for one in door.write_now(lambda conn: outbox.claim(conn, BOOT, clock.now, pace.admits)):
            pace.in_hand(one.address_id)
            door.write_now(lambda conn, one=one: outbox.finish(conn, [_sent(one.id)]))
            waits += [clock.now - waiting.pop(one.id)] if one.id in waiting else []
            gone[one.id] = clock.now
    moments = sorted(gone.values())
    fastest = max(sum(at <= one < at + 1000 for one in moments) for at in set(moments))
    return Flood(sent=len(gone), fastest=fastest, lasted=max(moments) - NOW, waits=tuple(sorted(waits)))


def _begin(conn: Any, vault: Vault, number: int) -> Any:
    return conversations.begin(
        conn, vault, channel="telegram", place=str(number), language="en", unmet="", now=NOW
    )  # fmt: skip


def _say(conn: Any, pace: TokenPace, thread: Any, kind: Kind, clock: Clock) -> int:
    """Write a message as bot.saying does; returns its row where it goes at once."""
    at_once = pace.admits_at_once(thread.address_id)
    number = messages.append(conn, thread, Speaker.LOTSE, {"l": "en", "p": [["x", ""]], "r": []}, clock.now)
    row = outbox.put(
        conn, person_id=thread.person_id, number=number, address_id=thread.address_id, kind=kind, epoch=thread.epoch,
        boot=BOOT, at_once=at_once, now=clock.now,
    )  # fmt: skip
    if at_once:
        outbox.finish(conn, [_sent(row.id)])
    conversations.save(conn, thread)
    return row.id if at_once else 0


def _answer(conn: Any, pace: TokenPace, thread: Any, clock: Clock) -> int:
    """Answer a family; returns the row that waits, or a number below nought where it went at once."""
    at_once = _say(conn, pace, thread, Kind.ANSWER, clock)
    return -at_once if at_once else conn.exec_driver_sql("SELECT max(id) FROM outbox").scalar()


def _sent(id: int) -> outbox.Result:
    return outbox.Result(id=id, state=outbox.State.SENT)


def _left(door: Door) -> int:
    with door.read() as conn:
        return conn.exec_driver_sql("SELECT count(*) FROM outbox WHERE state = 'queued'").scalar()
