"""The dialogs of the house, by the names that stand in stored talks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.answers import answers
from dialogs.asked import asked
from dialogs.booking.booking import booking
from dialogs.booking.offer import offer
from dialogs.booking.visit import visit
from dialogs.booking.wishes import BookTime, HoldTime, KeepTime, TakeOffer, TickOff
from dialogs.devices import devices, newphone, words
from dialogs.handover import human
from dialogs.intake import intake
from dialogs.intake.organisation import organisation
from dialogs.my_data import my_data
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
    # Little is lost with it: it does not take the place of another lasting one that waits already.
    gives_way: bool = False
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
        "booking": Dialog(function=booking, lasting=True, gives_way=True),
        "visit": Dialog(function=visit),
        "offer": Dialog(function=offer),
        "human": Dialog(function=human),
        "asked": Dialog(function=asked),
    },
    acts={act.__name__: act for act in (SendIntake, HoldTime, KeepTime, BookTime, TickOff, TakeOffer)},
)
