"""What can be wrong with the facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translations.errors import LotseError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Name one fault and the line where somebody can mend it."""

    file: Path
    # Counted from one.
    line: int
    # One sentence for the person who edits the file.
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class KnowledgeError(LotseError):
    """List every problem found in the knowledge, so that one round of mending is enough."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["The knowledge cannot be loaded:", *map(str, problems)]))
