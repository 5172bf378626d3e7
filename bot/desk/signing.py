"""Signing in and out: password (argon2id), second factor (RFC 6238), one-time link for a new account."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pyotp
import segno
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from starlette.responses import RedirectResponse

from bot.desk.gates import COOKIE, Gate
from bot.store import audit, refusals, sessions, staff
from bot.store.staff import Role

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit
    from bot.store.staff import Colleague

# NIST SP 800-63B, 3.1.1.2: fifteen characters where the password is the only factor.
SHORTEST, LONGEST = 15, 200
# Seconds of an authenticator's code; the one before and the one after are taken, too.
STEP = 30
# Where the browser goes on.
NEXT = {"full": "/desk", "code": "/desk/code", "enrol": "/desk/enrol"}
_HASHER = PasswordHasher()
# Checked where there is no account, so that a wrong address takes as long as a wrong password.
_NOBODY = _HASHER.hash("nobody's password")


def show_login(desk: Desk, visit: Visit) -> Response:
    if visit.session and visit.session.stage == "full":
        return RedirectResponse("/desk", 303)
    return desk.view.page("login.html", visit, fault="", openid=desk.provider is not None)


def login(desk: Desk, visit: Visit) -> Response:
    """Check a password; too many wrong ones make everybody wait who guesses at this account or from this address."""
    lookups, now = _lookups(desk, visit, visit.field("login")), desk.clock()
    with desk.door.read() as conn:
        blocked = refusals.blocked_until(conn, lookups) > now
        found = staff.by_login(conn, visit.field("login"))
    right = _fits(found.password if found else None, visit.field("password"))
    if blocked or not right or found is None or found.state != "active":
        if not blocked:
            desk.write(lambda conn: _refuse(conn, found, lookups, now))
        return desk.view.page(
            "login.html",
            visit,
            429 if blocked else 401,
            fault="blocked" if blocked else "wrong",
            openid=desk.provider is not None,
        )
    stage = stage_after(found)
    # The second factor may be guessed at as well: only who has passed it is forgiven.
    return enter(desk, found, stage, lookups if stage == "full" else [])


def show_code(desk: Desk, visit: Visit) -> Response:
    return desk.view.page("code.html", visit, fault="")


def code(desk: Desk, visit: Visit) -> Response:
    """Check the authenticator's code; each works once."""
    now, lookups = desk.clock(), _lookups(desk, visit, visit.who.login)
    with desk.door.read() as conn:
        blocked = refusals.blocked_until(conn, lookups) > now
    step = None if blocked else _step(staff.open_totp(desk.vault, visit.who), visit.field("code"), now)
    if step is None or step <= visit.who.totp_step:
        if not blocked:
            desk.write(lambda conn: _refuse(conn, visit.who, lookups, now))
        return desk.view.page("code.html", visit, 429 if blocked else 401, fault="blocked" if blocked else "wrong")
    desk.write(lambda conn: _pass(conn, visit, step))
    return enter(desk, visit.who, "full", lookups)


def show_enrol(desk: Desk, visit: Visit) -> Response:
    """Show the secret of a new authenticator, as QR code and in letters."""
    secret = pyotp.random_base32()

    def write(conn: Connection) -> None:
        # Sealed in the transaction: a rotation of the key waits for those that have begun.
        sealed = staff.seal_totp(desk.vault, visit.who.id, secret)
        staff.change(conn, visit.who.id, totp=sealed, totp_step=staff.NOT_PROVED)

    desk.write(write)
    return desk.view.page("enrol.html", visit, fault="", secret=secret, qr=_qr(visit.who, secret))


def enrol(desk: Desk, visit: Visit) -> Response:
    """Take the first code of a new authenticator."""
    secret = staff.open_totp(desk.vault, visit.who)
    step = _step(secret, visit.field("code"), desk.clock())
    if step is None:
        return desk.view.page("enrol.html", visit, 401, fault="wrong", secret=secret, qr=_qr(visit.who, secret))
    desk.write(lambda conn: _pass(conn, visit, step))
    return enter(desk, visit.who, "full", _lookups(desk, visit, visit.who.login))


def show_setup(desk: Desk, visit: Visit) -> Response:
    return desk.view.page("setup.html", visit, 200 if _invited(desk, visit) else 404, **_setup(desk, visit, ""))


def setup(desk: Desk, visit: Visit) -> Response:
    """Take the first password of a new account, or a new one of an old account."""
    password, again = visit.field("password"), visit.field("again")
    fault = "" if SHORTEST <= len(password) <= LONGEST else "length"
    fault = fault or ("" if password == again else "differ")
    colleague = _invited(desk, visit)
    if colleague is None or fault:
        return desk.view.page("setup.html", visit, 422 if colleague else 404, **_setup(desk, visit, fault))
    hashed, now = _HASHER.hash(password), desk.clock()

    def write(conn: Connection) -> bool:
        # Of two who press at once one finds the link used.
        if sessions.invited(conn, visit.request.path_params["token"], now) != colleague.id:
            return False
        sessions.use_invitation(conn, visit.request.path_params["token"])
        staff.change(conn, colleague.id, password=hashed, state="active")
        audit.write(conn, colleague.id, "set password", now)
        return True

    desk.write(write)
    return RedirectResponse("/desk/login", 303)


def logout(desk: Desk, visit: Visit) -> Response:
    desk.write(lambda conn: sessions.end(conn, visit.token))
    response = RedirectResponse("/desk/login", 303)
    response.delete_cookie(COOKIE, path="/desk")
    return response


GATES = (
    Gate(path="/desk/login", method="GET", page=show_login, role=None),
    Gate(path="/desk/login", method="POST", page=login, role=None),
    Gate(path="/desk/code", method="GET", page=show_code, role=Role.COUNSELLOR, stage="code"),
    Gate(path="/desk/code", method="POST", page=code, role=Role.COUNSELLOR, stage="code"),
    Gate(path="/desk/enrol", method="GET", page=show_enrol, role=Role.COUNSELLOR, stage="enrol"),
    Gate(path="/desk/enrol", method="POST", page=enrol, role=Role.COUNSELLOR, stage="enrol"),
    Gate(path="/desk/setup/{token}", method="GET", page=show_setup, role=None),
    Gate(path="/desk/setup/{token}", method="POST", page=setup, role=None),
    Gate(path="/desk/logout", method="POST", page=logout, role=Role.COUNSELLOR),
)


def _fits(hashed: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(hashed or _NOBODY, password) and hashed is not None
    except VerificationError:
        return False


def _lookups(desk: Desk, visit: Visit, login: str) -> list[bytes]:
    """Return who is slowed down by a wrong guess: the account that is guessed at, and whoever guesses."""
    return [desk.vault.lookup("login", login.lower()), desk.vault.lookup("ip", visit.address)]


def _refuse(conn: Connection, found: Colleague | None, lookups: list[bytes], now: int) -> None:
    refusals.refuse(conn, lookups, now)
    if found is not None:
        audit.write(conn, found.id, "refused", now)


def _pass(conn: Connection, visit: Visit, step: int) -> None:
    staff.change(conn, visit.who.id, totp_step=step)
    sessions.end(conn, visit.token)


def stage_after(found: Colleague) -> str:
    """Return what is still missing after the first factor."""
    return "code" if found.has_second_factor else "enrol" if found.role is Role.ADMINISTRATOR else "full"


def enter(
    desk: Desk, colleague: Colleague, stage: str, forgiven: list[bytes], response: Response | None = None
) -> Response:
    """Begin a session; without a page to put it on, the browser is sent on."""
    now = desk.clock()

    def write(conn: Connection) -> str:
        refusals.forget(conn, forgiven)
        if stage == "full":
            audit.write(conn, colleague.id, "signed in", now)
        return sessions.begin(conn, colleague.id, stage, now)

    response = response or RedirectResponse(NEXT[stage], 303)
    response.set_cookie(COOKIE, desk.write(write), path="/desk", httponly=True, secure=desk.https, samesite="strict")
    return response


def _step(secret: str, typed: str, now: int) -> int | None:
    """Return which step of time a code belongs to; None where it is wrong."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    current = now // 1000 // STEP
    totp = pyotp.TOTP(secret)
    steps = (current - 1, current, current + 1)
    return next((step for step in steps if hmac.compare_digest(totp.at(step * STEP), digits)), None)


def _qr(colleague: Colleague, secret: str) -> str:
    uri = pyotp.TOTP(secret).provisioning_uri(name=colleague.login, issuer_name="Lotse")
    return segno.make(uri, error="m").svg_inline(scale=5, border=2)


def _invited(desk: Desk, visit: Visit) -> Colleague | None:
    with desk.door.read() as conn:
        id = sessions.invited(conn, visit.request.path_params["token"], desk.clock())
        return staff.one(conn, id) if id else None


def _setup(desk: Desk, visit: Visit, fault: str) -> dict[str, object]:
    return {"invited": _invited(desk, visit), "fault": fault, "shortest": SHORTEST}
