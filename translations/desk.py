"""The desk's texts: a domain of their own, in German and English; colleagues read no other languages there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from translations.catalogue import read
from translations.locales import ROOM

if TYPE_CHECKING:
    from collections.abc import Callable

DESK_LOCALES = ("de", "en")


@cache
def desk_text(locale: str) -> Callable[..., str]:
    """Return what writes a sentence of the desk in a language; English stands in the templates themselves.

    Raises CatalogueError where the file is broken.
    """
    sentences = {} if locale == "en" else read(ROOM / locale / "desk.po", locale).sentences

    def write(msgid: str, **values: Any) -> str:
        said = sentences.get(msgid, (msgid,))[0]
        return said.format_map(values) if values else said

    return write
