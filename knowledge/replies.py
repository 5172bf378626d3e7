"""How people say yes, no, small numbers, days and ages when they type: replies.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.normalise import normalise
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Replies:
    """Hold what is said in one language; everything is normalised."""

    # Beside what stands on the button.
    yes: tuple[str, ...]
    no: tuple[str, ...]
    # {word or words: the number}, the longest first.
    numbers: Mapping[str, int]
    tomorrow: tuple[str, ...]
    after_tomorrow: tuple[str, ...]
    # What follows the number of an age.
    years: tuple[str, ...]
    months: tuple[str, ...]
    # What is no question: a greeting alone, and thanks alone.
    hello: tuple[str, ...]
    thanks: tuple[str, ...]
    # That one does not know.
    unknown: tuple[str, ...]
    # What stands before a name in a sentence that says it, and in some languages after it.
    called: tuple[str, ...]
    is_called: tuple[str, ...]


@cache
def replies(lang: str) -> Replies:
    """Read what is said in a language; raises KeyError where nobody has written it down."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))[lang]
    numbers = {
        normalise(word): number for number, words in enumerate(table["numbers"].split("|")) for word in words.split(",")
    }
    return Replies(
        yes=_ways(table["yes"]),
        no=_ways(table["no"]),
        numbers=dict(sorted(numbers.items(), key=lambda said: -len(said[0]))),
        tomorrow=_ways(table.get("tomorrow", "")),
        after_tomorrow=_ways(table["after_tomorrow"]),
        years=_ways(table["years"]),
        months=_ways(table["months"]),
        hello=_ways(table["hello"]),
        thanks=_ways(table["thanks"]),
        unknown=_ways(table["unknown"]),
        called=_ways(table["called"]),
        is_called=_ways(table.get("is_called", "")),
    )


def greets(typed: str) -> bool:
    """Tell whether somebody only greets, in any of our languages: many try whether theirs is understood."""
    return _said("hello").fullmatch(normalise(typed)) is not None


def greeted_in(typed: str, lang: str) -> str | None:
    """Return the language that a greeting belongs to; None where it is several, or the one that is spoken already."""
    said = normalise(typed)
    known = [one for one in LOCALES if _said("hello", one).fullmatch(said)]
    return known[0] if len(known) == 1 and known != [lang] else None


def is_thankful(typed: str) -> bool:
    """Tell whether somebody only thanks, in any of our languages."""
    return _said("thanks").fullmatch(normalise(typed)) is not None


def number_in(typed: str, *langs: str) -> int | None:
    """Return the one number that is said in words; None where it is none, or several."""
    for lang in langs:
        text, found = f" {normalise(typed)} ", set[int]()
        for words, number in replies(lang).numbers.items():
            if f" {words} " in text:
                found.add(number)
                text = text.replace(f" {words} ", " ")
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@cache
def _said(what: str, *langs: str) -> re.Pattern[str]:
    """Return what matches words of one kind, one after another ("Hello, good morning!"), in these languages or all."""
    words = {re.escape(one) for lang in langs or LOCALES for one in getattr(replies(lang), what)}
    return re.compile(f"(?:(?:{'|'.join(sorted(words))})(?: |$))+")


def _ways(written: str) -> tuple[str, ...]:
    return tuple(plain for words in written.split("|") if (plain := normalise(words)))
