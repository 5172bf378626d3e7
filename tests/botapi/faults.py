"""Every way in which a call to Telegram can fail, to be given out one by one.

What a client sees of each, and whether the call has had its effect, is in the table below; `effect` overrules it.
A connection that cannot even be opened is not here: see BotApi.offline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.botapi.state import Call

ANY = "*"


class Kind(StrEnum):
    REFUSE = "refuse"  # the connection closes before the request is read
    HANG_BEFORE = "hang_before"  # no answer, and nothing done
    HANG_AFTER = "hang_after"  # no answer, but done
    RESET_AFTER = "reset_after"  # done, then the connection is reset
    FLOOD = "flood"  # 429 with retry_after
    BARE_FLOOD = "bare_flood"  # 429 that does not say how long
    SERVER_ERROR = "server_error"  # 500 with an HTML page
    BAD_GATEWAY = "bad_gateway"  # 502 with an HTML page
    CUT_BODY = "cut_body"  # done; Content-Length promises more than comes
    GARBAGE = "garbage"  # done; 200 with a body that is no JSON
    BARE_FAILURE = "bare_failure"  # 200 with {"ok": false} and nothing else
    BAD_REQUEST = "bad_request"  # 400
    UNAUTHORIZED = "unauthorized"  # 401
    FORBIDDEN = "forbidden"  # 403
    CONFLICT = "conflict"  # 409


AFTER_EFFECT = frozenset({Kind.HANG_AFTER, Kind.RESET_AFTER, Kind.CUT_BODY, Kind.GARBAGE})


@dataclass(kw_only=True)
class Fault:
    kind: Kind
    method: str = ANY
    times: int | None = 1  # None: until it is cleared
    when: Callable[[Call], bool] | None = None
    retry_after: int = 1  # seconds, for FLOOD
    effect: bool | None = None
    description: str = ""  # for 400 and 403; empty: a usual one

    @property
    def has_effect(self) -> bool:
        return self.kind in AFTER_EFFECT if self.effect is None else self.effect

    def fits(self, call: Call) -> bool:
        return self.method.lower() in {ANY, call.method.lower()} and (self.when is None or self.when(call))


class Faults:
    """The faults that are set, oldest first."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def set(self, kind: Kind | str, method: str = ANY, **details: Any) -> Fault:
        fault = Fault(kind=Kind(kind), method=method, **details)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def pick(self, call: Call) -> Fault | None:
        """Give the oldest fault that fits, and use it up by one."""
        for fault in self.waiting:
            if fault.fits(call):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None
