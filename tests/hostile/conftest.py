"""The doors of the house, knocked at by strangers."""

from __future__ import annotations

from tests.desk.conftest import office, waiting

__all__ = ["office", "waiting"]
