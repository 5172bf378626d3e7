"""Questions that found nothing, and answers that did not help: a colleague gives a question its topic."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.gates import Gate
from bot.store import audit, helpful, learnt, unanswered
from bot.store.staff import Role
from bot.wall import day_of
from knowledge.library import Phrase
from knowledge.normalise import normalise
from knowledge.search import search
from translations import LOCALES

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

# So many questions are shown, and so many characters of one can become a phrase.
QUESTIONS, LONGEST = 100, 200
# Days in which answers that did not help are counted, as long as questions are kept.
DAYS = unanswered.KEPT_DAYS


def show(desk: Desk, visit: Visit) -> Response:
    """List the questions, each with the topic that it is most like."""
    since = day_of(desk.clock(), desk.zone) - timedelta(days=DAYS)
    library = desk.library
    with desk.door.read() as conn:
        asked = unanswered.asked(conn, desk.vault)[:QUESTIONS]
        unhelpful = helpful.unhelpful(conn, since)
        kept = learnt.every(conn)
    questions = [
        (language, words, times, next((id for id, _score in search(library, words, language).topics), ""))
        for language, words, times in asked
    ]
    return desk.view.page(
        "questions.html", visit, questions=questions, unhelpful=unhelpful, kept=kept, topics=library.topics,
        done=visit.request.query_params.get("done", ""),
    )  # fmt: skip


def keep(desk: Desk, visit: Visit) -> Response:
    """Make a question a phrase of its topic; the search learns it while families go on asking."""
    words, language, topic = visit.field("words"), visit.field("language"), visit.field("topic")
    known = topic in {one.id for one in desk.library.topics}
    if not known or language not in LOCALES or len(words) > LONGEST or not normalise(words):
        raise HTTPException(422)
    now = desk.clock()

    def write(conn: Connection) -> None:
        learnt.add(conn, Phrase(topic=topic, lang=language, words=words), visit.who.id, now)
        unanswered.settle(conn, desk.vault, language, visit.field("asked") or words)
        audit.write(conn, visit.who.id, "kept phrase", now, detail=f"{topic} {language}")

    desk.write(write)
    desk.shelf.refresh()
    return RedirectResponse("/desk/questions?done=kept", 303)


def drop(desk: Desk, visit: Visit) -> Response:
    """Take a question off the list without learning from it."""
    language, asked = visit.field("language"), visit.field("asked")
    desk.write(lambda conn: unanswered.settle(conn, desk.vault, language, asked))
    return RedirectResponse("/desk/questions?done=dropped", 303)


def forget(desk: Desk, visit: Visit) -> Response:
    """Let a phrase go again."""
    now, id = desk.clock(), int(visit.request.path_params["id"])

    def write(conn: Connection) -> None:
        learnt.forget(conn, id)
        audit.write(conn, visit.who.id, "forgot phrase", now)

    desk.write(write)
    desk.shelf.refresh()
    return RedirectResponse("/desk/questions?done=forgotten", 303)


GATES = (
    Gate(path="/desk/questions", method="GET", page=show, role=Role.LEAD),
    Gate(path="/desk/questions", method="POST", page=keep, role=Role.LEAD),
    Gate(path="/desk/questions/drop", method="POST", page=drop, role=Role.LEAD),
    Gate(path="/desk/questions/{id:int}/forget", method="POST", page=forget, role=Role.LEAD),
)
