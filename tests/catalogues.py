"""Bring the catalogues in line with the code: keep what is translated, add what is new, drop what is gone."""

from __future__ import annotations

from io import BytesIO

import polib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from tests.places import told
from translations import plurals
from translations.locales import LOCALES, ROOM

HOUSE = ROOM.parent
ROOMS = ("bot", "dialogs", "knowledge", "translations")
TEMPLATE = ROOM / "messages.pot"
# How a sentence is marked; what stands after NOTE: in a comment above it is for the translator.
MARKS = {"_": None, "n_": (1, 2)}


def extract() -> str:
    """Collect every sentence of the four rooms, as the text of messages.pot; it names files, not lines."""
    template = Catalog(fuzzy=False)
    for room in ROOMS:
        for file, line, msgid, comments, _context in extract_from_dir(
            HOUSE / room, keywords=MARKS, comment_tags=("NOTE:",)
        ):
            template.add(msgid, locations=[(f"{room}/{file}", line)], auto_comments=comments)
    for message in template:
        files = sorted({file for file, _line in message.locations})
        message.auto_comments += told(message.id if isinstance(message.id, str) else message.id[1], files)
    written = BytesIO()
    write_po(written, template, width=0, sort_by_file=True, omit_header=True, include_lineno=False)
    return written.getvalue().decode()


def merge(catalogue: polib.POFile, template: polib.POFile, locale: str) -> None:
    """Take the template's entries; new ones are drafts until a native speaker has read them."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue if not entry.obsolete}
    catalogue[:] = []
    for new in template:
        old = known.get((new.msgid, new.msgid_plural))
        empty = dict.fromkeys(range(len(plurals.forms(locale))), "") if new.msgid_plural else {}
        catalogue.append(
            polib.POEntry(
                msgid=new.msgid,
                msgid_plural=new.msgid_plural,
                msgstr=old.msgstr if old else "",
                msgstr_plural=old.msgstr_plural if old else empty,
                comment=new.comment,
                tcomment=old.tcomment if old else "draft",
                occurrences=new.occurrences,
                flags=new.flags,
            )
        )


def update() -> None:
    """Write messages.pot and every catalogue."""
    TEMPLATE.write_text(extract(), encoding="utf-8")
    template = polib.pofile(str(TEMPLATE))
    for locale in LOCALES:
        path = ROOM / locale / "lotse.po"
        catalogue = polib.pofile(str(path), wrapwidth=110)
        merge(catalogue, template, locale)
        catalogue.save(str(path))
        missing = [entry for entry in catalogue if not entry.translated()]
        print(f"{locale}: {len(catalogue)} texts, {len(missing)} missing")


if __name__ == "__main__":
    update()
