"""Every way into the desk is declared: who may pass, with what; what is not declared does not exist."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.forms import read_form
from bot.store import received, sessions, staff

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.requests import Request

    from bot.desk.desk import Desk
    from bot.store.sessions import Session
    from bot.store.staff import Colleague, Role

COOKIE = "lotse_desk"
# Nothing inline, nothing foreign, no frames; forms go back here alone; no cache keeps a family's words.
PROTECTIONS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    # The browser must say where a form comes from.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Characters of a form: a long note has its place, a flood has not.
LARGEST = 100_000
# A session's last use is written at most so often (milliseconds).
TOUCH = 60_000


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request of a browser, with what was found out about it."""

    request: Request
    # The fields of a form; empty where nothing was posted.
    form: dict[str, list[str]]
    # The browser's token; empty where it has none.
    token: str
    session: Session | None
    colleague: Colleague | None

    def field(self, name: str) -> str:
        """Return one field of the form."""
        return (self.form.get(name) or [""])[0].strip()

    def is_new(self, conn: Connection, now: int) -> bool:
        """Tell whether this form arrives for the first time, and note it in the transaction of what it does.

        A page that was gone back to, with other words in it, is another form.
        """
        if not self.field("request"):
            return True
        said = hashlib.sha256(orjson.dumps([self.request.url.path, self.form], option=orjson.OPT_SORT_KEYS))
        return received.first_time(conn, f"desk:{self.who.id}", said.hexdigest(), now)

    @property
    def who(self) -> Colleague:
        """Return who asks, where the gate lets only colleagues pass."""
        if self.colleague is None:
            raise HTTPException(403)
        return self.colleague

    @property
    def address(self) -> str:
        """Return the IP address, to slow down who guesses passwords; never stored as it is."""
        return self.request.client.host if self.request.client else ""


class Page(Protocol):
    """Answer a visit, in a thread of its own."""

    def __call__(self, desk: Desk, visit: Visit) -> Response: ...


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Declare one way in."""

    path: str
    method: str
    page: Page
    # The least role that may pass; None for what everybody reaches: signing in.
    role: Role | None
    # How far signing in must have come.
    stage: str = "full"

    def route(self, desk: Desk) -> Route:
        """Return the route that asks before it opens."""

        async def pass_through(request: Request) -> Response:
            try:
                form = await _form(request) if self.method == "POST" else {}
                response = await run_in_threadpool(self._answer, desk, request, form)
            except HTTPException as refused:
                response = await run_in_threadpool(_refuse, desk, request, refused.status_code)
            for name, value in PROTECTIONS.items():
                response.headers.setdefault(name, value)
            return response

        return Route(self.path, pass_through, methods=[self.method], name=f"{self.method} {self.path}")

    def _answer(self, desk: Desk, request: Request, form: dict[str, list[str]]) -> Response:
        token = request.cookies.get(COOKIE, "")
        session, colleague = find(desk, token)
        visit = Visit(request=request, form=form, token=token, session=session, colleague=colleague)
        if self.role is not None:
            if session is None or colleague is None or session.stage != self.stage:
                return RedirectResponse(_next_step(session), 303)
            if not colleague.role.covers(self.role):
                raise HTTPException(403)
            if self.method == "POST" and not hmac.compare_digest(visit.field("csrf").encode(), session.csrf.encode()):
                raise HTTPException(403)
        return self.page(desk, visit)


def find(desk: Desk, token: str) -> tuple[Session | None, Colleague | None]:
    """Return who a browser's token belongs to."""
    if not token:
        return None, None
    now = desk.clock()
    with desk.door.read() as conn:
        session = sessions.find(conn, token, now)
        colleague = staff.one(conn, session.staff_id) if session else None
    if session is None or colleague is None or colleague.state != "active":
        return None, None
    if now - session.seen_at > TOUCH:
        desk.write(lambda conn: sessions.touch(conn, token, now))
    return session, colleague


def _refuse(desk: Desk, request: Request, status: int) -> Response:
    token = request.cookies.get(COOKIE, "")
    session, colleague = find(desk, token)
    if session is not None and session.stage != "full":
        session = colleague = None
    visit = Visit(request=request, form={}, token=token, session=session, colleague=colleague)
    return desk.view.page("refused.html", visit, status, code=status)


def _next_step(session: Session | None) -> str:
    if session is None:
        return "/desk/login"
    return {"code": "/desk/code", "enrol": "/desk/enrol"}.get(session.stage, "/desk")


async def _form(request: Request) -> dict[str, list[str]]:
    """Read a form that came from our own page."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none") or (
        origin is not None and origin.split("://", 1)[-1] != request.headers.get("host")
    )
    if foreign:
        raise HTTPException(403)
    return await read_form(request, LARGEST, 2_000)
