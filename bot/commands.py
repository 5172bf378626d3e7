"""What the operator can do on the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path  # noqa: TC003  (Typer reads the annotations when it runs.)
from typing import Annotated

import typer

from bot import logs
from bot.backup_commands import backup, key, restore
from bot.knowledge_commands import knowledge
from bot.map_commands import data_map
from bot.settings import read_settings
from bot.staff_commands import staff
from bot.text_commands import room, texts

LEARNS = "Lotse learns its search; at the very first start that takes half a minute."

app = typer.Typer(
    name="lotse", help="The first contact of an integration centre.", no_args_is_help=True,
    pretty_exceptions_enable=False,
)  # fmt: skip
app.add_typer(texts)
app.add_typer(staff)
app.add_typer(knowledge)
app.command("data-map")(data_map)
app.add_typer(key)
app.command()(backup)
app.command()(restore)


@app.command()
def run(role: Annotated[str, typer.Option(help="all, web, sender or clock")] = "all") -> None:
    """Serve families until stopped with Ctrl-C."""
    import uvloop

    from bot.accounts import first_link
    from bot.errors import SettingsError
    from bot.memory import share_one_heap
    from bot.serve import serve
    from bot.wiring import SERVING, Role, build

    settings = read_settings()
    if role not in set(Role):
        raise SettingsError(f"There is no role {role}: choose all, web, sender or clock.")
    token = settings.telegram_token.get_secret_value()
    if role == Role.SENDER and not token:
        raise SettingsError("LOTSE_TELEGRAM_TOKEN is not set: without it there is nothing to send.")
    try:
        logs.set_up(style=settings.log, level=settings.log_level, folder=settings.data_dir / "logs", token=token)
    except OSError as error:
        raise SettingsError(f"LOTSE_DATA_DIR is wrong: {error}.") from error
    share_one_heap()
    lotse = build(settings, Role(role))

    # Who asked while it still learns would hold up everybody.
    lotse.desk.shelf.await_learnt(lambda: typer.echo(LEARNS, err=True))
    link = first_link(lotse.desk) if lotse.role in SERVING else ""

    def ready(port: int) -> None:
        if not port:
            typer.echo(f"Lotse runs as {role}. Stop with Ctrl-C.")
            sys.stdout.flush()
            return
        typer.echo(f"Chat page:  http://{settings.host}:{port}/")
        typer.echo(f"Telegram:   {settings.telegram_mode if token else 'off (LOTSE_TELEGRAM_TOKEN is not set)'}")
        typer.echo(f"Desk:       http://{settings.host}:{port}/desk")
        if link:
            home = settings.public_url or f"http://{settings.host}:{port}"
            typer.echo(f"First sign-in to the desk, works once: {home}/desk/setup/{link}")
        typer.echo("Stop with Ctrl-C.")
        sys.stdout.flush()

    uvloop.run(serve(lotse, ready=ready))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.opening import open_store

    door, _vault = open_store(read_settings())
    door.close()
    typer.echo("The database is up to date.")


@app.command()
def check() -> None:
    """Check settings, knowledge and catalogues, and say everything that is wrong."""
    from bot.review.rows import rows
    from bot.review.shares import share
    from bot.wiring import load_library
    from translations import LOCALES

    read_settings()
    library = load_library()
    for locale in LOCALES:
        found = rows(room(), locale)
        sentences = [row for row in found if row.key.startswith("text|")]
        articles = [row for row in found if row.key.endswith("|text") and not row.key.startswith("text|")]
        typer.echo(f"{locale}: texts {share(sentences)}; articles and pages {share(articles)}")
    for (topic, lang), recording in library.recordings.items():
        if recording.outdated:
            typer.echo(f"{lang}: the recording of {topic} is older than its text.")


@app.command()
def erase(
    place: Annotated[str, typer.Argument(help="the Telegram chat id, or the browser's token")] = "",
    channel: Annotated[str, typer.Option(help="telegram or web")] = "telegram",
    receipt: Annotated[str, typer.Option(help="the number of her case, where she has no chat")] = "",
) -> None:
    """Erase one person: her rows, her files and her key."""
    from bot.errors import ErasedError
    from bot.opening import open_store
    from bot.store import erasing, finders
    from bot.store.ledger import Ledger
    from bot.wiring import wall_clock

    settings = read_settings()
    door, vault = open_store(settings)
    try:
        with door.read() as conn:
            person = (
                finders.of_receipt(conn, vault, receipt)
                if receipt
                else erasing.find_person(conn, vault, channel, place)
            )
        if person is None:
            known = "number" if receipt else "address"
            raise ErasedError(f"Nobody is known by this {known}; there is nothing to erase.")
        given = door.write_now(lambda conn: erasing.erase(conn, vault, person, wall_clock()))
        typer.echo(f"Erased: {given.rows if given else 0} rows. Receipt {given.number if given else '-'}.")
        Ledger(settings.erasures).settle(door)
    finally:
        door.close()


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="what a family typed")] = "",
    lang: Annotated[str, typer.Option(help="the chat's language")] = "de",
    batch: Annotated[Path | None, typer.Option(help="a TSV file with the columns lang and query")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Find the topics for what somebody typed."""
    import csv

    from bot.settings import read_settings
    from bot.wiring import load_library
    from knowledge.search import search as find

    library = load_library(read_settings().data_dir)
    if batch is None:
        rows = [{"lang": lang, "query": query}]
    else:
        with batch.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        found = find(library, row["query"], row["lang"])
        said = {
            "topics": [{"id": id, "score": round(score, 4)} for id, score in found.topics],
            "card": found.card,
            "confident": found.confident,
            "offer": found.offer,
        }
        if batch is not None:
            said |= {"lang": row["lang"], "query": row["query"]}
        if as_json:
            typer.echo(json.dumps(said, ensure_ascii=False))
        else:
            best = ", ".join(f"{id} {score:.2f}" for id, score in found.topics) or "nothing"
            typer.echo(f"{best}; card: {found.card or 'none'}; confident: {'yes' if found.confident else 'no'}")
