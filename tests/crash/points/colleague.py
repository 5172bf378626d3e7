"""What colleagues do at the desk: each function brings a house to where something is done, and returns the form."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.store import sessions, staff
from bot.store.staff import Role
from tests.crash.points.family import WORDS, booked, family, staffed
from tests.desk.appointments import MONDAY, times

if TYPE_CHECKING:
    from random import Random

    from tests.crash.points.family import Family
    from tests.crash.points.stage import Act, Posted, Stage


@dataclass
class Colleague:
    """Somebody who has signed in."""

    stage: Stage
    id: int
    token: str

    @property
    def cookies(self) -> dict[str, str]:
        return {"lotse_desk": self.token}

    def form(self, page: str, action: str = "", **fields: Any) -> Posted:
        return self.stage.form(page, action or page, self.cookies, **fields)

    def page(self, path: str) -> str:
        return str(self.stage.request("GET", path, self.cookies).text)


def colleague(stage: Stage, role: Role = Role.LEAD) -> Colleague:
    """Let a colleague sign in."""
    now, door = stage.clock(), stage.lotse.door
    teams = [team.id for team in stage.lotse.desk.library.office.teams]
    login = f"berta.{secrets.token_hex(3)}@example.org"
    id = door.write_now(
        lambda conn: staff.add(conn, login=login, name="Berta", role=role, teams=teams, language="en", now=now)
    )
    door.write_now(lambda conn: staff.change(conn, id, state="active"))
    return Colleague(stage, id, door.write_now(lambda conn: sessions.begin(conn, id, "full", now)))


def _case(stage: Stage, person: int) -> str:
    with stage.lotse.door.read() as conn:
        sql = f"""SELECT id FROM "case" WHERE person_id = {person} AND state = 'open'"""
        return f"/desk/case/{conn.exec_driver_sql(sql).scalar()}"


def waiting(stage: Stage, chance: Random) -> tuple[Family, Colleague, str]:
    """Let a family call a person; returns her, a colleague, and the address of the case."""
    her = family(stage, chance)
    her.does("g:human", "'" + chance.choice(WORDS))
    return her, colleague(stage), _case(stage, her.thread().person_id)


def taken(stage: Stage, chance: Random) -> tuple[Family, Colleague, str]:
    """Let a colleague have taken over."""
    her, berta, path = waiting(stage, chance)
    stage.now(berta.form(path, f"{path}/claim"))
    return her, berta, path


def claims(stage: Stage, chance: Random) -> Act:
    _her, berta, path = waiting(stage, chance)
    return berta.form(path, f"{path}/claim")


def replies(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/write", words=chance.choice(WORDS))


def takes_over_by_replying(stage: Stage, chance: Random) -> Act:
    _her, berta, path = waiting(stage, chance)
    return berta.form(path, f"{path}/write", words=chance.choice(WORDS))


def sends_a_phrase(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    phrases = [one for one in stage.lotse.desk.library.staff_phrases.values() if not one.slots]
    phrase = chance.choice([one for one in phrases if _her.language in one.versions])
    return berta.form(path, f"{path}/phrase/{phrase.id}")


def hands_back(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/hand-back")


def closes(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/close", reason=chance.choice(("done", "no-answer")))


def puts_back(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/release", team="")


def passes_on(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/reassign", to=str(colleague(stage).id))


def lets_rest(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(path, f"{path}/snooze", rest="tomorrow")


def notes(stage: Stage, chance: Random) -> Act:
    _her, berta, path = waiting(stage, chance)
    return berta.form(path, f"{path}/note", words=chance.choice(WORDS))


def names(stage: Stage, chance: Random) -> Act:
    _her, berta, path = waiting(stage, chance)
    return berta.form(path, f"{path}/name", name="A B")


def books(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her, berta, path = waiting(stage, chance)
    her.is_registered()
    page = f"{path}/book?service=first-counselling"
    at = chance.choice(times(berta.page(page)))
    return berta.form(page, f"{path}/book", at=at)


def moves_for_her(stage: Stage, chance: Random) -> Act:
    _her, id = booked(stage, chance)
    berta = colleague(stage)
    page = f"/desk/appointment/{id}/move"
    return berta.form(page, at=chance.choice(times(berta.page(page))))


def cancels_for_her(stage: Stage, chance: Random) -> Act:
    _her, id = booked(stage, chance)
    return colleague(stage).form(f"/desk/appointment/{id}", do="cancel")


def notes_that_she_missed_it(stage: Stage, chance: Random) -> Act:
    _her, id = booked(stage, chance)
    with stage.lotse.door.read() as conn:
        starts = conn.exec_driver_sql("SELECT starts_at FROM appointment WHERE state = 'booked'").scalar()
    stage.clock.now = starts + 1
    return colleague(stage).form(f"/desk/appointment/{id}", do="missed")


def closes_a_day(stage: Stage, chance: Random) -> Act:
    _her, _id = booked(stage, chance)
    with stage.lotse.door.read() as conn:
        starts = conn.exec_driver_sql("SELECT starts_at FROM appointment WHERE state = 'booked'").scalar()
    day = datetime.fromtimestamp(starts / 1000, UTC).date().isoformat()
    return colleague(stage).form(f"/desk/closing?day={day}", "/desk/closing", do="close", reason="frost")


def is_away(stage: Stage, chance: Random) -> Act:
    _her, berta, _path = taken(stage, chance)
    return berta.form("/desk/closing", "/desk/away")


def opens_at_the_counter(stage: Stage, chance: Random) -> Act:
    _other = family(stage, chance)
    return colleague(stage).form("/desk/count", "/desk/counter", what="walk-in", language="ar", topic="")


def counts_a_visit(stage: Stage, chance: Random) -> Act:
    _other = family(stage, chance)
    return colleague(stage).form("/desk/count", what="phone", language="ar", topic="")


def enters_an_event(stage: Stage, chance: Random) -> Act:
    day = (MONDAY + timedelta(days=chance.randrange(2, 9))).isoformat()
    return colleague(stage).form("/desk/coming", day=day, time="10:00", title="Fest", place="Hof")


def answers_for_her(stage: Stage, chance: Random) -> Act:
    _her, berta, path = taken(stage, chance)
    return berta.form(f"{path}/dialog", words=chance.choice(WORDS), label="")


def deletes_for_her(stage: Stage, chance: Random) -> Act:
    her, berta, path = taken(stage, chance)
    page = f"{path}/dialog"
    stage.now(berta.form(page, press="menu", label="Menu"))
    for code in ("mydata", "delete"):
        press = next(one for one in her.buttons() if one.endswith(f":{code}"))
        stage.now(berta.form(page, press=press, label=code))
    press = next(one for one in her.buttons() if one.endswith(":yes"))
    return berta.form(page, press=press, label="yes")


KINDS = {
    one.__name__: one
    for one in (claims, replies, takes_over_by_replying, sends_a_phrase, hands_back, closes, puts_back, passes_on,
                lets_rest, notes, names, books, moves_for_her, cancels_for_her, notes_that_she_missed_it, closes_a_day,
                is_away, counts_a_visit, enters_an_event, opens_at_the_counter, answers_for_her, deletes_for_her)
}  # fmt: skip
