"""How far ahead a colleague looks for free times: some weeks, or as far as the office books."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from datetime import date

    from bot.booking.book import Book
    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

WEEKS = 3


def ahead(visit: Visit, book: Book) -> date:
    """Return the last day that is looked at."""
    days = book.office.appointments.window_days if _all(visit) else WEEKS * 7
    return book.today + timedelta(days=days)


def later(visit: Visit, desk: Desk, asked: dict[str, str] | None = None) -> str:
    """Return where the same page shows later times, too; empty where it shows all, or there are none.

    asked is what was looked for: what was sent in a form does not stand in the address.
    """
    if _all(visit) or desk.library.office.appointments.window_days <= WEEKS * 7:
        return ""
    return f"{visit.request.url.path}?{urlencode({**(asked or {}), 'later': '1'})}"


def _all(visit: Visit) -> bool:
    return visit.request.query_params.get("later") == "1"
