"""Catalogues read once from their .po files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from translations.errors import CatalogueError
from translations.locales import ROOM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Hold every sentence of one language."""

    # The English sentence to the sentence in this language; plural forms in the language's own order.
    sentences: dict[str, tuple[str, ...]]
    # Which plural form a number takes.
    form: Callable[[int], int]

    def find(self, msgid: str, n: int | None = None) -> str | None:
        """Return the sentence, or None where the catalogue lacks it."""
        forms = self.sentences.get(msgid)
        if forms is None:
            return None
        return forms[0] if n is None or len(forms) == 1 else forms[self.form(n)]


@cache
def catalogue(locale: str) -> Catalogue:
    """Return the catalogue of a language.

    Raises CatalogueError where the file is broken.
    """
    return read(ROOM / locale / "lotse.po", locale)


def read(path: Path, locale: str) -> Catalogue:
    """Read one .po file; entries that are fuzzy or empty count as missing."""
    try:
        with path.open("rb") as file:
            po = read_po(file, locale=locale, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    sentences: dict[str, tuple[str, ...]] = {}
    for message in po:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        if msgid and all(forms) and not message.fuzzy:
            sentences[msgid] = tuple(forms)
    return Catalogue(sentences=sentences, form=_plural_form(po.plural_expr))


def _plural_form(expression: str) -> Callable[[int], int]:
    """Turn the header's C expression into a function."""
    from gettext import c2py  # type: ignore[attr-defined]

    form: Callable[[int], int] = c2py(expression)
    return form
