"""Redis beside a bot: every write is on the disk before it is confirmed."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.bench.processes import Process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = shutil.which("redis-server")


@contextmanager
def redis(folder: Path, *, core: int) -> Iterator[str]:
    """Start Redis on a socket in a folder, and give its address."""
    socket = folder / "redis.sock"
    kept = ("--appendonly", "yes", "--appendfsync", "always", "--save", "", "--dir", str(folder))
    arguments = ["--port", "0", "--unixsocket", str(socket), "--daemonize", "no", *kept]
    with Process(arguments, program=str(SERVER), core=core) as process:
        while not socket.exists() and not process.ends_within(0.02):
            pass
        yield f"unix://{socket}"
