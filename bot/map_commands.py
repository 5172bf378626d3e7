"""`lotse data-map`: the retention table for the data protection officer."""

from __future__ import annotations

import typer


def data_map() -> None:
    """Print what is kept, why and how long, in German: the paper docs/datenschutz/aufbewahrung.md."""
    from bot import wiring
    from bot.data_map import retention_table
    from bot.store.retention import Kept

    office = wiring.load_library().office
    typer.echo(retention_table(Kept.by(office)), nl=False)
