"""How much of each language a native speaker has read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.originals import DRAFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.rows import Row


@dataclass(frozen=True, kw_only=True)
class Share:
    """Count the texts of one kind in one language."""

    texts: int
    reviewed: int
    outdated: int

    def __str__(self) -> str:
        percent = 100 * self.reviewed // self.texts if self.texts else 0
        outdated = f", {self.outdated} older than the German text" if self.outdated else ""
        return f"{self.texts} ({percent} % reviewed{outdated})"


def share(rows: Sequence[Row]) -> Share:
    """Count; a text that is older than the German one does not count as reviewed."""
    return Share(
        texts=len(rows),
        reviewed=sum(row.state != DRAFT and not row.outdated for row in rows),
        outdated=sum(row.outdated for row in rows),
    )
