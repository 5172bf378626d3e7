"""Which script a language is written in, and whether a text keeps to it.

Source: the likely subtags of the Unicode CLDR, as Babel brings them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel.core import get_global

from knowledge.placeholders import GERMAN_TERM, PLACEHOLDER

# How the names of a script's letters begin in the Unicode character database.
_NAMES = {"Latn": "LATIN", "Arab": "ARABIC", "Cyrl": "CYRILLIC", "Ethi": "ETHIOPIC"}
_LINK_TARGET = re.compile(r"(?<=\])\([^)]*\)")


@cache
def script(lang: str) -> str:
    """Return the four letters of the script that a language is written in, such as Latn or Arab."""
    likely: str = get_global("likely_subtags").get(lang, f"{lang}_Latn")
    return next((part for part in likely.split("_") if len(part) == 4), "Latn")


def script_of(word: str) -> str:
    """Return the script of a word's first letter; empty where no language of ours is written in it."""
    return _script_with(word[0])


# Letters are remembered, never what people wrote.
@cache
def _script_with(letter: str) -> str:
    begins = unicodedata.name(letter, "").partition(" ")[0]
    return next((code for code, name in _NAMES.items() if name == begins), "")


def strangers(line: str, lang: str) -> str:
    """Return the letters of other scripts outside German terms, placeholders and link targets."""
    for exception in (GERMAN_TERM, PLACEHOLDER, _LINK_TARGET):
        line = exception.sub("", line)
    wanted = _NAMES[script(lang)]
    return "".join(letter for letter in line if letter.isalpha() and not _belongs(letter, wanted))


# The same few hundred letters in every line of every text.
@cache
def _belongs(letter: str, wanted: str) -> bool:
    return unicodedata.name(letter, "").startswith(wanted)
