"""Read the parameters of a call: JSON, a form, uploaded files, or the query of a GET."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import orjson
from aiohttp.web import FileField

if TYPE_CHECKING:
    from aiohttp import web

    from tests.botapi.state import Json


async def read_params(request: web.BaseRequest) -> Json | None:
    """Give the parameters, or None if the body cannot be read."""
    _, _, query = request.raw_path.partition("?")
    params: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    kind = request.headers.get("Content-Type", "") if request.method == "POST" else ""
    if kind.startswith("application/json"):
        body = _json(await request.read())
        return None if body is None else params | body
    if kind.startswith("application/x-www-form-urlencoded"):
        params |= parse_qsl((await request.read()).decode(), keep_blank_values=True)
    elif kind.startswith("multipart/form-data"):
        params |= _files({name: _value(value) for name, value in (await request.post()).items()})
    return params


def _json(body: bytes) -> Json | None:
    try:
        given = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        return None
    # What is null counts as left out.
    return {name: value for name, value in given.items() if value is not None} if isinstance(given, dict) else None


def _value(value: object) -> object:
    return value.file.read() if isinstance(value, FileField) else value


def _files(params: Json) -> Json:
    """Put uploaded bytes where attach:// points to them."""
    for name, value in params.items():
        if isinstance(value, str) and value.startswith("attach://"):
            params[name] = params.get(value.removeprefix("attach://"), value)
    return params
