"""Catalogues read once from their .po files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.messages.pofile import PoFileError, read_po

from translations import plurals
from translations.errors import CatalogueError
from translations.locales import ROOM

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages import Message


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Hold every sentence of one language."""

    locale: str
    # The English sentence to the sentence in this language; plural forms in the order of `plurals.forms`.
    sentences: dict[str, tuple[str, ...]]

    def find(self, msgid: str, n: int | None = None) -> str | None:
        """Return the sentence, or None where the catalogue lacks it."""
        forms = self.sentences.get(msgid)
        if forms is None:
            return None
        return forms[0] if n is None or len(forms) == 1 else forms[plurals.form(self.locale, n)]


@cache
def catalogue(locale: str) -> Catalogue:
    """Return the catalogue of a language.

    Raises CatalogueError where the file is broken.
    """
    return read(ROOM / locale / "lotse.po", locale)


def read(path: Path, locale: str) -> Catalogue:
    """Read one .po file; entries that are fuzzy, empty or lack a plural form count as missing."""
    try:
        with path.open("rb") as file:
            po = read_po(file, locale=locale, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise CatalogueError(f"{path}: {error}") from error
    sentences: dict[str, tuple[str, ...]] = {}
    for message in po:
        msgid = message.id if isinstance(message.id, str) else message.id[0]
        forms = _forms(message)
        wanted = len(plurals.forms(locale)) if message.pluralizable else 1
        if msgid and all(forms) and len(forms) == wanted and not message.fuzzy:
            sentences[msgid] = forms
    return Catalogue(locale=locale, sentences=sentences)


def _forms(message: Message) -> tuple[str, ...]:
    """Return what stands in an entry: one sentence, or one for every plural form."""
    written = message.string
    return (written or "",) if isinstance(written, str | None) else tuple(form or "" for form in written)
