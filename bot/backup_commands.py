"""`lotse backup`, `lotse restore`, `lotse key`: what is kept safe, and comes back."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path  # noqa: TC003  (Typer reads the annotations when it runs.)
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

key = typer.Typer(name="key", help="The key file.", no_args_is_help=True)


@key.callback()
def _group() -> None:
    """Look after the key file."""


def backup(
    to: Annotated[Path | None, typer.Option(help="the folder; LOTSE_DATA_DIR/backups without it")] = None,
) -> None:
    """Write everything in the database into one encrypted file, while the house runs."""
    from bot.opening import open_database
    from bot.store import backups
    from bot.store.vault import open_vault
    from bot.wiring import wall_clock

    settings = read_settings()
    with _by_itself(settings):
        house = open_vault(settings.keys, create=False).house
        door = open_database(settings)
        try:
            made = backups.make(door, house, to or settings.backups, days=settings.backup_days, now=wall_clock())
        finally:
            door.close()
    typer.echo(f"{made.path}: {sum(made.rows.values())} rows. Old backups removed: {made.removed}.")
    typer.echo(f"It opens only with {settings.keys}, which is not in it: keep a copy of that file elsewhere.")


def restore(
    file: Annotated[Path, typer.Argument(help="a backup")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="replace all that is in the database")] = False,
) -> None:
    """Bring a backup into the database and erase again whoever was erased since; stop the house before."""
    from bot.opening import open_database
    from bot.store import restoring
    from bot.store.ledger import Ledger
    from bot.store.vault import open_vault
    from bot.wiring import wall_clock

    settings = read_settings()
    ledger = Ledger(settings.erasures)
    with _by_itself(settings):
        vault = open_vault(settings.keys, create=False)
        found = restoring.look_through(file, vault)
        made = datetime.fromtimestamp(found.heading.at / 1000, UTC).astimezone(settings.zone)
        typer.echo(f"The backup is whole: {found.rows} rows of {made:%Y-%m-%d %H:%M} (Lotse {found.heading.lotse}).")
        if not yes:
            typer.confirm("Bring it into the database?", abort=True)
        door = open_database(settings)
        try:
            done = restoring.restore(
                door, vault, found, ledger.read(), replace=replace, now=wall_clock(), scratch=settings.data_dir
            )
            ledger.settle(door)
        finally:
            door.close()
    typer.echo(f"Restored: {done.rows} rows. Erased again: {done.again}.")


@key.command()
def rotate() -> None:
    """Put a new key in the place of the old one, while the house runs; stopped anywhere, run it again."""
    from bot.opening import open_store
    from bot.store.rotating import rotate as put_new

    settings = read_settings()
    with _by_itself(settings):
        door, _vault = open_store(settings)
        try:
            done = put_new(door, settings.keys)
            door.scrub()
        finally:
            door.close()
    typer.echo(f"{'A rotation that was stopped is finished' if done.resumed else 'The key is new'}: {settings.keys}.")
    typer.echo(f"Brought under it: {done.renewed} keys and texts.")
    if done.lost:
        typer.echo(f"No key of the file opens {done.lost} more; they are left as they are.")
    typer.echo("Keep a copy of the new file, and the copy of the old one as long as backups made with it.")


@contextmanager
def _by_itself(settings: Settings) -> Iterator[None]:
    """Keep these commands apart, and say what is wrong in one line."""
    from bot.opening import one_line
    from bot.store.backups import alone

    with one_line(), alone(settings.data_dir):
        yield
