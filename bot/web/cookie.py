"""The one cookie: which browser this is. It exists only after the family has pressed something."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.web.options import Options

NAME = "lotse"
_BYTES = 32


def new_token() -> str:
    """Invent what nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def read(request: Request) -> str:
    """Return the browser's token, or nothing."""
    return request.cookies.get(NAME, "")


def keep(response: Response, token: str, *, days: int, options: Options) -> None:
    """Let the browser remember its token."""
    response.headers.append("Set-Cookie", f"{NAME}={token}; Max-Age={days * 86_400}; {_attributes(options)}")


def drop(response: Response, options: Options) -> None:
    """Let the browser forget its token."""
    response.headers.append("Set-Cookie", f"{NAME}=; Max-Age=0; {_attributes(options)}")


def _attributes(options: Options) -> str:
    # Written by hand: before Python 3.14 the standard library does not know Partitioned.
    if options.framed:
        return "Path=/; HttpOnly; Secure; SameSite=None; Partitioned"
    return "Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if options.https else "")
