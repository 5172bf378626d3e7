"""What the page's script posts: small JSON objects, read with care."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.web import texts
from bot.web.refusals import RefusedError
from translations import LOCALES

if TYPE_CHECKING:
    from starlette.requests import Request

# Longer than anybody types on a phone; what a family wrote up to here is kept whole.
LONGEST_TEXT = 10_000
# The longest text with every letter escaped as two \uXXXX, and a little more.
_LONGEST_BODY = LONGEST_TEXT * 12 + 1_000
_LONGEST_PRESS = 64
_CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Hold one message from the page: either typed or pressed."""

    client_id: str
    text: str = ""
    press: str = ""


def is_client_id(written: str) -> bool:
    """Tell whether this is how the page numbers its messages."""
    return _CLIENT_ID.fullmatch(written) is not None


async def read_message(request: Request) -> Posted:
    """Read a message; raises RefusedError where it is none."""
    body = await _object(request)
    client_id, text, press = body.get("id"), body.get("text", ""), body.get("press", "")
    if not (isinstance(client_id, str) and isinstance(text, str) and isinstance(press, str)):
        raise RefusedError(400, texts.NOT_UNDERSTOOD)
    if len(text) > LONGEST_TEXT:
        raise RefusedError(413, texts.TOO_LONG)
    text, press = _whole(text), _whole(press)
    if not _CLIENT_ID.fullmatch(client_id) or bool(text) == bool(press) or len(press.encode()) > _LONGEST_PRESS:
        raise RefusedError(400, texts.NOT_UNDERSTOOD)
    return Posted(client_id=client_id, text=text, press=press)


async def read_language(request: Request) -> str:
    """Read which language was chosen; raises RefusedError where there is none such."""
    language = (await _object(request)).get("language")
    if not isinstance(language, str) or language not in LOCALES:
        raise RefusedError(400, texts.NOT_UNDERSTOOD)
    return language


def _whole(typed: str) -> str:
    """Leave out NUL and halves of characters: nobody typed them, and databases do not take them."""
    return typed.replace("\0", "").encode("utf-8", "ignore").decode().strip()


async def _object(request: Request) -> dict[str, Any]:
    # A form of another site cannot send this type without asking first.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, texts.NOT_UNDERSTOOD)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_BODY:
            raise RefusedError(413, texts.TOO_LONG)
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise RefusedError(400, texts.NOT_UNDERSTOOD)
    return read
