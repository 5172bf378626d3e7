"""The one metadata that all tables stand in."""

from sqlalchemy import MetaData

METADATA = MetaData()
