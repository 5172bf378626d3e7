"""Columns that say why they exist: the data map stands where the column does, so it cannot drift."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column


class Kept(StrEnum):
    """Say how long something is kept; the days are settings (bot/settings.py)."""

    # With the person, until she deletes everything or has been silent for as long as conversations are kept.
    CONVERSATION = "conversation"
    # With the household: so long after its last answers (office.toml), or until its last adult is gone.
    HOUSEHOLD = "household"
    # As long as Telegram may deliver an update again.
    RECEIVED = "received"
    # Updates that could not be handled.
    QUARANTINE = "quarantine"
    # About a colleague: as long as the account, the audit log as long as the law asks.
    STAFF = "staff"
    # Nothing about a person: kept while it is useful.
    HOUSE = "house"


class Eraser(StrEnum):
    """Say what removes it when a person is erased."""

    # bot.store.erasing deletes the row; the person's key goes with it.
    WITH_PERSON = "with person"
    # Goes with the last adult of the household, or when she withdraws (bot.store.households); its key goes with it.
    WITH_HOUSEHOLD = "with household"
    # Belongs to a colleague; goes with her account.
    WITH_ACCOUNT = "with account"
    # Holds nothing that belongs to a person.
    NOTHING_PERSONAL = "nothing personal"


class Exporter(StrEnum):
    """Say where the person herself can see it."""

    MY_DATA = "my data"
    # Technical, or useless without the house.
    NOT_SHOWN = "not shown"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the data map."""

    purpose: str
    kept: Kept
    eraser: Eraser
    exporter: Exporter
    # Whether it is stored encrypted under the person's key.
    sealed: bool


def personal(  # noqa: PLR0913  (An entry of the data map has so many parts.)
    name: str,
    type_: Any,
    *args: Any,
    purpose: str,
    kept: Kept = Kept.CONVERSATION,
    eraser: Eraser = Eraser.WITH_PERSON,
    exporter: Exporter = Exporter.NOT_SHOWN,
    sealed: bool = False,
    **options: Any,
) -> Column[Any]:
    """Make a column that belongs to a person."""
    entry = Entry(purpose=purpose, kept=kept, eraser=eraser, exporter=exporter, sealed=sealed)
    return Column(name, type_, *args, info={"map": entry}, **{"nullable": False, **options})


def shared(name: str, type_: Any, *args: Any, purpose: str, **options: Any) -> Column[Any]:
    """Make a column that belongs to a household."""
    return personal(
        name, type_, *args, purpose=purpose, kept=Kept.HOUSEHOLD, eraser=Eraser.WITH_HOUSEHOLD, **options
    )  # fmt: skip


def plain(name: str, type_: Any, *args: Any, purpose: str, kept: Kept = Kept.HOUSE, **options: Any) -> Column[Any]:
    """Make a column that tells nothing about a person."""
    entry = Entry(purpose=purpose, kept=kept, eraser=Eraser.NOTHING_PERSONAL, exporter=Exporter.NOT_SHOWN, sealed=False)
    return Column(name, type_, *args, info={"map": entry}, **{"nullable": False, **options})


def colleague(name: str, type_: Any, *args: Any, purpose: str, sealed: bool = False, **options: Any) -> Column[Any]:
    """Make a column that belongs to a colleague."""
    entry = Entry(
        purpose=purpose, kept=Kept.STAFF, eraser=Eraser.WITH_ACCOUNT, exporter=Exporter.NOT_SHOWN, sealed=sealed
    )
    return Column(name, type_, *args, info={"map": entry}, **{"nullable": False, **options})
