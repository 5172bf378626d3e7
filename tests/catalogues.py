"""Bring the catalogues in line with messages.pot: keep what is translated, add what is new, drop what is gone."""

from __future__ import annotations

import polib

from translations.locales import LOCALES, ROOM


def update() -> None:
    """Merge messages.pot into every catalogue; entries are drafts until a native speaker has read them."""
    template = polib.pofile(str(ROOM / "messages.pot"), wrapwidth=110)
    for locale in LOCALES:
        path = ROOM / locale / "lotse.po"
        catalogue = polib.pofile(str(path), wrapwidth=110)
        known = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue if not entry.obsolete}
        catalogue[:] = []
        for new in template:
            old = known.get((new.msgid, new.msgid_plural))
            entry = polib.POEntry(
                msgid=new.msgid,
                msgid_plural=new.msgid_plural,
                msgstr=old.msgstr if old else "",
                msgstr_plural=old.msgstr_plural if old else {},
                comment=new.comment,
                tcomment=old.tcomment if old else "draft",
                occurrences=[(file, "") for file, _line in new.occurrences],
            )
            catalogue.append(entry)
        catalogue.save(str(path))
        missing = [entry.msgid for entry in catalogue if not entry.msgstr and not entry.msgstr_plural]
        print(f"{locale}: {len(catalogue)} texts, {len(missing)} missing")


if __name__ == "__main__":
    update()
