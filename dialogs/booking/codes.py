"""Buttons under what Lotse writes by itself about an appointment: they work anywhere, long after they were shown."""

from __future__ import annotations

from typing import Any

from translations import Text, _

# What is pressed → the dialog that it opens.
OPENS = {"coming": "visit", "cannot": "visit", "another": "visit", "visit": "visit"}
OFFERED = {"take": "offer", "pass": "offer", "unlist": "offer"}
# NOTE: Buttons under a reminder, or under the offer of an appointment that has become free.
LABELS = {
    "coming": _("I am coming"),
    "cannot": _("I cannot come"),
    "another": _("Another time"),
    "visit": _("Directions and papers"),
    "take": _("Take this time"),
    "pass": _("Not this one"),
    "unlist": _("Leave the waiting list"),
}
PICTOGRAMS = {
    "coming": "✅", "cannot": "❌", "another": "🔁", "visit": "📍", "take": "✅", "pass": "⏭️", "unlist": "✖️",
}  # fmt: skip


def code(what: str, number: int) -> str:
    """Return what stands in a button: what it does, and with which appointment."""
    return f"{what}.{number}"


def label(code: str) -> Text | None:
    """Return what stands on a button of this kind."""
    return LABELS.get(code.partition(".")[0])


def opened(code: str) -> tuple[str, dict[str, Any]] | None:
    """Return the dialog behind a code, and with what it begins; None where it is none of these."""
    what, _dot, number = code.partition(".")
    dialog = (OPENS | OFFERED).get(what)
    if dialog is None or not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return dialog, {"id": int(number), "do": what}
