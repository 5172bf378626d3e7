"""What the house may answer to the wishes of the dialogs about appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.booking.wishes import (
    BookTime,
    CancelTime,
    FreeDays,
    FreeTimes,
    HoldTime,
    JoinList,
    KeepTime,
    LeaveList,
    PassOffer,
    ReleaseTime,
    SayComing,
    SeeBooking,
    SeeVisit,
    TakeOffer,
    TickOff,
)  # fmt: skip
from dialogs.wishes import Done, Refused

if TYPE_CHECKING:
    from dialogs.wishes import Wish

VISIT = {
    "id": 7, "state": "booked", "service": "first-counselling", "language": "ar", "how": "interpreter",
    "starts": "2026-11-25T09:00", "ends": "2026-11-25T09:45", "adults": 1, "children": [1], "place": "", "over": False,
    "ticks": ["passport"],
}  # fmt: skip
ANSWERS: dict[type[Wish], tuple[Any, ...]] = {
    SeeBooking: (
        {
            "services": ["first-counselling", "volunteering", "companion"],
            "known": True,
            "language": "ar",
            "interpreter": None,
            "children": [1],
            "adults": 2,
            "waits": [],
            "mine": [{"id": 7, "service": "first-counselling", "at": "2026-11-25T09:00"}],
        },
        {
            "services": ["first-counselling", "volunteering", "companion"],
            "known": False,
            "language": "de",
            "interpreter": None,
            "children": [],
            "adults": 1,
            "waits": [],
            "mine": [],
        },
    ),
    FreeTimes: (
        {"times": [[29926620, "2026-11-25T09:00"]], "more": True, "next": "2026-11-26"},
        {"times": [], "more": False, "next": ""},
    ),
    FreeDays: (
        {"month": "2026-12", "days": ["2026-12-01"], "before": "2026-11", "after": "2027-01"},
        {"month": "", "days": [], "before": "", "after": ""},
    ),
    HoldTime: (
        Done(value={"id": 7, "at": "2026-11-25T09:00", "until": "10:20", "how": "own", "minutes": 45}),
        Refused(reason="taken"),
    ),
    KeepTime: (Done(value={"until": "10:40"}), Refused(reason="taken")),
    ReleaseTime: (Done(),),
    BookTime: (Done(value=VISIT), Refused(reason="taken")),
    SeeVisit: (VISIT, {}, {**VISIT, "state": "cancelled"}),
    SayComing: (Done(), Refused(reason="gone")),
    CancelTime: (Done(), Refused(reason="gone")),
    TickOff: (Done(),),
    JoinList: (Done(),),
    LeaveList: (Done(), Refused()),
    TakeOffer: (Done(value=VISIT), Refused(reason="taken")),
    PassOffer: (Done(),),
}
