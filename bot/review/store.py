"""Write what reviewers changed back to where the texts lie."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

import polib

from bot.review.originals import DRAFT, read_comment, write_comment
from bot.review.rows import BODY, TITLE, Row, forms, rows
from knowledge.document import read_document, write_document
from knowledge.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.review.rows import Room

# The width of lines in catalogues.
_WIDTH = 110


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Hold what came back for one text."""

    key: str
    text: str
    # Whether the reviewer found it right as it stands here.
    accepted: bool
    # The German version that the reviewer had before her.
    version: str
    # Whether it is only said to fit that version, as it stands.
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Say what became of a review."""

    changed: int
    accepted: int
    # What could not be taken, each as one sentence.
    refused: tuple[str, ...]


def take(room: Room, lang: str, reviews: Iterable[Reviewed], state: str) -> Taken:
    """Write a review; `state` is the reviewer's name and the date, for every text that she accepted."""
    known = {row.key: row for row in rows(room, lang)}
    new: dict[str, Reviewed] = {}
    changed, refused = 0, []
    for review in reviews:
        row = known.get(review.key)
        fault = _fault(row, review)
        if row is None or fault:
            refused.append(fault)
            continue
        different = review.text.strip() != row.written.strip()
        changed += different
        if different or review.accepted or review.current:
            new[review.key] = review
    _write_catalogue(room.catalogue(lang), new, state)
    for folder in room.documents():
        _write_document(folder / f"{lang}.md", f"{folder.parent.name}|{folder.name}|", new, state)
    return Taken(changed=changed, accepted=sum(r.accepted for r in new.values()), refused=tuple(refused))


def stamp(room: Room, lang: str) -> int:
    """Take every text as made from the German of today, without a review; return how many were not."""
    outdated = [row for row in rows(room, lang) if row.outdated]
    reviews = [Reviewed(key=r.key, text=r.written, accepted=False, version=r.version, current=True) for r in outdated]
    take(room, lang, reviews, DRAFT)
    return len(outdated)


def _fault(row: Row | None, review: Reviewed) -> str:
    """Say why a text cannot be taken."""
    short = review.key.replace("\n", " ")[:60]
    if row is None:
        return f"{short}: there is no such text any more."
    if not review.text.strip():
        return f"{short}: the text is empty."
    wanted, found = _placeholders(row.written, row.key), _placeholders(review.text, row.key)
    if wanted != found:
        return f"{short}: {', '.join(sorted(wanted ^ found))} must stand in it as before, and no other."
    return ""


def _placeholders(text: str, key: str) -> set[str]:
    if not key.startswith("text|"):
        return {f"{{{name}}}" for name in PLACEHOLDER.findall(text)}
    try:
        return {f"{{{name}}}" for _before, name, _format, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return {"{…}"}


def _write_catalogue(path: Path, new: dict[str, Reviewed], state: str) -> None:
    catalogue = polib.pofile(str(path), wrapwidth=_WIDTH)
    for entry in catalogue:
        taken = {number: new.get(f"text|{entry.msgid}|{number}") for number in range(len(forms(entry)))}
        known = [review for review in taken.values() if review is not None]
        if not known:
            continue
        for number, review in taken.items():
            if review is not None and entry.msgid_plural:
                entry.msgstr_plural[number] = review.text
            elif review is not None:
                entry.msgstr = review.text
        before, _of = read_comment(entry.tcomment)
        entry.tcomment = write_comment(_state(list(taken.values()), before, state), known[0].version)
    catalogue.save(str(path))


def _write_document(path: Path, prefix: str, new: dict[str, Reviewed], state: str) -> None:
    document = read_document(path, []) if path.is_file() else None
    taken = {key.removeprefix(prefix): review for key, review in new.items() if key.startswith(prefix)}
    if document is None or not taken:
        return
    fields = defaultdict(str, document.fields)
    if TITLE in taken:
        fields[TITLE] = taken[TITLE].text.strip()
    body = taken[BODY].text if BODY in taken else document.body
    fields["of"] = next(iter(taken.values())).version
    fields["reviewed"] = _state([taken.get(TITLE), taken.get(BODY)], fields["reviewed"], state)
    write_document(path, fields, body)


def _state(taken: list[Reviewed | None], before: str, state: str) -> str:
    """Return the state of a text in several parts: reviewed when all are, a draft again when one was changed."""
    if all(review is not None and review.accepted for review in taken):
        return state
    return before if all(review is None or review.current for review in taken) else DRAFT
