"""How the chat page is served."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SOURCE = re.compile(r"[^\s;,'\"]+|'self'")


@dataclass(frozen=True, kw_only=True)
class Options:
    """Hold what the operator decides about the page."""

    # The address families open; its scheme decides whether the cookie is Secure.
    public_url: str = "http://127.0.0.1:8080/"
    # Origins whose pages may show the chat in a frame, as in the header frame-ancestors.
    frame_ancestors: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for source in self.frame_ancestors:
            if not _SOURCE.fullmatch(source):
                raise ValueError(f"{source!r} cannot stand among the frame ancestors; write https://www.example.org")

    @property
    def https(self) -> bool:
        """Tell whether the page is served encrypted."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def framed(self) -> bool:
        """Tell whether the cookie must work inside the frame of another site; browsers allow it over https only."""
        return bool(self.frame_ancestors) and self.https
