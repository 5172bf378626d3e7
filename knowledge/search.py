"""Find what a typed message is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.classifier import NONE
from knowledge.normalise import normalise
from knowledge.offer import written_in

if TYPE_CHECKING:
    from knowledge.cards import CardId
    from knowledge.library import Library

# Below this the message says too little; nearer than this to the second, two topics are meant.
_CONFIDENT = 0.42
_AHEAD = 0.12
# A card frightens or sends away, so likeness alone shows it only when it is greater.
_CARD_CONFIDENT = 0.8
# Where not even the best is so likely, nothing was said; of the others what is less likely than this is not offered.
_SAID, _OFFERED = 0.14, 0.03
# How much more like none of ours a message may be than like a topic that is offered all the same.
_NONE_AHEAD = 0.15
# Topics that have a card of their own.
_OWN_CARD: dict[str, CardId] = {"emergency": "emergency", "legal-advice": "legal-advice"}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Say what a message is about."""

    # Topics with their score between 0 and 1, best first.
    topics: tuple[tuple[str, float], ...]
    # What must be shown beside whatever else matches.
    card: CardId | None
    # Whether the first topic may be answered without asking back.
    confident: bool
    # The language the message is surely written in, if it is not the chat's.
    offer: str | None


def search(library: Library, query: str, lang: str) -> Found:
    """Search all languages for a message typed in a chat of one language."""
    normalised = normalise(query)
    scores = library.classifier.scores(normalised)
    card = next((card.id for card in library.cards if card.matches(normalised)), None)
    sure = _sure_of(scores)
    if card in _OWN_CARD and sure is None:
        # The card's words are surer than likeness, and the card's article is the best there is.
        scores = {**scores, card: max([_CARD_CONFIDENT, *scores.values()])}
        sure = card
    ranked = sorted(scores.items(), key=lambda scored: (scored[0] != sure, -scored[1]))
    written = written_in(query)
    # What is more like a greeting or a matter of others than like a topic is not offered as one.
    said = max((score for topic, score in scores.items() if topic != NONE), default=0.0) >= _SAID
    offered = max(_OFFERED, scores.get(NONE, 0.0) - _NONE_AHEAD) if said else 1.0
    return Found(
        topics=tuple((topic, round(score, 3)) for topic, score in ranked if topic != NONE and score >= offered),
        card=card or _OWN_CARD.get(sure or NONE),
        confident=sure is not None,
        offer=written if written != lang else None,
    )


def _sure_of(scores: dict[str, float]) -> str | None:
    """Return the topic that may be answered without asking back."""
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked or ranked[0] == NONE:
        return None
    best = scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    enough = _CARD_CONFIDENT if ranked[0] in _OWN_CARD else _CONFIDENT
    return ranked[0] if best >= enough and best - second >= _AHEAD else None
