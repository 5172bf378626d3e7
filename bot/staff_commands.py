"""`lotse staff`: accounts for the desk from the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import read_settings

staff = typer.Typer(name="staff", help="Accounts for the desk.", no_args_is_help=True)


@staff.callback()
def _group() -> None:
    """Accounts for the desk."""


@staff.command()
def add(
    login: Annotated[str, typer.Argument(help="the e-mail address to sign in with")],
    name: Annotated[str, typer.Option(help="how colleagues see her")] = "",
    role: Annotated[str, typer.Option(help="counsellor, lead or administrator")] = "counsellor",
    team: Annotated[list[str] | None, typer.Option(help="a team of office.toml; may be given several times")] = None,
) -> None:
    """Make an account, or let one choose a new password, and print its one-time set-up link."""
    from bot.accounts import invite
    from bot.errors import SettingsError
    from bot.opening import open_store
    from bot.store import sessions
    from bot.store import staff as accounts
    from bot.wiring import load_library, wall_clock

    settings = read_settings()
    known = [one.id for one in load_library().office.teams]
    wrong = [one for one in team or [] if one not in known]
    if wrong:
        raise SettingsError(f"There is no team {wrong[0]}: choose among {', '.join(known)}.")
    if role not in set(accounts.Role):
        raise SettingsError(f"There is no role {role}: choose counsellor, lead or administrator.")
    door, _vault = open_store(settings)
    try:
        now = wall_clock()
        with door.read() as conn:
            there = accounts.by_login(conn, login)
        if there is None:
            chosen = accounts.Role(role)
            id = door.write_now(lambda conn: invite(conn, login, name or login, chosen, tuple(team or ()), now))
        else:
            id = there.id
        token = door.write_now(lambda conn: sessions.invite(conn, id, now))
    finally:
        door.close()
    typer.echo(f"Set-up link, works once within two days: {settings.site}/desk/setup/{token}")
