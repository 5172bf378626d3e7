"""What is on in the city: names, days and places, which need no translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translations import _, isolate, render, write_value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

# The topic under which families read it; an office without this topic has no events.
TOPIC = "culture-events"
# NOTE: Above a list of events with their days; their names and places are German.
COMING = _("This is on soon. The names are in German:")
# So many stand below the article: all of it goes out as one message of 4,096 characters (Bot API, sendMessage).
MOST = 6
# What Markdown would take for a mark of its own.
_MARKS = re.compile(r"[*_`\[\]<>{}\\#|]")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Name one event."""

    day: date
    # From which hour on, as 18:30; may be empty.
    time: str
    title: str
    # May be empty.
    place: str


def listed(events: Sequence[Event], lang: str) -> str:
    """Write events below the article about them, in Markdown."""
    lines = [f"- {_line(event, lang)}" for event in events[:MOST]]
    return "\n".join([f"\n**{render(COMING, lang)}**\n", *lines, ""])


def _line(event: Event, lang: str) -> str:
    when = [write_value(event.day, lang), *([isolate(event.time, lang)] if event.time else [])]
    what = [isolate(_MARKS.sub("", words), lang) for words in (event.title, event.place) if words]
    return " · ".join([*when, *what])
