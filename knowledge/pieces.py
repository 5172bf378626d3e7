"""Cut words into short pieces of letters, and number them: with numbers thousands are looked up at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Pieces of so many letters, inside words with a blank on both sides: they survive slips, endings and missing marks.
_SHORTEST, _LONGEST = 2, 5
# A piece of so many letters tells one word from another.
_TELLING = 4
# An odd number without a pattern; the number of a piece is a polynomial in it, modulo 2⁶³ (Karp and Rabin 1987). Two
# pieces hardly ever share a number: of 131,000 known ones, an unknown one meets one once in 10¹³ times.
_BASE = 0x9E3779B97F4A7C15
# The first bit says whether the piece tells much.
_REST, _TELLS = (1 << 63) - 1, 1 << 63
_FACTOR, _WITHOUT, _FIRST = np.uint64(_BASE), np.uint64(_REST), np.uint64(_TELLS)
_BLANK = ord(" ")


def pieces(text: str) -> list[str]:
    """Cut every word, with a blank on both sides, into overlapping pieces of each length; a short word is one piece."""
    found = []
    for word in text.split():
        whole = f" {word} "
        for length in range(_SHORTEST, min(_LONGEST, len(whole)) + 1):
            found += [whole[at : at + length] for at in range(len(whole) - length + 1)]
    return found


def number(piece: str) -> int:
    """Return the number of one piece."""
    found = 0
    for letter in piece:
        found = (found * _BASE + ord(letter)) & (_REST | _TELLS)
    return (found & _REST) | (_TELLS if len(piece) >= _TELLING else 0)


def numbers(text: str) -> NDArray[np.uint64]:
    """Return the number of every piece of a text whose words have one blank between them, as often as it is there."""
    letters = np.frombuffer(f" {text} ".encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    inner = letters != _BLANK
    rolling = letters[:-1] * _FACTOR + letters[1:]
    found, whole = [rolling], [np.ones(len(rolling), dtype=bool)]
    for length in range(_SHORTEST + 1, min(_LONGEST, len(letters)) + 1):
        rolling = rolling[:-1] * _FACTOR + letters[length - 1 :]
        found.append(rolling)
        # A blank stands only at the ends of a piece.
        whole.append(whole[-1][:-1] & inner[length - 2 : -1])
    short = sum(map(len, found[: _TELLING - _SHORTEST]))
    every = np.concatenate(found)
    every &= _WITHOUT
    every[short:] |= _FIRST
    kept: NDArray[np.uint64] = every[np.concatenate(whole)]
    return kept


def telling(numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell of each number whether its piece has so many letters that it tells one word from another."""
    return numbers >= _FIRST
