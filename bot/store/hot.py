"""The few statements of every turn: compiled once, executed on the driver's own connection.

SQLAlchemy's execution of a statement costs three times the statement itself on SQLite (measurements.md).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


class Hot:
    """A statement with :names, ready for either driver."""

    def __init__(self, sql: str, *, postgres: str = "") -> None:
        """Take the statement, and what PostgreSQL alone wants at its end (a row lock)."""
        self._text = text(sql)
        self._postgres = postgres
        self._ready: dict[str, tuple[str, list[str] | None]] = {}

    def __call__(self, conn: Connection, **values: Any) -> Any:
        """Execute and return the driver's cursor."""
        name = conn.dialect.name
        ready = self._ready.get(name)
        if ready is None:
            compiled = self._text.compile(dialect=conn.dialect)
            order = getattr(compiled, "positiontup", None)
            sql = str(compiled) + (self._postgres if name == "postgresql" else "")
            ready = self._ready[name] = (sql, list(order) if order else None)
        sql, order = ready
        driver: Any = conn.connection.driver_connection
        return driver.execute(sql, [values[key] for key in order] if order else values)


@contextmanager
def savepoint(conn: Connection) -> Iterator[None]:
    """Undo what happens inside if it raises; the transaction around it goes on."""
    driver: Any = conn.connection.driver_connection
    driver.execute("SAVEPOINT inner_step")
    try:
        yield
    except BaseException:
        driver.execute("ROLLBACK TO SAVEPOINT inner_step")
        driver.execute("RELEASE SAVEPOINT inner_step")
        raise
    driver.execute("RELEASE SAVEPOINT inner_step")
