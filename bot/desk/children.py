"""Children as the desk names them: what each is called and how old she or he is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.store import households
from dialogs.birth import Birth

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from bot.store.households import Household


@dataclass(frozen=True, kw_only=True)
class Child:
    """One child of a household."""

    id: int
    number: int
    # Empty where the family has not told it.
    name: str
    # In full years: by the birth date, otherwise as it was told; None where neither is known.
    age: int | None
    birth: Birth | None


def children(conn: Connection, home: Household, today: date) -> list[Child]:
    """Return the children of a household by their number."""
    return [_child(number, id, about, today) for number, (id, about) in households.children(conn, home).items()]


def _child(number: int, id: int, about: dict[str, Any], today: date) -> Child:
    # A question that was skipped is stored as something else than its answer.
    name, told, born = (about.get(f"child.{number}.{field}") for field in ("name", "age", "birth"))
    birth = None
    if isinstance(born, str):
        with suppress(ValueError):
            birth = Birth.load(born)
    return Child(
        id=id, number=number, name=name if isinstance(name, str) else "", birth=birth,
        age=birth.age(today) if birth else told if isinstance(told, int) else None,
    )  # fmt: skip
