"""Lay over the files what colleagues have changed at the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.document import Document
from knowledge.prose import Rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.library import Article, Library, Phrase
    from knowledge.whats_on import Event

# Characters of a title: it stands on a button.
LONGEST_TITLE = 34


@dataclass(frozen=True, kw_only=True)
class Edit:
    """Hold one change of an article."""

    topic: str
    lang: str
    title: str
    body: str
    source: str
    # "no", or the day on which the office has checked the facts.
    checked: str
    # "draft", or who has read it, and when.
    reviewed: str
    # The version of the German text that it says.
    of: str
    # The version of the file that it stands over.
    over: str
    # Whether the file counts again from here on.
    given_up: bool
    staff_id: int
    # Milliseconds since 1970 UTC.
    at: int


def overlay(files: Library, edits: Sequence[Edit], phrases: Sequence[Phrase], events: Sequence[Event]) -> Library:
    """Return the library as it is with the changes; what no longer fits the files is left out."""
    if not (edits or phrases or events):
        return files
    articles = dict(files.articles)
    for edit in edits:
        there = articles.get((edit.topic, edit.lang))
        if there is not None:
            articles[edit.topic, edit.lang] = applied(there, edit)
    heard = {
        key: replace(recording, outdated=recording.outdated or articles[key].version != files.articles[key].version)
        for key, recording in files.recordings.items()
    }
    topics = {topic.id for topic in files.topics}
    known = set(files.phrases)
    more = tuple(phrase for phrase in phrases if phrase.topic in topics and phrase not in known)
    # Twice, because the search drops what only one phrase has, and hers may have words that no other has.
    learnt = (*files.phrases, *more, *more)
    return replace(
        files, articles=articles, recordings=heard, phrases=learnt, events=tuple(events),
        # What the files alone have taught is not all any more.
        known=files.known if not more else None,
    )  # fmt: skip


def applied(article: Article, edit: Edit) -> Article:
    """Return an article as a change leaves it."""
    return replace(
        article, title=edit.title, body=edit.body, source=edit.source, checked=edit.checked, reviewed=edit.reviewed,
        of=edit.of,
    )  # fmt: skip


def faults(library: Library, topic: str, lang: str, title: str, body: str) -> list[tuple[int, str]]:
    """Say what is wrong with a text, each with its line counted from one; 0 is the title."""
    fields = {"title": title, "topic": topic}
    document = Document(path=Path(topic) / f"{lang}.md", fields=fields, body=body, body_line=1)
    found = list(Rules(office=library.office, glossary=library.glossary).faults(document))
    titled = {what for line, what in found if line == document.line_of("title") and "title" in what}
    said = [(0 if what in titled else line, what) for line, what in found]
    if not 0 < len(title) <= LONGEST_TITLE:
        said.append((0, f"a title has at most {LONGEST_TITLE} characters: it stands on a button"))
    if not body.strip():
        said.append((1, "the text is missing"))
    return sorted(said)
