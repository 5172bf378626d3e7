"""Find the phrases that share the most trigrams of letters with a message."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# A message longer than this tells its subject early.
_READ = 400
# Official terms are long; shorter words are too easily mistaken for one another.
_SHORTEST_TERM = 8
_TERM_LIKENESS = 84
# How much of a topic's score comes from its best phrase, its second, and so on: one phrase alone proves little.
_SHARES = (0.45, 0.25, 0.15, 0.1, 0.05)
# Phrases of this topic are what no article answers; they keep the others modest.
NONE = "none"
# They have nothing in common, so only the best of them counts.
_SHARES_OF_NONE = (0.75,)
# An official term alone says everything; in a long message it may be there by the way.
_TERM_ALONE, _TERM_BY_THE_WAY = 1.0, 0.3


@dataclass(frozen=True, kw_only=True)
class Index:
    """Hold every phrase as weighted trigrams."""

    # Trigram to (number of the phrase, weight there).
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    # How telling a trigram is.
    weights: Mapping[str, float]
    # The topic of each phrase by number.
    topics: tuple[str, ...]
    # Phrases of one long word, German official terms above all, to their topic.
    terms: Mapping[str, str]

    @classmethod
    def build(cls, phrases: Iterable[tuple[str, str]]) -> Index:
        """Prepare (topic, words) pairs."""
        known = [(topic, normalise(words)) for topic, words in phrases]
        counted = [Counter(_trigrams(words)) for _topic, words in known]
        found_in = Counter(trigram for counts in counted for trigram in counts)
        weights = {trigram: log(1 + len(known) / number) for trigram, number in found_in.items()}
        postings = defaultdict(list)
        for number, counts in enumerate(counted):
            for trigram, weight in _unit(counts, weights).items():
                postings[trigram].append((number, weight))
        terms = {words: topic for topic, words in known if " " not in words and len(words) >= _SHORTEST_TERM}
        return cls(
            postings={trigram: tuple(found) for trigram, found in postings.items()},
            weights=weights,
            topics=tuple(topic for topic, _words in known),
            terms=terms,
        )

    def scores(self, normalised: str) -> dict[str, float]:
        """Score every topic that the message reminds of, between 0 and 1."""
        likeness: defaultdict[int, float] = defaultdict(float)
        for trigram, weight in _unit(Counter(_trigrams(normalised[:_READ])), self.weights).items():
            for number, other in self.postings.get(trigram, ()):
                likeness[number] += weight * other
        alike: defaultdict[str, list[float]] = defaultdict(list)
        for number, value in likeness.items():
            alike[self.topics[number]].append(value)
        scores = {topic: _weighed(topic, nlargest(len(_SHARES), values)) for topic, values in alike.items()}
        for topic, value in self._terms_in(normalised[:_READ]):
            scores[topic] = max(scores.get(topic, 0.0), value)
        return scores

    def _terms_in(self, normalised: str) -> Iterator[tuple[str, float]]:
        """Yield the topics of official terms in the message, misspelt ones included."""
        for word in normalised.split():
            if len(word) < _SHORTEST_TERM - 1:
                continue
            found = process.extractOne(word, self.terms.keys(), scorer=fuzz.ratio, score_cutoff=_TERM_LIKENESS)
            if found:
                share = len(word) / len(normalised)
                weight = _TERM_BY_THE_WAY + (_TERM_ALONE - _TERM_BY_THE_WAY) * share
                yield self.terms[found[0]], weight * found[1] / 100


def _weighed(topic: str, values: list[float]) -> float:
    shares = _SHARES_OF_NONE if topic == NONE else _SHARES
    return sum(share * value for share, value in zip(shares, values, strict=False))


def _trigrams(normalised: str) -> Iterator[str]:
    """Yield the trigrams of each word with a blank on both sides, so that beginnings and ends count."""
    for word in normalised.split():
        padded = f" {word} "
        yield from (padded[start : start + 3] for start in range(len(padded) - 2))


def _unit(counts: Counter[str], weights: Mapping[str, float]) -> dict[str, float]:
    """Weigh trigrams so that a long message and a short one can be compared; unknown ones count as rare."""
    rare = max(weights.values(), default=1.0)
    weighed = {trigram: sqrt(count) * weights.get(trigram, rare) for trigram, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
    return {trigram: weight / length for trigram, weight in weighed.items()}
