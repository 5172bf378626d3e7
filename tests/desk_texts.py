"""Bring the desk's German catalogue in line with its templates; English stands in the templates themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
from jinja2 import Environment, nodes

from translations.locales import ROOM

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = ROOM.parent / "bot" / "desk" / "templates"
GERMAN = ROOM / "de" / "desk.po"


def sentences(folder: Path = TEMPLATES) -> dict[str, list[str]]:
    """Return every marked sentence and the templates it stands in."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.html")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_":
                said = call.args[0]
                assert isinstance(said, nodes.Const), f"{path.name}:{call.lineno}: only whole sentences are marked"
                found.setdefault(said.value, []).append(path.name)
    return found


def update() -> None:
    """Write the catalogue: keep what is translated, add what is new, drop what is gone."""
    known = {entry.msgid: entry for entry in polib.pofile(str(GERMAN))} if GERMAN.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "de"}
    for msgid, files in sorted(sentences().items()):
        old = known.get(msgid)
        places = [(file, "") for file in sorted(set(files))]
        catalogue.append(polib.POEntry(msgid=msgid, msgstr=old.msgstr if old else "", occurrences=places))
    catalogue.save(str(GERMAN))
    print(f"desk: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} missing")


if __name__ == "__main__":
    update()
