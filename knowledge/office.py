"""The office's own data: the only place where contact data, hours and numbers stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from knowledge.services import Appointments, Service


@dataclass(frozen=True, kw_only=True)
class Value:
    """Hold one fact and say how sure we are of it."""

    # Empty where the office must still enter it.
    value: str
    confirmed: bool
    source: str
    # What whoever confirms it should know.
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Say on which weekdays a door is open from when until when (local time, end excluded)."""

    # 0 is Monday.
    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hold opening times; until confirmed they are examples and no family reads them."""

    openings: tuple[Opening, ...]
    confirmed: bool
    source: str


@dataclass(frozen=True, kw_only=True)
class Team:
    """Name colleagues who work on the same topics."""

    id: str
    # German, as the office calls it.
    name: str
    topics: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """Name one figure of the report for whoever funds the office, and what is added up in it."""

    title: str
    counts: tuple[str, ...]
    # The sum is divided by this: minutes become hours.
    divide: int = 1


# What belongs to no other team.
GENERAL = "general"


@dataclass(frozen=True, kw_only=True)
class Office:
    """Know the office: who it is, where it is, when it works."""

    name: Value
    short_name: Value
    address: Value
    # From the street to the door, as the signs there say it.
    way_in: Value
    phone: Value
    fax: Value
    email: Value
    website: Value
    # Who answers for what Lotse does and says.
    responsible: Value
    represented_by: Value
    data_protection_officer: Value
    supervisory_authority: Value
    # The numbers of those who help at once.
    police: Value
    fire: Value
    doctor: Value
    violence: Value
    children: Value
    talk: Value
    # When counselling talks take place.
    counselling: Hours
    # When somebody sits at the desk and answers messages.
    desk: Hours
    # Days on which nobody sits at the desk.
    closed: tuple[date, ...]
    teams: tuple[Team, ...]
    # The funding report, column by column.
    funding: tuple[Column, ...]
    # Where the quick exit of the chat page leads: a page that tells nothing about us.
    quick_exit_url: str
    # How many days messages are kept after the last contact.
    retention_days: int
    # How many days what is known of a family's children is kept after its last answers.
    intake_days: int
    # Whether the archive decides about a family's file before it is deleted.
    offer_to_archive: bool
    # How talks are booked, and which there are.
    appointments: Appointments
    services: tuple[Service, ...]

    def service(self, id: str) -> Service | None:
        """Return a talk that is offered; None where it is not, or not any more."""
        return next((service for service in self.services if service.id == id), None)

    def team_for(self, topic: str) -> Team:
        """Return who works on a topic."""
        return next((team for team in self.teams if topic in team.topics), self.team(GENERAL))

    def team(self, id: str) -> Team:
        """Return a team; one that is no more is the general one."""
        return next((team for team in self.teams if team.id == id), self.teams[-1])

    def values(self) -> dict[str, Value]:
        """Return what articles and pages may name, by placeholder."""
        values = {name: getattr(self, name) for name in VALUES}
        days = {name: str(getattr(self, name)) for name in DAYS}
        return {**values, **{name: Value(value=value, confirmed=False, source="") for name, value in days.items()}}


# How long something is kept.
DAYS = ("retention_days", "intake_days")
# The names of the single values, in the order above.
VALUES = tuple(field.name for field in fields(Office) if field.type == "Value")
# What stands between braces in articles and pages.
PLACEHOLDERS = frozenset({*VALUES, *DAYS})
