"""Logs without personal data: our own events only, faults without their words, the token never."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any

import structlog

from bot.log_files import DailyFile

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from structlog.typing import EventDict, Processor

# Libraries that write requests, statements or updates into their debug lines.
_TALKATIVE = ("telegram", "aiohttp", "httpx", "httpcore", "sqlalchemy", "psycopg", "uvicorn", "apscheduler",
              "asyncio", "alembic", "sse_starlette", "markdown_it", "multipart")  # fmt: skip
# Days that log files are kept.
KEPT_DAYS = 7


def set_up(*, style: str, level: str, folder: Path | None, token: str) -> None:
    """Write logs to standard error and, day by day, into a folder; call it once at start."""
    formatter = _Formatter(style, token)
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(DailyFile(folder, days=KEPT_DAYS))
    for handler in handlers:
        handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _shared() -> list[Processor]:
    return [
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Write one line an event; strike out the token wherever it appears."""

    def __init__(self, style: str, token: str) -> None:
        last: Processor = (
            structlog.processors.JSONRenderer()
            if style == "json"
            else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        )
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _without_words,
            ],
            # The words of libraries stay templates: what is filled in may be a family's.
            use_get_message=False,
        )
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._token, "<token>") if self._token else line

    def formatException(  # noqa: N802  (The name is logging's.)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | Any
    ) -> str:
        """Say where it happened and what kind it is: the words of an error may quote a family."""
        kind, _error, trace = ei
        places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        return f"{getattr(kind, '__name__', kind)} at {' < '.join(reversed(places))}"


def _without_words(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Take the arguments and all but the first line out of what libraries say: they may hold what a family wrote."""
    record: logging.LogRecord = event["_record"]
    said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    event["event"] = said.partition("\n")[0]
    event["logger"] = record.name
    if event.pop("exc_info", None) and record.exc_info:
        event["fault"] = getattr(record.exc_info[0], "__name__", "")
    event.pop("stack_info", None)
    return event
