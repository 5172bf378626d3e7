"""A family that writes to Lotse."""

from __future__ import annotations

import pytest

from tests.dialogs.family import Family


@pytest.fixture
def family(library) -> Family:
    return Family(library)
