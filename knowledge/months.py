"""How people call months, in our calendar and in those they count by: months.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def months(calendar: str, lang: str = "") -> Mapping[str, int]:
    """Return {name, normalised: number}; of the Gregorian calendar only what Babel does not know, by language."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[calendar]
    written = table.get(lang, {}) if lang else table
    return {normalise(name): int(number) for number, names in written.items() for name in names.split("|")}
