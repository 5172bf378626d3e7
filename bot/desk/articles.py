"""The articles as they are: which of them are missing a reader, and which are older than the German text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk.gates import Gate
from bot.review.originals import DRAFT
from bot.store.staff import Role
from knowledge.glossary import ORIGINAL
from translations import LOCALES

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from knowledge.library import Library

# Of an article whose facts nobody at the office has confirmed.
UNCHECKED = "no"


@dataclass(frozen=True, kw_only=True)
class State:
    """Say how an article stands."""

    topic: str
    title: str
    pictogram: str
    checked: str
    reviewed: str
    # The German text has changed since.
    outdated: bool
    # Colleagues have changed it at the desk.
    changed: bool


def show(desk: Desk, visit: Visit) -> Response:
    """List the articles of one language, and how many of each language somebody has read."""
    wanted = visit.request.query_params.get("lang", "")
    lang = wanted if wanted in LOCALES else ORIGINAL
    library, files = desk.library, desk.shelf.files
    counts = [(code, states_of(library, files, code)) for code in LOCALES]
    summary = [
        (code, len(states), sum(one.reviewed != DRAFT for one in states), sum(one.outdated for one in states))
        for code, states in counts
    ]
    return desk.view.page("articles.html", visit, lang=lang, states=dict(counts)[lang], summary=summary)


def states_of(library: Library, files: Library, lang: str) -> list[State]:
    """Return how every article of a language stands, in the order of the topics."""
    return [
        State(
            topic=topic.id,
            title=article.title,
            pictogram=topic.pictogram,
            checked=article.checked,
            reviewed=article.reviewed,
            outdated=library.outdated(topic.id, lang),
            changed=article != files.article(topic.id, lang),
        )
        for topic in library.topics
        for article in [library.article(topic.id, lang)]
    ]


GATES = (Gate(path="/desk/articles", method="GET", page=show, role=Role.LEAD),)
