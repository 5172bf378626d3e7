"""Find what a typed message is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.cards import CARDS
from knowledge.classifier import HUMAN, NONE
from knowledge.normalise import normalise
from knowledge.offer import written_in

if TYPE_CHECKING:
    from knowledge.cards import CardId
    from knowledge.library import Library

# Below this the message says too little; nearer than this to the second, two topics are meant.
_CONFIDENT = 0.48
_AHEAD = 0.12
# Likeness alone shows a card from here on; "my son wants to be a policeman" is like danger, too.
_CARD: dict[str, float] = {"emergency": 0.65, "legal-advice": 0.55, "human": 0.3}
# A topic that is so likely stands before the law's article; the law's card is shown beside it.
_LIKELY = 0.3
# Where not even the best is so likely, nothing was said; of the others what is less likely than this is not offered.
_SAID, _OFFERED = 0.12, 0.03
# How much more like none of ours a message may be than like a topic that is offered all the same.
_NONE_AHEAD = 0.15
# Topics that have a card of their own.
_OWN_CARD = ("emergency", "legal-advice")
# What the classifier knows and no article answers.
_NO_TOPIC = (NONE, HUMAN)


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
    scores = library.trained.topics.scores(normalised)
    sure = _sure_of(scores)
    worded = library.cards.called_by(normalised)
    if worded in _OWN_CARD and sure is None and (worded == "emergency" or max(scores.values(), default=0) < _LIKELY):
        # The card's words are surer than likeness, and the card's article is the best there is.
        scores = {**scores, worded: max([_CARD[worded], *scores.values()])}
        sure = worded
    card = next((card for card in CARDS if card == worded or scores.get(card, 0) >= _CARD[card]), None)
    written = written_in(query, library.trained.latin, beside=lang)
    return Found(
        topics=_offered(scores, sure),
        card=card,
        confident=sure is not None,
        offer=written if written != lang else None,
    )


def _offered(scores: dict[str, float], sure: str | None) -> tuple[tuple[str, float], ...]:
    """Return the topics that may be meant, with their scores; first the one that surely is."""
    # What is more like a greeting or a matter of others than like a topic is not offered as one.
    least = max(_OFFERED, scores.get(NONE, 0.0) - _NONE_AHEAD)
    ranked = sorted((-score, topic) for topic, score in scores.items() if score >= least and topic not in _NO_TOPIC)
    if not ranked or -ranked[0][0] < _SAID:
        return ()
    found = [(topic, round(-score, 3)) for score, topic in ranked]
    return tuple([one for one in found if one[0] == sure] + [one for one in found if one[0] != sure])


def _sure_of(scores: dict[str, float]) -> str | None:
    """Return the topic that may be answered without asking back."""
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked or ranked[0] in _NO_TOPIC:
        return None
    best = scores[ranked[0]]
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    enough = _CARD.get(ranked[0], _CONFIDENT)
    return ranked[0] if best >= enough and best - second >= _AHEAD else None
