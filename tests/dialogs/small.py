"""A dialog of a few lines, played as the house plays its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.registry import Dialog, Dialogs
from tests.dialogs.family import Family
from tests.dialogs.practice import WITH_PRACTICE

if TYPE_CHECKING:
    from dialogs.talk import DialogFunction
    from knowledge.library import Library


def playing(library: Library, dialog: DialogFunction, *, lasting: bool = True) -> Family:
    """Return a family whose Lotse knows this dialog as `small`."""
    return Family(library, dialogs=with_small(dialog, lasting=lasting))


def with_small(dialog: DialogFunction, *, lasting: bool = True) -> Dialogs:
    """Put a dialog beside the others, or another in its place after a deploy."""
    by_name = {**WITH_PRACTICE.by_name, "small": Dialog(function=dialog, lasting=lasting)}
    return Dialogs(by_name=by_name, acts=WITH_PRACTICE.acts)
