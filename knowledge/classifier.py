"""Find the topic of a message: a linear classifier over the n-grams of letters of every phrase of every language.

Each message is read twice, as it was typed and in Latin letters, so that phrases in both help one another. Training
takes a few seconds, is the same every time, and needs nothing but the phrases.

Sources: scikit-learn's TfidfVectorizer and LinearSVC (Fan et al. 2008, LIBLINEAR); anyascii for the Latin letters.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

import numpy as np
from anyascii import anyascii

from knowledge.normalise import normalise
from knowledge.pieces import number, numbers, pieces, telling
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
# Of the pieces that tell much so large a share must be known: "hlbtr grmpf" is made of what nobody writes.
_LEAST = 0.25
# A message longer than this tells its subject early.
_READ = 400
# How much a phrase on the wrong side costs; found with queries that are not ours, like all figures here.
_COST = 1.0
# Changes with whatever is written above or below: what was learnt by another recipe is not used.
_RECIPE = "3"
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
    # The number of each piece that is known, in order; how much each says, and its weight for each topic.
    _known: NDArray[np.uint64]
    _rare: NDArray[np.float32]
    _weights: NDArray[np.float32]
    # What each topic begins with.
    _start: NDArray[np.float32]

    @classmethod
    def cached(cls, pairs: Sequence[tuple[str, str]], folder: Path | None, name: str) -> Classifier:
        """Return what was learnt from these pairs before, or learn it now and keep it in the folder."""
        if folder is None:
            return cls.train(pairs)
        words = (part for pair in pairs for part in pair)
        path = folder / f"{name}-{version(_RECIPE, installed('scikit-learn'), *words)}.bin"
        kept = cls._kept(path)
        if kept is not None:
            return kept
        from knowledge.learning import alone, learn

        with alone(folder, name):
            # Another process may have learnt it while this one waited.
            kept = cls._kept(path)
            if kept is not None:
                return kept
            made = learn(pairs)
            with suppress(OSError):
                for old in folder.glob(f"{name}-*.bin*"):
                    old.unlink(missing_ok=True)
                fresh = path.with_suffix(".bin.new")
                fresh.write_bytes(pickle.dumps(made))
                fresh.replace(path)
            return made

    @classmethod
    def _kept(cls, path: Path) -> Classifier | None:
        """Read what was learnt; whatever is wrong with the file, it is made anew.

        The folder is the house's own, like the key file in it: nobody else writes there.
        """
        with suppress(Exception):
            found = pickle.loads(path.read_bytes())  # noqa: S301  (Our own file, see above.)
            if isinstance(found, cls):
                return found
        return None

    @classmethod
    def train(cls, pairs: Sequence[tuple[str, str]]) -> Classifier:
        """Learn from (topic, words) pairs; at least three topics, since of two there is only one plane."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        vectors = TfidfVectorizer(sublinear_tf=True, analyzer=pieces, min_df=_SEEN)
        seen = vectors.fit_transform(_read_twice(normalise(words)) for _topic, words in pairs)
        planes = LinearSVC(C=_COST, dual=True, random_state=0)
        planes.fit(seen, [topic for topic, _words in pairs])
        known = np.array([number(piece) for piece in vectors.get_feature_names_out()], dtype=np.uint64)
        order = np.argsort(known)
        return cls(
            topics=tuple(str(topic) for topic in planes.classes_),
            _known=known[order],
            _rare=vectors.idf_[order].astype(np.float32),
            _weights=np.ascontiguousarray(planes.coef_.astype(np.float32).T[order]),
            _start=planes.intercept_.astype(np.float32),
        )

    def scores(self, normalised: str) -> dict[str, float]:
        """Score every topic between 0 and 1; nothing where the message says nothing: numbers alone are no question."""
        if not any(map(str.isalpha, normalised)):
            return {}
        found, times = np.unique(numbers(_read_twice(normalised[:_READ].rstrip())), return_counts=True)
        rows = np.minimum(np.searchsorted(self._known, found), len(self._known) - 1)
        known, tells = self._known[rows] == found, telling(found)
        rows = rows[known]
        if not len(rows) or np.count_nonzero(tells[known]) < _LEAST * np.count_nonzero(tells):
            return {}
        # As TfidfVectorizer weighs them; LinearSVC's own way from there takes many times as long.
        said = (1 + np.log(times[known], dtype=np.float32)) * self._rare[rows]
        margins = said @ self._weights.take(rows, axis=0) / np.sqrt(said @ said) + self._start
        likely = 1 / (1 + np.exp(-_STEEPNESS * margins.astype(np.float64)))
        return dict(zip(self.topics, likely.tolist(), strict=True))


def _read_twice(normalised: str) -> str:
    return normalised if normalised.isascii() else f"{normalised} {normalise(anyascii(normalised))}"
