"""Read the whole room once, at start, and refuse it with every problem named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.articles import read_articles, read_pages
from knowledge.cards import CARDS, Cards, read_card
from knowledge.errors import KnowledgeError, Problem
from knowledge.glossary import read_glossary
from knowledge.groups import GROUPS
from knowledge.library import Library
from knowledge.office_file import read_office
from knowledge.phrases import read_phrases
from knowledge.prose import Rules
from knowledge.recordings import read_recordings
from knowledge.staff_phrases import read_staff_phrases
from knowledge.topics import read_topics

if TYPE_CHECKING:
    from pathlib import Path


def load(folder: Path, cache: Path | None = None) -> Library:
    """Read the knowledge from the folder that holds office.toml, articles and the rest.

    In the cache the trained search is kept. Raises KnowledgeError, which lists every problem with its file and line.
    """
    problems: list[Problem] = []
    missing = [name for name in ("office.toml", "topics.toml") if not (folder / name).is_file()]
    if missing:
        raise KnowledgeError([Problem(file=folder / name, line=1, what="the file is missing") for name in missing])
    office = read_office(folder / "office.toml", problems)
    topics = read_topics(folder / "topics.toml", problems)
    glossary = read_glossary(folder / "glossary", problems)
    rules = Rules(office=office, glossary=glossary)
    articles = read_articles(folder / "articles", [topic.id for topic in topics], rules, problems)
    recordings = read_recordings(folder / "audio", articles, problems)
    pages = read_pages(folder / "pages", rules, problems)
    phrases = read_phrases(folder / "phrases", {topic.id for topic in topics}, problems)
    staff_phrases = read_staff_phrases(folder / "staff_phrases", problems)
    cards = Cards([read_card(card, sorted((folder / "cards" / card).glob("*.txt")), problems) for card in CARDS])
    if problems or office is None:
        raise KnowledgeError(problems)
    return Library(
        office=office,
        groups=tuple(group for group in GROUPS if any(topic.group == group.id for topic in topics)),
        topics=topics,
        articles=articles,
        recordings=recordings,
        pages=pages,
        glossary=glossary,
        phrases=phrases,
        staff_phrases=staff_phrases,
        cards=cards,
        cache=cache,
    )
