"""Read TOML and find the line of what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from knowledge.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

_AT_LINE = re.compile(r"at line (\d+)")


def read_tables(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """Read a file; None, and a problem, where it is not TOML."""
    source = path.read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else source.count("\n") + 1
        problems.append(Problem(file=path, line=line, what=f"no valid TOML: {error}"))
        return None


def line_of(path: Path, key: str) -> int:
    """Return the line on which a key or a table stands; the first line where there is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith((f"{key} =", f"[{key}]")):
            return number
    return 1
