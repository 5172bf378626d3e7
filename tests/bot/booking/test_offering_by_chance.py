"""Whatever happens in whatever order, the waiting list stays fair: offices, families and hours by chance."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from bot.booking import offering
from bot.booking.suiting import FROM, UNTIL, Free, end_of
from bot.store import appointments, waitlist
from bot.store.tables import appointment
from bot.wall import local
from tests.bot.booking.offices import BERLIN, HOUR, counsellor, hours, wanted, with_rules

STEPS = 30


@dataclass
class Story:
    """Let things happen, and look after each of them whether all is right."""

    books: Any
    waiting: Any
    chance: random.Random
    people: list[int] = field(default_factory=list)
    booked: list[int] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    def happen(self) -> None:
        """Do one thing, go through the list, and check."""
        events = (
            self.join,
            self.join,
            self.hire,
            self.answer,
            self.answer,
            self.book,
            self.cancel,
            self.wait,
            self.wait,
        )
        self.chance.choice(events)()
        before = self.list()
        while self.waiting.go() == offering.MOST:
            pass
        self.check(before)

    def join(self) -> None:
        days = self.chance.choice([[], [0, 1], [2, 3, 4]])
        self.people.append(self.waiting.join(days=days, part=self.chance.choice(["any", "morning", "afternoon"])))

    def hire(self) -> None:
        start = self.chance.choice([9, 10, 14])
        days = tuple(self.chance.sample(range(5), 2))
        self.books.give(counsellor(f"C{self.chance.random()}", schedule=hours((start, start + 2), days=days)))

    def answer(self) -> None:
        """Take, let go or leave the list."""
        if offered := [one for one in self.list() if one.offered_id]:
            one, do = self.chance.choice(offered), self.chance.choice(["take", "pass", "leave"])
            self.told[do] += 1
            if do == "take" and self.books.write(lambda book: offering.take(book, one)):
                self.booked.append(one.offered_id)
            elif do == "pass":
                self.books.write(lambda book: offering.let_go(book, one))
            elif do == "leave":
                self.books.write(lambda book: book.off_list(one.person_id, one.service))

    def book(self) -> None:
        """Book otherwise."""
        if not self.people:
            return
        person = self.chance.choice(self.people)
        times = self.books.write(lambda book: [at for _, day in days_of(book) for at in day])
        if times and (found := self.books.book(person, [person], wanted(), self.chance.choice(times))):
            self.booked.append(found.id)
            self.told["otherwise"] += 1
            assert self.waiting.entry(person) is None

    def cancel(self) -> None:
        if self.booked:
            self.books.write(lambda book: book.cancel(self.booked.pop(self.chance.randrange(len(self.booked)))))

    def wait(self) -> None:
        self.books.now += int(self.chance.uniform(0.5, 11) * HOUR)

    def list(self) -> list[waitlist.Entry]:
        return self.books.write(lambda book: waitlist.everybody(book.conn, book.vault))

    def kept(self) -> list[appointments.Appointment]:
        """Return what is kept by the list."""
        query = select(appointment.c.id).where(appointment.c.state == "held", appointment.c.by == "list")
        return self.books.write(
            lambda book: [appointments.one(book.conn, book.vault, id) for id in book.conn.execute(query).scalars()]
        )

    def check(self, before: list[waitlist.Entry]) -> None:
        now, kept, after = self.books.now, {one.id: one for one in self.kept()}, self.list()
        # What is kept is kept for exactly one who waits, and has an end that is still to come, by day.
        offered = [one.offered_id for one in after if one.state == "offered"]
        assert sorted(offered) == sorted(kept)
        assert all(one.held_until > now for one in kept.values())
        for one in kept.values():
            end = local(one.held_until, BERLIN)
            assert FROM * 60 <= end.hour * 60 + end.minute <= UNTIL * 60
        old = {one.offered_id for one in before}
        new = [one for one in after if one.offered_id and one.offered_id not in old]
        self.told["offered"] += len(new)
        if not FROM <= local(now, BERLIN).hour < UNTIL:
            assert not new
            return
        for one in after:
            if one.state == "offered" or offering.is_resting(one, now):
                continue
            # Nothing was offered past her that she would have liked, and nothing is free that she would like.
            later = [kept[other.offered_id].starts_at for other in new if other.since > one.since]
            assert not [at for at in later if likes(one, at)]
            assert not self.books.write(lambda book, one=one: free_for(book, one))


def days_of(book):
    return list(book.plan().days(wanted(), book.today, book.today.replace(year=2027)))


def likes(one: waitlist.Entry, at: int) -> bool:
    then = local(at, BERLIN)
    part = {"any": True, "morning": then.hour < 12, "afternoon": then.hour >= 12}[one.body["part"]]
    return part and (not one.body["days"] or then.weekday() in one.body["days"]) and at not in one.body["passed"]


def free_for(book, one: waitlist.Entry) -> list[int]:
    times = Free(book=book).times(one.body, appointments.party_of(book.conn, one.person_id))
    hours_ = book.office.appointments.offer_hours
    return [at for at in times if end_of(at, book.now, hours_, BERLIN) - book.now >= offering.LEAST]


@pytest.mark.parametrize("seed", range(3, 9))
def test_whatever_happens_the_list_stays_fair(books, waiting, seed):
    chance = random.Random(seed)
    books.office = with_rules(
        books.office, step_minutes=60, notice_hours=chance.choice([2, 20]), window_days=6, buffer_minutes=0,
        offer_hours=chance.choice([5, 12, 30]),
    )  # fmt: skip
    story = Story(books, waiting, chance)
    story.hire()
    for _step in range(STEPS):
        story.happen()
    assert story.told["offered"]
    # In the end everybody is silent: nothing stays taken.
    books.office = with_rules(books.office, window_days=0)
    for _day in range(8):
        books.now += 24 * HOUR
        waiting.go()
    assert not story.kept()
