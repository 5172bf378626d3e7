"""Sign in with the city's own accounts (OpenID Connect Core 1.0, authorisation code flow with PKCE, RFC 7636).

Only accounts that exist at the desk come in, by their e-mail address; a second factor is asked for as after a password.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from bot.desk.gates import Gate
from bot.desk.signing import NEXT, enter, stage_after
from bot.store import staff

if TYPE_CHECKING:
    from starlette.responses import Response

    from bot.desk.desk import Desk
    from bot.desk.gates import Visit

_log = structlog.get_logger()
COOKIE = "lotse_openid"
# Seconds: somebody types a password over there.
LASTS = 600
TIMEOUT = 10.0
ALGORITHMS = ["RS256", "PS256", "ES256"]
PATH = "/desk/openid"


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The city's account server, as it describes itself."""

    issuer: str
    client_id: str
    client_secret: str
    _known: dict[str, Any] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        """Return where it is asked what (OpenID Connect Discovery 1.0); asked once."""
        if not self._known:
            self._known.update(_got(f"{self.issuer}/.well-known/openid-configuration"))
        if self._known.get("issuer", "").rstrip("/") != self.issuer:
            self._known.clear()
            raise HTTPException(502)
        return self._known

    def keys(self) -> KeySet:
        """Return the keys it signs with now."""
        return KeySet.import_key_set(_got(self.describe()["jwks_uri"]))


def begin(desk: Desk, visit: Visit) -> Response:
    """Send the browser to the account server; what comes back must fit to this browser."""
    del visit
    provider = _provider(desk)
    token = secrets.token_urlsafe(32)
    challenge = hashlib.sha256(_secret(desk, "verifier", token).encode()).digest()
    asked = {
        "response_type": "code", "client_id": provider.client_id, "redirect_uri": f"{desk.url}{PATH}/back",
        "scope": "openid email", "state": _secret(desk, "state", token), "nonce": _secret(desk, "nonce", token),
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(), "code_challenge_method": "S256",
    }  # fmt: skip
    response = RedirectResponse(f"{provider.describe()['authorization_endpoint']}?{urlencode(asked)}", 303)
    response.set_cookie(COOKIE, token, max_age=LASTS, path=PATH, httponly=True, secure=desk.https, samesite="lax")
    return response


def back(desk: Desk, visit: Visit) -> Response:
    """Take what the account server says; whoever it names comes in if there is an account of hers."""
    provider, asked = _provider(desk), visit.request.query_params
    token = visit.request.cookies.get(COOKIE, "")
    if (
        not token
        or not hmac.compare_digest(asked.get("state", ""), _secret(desk, "state", token))
        or "code" not in asked
    ):
        return _refused(desk, visit, "state")
    try:
        claims = _claims(desk, provider, asked["code"], token)
    except (httpx.HTTPError, JoseError, ValueError, KeyError) as error:
        return _refused(desk, visit, type(error).__name__)
    with desk.door.read() as conn:
        found = staff.by_login(conn, str(claims.get("email", "")))
    if found is None or found.state == "disabled" or claims.get("email_verified") is not True:
        return _refused(desk, visit, "no account")
    if found.state == "invited":
        desk.write(lambda conn: staff.change(conn, found.id, state="active"))
    stage = stage_after(found)
    # A page of ours in between: browsers keep back the strict cookie while they come from another site.
    page = desk.view.page("openid.html", visit, to=NEXT[stage])
    enter(desk, found, stage, [], page)
    page.delete_cookie(COOKIE, path=PATH)
    return page


GATES = (
    Gate(path=PATH, method="GET", page=begin, role=None),
    Gate(path=f"{PATH}/back", method="GET", page=back, role=None),
)


def _claims(desk: Desk, provider: Provider, code: str, token: str) -> dict[str, Any]:
    """Fetch the ID token and check whom it is from, for and about."""
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": f"{desk.url}{PATH}/back",
        "code_verifier": _secret(desk, "verifier", token),
    }  # fmt: skip
    answer = httpx.post(
        provider.describe()["token_endpoint"], data=form, auth=(provider.client_id, provider.client_secret),
        timeout=TIMEOUT,
    )  # fmt: skip
    answer.raise_for_status()
    read = jwt.decode(answer.json()["id_token"], provider.keys(), algorithms=ALGORITHMS)
    rules = jwt.JWTClaimsRegistry(
        now=lambda: desk.clock() // 1000,
        leeway=60,
        iss={"essential": True, "value": provider.describe()["issuer"]},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": _secret(desk, "nonce", token)},
        exp={"essential": True},
    )
    rules.validate(read.claims)
    return dict(read.claims)


def _secret(desk: Desk, what: str, token: str) -> str:
    """Derive a secret of this browser's way there and back: nothing is stored until somebody is known."""
    return "".join(desk.vault.lookup(f"openid-{what}-{half}", token).hex() for half in (1, 2))


def _provider(desk: Desk) -> Provider:
    if desk.provider is None:
        raise HTTPException(404)
    return desk.provider


def _refused(desk: Desk, visit: Visit, why: str) -> Response:
    _log.warning("openid refused", why=why)
    return desk.view.page("login.html", visit, 401, fault="openid", openid=True)


def _got(url: str) -> Any:
    answer = httpx.get(url, timeout=TIMEOUT)
    answer.raise_for_status()
    return answer.json()
