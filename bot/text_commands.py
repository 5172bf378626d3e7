"""`lotse texts`: what goes out to reviewers and comes back from them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ReviewError

if TYPE_CHECKING:
    from bot.review.rows import Room

texts = typer.Typer(name="texts", help="Let native speakers review texts.", no_args_is_help=True)

Lang = Annotated[str, typer.Argument(help="a language, such as fr")]


@texts.command()
def export(lang: Lang, to: Annotated[Path, typer.Option(help="a file that ends in .xlsx or .po")]) -> None:
    """Write every text of a language beside its German original."""
    from bot.review.po import write_po
    from bot.review.rows import rows
    from bot.review.sheet import write_sheet
    from translations import direction

    _insist_on_translation(lang)
    found = rows(room(), lang)
    if to.suffix == ".xlsx":
        write_sheet(to, lang, found, right_to_left=direction(lang) == "rtl")
    elif to.suffix == ".po":
        write_po(to, lang, found)
    else:
        raise ReviewError(f"{to} must end in .xlsx or .po.")
    typer.echo(f"{len(found)} texts are in {to}.")


@texts.command(name="import")
def take_back(
    file: Annotated[Path, typer.Argument(help="the file that came back")],
    by: Annotated[str, typer.Option(help="who has reviewed it; stands beside each accepted text")],
    on: Annotated[str, typer.Option(help="the day of the review, such as 2026-11-30; today if left out")] = "",
) -> None:
    """Take over what reviewers changed or accepted."""
    from bot.review.po import read_po
    from bot.review.sheet import read_sheet
    from bot.review.store import take

    day = on or dt.datetime.now().astimezone().date().isoformat()
    try:
        dt.date.fromisoformat(day)
        lang, reviews = read_sheet(file) if file.suffix == ".xlsx" else read_po(file)
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise ReviewError(f"{file} or the day {day} cannot be read: {error}.") from error
    _insist_on_translation(lang)
    taken = take(room(), lang, reviews, f"{by.strip()} {day}")
    for sentence in taken.refused:
        typer.echo(f"Not taken: {sentence}", err=True)
    typer.echo(f"{lang}: {taken.changed} texts changed, {taken.accepted} accepted, {len(taken.refused)} not taken.")
    typer.echo("Run `lotse check` now.")


@texts.command()
def record(
    topic: Annotated[str, typer.Argument(help="a topic, such as find-school")],
    lang: Lang,
    file: Annotated[Path, typer.Argument(help="an OGG file with Opus, in which somebody reads the article")],
) -> None:
    """Take a voice that reads out an article as it is now."""
    from bot.wiring import load_library
    from knowledge.recordings import fault_of

    article = load_library().articles.get((topic, lang))
    if article is None:
        raise ReviewError(f"There is no article {topic!r} in {lang!r}.")
    fault = fault_of(file) if file.is_file() else "there is no such file"
    if fault:
        raise ReviewError(f"{file}: {fault}.")
    goal = room().knowledge / "audio" / topic / f"{lang}.ogg"
    goal.parent.mkdir(parents=True, exist_ok=True)
    goal.write_bytes(file.read_bytes())
    goal.with_suffix(".of").write_text(f"{article.version}\n", encoding="utf-8")
    typer.echo(f"{goal} is played from the next start on.")


@texts.command()
def current(lang: Lang) -> None:
    """Say that every text of a language fits the German texts as they are now."""
    from bot.review.store import stamp

    _insist_on_translation(lang)
    typer.echo(f"{stamp(room(), lang)} texts of {lang} were older than the German ones.")


def room() -> Room:
    """Return where the texts of this house lie."""
    import knowledge
    from bot.review.rows import Room
    from translations.locales import ROOM

    return Room(translations=ROOM, knowledge=Path(knowledge.__file__).parent)


def _insist_on_translation(lang: str) -> None:
    from bot.review.rows import ORIGINAL
    from translations import LOCALES

    if lang not in LOCALES or lang == ORIGINAL:
        raise ReviewError(f"There are no translations into {lang!r}: choose among {', '.join(LOCALES[1:])}.")
