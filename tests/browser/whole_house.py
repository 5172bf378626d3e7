"""The whole house as families meet it: `lotse run` in a process of its own, with an empty database."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests import learnt

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@contextmanager
def whole_house(folder: Path, **settings: str) -> Iterator[str]:
    """Give the address of the chat page; the house is stopped as an operator stops it, and must end cleanly."""
    given = {"LOTSE_DATA_DIR": str(folder), "LOTSE_PORT": "0", "LOTSE_TELEGRAM_TOKEN": "", **settings}
    learnt.give(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=ROOT, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True
    )
    try:
        yield _address(process)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0, "Ctrl-C ends the house cleanly"


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        found = re.search(r"http://\S+:\d+", line)
        if found:
            return found.group(0)
    raise AssertionError("The house ended before it was ready.")
