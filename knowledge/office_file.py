"""Read office.toml."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from knowledge import services_file
from knowledge.errors import Problem
from knowledge.office import GENERAL, VALUES, Column, Hours, Office, Opening, Team, Value
from knowledge.tables import line_of, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What is counted, and can be added up in the funding report.
COUNTED = {
    "contact", "handover", "phone", "walk-in", "helped", "not-helped", "answered-1h", "answered-4h", "answered-1d",
    "answered-3d", "answered-later", "face-good", "face-so-so", "face-bad", "appointment", "came", "came-reminded",
    "missed", "missed-reminded", "cancelled", "moved", "waited-days", "interpreted-minutes",
}  # fmt: skip
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The tables of named values; in the Office they stand side by side.
_TABLES = ("contact", "legal", "emergency")


def read_office(path: Path, problems: list[Problem]) -> Office | None:
    """Read the office's data; what is wrong is added to the problems."""
    tables = read_tables(path, problems)
    if tables is None:
        return None
    before = len(problems)
    problems.extend(
        Problem(file=path, line=line_of(path, key), what=what) for key, what in _faults(tables, path.parent)
    )
    return _office(tables) if len(problems) == before else None


def _faults(tables: dict[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the key and the fault of everything that does not have the expected shape."""
    named = _named(tables)
    for name in VALUES:
        if not _is_value(named.get(name)):
            yield name, f"{name} must be {{ value = …, confirmed = true or false, source = … }}"
    for name in named.keys() - set(VALUES):
        yield name, f"{name} is not a value that Lotse knows"
    for name in ("counselling", "desk"):
        try:
            _hours(tables["hours"][name])
        except (KeyError, TypeError, ValueError):
            yield f"hours.{name}", f"hours.{name} must have confirmed, source and openings with days, opens, closes"
    closed = tables.get("desk", {}).get("closed")
    if not isinstance(closed, list) or not all(type(day) is date for day in closed):
        yield "closed", "desk.closed must be a list of dates such as 2026-12-24"
    yield from _team_faults(tables.get("teams", {}))
    yield from _funding_faults(tables.get("funding", {}).get("columns", []))
    yield from _chat_faults(tables.get("chat", {}))
    yield from services_file.faults(tables, folder)


def _chat_faults(chat: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not str(chat.get("quick_exit_url", "")).startswith("https://"):
        yield "quick_exit_url", "chat.quick_exit_url must be an address that begins with https://"
    for name in ("retention_days", "intake_days"):
        if type(chat.get(name)) is not int or chat[name] < 1:
            yield name, f"chat.{name} must be a number of days"
    if type(chat.get("offer_to_archive")) is not bool:
        yield "offer_to_archive", "chat.offer_to_archive must be true or false"


def _team_faults(teams: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if list(teams)[-1:] != [GENERAL]:
        yield "teams", "the last team must be teams.general: it takes what belongs to no other"
    for id, team in teams.items():
        if not isinstance(team.get("name"), str) or not isinstance(team.get("topics"), list):
            yield f"teams.{id}", f"teams.{id} must have a name and a list of topics"


def _funding_faults(columns: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for column in columns:
        divide = column.get("divide", 1)
        titled = isinstance(column.get("title"), str) and type(divide) is int and divide > 0
        if not titled or not set(column.get("counts", ["?"])) <= COUNTED:
            yield "columns", f"a column of funding has a title, and counts among {', '.join(sorted(COUNTED))}"


def _office(tables: dict[str, Any]) -> Office:
    values = {name: Value(**value) for name, value in _named(tables).items()}
    return Office(
        **values,
        counselling=_hours(tables["hours"]["counselling"]),
        desk=_hours(tables["hours"]["desk"]),
        closed=tuple(tables["desk"]["closed"]),
        teams=tuple(
            Team(id=id, name=team["name"], topics=frozenset(team["topics"])) for id, team in tables["teams"].items()
        ),
        funding=tuple(
            Column(title=column["title"], counts=tuple(column["counts"]), divide=column.get("divide", 1))
            for column in tables.get("funding", {}).get("columns", ())
        ),
        quick_exit_url=tables["chat"]["quick_exit_url"],
        retention_days=tables["chat"]["retention_days"],
        intake_days=tables["chat"]["intake_days"],
        offer_to_archive=tables["chat"]["offer_to_archive"],
        appointments=services_file.appointments(tables),
        services=services_file.services(tables),
    )


def _named(tables: dict[str, Any]) -> dict[str, Any]:
    return {name: value for table in _TABLES for name, value in tables.get(table, {}).items()}


def _is_value(value: Any) -> bool:
    kinds = {"value": str, "confirmed": bool, "source": str}
    return (
        isinstance(value, dict)
        and kinds.keys() <= value.keys() <= {*kinds, "remark"}
        and all(isinstance(value[key], kind) for key, kind in kinds.items())
    )


def _hours(table: dict[str, Any]) -> Hours:
    openings = tuple(_opening(opening) for opening in table["openings"])
    return Hours(openings=openings, confirmed=bool(table["confirmed"]), source=str(table["source"]))


def _opening(table: dict[str, Any]) -> Opening:
    opens, closes = table["opens"], table["closes"]
    if not (isinstance(opens, time) and isinstance(closes, time) and opens < closes):
        raise ValueError("An opening ends after it begins.")
    return Opening(days=tuple(_DAYS.index(day) for day in table["days"]), opens=opens, closes=closes)
