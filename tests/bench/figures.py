"""Where measured figures are written down, with what they were measured on."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.processes import ROOT

BOOK = ROOT / "docs" / "figures.md"
TITLE = "# Figures\n\nMeasured by the campaigns of the Makefile; each command rewrites its own part.\n"


def write(heading: str, body: str) -> None:
    """Put a part under its heading, in place of what stood there; the other parts stay as they are."""
    whole = BOOK.read_text() if BOOK.exists() else TITLE
    part = f"## {heading}\n\n{body}\n"
    there = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if there.search(whole):
        whole = there.sub(lambda found: part + ("" if found.end() == len(whole) else "\n"), whole)
    else:
        whole = f"{whole.rstrip()}\n\n{part}"
    BOOK.parent.mkdir(exist_ok=True)
    BOOK.write_text(whole)


def commit() -> str:
    """Name the day and what was measured: the commit, and whether the tree differs from it."""
    head = _git("rev-parse", "--short", "HEAD") or "no commit yet"
    changed = ", with changes that are not committed" if _git("status", "--porcelain", "bot", "dialogs") else ""
    return f"{datetime.now(UTC):%Y-%m-%d}, commit {head}{changed}"


def machine() -> str:
    """Say on what it was measured."""
    info = Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.+)", info)
    speed = re.search(r"cpu MHz\s*: (\d+)", info)
    processor = f"{model[1].strip() if model else 'processor unknown'} at {speed[1] if speed else '?'} MHz"
    return f"{os.cpu_count()} cores, {processor}, Python {platform.python_version()}"


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
