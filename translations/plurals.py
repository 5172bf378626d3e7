"""Which plural form a number takes.

Source: the plural rules of the Unicode CLDR, as Babel brings them. Babel's own gettext headers are not used: the
Arabic one counts 11 to 99 as the form for 100.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

# The order in which a catalogue lists its forms.
_ORDER = ("zero", "one", "two", "few", "many", "other")


@cache
def forms(locale: str) -> tuple[str, ...]:
    """List the CLDR categories that the whole numbers people count with fall into, in a catalogue's order."""
    rule = Locale.parse(locale).plural_form
    return tuple(sorted({rule(n) for n in range(200)}, key=_ORDER.index))


def form(locale: str, n: int) -> int:
    """Return the place of a number's form; one that no list has (a French million) takes the last."""
    category = Locale.parse(locale).plural_form(n)
    known = forms(locale)
    return known.index(category) if category in known else len(known) - 1
