"""Change an article: beside the German text, looked at first, with every earlier wording kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot import markup
from bot.desk.articles import UNCHECKED
from bot.desk.gates import Gate
from bot.review.originals import DRAFT
from bot.store import audit, edits, staff
from bot.store.staff import Role
from bot.wall import day_of
from knowledge.edited import Edit, applied, faults
from knowledge.glossary import ORIGINAL
from knowledge.placeholders import fill

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from knowledge.library import Article


def show(desk: Desk, visit: Visit) -> Response:
    """Show the form as the article is now, or as it was at an earlier change."""
    article = _article(desk, visit)
    at = visit.request.query_params.get("at", "")
    earlier = next((one for one in _history(desk, article) if str(one.at) == at), None)
    return _page(desk, visit, article, applied(article, earlier) if earlier else article, back=bool(earlier))


def change(desk: Desk, visit: Visit) -> Response:
    """Keep a change, or only show what families would see."""
    article = _article(desk, visit)
    edit = _edit(desk, visit, article)
    wrong = faults(desk.library, article.topic, article.lang, edit.title, edit.body)
    new = applied(article, edit)
    if wrong or visit.field("do") == "preview":
        return _page(desk, visit, article, new, status=422 if wrong else 200, wrong=wrong, seen=not wrong)
    if visit.field("version") != article.version:
        return _page(desk, visit, article, new, status=409, overtaken=True)
    if new != article:
        _keep(desk, visit, edit, "changed article")
    return RedirectResponse(f"/desk/articles/{article.topic}/{article.lang}?done=1", 303)


def give_up(desk: Desk, visit: Visit) -> Response:
    """Let the file count again; the change stays in the history."""
    article = _article(desk, visit)
    if _standing(_history(desk, article)):
        _keep(desk, visit, _edit(desk, visit, article, given_up=True), "gave up article")
    return RedirectResponse(f"/desk/articles/{article.topic}/{article.lang}?done=1", 303)


_PATH = "/desk/articles/{topic}/{lang}"
GATES = (
    Gate(path=_PATH, method="GET", page=show, role=Role.LEAD),
    Gate(path=_PATH, method="POST", page=change, role=Role.LEAD),
    Gate(path=f"{_PATH}/give-up", method="POST", page=give_up, role=Role.LEAD),
)


def _article(desk: Desk, visit: Visit) -> Article:
    found = desk.library.articles.get((visit.request.path_params["topic"], visit.request.path_params["lang"]))
    if found is None:
        raise HTTPException(404)
    return found


def _edit(desk: Desk, visit: Visit, article: Article, *, given_up: bool = False) -> Edit:
    """Read the form: who changes a text takes back what others had said of it, unless she says it anew."""
    now = desk.clock()
    today = day_of(now, desk.zone).isoformat()
    if given_up:
        title, body = article.title, article.body
    else:
        title = _one_line(visit.field("title"))
        body = "\n".join(line.rstrip() for line in visit.field("body").splitlines()) + "\n"
    same = (title, body.strip()) == (article.title, article.body.strip())
    return Edit(
        topic=article.topic,
        lang=article.lang,
        title=title,
        body=article.body if same else body,
        source=_one_line(visit.field("source")) or article.source,
        checked=today if visit.field("checked") else article.checked if same else UNCHECKED,
        reviewed=f"{visit.who.name} {today}" if visit.field("reviewed") else article.reviewed if same else DRAFT,
        of=desk.library.article(article.topic, ORIGINAL).version if visit.field("current") else article.of,
        over=desk.shelf.files.article(article.topic, article.lang).version,
        given_up=given_up,
        staff_id=visit.who.id,
        at=now,
    )


def _one_line(words: str) -> str:
    """Return words as the front matter of a file holds them."""
    return " ".join(words.split())


def _keep(desk: Desk, visit: Visit, edit: Edit, action: str) -> None:
    def write(conn: Connection) -> None:
        edits.add(conn, edit)
        audit.write(conn, visit.who.id, action, edit.at, detail=f"{edit.topic} {edit.lang}")

    desk.write(write)
    desk.shelf.refresh()


def _history(desk: Desk, article: Article) -> list[Edit]:
    with desk.door.read() as conn:
        return edits.history(conn, article.topic, article.lang)


def _standing(history: list[Edit]) -> Edit | None:
    return history[0] if history and not history[0].given_up else None


def _page(desk: Desk, visit: Visit, article: Article, shown: Article, *, status: int = 200, **more: Any) -> Response:
    history = _history(desk, article)
    with desk.door.read() as conn:
        names = {one.id: one.name for one in staff.everybody(conn)}
    library, lang = desk.library, article.lang
    german = library.article(article.topic, ORIGINAL)
    standing, file = _standing(history), desk.shelf.files.article(article.topic, lang)
    values = {
        "article": article,
        "shown": shown,
        "german": german,
        "german_html": markup.markdown(fill(german.body, library.office, ORIGINAL)),
        "html": markup.markdown(fill(shown.body, library.office, lang)) if more.get("seen") else "",
        "outdated": library.outdated(article.topic, lang),
        "history": history,
        "standing": standing is not None,
        "newer_file": bool(standing and file.version not in (standing.over, article.version)),
        "names": names,
        "ticked": {name: bool(visit.field(name)) for name in ("checked", "reviewed", "current")},
        "done": visit.request.query_params.get("done") == "1",
    }
    return desk.view.page(
        "article.html", visit, status,
        **{"wrong": [], "seen": False, "overtaken": False, "back": False, **values, **more},
    )  # fmt: skip
