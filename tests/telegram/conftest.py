"""What the tests of failing calls share."""

from __future__ import annotations

import aiohttp
import pytest

from tests.telegram.outbound import Names


@pytest.fixture
def names(monkeypatch) -> Names:
    """Let the Bot API have a name that may not be found."""
    names = Names()
    monkeypatch.setattr(aiohttp.connector, "DefaultResolver", lambda *_, **__: names)
    return names
