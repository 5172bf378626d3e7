"""Bring a database to the newest schema with Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# Columns that hold keys, sealed text or lookups and of which PostgreSQL takes samples.
_SAMPLED = """SELECT quote_ident(relname) AS "table", quote_ident(attname) AS "column"
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND atttypid = 'bytea'::regtype
AND NOT attisdropped AND attstattarget IS DISTINCT FROM 0"""
_FOLDER = Path(__file__).parent / "migrations"


def migrate(engine: Engine, to: str = "head") -> None:
    """Run what is missing, in one transaction; other processes that start at the same moment wait."""
    config = _config()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(76737)")
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if connection.dialect.name == "postgresql":
            _take_no_samples(connection)


def _take_no_samples(connection: Connection) -> None:
    # ANALYZE, which PostgreSQL runs by itself, copies values into its statistics: an erased person's key would stay
    # there. Naming the type again drops the samples there are, and rewrites nothing (ALTER TABLE in its manual).
    for one in connection.exec_driver_sql(_SAMPLED).all():
        connection.exec_driver_sql(
            f"ALTER TABLE {one.table} ALTER {one.column} TYPE bytea, ALTER {one.column} SET STATISTICS 0"
        )


def schemas() -> list[str]:
    """Return the names of all schemas that can be brought up to date, the newest first."""
    return [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]


def schema_of(conn: Connection) -> str | None:
    """Return the name of a database's schema; None where it has none of Lotse's."""
    return MigrationContext.configure(conn).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config
