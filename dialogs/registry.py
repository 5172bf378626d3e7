"""The dialogs of the house, by the names that stand in stored talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.answers import answers
from dialogs.asked import asked
from dialogs.devices import devices, newphone, words
from dialogs.handover import human
from dialogs.intake import intake
from dialogs.intake.organisation import organisation
from dialogs.my_data import my_data
from dialogs.office import booking
from dialogs.welcome import welcome
from dialogs.wishes import SendIntake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialogs.talk import DialogFunction
    from dialogs.wishes import Act


@dataclass(frozen=True, kw_only=True)
class Dialog:
    """Name an async function that talks."""

    function: DialogFunction
    # It is paused, not ended, when the person does something else in between.
    lasting: bool = False
    # It begins with the answers that an earlier one has left in the rows.
    prefilled: bool = False


@dataclass(frozen=True, kw_only=True)
class Dialogs:
    """Know all dialogs, and the acts that can be undone or mended."""

    by_name: Mapping[str, Dialog]
    # By the name of the class: every Hold, and every act with a mending.
    acts: Mapping[str, type[Act]]


DIALOGS = Dialogs(
    by_name={
        "welcome": Dialog(function=welcome),
        "answers": Dialog(function=answers),
        "mydata": Dialog(function=my_data),
        "devices": Dialog(function=devices),
        "words": Dialog(function=words),
        "newphone": Dialog(function=newphone),
        "intake": Dialog(function=intake, lasting=True, prefilled=True),
        "organisation": Dialog(function=organisation, lasting=True),
        "booking": Dialog(function=booking),
        "human": Dialog(function=human),
        "asked": Dialog(function=asked),
    },
    acts={SendIntake.__name__: SendIntake},
)
