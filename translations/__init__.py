"""WORDS: mark a sentence now, render it later in the reader's language."""

from translations.dates import spoken
from translations.errors import LotseError
from translations.isolates import isolate, strip_controls
from translations.locales import ALSO_CALLED, LOCALES, Choice, choose, direction, named_in, own_name
from translations.render import render
from translations.text import Text, _, n_

__all__ = [
    "ALSO_CALLED",
    "LOCALES",
    "Choice",
    "LotseError",
    "Text",
    "_",
    "choose",
    "direction",
    "isolate",
    "n_",
    "named_in",
    "own_name",
    "render",
    "spoken",
    "strip_controls",
]
