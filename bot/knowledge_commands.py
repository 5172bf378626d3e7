"""`lotse knowledge`: what colleagues have changed at the desk goes back into the files."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path  # noqa: TC003  (Typer reads the annotations when it runs.)
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings

if TYPE_CHECKING:
    from knowledge.edited import Edit
    from knowledge.library import Phrase

knowledge = typer.Typer(name="knowledge", help="What colleagues have changed at the desk.", no_args_is_help=True)


@knowledge.callback()
def _group() -> None:
    """Bring home what colleagues have changed at the desk."""


@knowledge.command()
def export(
    to: Annotated[
        Path | None, typer.Option(help="the folder with articles/ and phrases/; this house's own if left out")
    ] = None,
) -> None:
    """Write changed articles and learnt phrases into the files, to be kept with the code.

    The changes stay in the database until a house starts that finds them in its files.
    """
    from bot.errors import ReviewError
    from bot.opening import open_store
    from bot.store import edits, learnt
    from bot.text_commands import room

    folder = to or room().knowledge
    if not (folder / "articles").is_dir() or not (folder / "phrases").is_dir():
        raise ReviewError(f"{folder} has no articles/ and phrases/: it is no folder of knowledge.")
    door, _vault = open_store(read_settings())
    try:
        with door.read() as conn:
            changes, kept = edits.standing(conn), [phrase for _id, phrase in learnt.every(conn)]
    finally:
        door.close()
    written = [write_article(folder / "articles", change) for change in changes]
    added = write_phrases(folder / "phrases", kept)
    typer.echo(f"{sum(written)} articles and {added} phrases are written to {folder}. Run `lotse check` now.")


def write_article(folder: Path, change: Edit) -> bool:
    """Write a change over its file; False where there is no such file any more."""
    from knowledge.document import read_document, write_document

    path = folder / change.topic / f"{change.lang}.md"
    document = read_document(path, []) if path.is_file() else None
    if document is None:
        return False
    names = ("title", "source", "checked", "reviewed", "of")
    fields = {**document.fields, **{name: getattr(change, name) for name in names}}
    write_document(path, {key: value for key, value in fields.items() if key != "of" or value}, change.body)
    return True


def write_phrases(folder: Path, phrases: list[Phrase]) -> int:
    """Write phrases below those of their language; return how many were not there yet."""
    new: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        path = folder / f"{phrase.lang}.tsv"
        line = f"{phrase.topic}\t{' '.join(phrase.words.split())}"
        known = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if line not in (*known, *new[phrase.lang]):
            new[phrase.lang].append(line)
    for lang, lines in new.items():
        path = folder / f"{lang}.tsv"
        before = path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else "topic\tphrase"
        path.write_text("\n".join([before, *lines, ""]), encoding="utf-8")
    return sum(len(lines) for lines in new.values())
