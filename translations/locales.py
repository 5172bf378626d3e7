"""Which languages there are, and which one to propose to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel import Locale, UnknownLocaleError

from translations.fallbacks import FALLBACKS, SAME, WIDELY_READ

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOM = Path(__file__).parent

# A language is there when its catalogue is; German first, since it is the original of the articles.
LOCALES: tuple[str, ...] = tuple(
    sorted((po.parent.name for po in ROOM.glob("*/lotse.po")), key=lambda c: (c != "de", c))
)

# Where a sentence is missing from a catalogue, this one says it.
LAST_RESORT = "en"

# What stands for "she has not told" (BCP 47).
UNDETERMINED = "und"
_MOST_LIKELY = 4


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Say which language to propose, or which ones to offer."""

    # A language that has a catalogue.
    locale: str
    # Languages to offer first, the most likely one first; empty where hers is there and simply proposed.
    likely: tuple[str, ...] = ()
    # What she asked for and we do not have: primary language subtags with a space between them.
    unmet: str = ""

    @property
    def wanted(self) -> str:
        """Return the one that she wanted most of those that we do not have; empty where she told none."""
        first = self.unmet.partition(" ")[0]
        return "" if first == UNDETERMINED else first


def choose(tags: Iterable[str]) -> Choice:
    """Propose a language for BCP 47 tags, the most wanted first ("ar-SY", "de"), or offer several.

    A language further down the list is offered, but not taken for hers: on many phones nobody chose it.
    """
    codes = [code for code in map(_code, tags) if code][:_MOST_LIKELY]
    if codes and codes[0] in LOCALES:
        return Choice(locale=codes[0])
    read = [*FALLBACKS.get(codes[0], ()), *codes] if codes else []
    known = [code for code in dict.fromkeys([*read, LAST_RESORT]) if code in LOCALES]
    likely = known[:_MOST_LIKELY] if len(known) > 1 else [code for code in WIDELY_READ if code in LOCALES]
    return Choice(locale=likely[0], likely=tuple(likely), unmet=" ".join(codes) or UNDETERMINED)


def _code(tag: str) -> str:
    """Return the primary language subtag, in our own spelling where it is one of ours."""
    code = tag.replace("_", "-").split("-")[0].lower()
    return SAME.get(code, code) if code.isascii() and code.isalpha() and code != UNDETERMINED else ""


@cache
def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Tell which way a language runs."""
    return "rtl" if Locale.parse(locale).character_order == "right-to-left" else "ltr"


# Where readers know a language by more than the name that Babel has.
OWN_NAMES = {"fa": "فارسی / دری", "ku": "Kurdî (Kurmancî)"}
# What people type for a language beside its name in theirs.
ALSO_CALLED = {"fa": ("Dari", "دری", "Farsi"), "ku": ("Kurdî", "Kurdi", "Kurmanji", "Kurmancî")}


@cache
def own_name(locale: str) -> str:
    """Name a language as its readers do."""
    if locale in OWN_NAMES:
        return OWN_NAMES[locale]
    name = Locale.parse(locale).get_display_name(locale) or locale
    return name[:1].upper() + name[1:]


@cache
def named_in(code: str, reader: str) -> str | None:
    """Name any language as the readers of one of ours do; None where they have no name for it."""
    try:
        return Locale.parse(code).get_language_name(reader)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(reader).languages.get(code)
