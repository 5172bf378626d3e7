"""Find the topic of a message: a linear classifier over the n-grams of letters of every phrase of every language.

Each message is read twice, as it was typed and in Latin letters, so that phrases in both help one another. Training
takes a few seconds, is the same every time, and needs nothing but the phrases.

Sources: scikit-learn's TfidfVectorizer and LinearSVC (Fan et al. 2008, LIBLINEAR); anyascii for the Latin letters.
"""

from __future__ import annotations

import pickle
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version as installed
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
from anyascii import anyascii

from knowledge.normalise import normalise
from knowledge.version import version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Phrases of this topic are what no article answers; they keep the others modest.
NONE = "none"
# A message of this one wants a person, who has a card and no article.
HUMAN = "human"
# A piece that only one phrase has says nothing about others.
_SEEN = 2
# Of the pieces of so many letters so large a share must be known: "hlbtr grmpf" is made of what nobody writes.
_TELLING, _LEAST = 4, 0.25
# A message longer than this tells its subject early.
_READ = 400
# Pieces of so many letters, inside words with a blank on both sides: they survive slips, endings and missing marks.
_PIECES = (2, 5)
# How much a phrase on the wrong side costs; found with queries that are not ours, like all figures here.
_COST = 1.0
# Changes with whatever is written above or below: what was learnt by another recipe is not used.
_RECIPE = "2"
# A margin of 0 is as likely as not.
_STEEPNESS = 3.0


@dataclass(frozen=True, kw_only=True)
class Trained:
    """Hold what the search has learnt from the phrases."""

    topics: Classifier
    # Which language a message in Latin letters is in: families type Arabic and Russian with them, too.
    latin: Classifier


@dataclass(frozen=True, kw_only=True)
class Classifier:
    """Know every topic by its phrases."""

    # What it tells apart: topics, or languages.
    topics: tuple[str, ...]
    # {piece: (its row, how much it says)}
    _pieces: dict[str, tuple[int, float]]
    # A row for each piece with its weight for each topic, and what each topic begins with.
    _weights: NDArray[np.float32]
    _start: NDArray[np.float32]

    @classmethod
    def cached(cls, pairs: Sequence[tuple[str, str]], folder: Path | None, name: str) -> Classifier:
        """Return what was learnt from these pairs before, or learn it now and keep it in the folder.

        The folder is the house's own, like the key file in it: nobody else writes there.
        """
        if folder is None:
            return cls.train(pairs)
        words = (part for pair in pairs for part in pair)
        path = folder / f"{name}-{version(_RECIPE, installed('scikit-learn'), *words)}.bin"
        # Whatever is wrong with the file, it is made anew.
        with suppress(Exception):
            found = pickle.loads(path.read_bytes())  # noqa: S301  (Our own file, see above.)
            if isinstance(found, cls):
                return found
        from knowledge.learning import learn

        made = learn(pairs)
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob(f"{name}-*.bin*"):
                old.unlink(missing_ok=True)
            fresh = path.with_suffix(".bin.new")
            fresh.write_bytes(pickle.dumps(made))
            fresh.replace(path)
        return made

    @classmethod
    def train(cls, pairs: Sequence[tuple[str, str]]) -> Classifier:
        """Learn from (topic, words) pairs; at least three topics, since of two there is only one plane."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        vectors = TfidfVectorizer(sublinear_tf=True, analyzer=pieces, min_df=_SEEN)
        seen = vectors.fit_transform(_read_twice(normalise(words)) for _topic, words in pairs)
        planes = LinearSVC(C=_COST, dual=True, random_state=0)
        planes.fit(seen, [topic for topic, _words in pairs])
        return cls(
            topics=tuple(str(topic) for topic in planes.classes_),
            _pieces={piece: (int(row), float(vectors.idf_[row])) for piece, row in vectors.vocabulary_.items()},
            _weights=np.ascontiguousarray(planes.coef_.T, dtype=np.float32),
            _start=planes.intercept_.astype(np.float32),
        )

    def scores(self, normalised: str) -> dict[str, float]:
        """Score every topic between 0 and 1; nothing where the message says nothing: numbers alone are no question."""
        if not any(map(str.isalpha, normalised)):
            return {}
        counted = Counter(pieces(_read_twice(normalised[:_READ])))
        known = [(*self._pieces[piece], times) for piece, times in counted.items() if piece in self._pieces]
        long = [piece for piece in counted if len(piece) >= _TELLING]
        if not known or sum(piece in self._pieces for piece in long) < _LEAST * len(long):
            return {}
        # As TfidfVectorizer weighs them; LinearSVC's own way from there takes three times as long.
        said = np.array([(1 + log(times)) * rare for _row, rare, times in known], dtype=np.float32)
        said /= np.linalg.norm(said)
        margins = said @ self._weights[[row for row, _rare, _times in known]] + self._start
        return {
            topic: 1 / (1 + exp(-_STEEPNESS * margin))
            for topic, margin in zip(self.topics, margins.tolist(), strict=True)
        }


def pieces(text: str) -> list[str]:
    """Cut every word, with a blank on both sides, into overlapping pieces of each length; a short word is one piece."""
    found = []
    for word in text.split():
        whole = f" {word} "
        for length in range(_PIECES[0], _PIECES[1] + 1):
            found += [whole[at : at + length] for at in range(max(len(whole) - length, 0) + 1)]
            if length >= len(whole):
                break
    return found


def _read_twice(normalised: str) -> str:
    return normalised if normalised.isascii() else f"{normalised} {normalise(anyascii(normalised))}"
