"""What the clock and the operator do: each function brings a house to where something is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import dues, waitlist
from tests.bot.booking.waiting import ANY
from tests.crash.points.colleague import is_away, taken, waiting
from tests.crash.points.family import booked, family, staffed, times
from tests.crash.points.stage import DAY, HOUR, START, Erases, Ticks

if TYPE_CHECKING:
    from random import Random

    from tests.crash.points.stage import Act, Stage


def reminds(stage: Stage, chance: Random) -> Act:
    booked(stage, chance)
    with stage.lotse.door.read() as conn:
        due = conn.exec_driver_sql("SELECT min(due_at) FROM reminder WHERE state = 'planned'").scalar()
    return Ticks(at=due or stage.clock() + HOUR, part="reminders")


def offers_a_free_time(stage: Stage, chance: Random) -> Act:
    for _one in range(chance.choice((1, 1, 2))):
        her = family(stage, chance).is_registered()
        thread = her.thread()
        stage.write(
            lambda book, thread=thread: waitlist.join(
                book.conn, thread.box, thread.person_id, ANY["service"], dict(ANY), book.now
            )
        )
    staffed(stage)
    return Ticks(at=stage.clock() + HOUR, part="offers")


def takes_back_an_offer(stage: Stage, chance: Random) -> Act:
    stage.now(offers_a_free_time(stage, chance))
    return Ticks(at=stage.clock() + 2 * DAY, part="offers")


def lets_a_hold_expire(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    her.does(chance.choice(times(her)))
    return Ticks(at=stage.clock() + 2 * HOUR, part="expire")


def ends_an_absence(stage: Stage, chance: Random) -> Act:
    stage.now(is_away(stage, chance))
    return Ticks(at=stage.clock() + 2 * DAY, part="expire")


def does_the_nights_work(stage: Stage, chance: Random) -> Act:
    if chance.random() < 0.5:
        booked(stage, chance)
    waiting(stage, chance)
    stage.lotse.door.write_now(lambda conn: dues.plan(conn, "retention", "retention", START))
    return Ticks(at=stage.clock() + chance.choice((4, 40, 200, 800)) * DAY, part="nightly")


def finds_a_broken_promise(stage: Stage, chance: Random) -> Act:
    (waiting if chance.random() < 0.5 else taken)(stage, chance)
    return Ticks(at=stage.clock() + 9 * DAY, part="watchdog")


def erases_on_the_command_line(stage: Stage, chance: Random) -> Act:
    her = booked(stage, chance)[0] if chance.random() < 0.5 else family(stage, chance)
    return Erases(at=stage.clock() + HOUR, place=her.place, channel=her.channel)


KINDS = {
    one.__name__: one
    for one in (reminds, offers_a_free_time, takes_back_an_offer, lets_a_hold_expire, ends_an_absence,
                does_the_nights_work, finds_a_broken_promise, erases_on_the_command_line)
}  # fmt: skip
