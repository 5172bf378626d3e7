"""Questions are built once and kept; whoever is named in one is not kept with it."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.intake.section import Ground
from dialogs.replay import _known, fingerprint
from translations import _


@pytest.mark.parametrize(
    ("child", "named", "kept"),
    [("", "", True), ("2", "", True), (_("Yes"), "", True), ("Amina", "", False), ("", "Yusuf", False)],
)
def test_a_name_is_in_no_memory(child, named, kept):
    ground = Ground(today=date(2026, 11, 26), language="en", child=child, named=named)
    assert ground.names_somebody != kept


def test_what_somebody_is_called_leaves_no_print_in_a_memory():
    before = _known.cache_info()
    named = _("{child} is well.")(child="Amina")
    assert fingerprint(named) == fingerprint(named)
    assert _known.cache_info() == before
    assert fingerprint(_("{n} children")(n=2)) != fingerprint(named)
    assert _known.cache_info() != before
