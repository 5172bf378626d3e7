"""Forms and addresses as our own pages send them; what else comes is refused before anything reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.requests import Request

_KIND = "application/x-www-form-urlencoded"


class RowNumber(IntegerConvertor):
    """Take numbers that a row can have: a longer one is an unknown address, no fault of the database."""

    regex = "[0-9]{1,18}"


register_url_convertor("int", RowNumber())


async def read_form(request: Request, largest: int, fields: int) -> dict[str, list[str]]:
    """Read at most so many bytes and fields; raises HTTPException where it is no form of ours."""
    if int(request.headers.get("content-length") or largest + 1) > largest:
        raise HTTPException(413)
    # In a body of several parts its sender says how letters are written, and Python knows ways that write no letters.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in ("", _KIND):
        raise HTTPException(415)
    form = await request.form(max_files=0, max_fields=fields)
    return {name: [_whole(str(value)) for value in form.getlist(name)] for name in form}


def _whole(typed: str) -> str:
    """Leave out NUL: nobody typed it, and databases do not take it."""
    return typed.replace("\0", "")
