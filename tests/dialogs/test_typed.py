"""What is typed in the place of a button."""

from __future__ import annotations

from dialogs.typed import _known, read_label
from translations import Text

CHILD = Text("{name}")


def test_a_child_is_named_and_its_name_stays_in_no_memory():
    children = {"1": (CHILD(name="Sara"), ""), "2": (CHILD(name="يوسف"), "")}
    before = _known.cache_info()
    assert [read_label(typed, children, "ar") for typed in ("sarah", "يوسف", "2", "Omar")] == ["1", "2", "2", None]
    assert _known.cache_info() == before
    assert read_label("menu", {"menu": (Text("Menu"), "")}, "en") == "menu"
    assert _known.cache_info() != before
