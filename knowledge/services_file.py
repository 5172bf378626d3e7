"""Read the parts of office.toml about appointments."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import TYPE_CHECKING, Any

from knowledge.services import SERVICES, Appointments, Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The kind of each value, and what is asked for where it is another one.
_KINDS: dict[str, tuple[type, str]] = {
    "int": (int, "a whole number"),
    "str": (str, "a text"),
    "bool": (bool, "true or false"),
    "time": (time, "a time such as 17:00:00"),
}
# What may be nothing.
_MAY_BE_NOUGHT = ("notice_hours", "buffer_minutes", "a_child", "interpreted")


def faults(tables: dict[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the key and the fault of everything that does not have the expected shape; folder is where a picture is."""
    rules = tables.get("appointments", {})
    yield from _faults_of("appointments", Appointments, rules)
    step, photo = rules.get("step_minutes"), rules.get("photo")
    if type(step) is int and step > 0 and 60 % step:
        yield "step_minutes", "appointments.step_minutes must go into an hour: 5, 10, 15, 20, 30 or 60"
    if isinstance(photo, str) and photo and not (folder / photo).is_file():
        yield "photo", f"appointments.photo names {photo}, which does not lie beside this file"
    services = tables.get("services", {})
    for id, table in services.items():
        if id not in SERVICES:
            yield f"services.{id}", f"services.{id} is none of {', '.join(SERVICES)}"
        elif table.get("team") not in tables.get("teams", {}):
            yield f"services.{id}", f"services.{id} must name a team of this file"
        else:
            yield from _faults_of(f"services.{id}", Service, {"id": id, **table})
    if not services:
        yield "services", "services must have at least one talk that can be booked"


def appointments(tables: dict[str, Any]) -> Appointments:
    """Read how talks are booked."""
    return Appointments(**tables["appointments"])


def services(tables: dict[str, Any]) -> tuple[Service, ...]:
    """Read what talks there are, in the order in which Lotse offers them."""
    found = tables["services"]
    return tuple(Service(id=id, **found[id]) for id in SERVICES if id in found)


def _faults_of(place: str, shape: type, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    wanted = {field.name: str(field.type) for field in fields(shape)}
    for name in table.keys() - wanted.keys():
        yield name, f"{place}.{name} is not a value that Lotse knows"
    for name, kind in wanted.items():
        type_, said = _KINDS[kind]
        value = table.get(name)
        if type(value) is not type_:
            yield name, f"{place}.{name} must be {said}"
        elif isinstance(value, int) and value < (0 if name in _MAY_BE_NOUGHT or type_ is bool else 1):
            yield name, f"{place}.{name} must be greater than nought"
