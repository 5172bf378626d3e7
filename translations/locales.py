"""Which languages there are, and which one to propose to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOM = Path(__file__).parent

# A language is there when its catalogue is; German first, since it is the original of the articles.
LOCALES: tuple[str, ...] = tuple(
    sorted((po.parent.name for po in ROOM.glob("*/lotse.po")), key=lambda c: (c != "de", c))
)

# Who has no catalogue of their own reads this one, is told so, and is offered the choice of all.
# Dari and Persian share one written language; Central Kurdish readers do not read Kurmanji, so they are asked.
FALLBACKS = {"prs": "fa", "kmr": "ku"}

# What is proposed to a reader of a language that we know nothing for.
LAST_RESORT = "en"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Say which language to propose."""

    # A language that has a catalogue.
    locale: str
    # Whether it is what was asked for; if not, the reader is offered all languages first.
    exact: bool


def choose(tags: Iterable[str]) -> Choice:
    """Propose a language for BCP 47 tags, the most wanted first ("ar-SY", "de")."""
    codes = [tag.replace("_", "-").split("-")[0].lower() for tag in tags]
    for code in codes:
        if code in LOCALES:
            return Choice(locale=code, exact=True)
    for code in codes:
        if FALLBACKS.get(code) in LOCALES:
            return Choice(locale=FALLBACKS[code], exact=False)
    return Choice(locale=LAST_RESORT, exact=False)


@cache
def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Tell which way a language runs."""
    return "rtl" if Locale.parse(locale).character_order == "right-to-left" else "ltr"


@cache
def own_name(locale: str) -> str:
    """Name a language as its readers do."""
    name = Locale.parse(locale).get_display_name(locale) or locale
    return name[:1].upper() + name[1:]
