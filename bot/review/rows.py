"""Every text of one language beside its German original, as reviewers see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polib

from bot.review.originals import read_comment
from knowledge.document import read_document
from knowledge.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORIGINAL = "de"
# What of a document is translated.
TITLE, BODY = "title", "text"


@dataclass(frozen=True, kw_only=True)
class Room:
    """Know where the texts lie."""

    # The folder with <lang>/lotse.po.
    translations: Path
    # The folder with articles/ and pages/.
    knowledge: Path

    def catalogue(self, lang: str) -> Path:
        """Return the catalogue of a language."""
        return self.translations / lang / "lotse.po"

    def documents(self) -> list[Path]:
        """List the folders that hold one article or one page each."""
        folders = (self.knowledge / kind for kind in ("articles", "pages"))
        return sorted(path.parent for folder in folders for path in folder.glob(f"*/{ORIGINAL}.md"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """Hold one text."""

    # Finds the text again: `text|msgid|form`, or `articles|find-school|title`.
    key: str
    # Where families meet it, and what a translator must know.
    where: str
    german: str
    english: str
    written: str
    # "draft", or who has reviewed it and when.
    state: str
    # Of the German text as it is now, and as it was when this one was made; they differ where it is outdated.
    version: str
    of: str

    @property
    def outdated(self) -> bool:
        """Tell whether the German original has changed since."""
        return self.version != self.of


def rows(room: Room, lang: str) -> list[Row]:
    """List every text of a language: the catalogue first, then articles and pages."""
    found = [*_catalogue(room, lang), *_documents(room, lang)]
    return found if lang != ORIGINAL else [replace(row, of=row.version) for row in found]


def forms(entry: polib.POEntry) -> list[str]:
    """Return one sentence, or one for each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def _catalogue(room: Room, lang: str) -> Iterator[Row]:
    german = {entry.msgid: forms(entry) for entry in polib.pofile(str(room.catalogue(ORIGINAL)))}
    for entry in polib.pofile(str(room.catalogue(lang))):
        state, of = read_comment(entry.tcomment)
        original = german.get(entry.msgid, [])
        places = ", ".join(file for file, _line in entry.occurrences)
        for number, written in enumerate(forms(entry)):
            yield Row(
                key=f"text|{entry.msgid}|{number}",
                where=f"{entry.comment}\n({places})".strip(),
                german=original[min(number, len(original) - 1)] if original else "",
                english=entry.msgid_plural if number and entry.msgid_plural else entry.msgid,
                written=written,
                state=state,
                version=version(*original),
                of=of,
            )


def _documents(room: Room, lang: str) -> Iterator[Row]:
    for folder in room.documents():
        german, english, written = (read_document(folder / f"{code}.md", []) for code in (ORIGINAL, "en", lang))
        if german is None or english is None or written is None:
            continue
        for part in (TITLE, BODY):
            of_part = [doc.fields.get(TITLE, "") if part == TITLE else doc.body for doc in (german, english, written)]
            yield Row(
                key=f"{folder.parent.name}|{folder.name}|{part}",
                where=f"{folder.parent.name}/{folder.name}: {part}",
                german=of_part[0],
                english=of_part[1],
                written=of_part[2],
                state=written.fields.get("reviewed", ""),
                version=version(german.fields.get(TITLE, ""), german.body),
                of=written.fields.get("of", ""),
            )
