"""What languages and countries are called: by Babel (from the Unicode CLDR), and as families type it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anyascii import anyascii
from babel import Locale

from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.offer import signs
from translations import LOCALES, own_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    # {normalised name: the codes it may stand for}; none where it says too little, as "Afghan" does of a language.
    Names = Mapping[str, frozenset[str]]

# What is named: languages (tongues.toml) or countries (countries.toml).
Kind = Literal["tongues", "countries"]
# What Babel calls them.
_IN_BABEL = {"tongues": "languages", "countries": "territories"}
# Codes that are no language or country: nothing, several, unknown; the Union, the United Nations, what tests use.
_NONE_OF_THESE = {"und", "mul", "zxx", "EU", "EZ", "UN", "XA", "XB", "QO", "ZZ"}
# A single letter names nothing, and one wrong letter makes another word of a short name.
SHORTEST, LONG_ENOUGH = 2, 4


@dataclass(frozen=True, kw_only=True)
class Called:
    """Hold the names in a file of ours, normalised."""

    called: Names
    # Names that mean something else, too: the language of the Syrians is hardly ever Syriac.
    meant: frozenset[str]
    # What a sentence says where it is not so.
    never: frozenset[str]
    # What stands beside a name and is none: "language", "speak".
    beside: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Known:
    """Hold every name that one reader may type."""

    # Looked through in this order: ours, the reader's, German, English, Latin letters, all other languages of ours.
    tiers: tuple[Names, ...]
    ours: Called
    # Small words of the reader's language, of German and English, and what else stands beside a name.
    beside: frozenset[str]
    # The names that are long enough for a slip of the thumb.
    long: tuple[str, ...]

    def codes(self, name: str) -> frozenset[str] | None:
        """Return what a normalised name may stand for; None where nothing is called so."""
        for said in (name, name.replace(" ", "")):
            found = next((tier[said] for tier in self.tiers if said in tier), None)
            if found is not None:
                return found
        return None


@cache
def known(kind: Kind, locale: str) -> Known:
    """Return the names for a reader of one of our languages."""
    ours, langs = called(kind), tuple(dict.fromkeys((locale, ORIGINAL, "en")))
    near = [ours.called, *(_named_in(kind, lang) for lang in langs)]
    near.append(_collect((anyascii(name), code) for code, name in _in_babel(kind, locale)))
    return Known(
        tiers=(*near, _named_anywhere(kind)),
        ours=ours,
        beside=ours.beside | frozenset[str]().union(*map(_small_words, langs)).difference(*near),
        long=tuple(dict.fromkeys(name for tier in near for name in tier if len(name) >= LONG_ENOUGH)),
    )


@cache
def codes(kind: Kind) -> frozenset[str]:
    """Return every code that there is a name for."""
    return frozenset(code for lang in LOCALES for code, _name in _in_babel(kind, lang))


@cache
def called(kind: Kind) -> Called:
    """Read the names that Babel does not have."""
    table = tomllib.loads((Path(__file__).parent / f"{kind}.toml").read_text(encoding="utf-8"))
    meant = _collect(_lines(table["meant"]))
    plain = _collect(_lines(table["called"]))
    several = dict.fromkeys(_said(table["several"]), frozenset[str]())
    return Called(
        called={**several, **meant, **plain},
        meant=frozenset(meant),
        never=_said(table["never"]),
        beside=_said(table["beside"]),
    )


@cache
def _named_in(kind: Kind, lang: str) -> Names:
    return _collect((form, code) for code, name in _in_babel(kind, lang) for form in _forms(name, lang))


@cache
def _named_anywhere(kind: Kind) -> Names:
    """Return the names in all our languages; what means two things in two of them says too little."""
    own = ((own_name(code), code) for code in LOCALES if kind == "tongues")
    everywhere = ((name, code) for lang in LOCALES for name, found in _named_in(kind, lang).items() for code in found)
    return _collect((*own, *everywhere))


def _in_babel(kind: Kind, lang: str) -> Iterable[tuple[str, str]]:
    """Yield code and name; a language as one country speaks it ("de_AT", "fa_AF") is that language."""
    for code, name in getattr(Locale.parse(lang), _IN_BABEL[kind]).items():
        plain = code.partition("_")[0]
        if plain not in _NONE_OF_THESE and plain.isalpha():
            yield plain, name


def _forms(name: str, lang: str) -> Iterable[str]:
    """Yield a name as it is said; in Arabic also without the article, and of a language the masculine."""
    plain = normalise(name)
    yield plain
    if lang == "ar" and plain.startswith("ال") and " " not in plain:
        yield plain[2:]
        if plain.endswith("يه"):
            yield from (plain[:-1], plain[2:-1])


def _lines(table: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, code) for code, names in table.items() for name in names.split("|"))


def _small_words(lang: str) -> frozenset[str]:
    return frozenset(map(normalise, signs()[lang].words))


def _said(written: str) -> frozenset[str]:
    return frozenset(normalise(words) for words in written.split("|"))


def _collect(pairs: Iterable[tuple[str, str]]) -> Names:
    """Gather the codes of each name; a name of several words is known without spaces, too."""
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        plain = normalise(name)
        for said in {plain, plain.replace(" ", "")}:
            if len(said) >= SHORTEST:
                found.setdefault(said, set()).add(code)
    return {name: frozenset(all_codes) for name, all_codes in found.items()}
