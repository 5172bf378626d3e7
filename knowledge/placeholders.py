"""Fill the office's data into articles and pages, which never contain them themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translations import _, isolate, render

if TYPE_CHECKING:
    from knowledge.office import Office, Value

PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A German term is the only thing that articles emphasise.
GERMAN_TERM = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")

EMERGENCY_NUMBERS = ("police", "fire", "doctor", "violence", "children", "talk")
_DIALLED = ("phone", *EMERGENCY_NUMBERS)

CALL_FIRST = _("Please call or write before you come.")
TO_FILL_IN = _("[The office still has to fill this in.]")


def fill(markdown: str, office: Office, locale: str) -> str:
    """Put values and isolates into a text of the knowledge."""
    isolated = GERMAN_TERM.sub(lambda term: f"*{isolate(term[1], locale)}*", markdown)
    values = office.values()
    return PLACEHOLDER.sub(lambda name: _filled(name[1], values[name[1]], locale), isolated)


def _filled(name: str, value: Value, locale: str) -> str:
    if not value.value:
        return f"**{render(TO_FILL_IN, locale)}**"
    shown = isolate(value.value, locale)
    link = href(name, value.value)
    if link:
        return f"[{shown}]({link})"
    if name == "address" and not value.confirmed:
        return f"{shown}. **{render(CALL_FIRST, locale)}**"
    return shown


def href(name: str, value: str) -> str | None:
    """Link what a phone can dial, write to or open."""
    if name == "email":
        return f"mailto:{value}"
    if name == "website":
        return f"https://{value}"
    if name in _DIALLED:
        digits = re.sub(r"\D", "", value)
        return f"tel:+49{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
    return None
