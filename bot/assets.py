"""Style sheet, scripts and pictures, served under an address that changes when they do."""

from __future__ import annotations

import hashlib
import mimetypes
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

# A year; browsers keep the files and never ask again, since new contents get a new address.
_KEPT = "public, max-age=31536000, immutable"


class Assets:
    """Hold all files of the folder in memory."""

    def __init__(self, folder: Path, base: str = "/static") -> None:
        self._base = base
        self._files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        # One hash over all, so that scripts can import one another by plain names.
        fingerprint = hashlib.sha256(b"\0".join(b"%s\0%s" % (n.encode(), f) for n, f in self._files.items()))
        self.prefix = f"{base}/{fingerprint.hexdigest()[:12]}"

    def url(self, name: str) -> str:
        """Return the address of a file; raises KeyError where there is none."""
        self._files[name]
        return f"{self.prefix}/{name}"

    def route(self) -> Route:
        """Serve the files; an older address still answers, with today's file and a short memory."""
        return Route(f"{self._base}/{{hash}}/{{name}}", self._serve)

    async def _serve(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._files:
            raise HTTPException(404)
        today = request.url.path.startswith(f"{self.prefix}/")
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": _KEPT if today else "no-cache"}
        return Response(self._files[name], media_type=media_type, headers=headers)
