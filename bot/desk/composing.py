"""What a colleague writes to a family: a prepared sentence in her language, or German that says it is German."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from bot.desk.acting import attempt
from bot.desk.case import case_of, show
from bot.desk.gates import Gate
from bot.store.staff import Role
from bot.wording import LONGEST, kept_of, own_words, plain, prepared
from knowledge.glossary import ORIGINAL
from knowledge.staff_phrases import OPTIONS, PAPERS

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from knowledge.staff_phrases import StaffPhrase

# Characters of a name, a place or a number in a prepared sentence.
LONGEST_SLOT = 120
# How many buttons a choice may have, and characters of each: they stand on a narrow phone.
FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 6, 40


def write(desk: Desk, visit: Visit) -> Response:
    """Send German words as they are, labelled, with a button to have them explained."""
    row, words, epoch = case_of(desk, visit), visit.field("words"), _epoch(visit)
    if not 0 < len(words) <= LONGEST:
        return show(desk, visit, status=422, fault="length", draft=words)
    message, kept = own_words(visit.who, row.language, words)
    return attempt(
        desk, visit, lambda conn: desk.handovers.write(conn, visit.who, row.person_id, message, kept, epoch=epoch),
        draft=words,
    )  # fmt: skip


def show_phrase(desk: Desk, visit: Visit) -> Response:
    """Show a prepared sentence with its slots, and how it looks in the family's language."""
    return _phrase_page(desk, visit)


def send_phrase(desk: Desk, visit: Visit) -> Response:
    """Send a prepared sentence; a slot that is empty or wrong is asked for again."""
    row, phrase = case_of(desk, visit), _phrase(desk, visit)
    values, wrong = _filled(visit, phrase)
    if wrong or row.language not in phrase.versions:
        return _phrase_page(desk, visit, status=422, wrong=wrong)
    if visit.field("preview"):
        return _phrase_page(desk, visit, values=values)
    epoch = _epoch(visit)
    if phrase.asks:
        stored, kept = plain(values), kept_of(phrase, values, desk.library.glossary)
        return attempt(
            desk, visit,
            lambda conn: desk.handovers.ask(conn, visit.who, row.person_id, phrase.id, stored, kept, epoch=epoch),
        )  # fmt: skip
    message, kept = prepared(visit.who, row.language, phrase, values, desk.library.glossary)
    return attempt(
        desk, visit, lambda conn: desk.handovers.write(conn, visit.who, row.person_id, message, kept, epoch=epoch)
    )


GATES = (
    Gate(path="/desk/case/{id:int}/write", method="POST", page=write, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/phrase/{phrase}", method="GET", page=show_phrase, role=Role.COUNSELLOR),
    Gate(path="/desk/case/{id:int}/phrase/{phrase}", method="POST", page=send_phrase, role=Role.COUNSELLOR),
)


def _phrase(desk: Desk, visit: Visit) -> StaffPhrase:
    phrase = desk.library.staff_phrases.get(visit.request.path_params["phrase"])
    if phrase is None:
        raise HTTPException(404)
    return phrase


def _phrase_page(
    desk: Desk,
    visit: Visit,
    *,
    status: int = 200,
    values: dict[str, Any] | None = None,
    wrong: frozenset[str] = frozenset(),
) -> Response:
    row, phrase = case_of(desk, visit), _phrase(desk, visit)
    there = phrase.versions.get(row.language)
    preview = phrase.write(row.language, values, desk.library.glossary) if values and there else ""
    german = phrase.write(ORIGINAL, values, desk.library.glossary) if values else phrase.german
    given = {slot: visit.form.get(slot, []) for slot in phrase.slots}
    epoch = visit.field("epoch") or visit.request.query_params.get("epoch", "")
    return desk.view.page(
        "phrase.html", visit, status, row=row, phrase=phrase, german=german, version=there, preview=preview,
        given=given, wrong=wrong, papers=PAPERS, epoch=epoch, now=desk.clock(),
    )  # fmt: skip


def _filled(visit: Visit, phrase: StaffPhrase) -> tuple[dict[str, Any], frozenset[str]]:
    """Read the slots of a form; the second value names those that are empty or wrong."""
    values = {slot: _slot(visit, slot) for slot in phrase.slots}
    return values, frozenset(slot for slot, value in values.items() if not value)


def _slot(visit: Visit, slot: str) -> date | str | list[str] | None:
    if slot == "documents":
        return [paper for paper in visit.form.get(slot, []) if paper in PAPERS]
    if slot == OPTIONS:
        return _options(visit.field(slot))
    written = " ".join(visit.field(slot).split())[:LONGEST_SLOT]
    if slot != "day":
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _options(written: str) -> list[str] | None:
    """Read one option a line; None where there are too few, too many, or one that is too long."""
    options = list(dict.fromkeys(one for line in written.splitlines() if (one := " ".join(line.split()))))
    fits = FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS and max(map(len, options)) <= LONGEST_OPTION
    return options if fits else None


def _epoch(visit: Visit) -> int:
    written = visit.field("epoch")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 12 else 0
