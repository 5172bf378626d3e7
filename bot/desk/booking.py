"""A colleague books for a family: on the phone, at the counter, or while she writes with her."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from bot.booking.plan import Wanted
from bot.booking.showing import moment_of
from bot.desk.bookable import MORE
from bot.desk.case import case_of
from bot.desk.free_times import ahead, later
from bot.desk.gates import Gate
from bot.store import appointments, audit, conversations, households, reminders
from bot.store.staff import Role
from dialogs.intake.first import wants_interpreter
from knowledge.services import COMPANION
from translations import LOCALES, strip_controls

if TYPE_CHECKING:
    from datetime import date

    from starlette.responses import Response

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.inbox import Row

WAYS = ("interpreter", "phone", "adult", "none")
LONGEST = 200


def show(desk: Desk, visit: Visit, *, fault: str = "", status: int = 200) -> Response:
    """Ask what talk it is, and show the times at which it could be."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        known = _known(desk, conn, row)
        given = _given(visit, known)
        days: list[tuple[date, list[int]]] = []
        if given["service"] and given["service"] != COMPANION:
            book = desk.book(conn)
            days = list(book.plan().days(_wanted(given, known), book.today, ahead(visit, book)))
    return desk.view.page(
        "booking.html", visit, status, row=row, known=known, given=given, days=days, ways=WAYS, fault=fault,
        languages=_languages(known), later=later(visit, desk, _asked(given)),
        services=desk.library.office.services,
        asked=bool(visit.request.query_params.get("service") or visit.field("service")),
    )  # fmt: skip


def book(desk: Desk, visit: Visit) -> Response:
    """Book the time that was chosen, once, and tell the family."""
    row = case_of(desk, visit)
    with desk.door.read() as conn:
        known = _known(desk, conn, row)
    given = _given(visit, known)
    at = moment_of(visit.field("local"), desk.zone) if given["service"] == COMPANION else _number(visit.field("at"))
    place = " ".join(strip_controls(visit.field("place")).split())[:LONGEST]
    body: dict[str, Any] = {
        "adults": given["adults"], "children": known["children"] if given["children"] else [], "how": given["how"],
        "for": len(known["children"]), "wishes": [name for name in ("woman", "stranger") if given[name]],
        **({"place": place} if place else {}),
    }  # fmt: skip

    def do(book: Book) -> int:
        party = appointments.party_of(book.conn, row.person_id)
        asked = visit.field("request")[:64]
        held = book.hold(party, _wanted(given, known), at or 0, body, by="staff", request=asked or None)
        if held is None:
            return 0
        if held.state != appointments.HELD:
            # The form was sent twice.
            return held.id
        booked = book.confirm(held.id, [row.person_id], body, by="staff")
        if booked is None:
            return 0
        book.tell(booked, reminders.TOLD_BOOKED)
        audit.write(book.conn, visit.who.id, "booked", book.now, person_id=row.person_id, detail=given["service"])
        return booked.id

    id = desk.appoint(do)
    return RedirectResponse(f"/desk/appointment/{id}?done=book", 303) if id else show(
        desk, visit, fault="taken", status=409
    )  # fmt: skip


GATES = (
    Gate(path="/desk/case/{id:int}/book", method="GET", page=show, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/book", method="POST", page=book, role=Role.COUNSELLOR),
)


def _known(desk: Desk, conn: Any, row: Row) -> dict[str, Any]:
    """Return what the family has said of how she speaks, and her children."""
    thread = conversations.load_person(conn, desk.vault, row.person_id, lock=False)
    home = households.of(conn, desk.vault, row.person_id)
    answers = households.answers(conn, home, thread.box, row.person_id) if home and thread else {}
    language = answers.get("you.language", [row.language])[0]
    wants = wants_interpreter(answers)
    return {
        "language": language, "how": "interpreter" if wants or (wants is None and language != "de") else "none",
        "children": list(range(1, answers.get("house.children", 0) + 1)),
        "mine": appointments.of_person(conn, desk.vault, row.person_id, desk.clock()),
    }  # fmt: skip


def _given(visit: Visit, known: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in the form, sent or in the address."""

    def field(name: str) -> str:
        return visit.field(name) or visit.request.query_params.get(name, "")

    language = field("language")
    return {
        "service": field("service"), "language": language if language in _languages(known) else known["language"],
        "how": field("how") if field("how") in WAYS else known["how"], "woman": field("woman") == "1",
        "stranger": field("stranger") == "1", "adults": max(1, min(20, _number(field("adults")) or 1)),
        "children": field("children") == "1", "place": field("place"), "local": field("local"),
    }  # fmt: skip


def _languages(known: dict[str, Any]) -> list[str]:
    """Return in which languages she may be spoken with; German is among them."""
    return sorted({*LOCALES, *MORE, known["language"]})


def _asked(given: dict[str, Any]) -> dict[str, str]:
    """Return the form as it stands in an address; what was not ticked is left out."""
    return {name: "1" if value is True else str(value) for name, value in given.items() if value}


def _wanted(given: dict[str, Any], known: dict[str, Any]) -> Wanted:
    how = "interpreter" if given["service"] == COMPANION else given["how"]
    return Wanted(
        service=given["service"], language=given["language"], how=how, children=max(1, len(known["children"])),
        woman=given["woman"], stranger=given["stranger"],
    )  # fmt: skip


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
