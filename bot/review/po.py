"""The same texts as a PO file, for reviewers with an editor for translations.

What still needs a reviewer is marked fuzzy, as such editors expect; taking the mark away accepts the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib

from bot.review.originals import DRAFT
from bot.review.store import Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.review.rows import Row

_FUZZY = "fuzzy"
# Stands over what was fuzzy when it was written.
_ASKED = "to review"


def write_po(path: Path, lang: str, rows: Iterable[Row]) -> None:
    """Write the file; the German text is the original, the key its context."""
    po = polib.POFile(wrapwidth=110)
    po.metadata = {"Language": lang, "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    for row in rows:
        asked = row.state == DRAFT or row.outdated
        po.append(
            polib.POEntry(
                msgctxt=row.key,
                msgid=row.german,
                msgstr=row.written,
                comment=f"{row.where}\n{row.english}",
                tcomment=f"{_ASKED if asked else row.state}\nversion {row.version}",
                flags=[_FUZZY] if asked else [],
            )
        )
    po.save(str(path))


def read_po(path: Path) -> tuple[str, list[Reviewed]]:
    """Return the language and what stands in the file now."""
    po = polib.pofile(str(path))
    reviews = [
        Reviewed(
            key=entry.msgctxt or "",
            text=entry.msgstr,
            accepted=_FUZZY not in entry.flags and entry.tcomment.startswith(_ASKED),
            version=entry.tcomment.rpartition("version ")[2],
        )
        for entry in po
    ]
    return po.metadata.get("Language", ""), reviews
