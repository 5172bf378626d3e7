"""Make different spellings of the same words equal.

Sources: Unicode Standard Annex #15 (normalisation forms) and the Arabic block of the Unicode charts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from unicodedata import category, digit, normalize

# Letters that keyboards for Arabic, Persian, Kurdish and Pashto give for one and the same letter.
_VARIANTS: dict[int, Any] = str.maketrans("یىېۍئکڪةۀەھہآأإٱؤڤ", "يييييككهههههااااوف", "ءـ")
# Ethiopic letters that sound alike, or softer inside a word, and are typed for one another: a row of eight each.
_ROWS = {"ሠ": "ሰ", "ፀ": "ጸ", "ኀ": "ሀ", "ቐ": "ቀ", "ኸ": "ከ"}
_VARIANTS |= {ord(row) + place: chr(ord(plain) + place) for row, plain in _ROWS.items() for place in range(8)}
_VARIANTS[ord("አ")] = "ኣ"
# German vowels are typed with dots or with an e; the Turkish i comes with and without its dot.
_RESPELT = re.compile("(?<=[aou])e")
_DOTLESS = str.maketrans("ıł", "il")
_JOINERS = re.compile("['’ʼ`´]")
# Letters only: 1999 and 2000 are years.
_STRETCHED = re.compile(r"(\D)\1{2,}")
_WORD = re.compile(r"\w+")


class _Folding(dict[int, str]):
    """Remember the plain form of every character met so far: characters only, never what people wrote."""

    def __missing__(self, code: int) -> str:
        plain = "".join(map(_plain, normalize("NFKD", chr(code)).casefold()))
        self[code] = plain
        return plain


def _plain(letter: str) -> str:
    if category(letter) == "Mn":
        return ""
    number = digit(letter, None)
    if number is not None:
        return str(number)
    return letter.translate(_VARIANTS).translate(_DOTLESS)


_folding = _Folding()


# A turn asks again and again for the same message, and for the same in Latin letters. Of what people wrote nothing is
# remembered beyond the next message.
@lru_cache(maxsize=2)
def normalise(text: str) -> str:
    """Return the words in their plain form with one space between them.

    Case, accents, vowel signs, letter variants, digits of any script and stretched letters ("heeelp") no longer differ.
    """
    folded = _JOINERS.sub("", text).translate(_folding)
    return " ".join(_WORD.findall(_STRETCHED.sub(r"\1", _RESPELT.sub("", folded))))
