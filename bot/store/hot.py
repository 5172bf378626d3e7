"""The few statements of every turn: written once for both drivers, executed on the driver's own connection.

SQLAlchemy's execution of a statement costs three times the statement itself on SQLite (measurements.md).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


class Hot:
    """A statement with :names, ready for either driver."""

    def __init__(self, sql: str, *, postgres: str = "", on_postgres: str = "") -> None:
        """Take the statement; what PostgreSQL alone wants at its end (a row lock), or the whole of it in its words."""
        # SQLite reads :name itself; psycopg wants %(name)s.
        self._ready = {"sqlite": sql, "postgresql": re.sub(r":(\w+)", r"%(\1)s", on_postgres or sql) + postgres}

    def __call__(self, conn: Connection, **values: Any) -> Any:
        """Execute and return the driver's cursor."""
        driver: Any = conn.connection.driver_connection
        return driver.execute(self._ready[conn.dialect.name], values)


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
