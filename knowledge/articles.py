"""Read and check articles/<topic>/<lang>.md and pages/<name>/<lang>.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.document import Document, read_document
from knowledge.errors import Problem
from knowledge.library import Article, Page
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from knowledge.prose import Rules

PAGES = ("privacy", "imprint", "accessibility")
# The menu's codes: what a reader can do after an article.
ACTIONS = frozenset({"answers", "intake", "booking", "human", "mydata", "language"})

_PAGE_FIELDS = ("lang", "title", "source", "checked", "reviewed")
_ARTICLE_FIELDS = ("topic", *_PAGE_FIELDS, "related", "next")
_CHECKED = re.compile(r"no|\d{4}-\d{2}-\d{2}")
# A translation says `of` which version of the German text it was made; `lotse texts` writes it.
_REVIEWED = re.compile(r"draft|\S.* \d{4}-\d{2}-\d{2}")


def read_articles(
    folder: Path, topics: Sequence[str], rules: Rules, problems: list[Problem]
) -> dict[tuple[str, str], Article]:
    """Read every topic in every language that has a catalogue."""
    articles = {}
    for document in _documents(folder, topics, _ARTICLE_FIELDS, rules, problems):
        topic, fields = document.path.parent.name, document.fields
        problems.extend(_faults_of_links(document, topic, topics))
        articles[topic, fields["lang"]] = Article(
            topic=topic,
            **{key: fields[key] for key in _PAGE_FIELDS},
            related=document.list("related"),
            next=document.list("next"),
            of=fields.get("of", ""),
            body=document.body,
        )
    return articles


def read_pages(folder: Path, rules: Rules, problems: list[Problem]) -> dict[tuple[str, str], Page]:
    """Read the pages that the law wants, in every language that has a catalogue."""
    pages = {}
    for document in _documents(folder, PAGES, _PAGE_FIELDS, rules, problems):
        name, fields = document.path.parent.name, document.fields
        pages[name, fields["lang"]] = Page(name=name, **{key: fields[key] for key in _PAGE_FIELDS}, body=document.body)
    return pages


def _documents(
    folder: Path, names: Sequence[str], wanted: Sequence[str], rules: Rules, problems: list[Problem]
) -> Iterator[Document]:
    """Yield the files whose front matter is complete; every other fault is noted on the way."""
    problems.extend(
        Problem(file=stranger, line=1, what="this folder belongs to no topic and no page")
        for stranger in sorted(folder.glob("*"))
        if stranger.name not in names
    )
    for path in (folder / name / f"{lang}.md" for name in names for lang in LOCALES):
        if not path.is_file():
            problems.append(Problem(file=path, line=1, what="the text is missing in this language"))
            continue
        document = read_document(path, problems)
        if document is None:
            continue
        faults = list(_faults_of_fields(document, wanted))
        problems.extend(_problem(document, key, what) for key, what in faults)
        problems.extend(Problem(file=path, line=line, what=what) for line, what in rules.faults(document))
        if not faults:
            yield document


def _faults_of_fields(document: Document, wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    fields = document.fields
    may_be_empty = {"related", "next"}
    for key in wanted:
        if not fields.get(key) and not (key in fields and key in may_be_empty):
            yield key, f"{key} is missing"
    for key in sorted(fields.keys() - set(wanted) - {"of"}):
        yield key, f"{key} is not a field that Lotse knows"
    if fields.get("lang", document.path.stem) != document.path.stem:
        yield "lang", "lang is not the name of the file"
    if fields.get("topic", document.path.parent.name) != document.path.parent.name:
        yield "topic", "topic is not the name of the folder"
    if not _CHECKED.fullmatch(fields.get("checked", "no")):
        yield "checked", "checked is `no` or a date such as 2026-11-30"
    if not _REVIEWED.fullmatch(fields.get("reviewed", "draft")):
        yield "reviewed", "reviewed is `draft`, or a name and a date such as 2026-11-30"


def _faults_of_links(document: Document, topic: str, topics: Sequence[str]) -> Iterator[Problem]:
    for other in document.list("related"):
        if other not in topics or other == topic:
            yield _problem(document, "related", f"there is no other topic {other}")
    for action in document.list("next"):
        if action not in ACTIONS:
            yield _problem(document, "next", f"{action} is not among {', '.join(sorted(ACTIONS))}")


def _problem(document: Document, key: str, what: str) -> Problem:
    return Problem(file=document.path, line=document.line_of(key), what=what)
