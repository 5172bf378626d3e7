"""Log files day by day, for any number of processes: each appends to the file of the day, none renames another's."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DAY = 24 * 60 * 60


class DailyFile(logging.FileHandler):
    """Write to lotse-2026-11-26.log, and drop what is older than some days."""

    def __init__(self, folder: Path, *, days: int) -> None:
        self._folder, self._days = folder, days
        super().__init__(self._path(time.time()), encoding="utf-8", delay=True)
        self._sweep()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; the first one of a day begins its file."""
        path = str(self._path(record.created))
        if path != self.baseFilename:
            self.close()
            self.baseFilename = path
            self._sweep()
        super().emit(record)

    def _path(self, at: float) -> Path:
        return self._folder.absolute() / time.strftime("lotse-%Y-%m-%d.log", time.localtime(at))

    def _sweep(self) -> None:
        for path in self._folder.glob("lotse*.log*"):
            # Another process may have dropped it meanwhile.
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - self._days * DAY:
                    path.unlink()
