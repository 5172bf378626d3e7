"""An appointment book in memory, for families of the dialogs' tests; it notices when a time is given twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
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

SERVICES = [
    "first-counselling", "school-placement", "change-school", "social-work", "volunteering", "funding", "workshops",
    "companion",
]  # fmt: skip
# On these days there are times, at nine, at ten and at three.
DAYS = [date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 1), date(2027, 1, 12)]
HOURS = (9, 10, 15)
NOON = 12
WISHES = (SeeBooking, FreeTimes, FreeDays, SeeVisit)
ACTS = (
    BookTime, CancelTime, HoldTime, JoinList, KeepTime, LeaveList, PassOffer, ReleaseTime, SayComing, TakeOffer,
    TickOff,
)  # fmt: skip


@dataclass
class Diary:
    """Keep the appointments of one family."""

    language: str = "ar"
    known: bool = True
    interpreter: bool | None = True
    children: list[int] = field(default_factory=lambda: [1, 2])
    adults: int = 1
    # By number: what is held or booked.
    talks: dict[int, dict[str, Any]] = field(default_factory=dict)
    # Moments at which somebody else was faster: after they were shown, and after they were held.
    taken: set[str] = field(default_factory=set)
    snatched: set[str] = field(default_factory=set)
    full: bool = False
    listed: list[Any] = field(default_factory=list)
    # The number of the time that is offered from the waiting list.
    offered: int = 0

    def look(self, wish: Wish) -> Any:
        match wish:
            case SeeBooking():
                booked = [(id, talk) for id, talk in self.talks.items() if talk["state"] == "booked"]
                return {
                    "services": SERVICES, "known": self.known, "language": self.language,
                    "interpreter": self.interpreter, "children": self.children, "adults": self.adults, "waits": [],
                    "mine": [{"id": id, "service": t["service"], "at": t["starts"]} for id, t in booked],
                }  # fmt: skip
            case FreeTimes():
                return self._free(wish)
            case FreeDays(month=month):
                return self._free_days(month)
            case SeeVisit(id):
                talk = self.talks.get(id)
                return dict(talk) if talk and talk["state"] != "held" else {}
        raise NotImplementedError(wish)

    def _free(self, wish: FreeTimes) -> dict[str, Any]:
        first = date.fromisoformat(wish.since) if wish.since else DAYS[0]
        days = [] if self.full else [day for day in DAYS if day >= first]
        times: list[str] = []
        while days and len(times) < wish.at_most:
            free = [one for one in (f"{days[0]}T{hour:02}:00" for hour in HOURS) if one not in self.taken]
            halves = (free[:1], [one for one in free if int(one[11:13]) >= NOON][:1]) if wish.spread else (free,)
            times += [one for half in halves for one in half]
            days = days[1:]
            if not wish.spread:
                break
        return {
            "times": [[minutes(one), one] for one in times[: wish.at_most]], "more": bool(days),
            "next": days[0].isoformat() if days else "",
        }  # fmt: skip

    def _free_days(self, month: str) -> dict[str, Any]:
        months = sorted({f"{day:%Y-%m}" for day in DAYS})
        found = month or months[0]
        at = months.index(found)
        return {
            "month": found, "days": [day.isoformat() for day in DAYS if f"{day:%Y-%m}" == found],
            "before": months[at - 1] if at else "", "after": months[at + 1] if at + 1 < len(months) else "",
        }  # fmt: skip

    def act(self, wish: Wish) -> Done | Refused:  # noqa: PLR0912  (One case a kind of act.)
        match wish:
            case HoldTime(at=at, local=local):
                return self._hold(wish, local or clock(at))
            case KeepTime(id):
                held = self.talks.get(id, {}).get("state") == "held"
                return Done(value={"until": "10:40"}) if held else Refused(reason="taken")
            case ReleaseTime(id):
                if self.talks.get(id, {}).get("state") == "held":
                    del self.talks[id]
            case BookTime(id=id):
                return self._book(wish, self.talks[id])
            case CancelTime(id):
                if self.talks.get(id, {}).get("state") != "booked":
                    return Refused(reason="gone")
                self.talks[id]["state"] = "cancelled"
            case SayComing(id):
                if self.talks.get(id, {}).get("state") != "booked":
                    return Refused(reason="gone")
                self.talks[id]["coming"] = True
            case TickOff(id, ticks):
                self.talks[id]["ticks"] = [code for code in ticks.split(",") if code]
            case JoinList():
                self.listed.append(asdict(wish))
            case TakeOffer(id):
                return (
                    Done(value=self.talks[id] | {"state": "booked"}) if id == self.offered else Refused(reason="taken")
                )
            case PassOffer():
                self.offered = 0
            case LeaveList():
                left, self.listed = self.listed, []
                return Done() if left else Refused()
            case _:
                raise NotImplementedError(wish)
        return Done()

    def _hold(self, wish: HoldTime, at: str) -> Done | Refused:
        if at in self.taken:
            return Refused(reason="taken")
        assert not any(talk["starts"] == at for talk in self.talks.values() if talk["state"] in ("held", "booked")), at
        id = 10_000 + len(self.talks)
        self.talks[id] = {
            "id": id, "state": "held", "service": wish.service, "language": wish.language, "starts": at, "ends": at,
            "how": wish.how, "place": "", "adults": 1, "children": [], "ticks": [], "over": False,
            "woman": wish.woman, "stranger": wish.stranger,
        }  # fmt: skip
        return Done(value={"id": id, "at": at, "until": "10:20", "how": wish.how, "minutes": 45})

    def _book(self, wish: BookTime, talk: dict[str, Any]) -> Done | Refused:
        if talk["starts"] in self.snatched:
            self.snatched.discard(talk["starts"])
            self.taken.add(talk["starts"])
            talk["state"] = "expired"
            return Refused(reason="taken")
        assert talk["state"] == "held", talk
        if wish.instead_of:
            self.talks[wish.instead_of]["state"] = "moved"
        children = [int(one) for one in wish.children.split(",") if one]
        talk.update(state="booked", adults=wish.adults, children=children, place=wish.place, both=wish.both)
        talk.update({"name": wish.name} if wish.name else {})
        return Done(value=dict(talk))


def minutes(written: str) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()) // 60


def clock(minutes: int) -> str:
    return f"{datetime.fromtimestamp(minutes * 60, UTC):%Y-%m-%dT%H:%M}"
