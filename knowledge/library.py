"""All the knowledge in one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.classifier import Classifier, Trained
from knowledge.glossary import ORIGINAL
from knowledge.normalise import normalise
from knowledge.placeholders import fill
from knowledge.version import version
from knowledge.whats_on import TOPIC, listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.cards import Cards
    from knowledge.glossary import Glossary, Term
    from knowledge.groups import Group
    from knowledge.office import Office
    from knowledge.recordings import Recording
    from knowledge.staff_phrases import StaffPhrases
    from knowledge.whats_on import Event


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Name one subject of the knowledge."""

    id: str
    # The group of the guided flow it stands in.
    group: str
    # One emoji, for readers who read little.
    pictogram: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """Tell one topic in one language."""

    topic: str
    lang: str
    title: str
    # Where the facts come from, for the office that checks them.
    source: str
    # "no", or the date on which the office has checked the facts.
    checked: str
    # "draft", or the name of the native speaker and the date.
    reviewed: str
    # Topics that readers of this one ask for next.
    related: tuple[str, ...]
    # What the reader can do next: codes of the menu.
    next: tuple[str, ...]
    # The version of the German text that it says; empty where nobody has noted it, and in German.
    of: str
    # Markdown as written, with its placeholders.
    body: str

    @property
    def version(self) -> str:
        """Tell this wording from another."""
        return version(self.title, self.body)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Hold one page that the law wants, in one language."""

    name: str
    lang: str
    title: str
    source: str
    checked: str
    reviewed: str
    # Markdown as written in the folder; `Library.page` fills it.
    body: str


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Hold one sentence that a family might type for a topic."""

    # A topic, "human" for who wants a person, or "none" for what no article answers.
    topic: str
    lang: str
    words: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Library:
    """Answer from everything the office knows; loaded once, never changed."""

    office: Office
    # In the order of their buttons, each with at least one topic.
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    articles: Mapping[tuple[str, str], Article]
    pages: Mapping[tuple[str, str], Page]
    # What somebody has read out, by topic and language.
    recordings: Mapping[tuple[str, str], Recording]
    # {language: {German word: its term}}
    glossary: Glossary
    phrases: tuple[Phrase, ...]
    # What staff send, in the order of the desk.
    staff_phrases: StaffPhrases
    cards: Cards
    # What is on in the city, the next first.
    events: tuple[Event, ...] = ()
    # Where the trained search is kept; None: nowhere.
    cache: Path | None = None
    # What the search knows already; None: it learns from the phrases when it is first asked.
    known: Trained | None = None

    def topic(self, id: str) -> Topic:
        """Return a topic; raises KeyError where there is none."""
        return self._topics[id]

    def topics_of(self, group: str) -> tuple[Topic, ...]:
        """Return the topics of a group in the order of their buttons."""
        return tuple(topic for topic in self.topics if topic.group == group)

    def article(self, topic: str, lang: str) -> Article:
        """Return a topic in a language; raises KeyError where there is none."""
        return self.articles[topic, lang]

    def title(self, topic: str, lang: str) -> str:
        """Name a topic as its article does."""
        return self.article(topic, lang).title

    def markdown(self, topic: str, lang: str) -> str:
        """Return an article's text with the office's data filled in and German terms in isolates."""
        return self._bodies[topic, lang]

    def outdated(self, topic: str, lang: str) -> bool:
        """Tell whether the German text has changed since a translation was made."""
        return lang != ORIGINAL and self.article(topic, lang).of != self.article(topic, ORIGINAL).version

    def page(self, name: str, lang: str) -> Page:
        """Return privacy, imprint or accessibility in a language, filled in."""
        page = self.pages[name, lang]
        return replace(page, body=fill(page.body, self.office, lang))

    def terms_in(self, typed: str, lang: str) -> tuple[Term, ...]:
        """Return the official German words that stand in a typed sentence."""
        sentence = f" {normalise(typed)} "
        begin = self._by_first.keys() & sentence.split()
        found = {word for first in begin for plain, word in self._by_first[first] if plain in sentence}
        terms = self.glossary.get(lang, {})
        return tuple(terms[word] for word in self.glossary.get(ORIGINAL, {}) if word in found and word in terms)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, str]]]:
        """Return the official words with their plain form between blanks, by the first part of it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for word in self.glossary.get(ORIGINAL, {}):
            plain = normalise(word)
            found.setdefault(plain.partition(" ")[0], []).append((f" {plain} ", word))
        return found

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _bodies(self) -> dict[tuple[str, str], str]:
        # Families open the same few articles all day.
        bodies = {key: fill(article.body, self.office, key[1]) for key, article in self.articles.items()}
        on = {key: listed(self.events, key[1]) for key in bodies if key[0] == TOPIC and self.events}
        return {key: body + on.get(key, "") for key, body in bodies.items()}

    @property
    def examples(self) -> list[tuple[str, str]]:
        """Return what the search learns from: (topic, words) pairs."""
        titles = [Phrase(topic=a.topic, lang=a.lang, words=a.title) for a in self.articles.values()]
        return [(one.topic, one.words) for one in (*self.phrases, *titles)]

    @property
    def trained(self) -> Trained:
        """Return what the search knows; where it has learnt nothing yet, it learns it now, once: some seconds."""
        # Known without a lock: on Python 3.11 a cached property makes every library wait for the one that learns.
        return self.known or self._learnt

    @cached_property
    def _learnt(self) -> Trained:
        latin = [(one.lang, one.words) for one in self.phrases if normalise(one.words).isascii()]
        return Trained(
            topics=Classifier.cached(self.examples, self.cache, "topics"),
            latin=Classifier.cached(latin, self.cache, "latin"),
        )
