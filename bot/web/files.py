"""Photos and papers that the page sends: small enough, of a kind we take, and only from who has a chat with us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.formparsers import MultiPartException
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import uploads
from bot.errors import UploadError
from bot.web import texts
from bot.web.posted import is_client_id
from bot.web.refusals import RefusedError, too_often
from bot.web.visitor import insist_on_own_page, meet

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.limits import Limits
    from bot.web.options import Options

# A form around the largest file has a little more.
_LARGEST_BODY = uploads.LARGEST + 10_000


@dataclass(frozen=True, kw_only=True)
class Files:
    """Take files."""

    house: House
    options: Options
    limits: Limits

    def routes(self) -> list[BaseRoute]:
        """List the endpoint."""
        return [Route("/chat/files", self.receive, methods=["POST"])]

    async def receive(self, request: Request) -> Response:
        """Take one file; the answer means that it is safe."""
        insist_on_own_page(request, self.options)
        visitor = await meet(request, self.house)
        seconds = self.limits.file_by_address.wait(visitor.address)
        if seconds:
            raise too_often(seconds)
        if not visitor.token:
            raise RefusedError(410, texts.NOT_KNOWN)
        client_id, content = await _read(request)
        try:
            upload = await uploads.made_harmless(content)
        except UploadError as error:
            large = str(error) == "large"
            raise RefusedError(413 if large else 415, texts.FILE_TOO_LARGE if large else texts.FILE_UNKNOWN) from error
        await self.house.receive_file(visitor.token, client_id, upload)
        return JSONResponse({}, headers={"Cache-Control": "no-store"})


async def _read(request: Request) -> tuple[str, bytes]:
    """Read the form; what is too long is not even read to its end."""
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal() or int(announced) > _LARGEST_BODY:
        raise RefusedError(413, texts.FILE_TOO_LARGE)
    try:
        form = await request.form(max_files=1, max_fields=2, max_part_size=100)
    except (MultiPartException, UnicodeError) as error:
        # Letters are written as the sender says, and some of the ways that Python knows write none.
        raise RefusedError(400, texts.NOT_UNDERSTOOD) from error
    client_id, sent = form.get("id"), form.get("file")
    if not isinstance(client_id, str) or not is_client_id(client_id) or sent is None or isinstance(sent, str):
        raise RefusedError(400, texts.NOT_UNDERSTOOD)
    return client_id, await sent.read()
