"""Do something in a process of its own, which may die of it."""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

# Seconds after which a process hangs.
PATIENCE = 120.0
_HEAD = 4


@dataclass(kw_only=True)
class Ended:
    """What is known of a process that has ended."""

    # What it told, in order; the last is what it returned, if it came so far.
    told: list[Any] = field(default_factory=list)
    returned: Any = None
    # It ended as if the plug had been pulled.
    killed: bool = False
    # What went wrong in it, in the words of a traceback.
    fault: str = ""


def apart(fn: Callable[[Callable[[Any], None]], Any]) -> Ended:
    """Run fn(tell) in a copy of this process, and return when that has ended; what it tells arrives even if it dies.

    This process must have no threads that hold anything.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _play(fn, writing)
    os.close(writing)
    ended = Ended()
    try:
        for kind, value in _frames(pid, reading):
            if kind == "told":
                ended.told.append(value)
            elif kind == "returned":
                ended.returned = value
            else:
                ended.fault = value
    finally:
        os.close(reading)
        _pid, status = os.waitpid(pid, 0)
    ended.killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return ended


def _play(fn: Callable[[Callable[[Any], None]], Any], writing: int) -> None:
    """Run fn and end this process, whatever happens."""

    def send(kind: str, value: Any) -> None:
        body = pickle.dumps((kind, value))
        data = memoryview(len(body).to_bytes(_HEAD, "big") + body)
        while data:
            data = data[os.write(writing, data) :]

    try:
        send("returned", fn(lambda value: send("told", value)))
    except BaseException:  # noqa: BLE001  (The other process hears of it.)
        send("fault", traceback.format_exc())
    finally:
        os._exit(0)


def _frames(pid: int, reading: int) -> Any:
    data, ends = b"", time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            os.kill(pid, signal.SIGKILL)
            yield "fault", f"It hung for {PATIENCE:g} seconds."
            return
        more = os.read(reading, 1 << 16)
        if not more:
            return
        data += more
        while len(data) >= _HEAD and len(data) >= (size := int.from_bytes(data[:_HEAD], "big") + _HEAD):
            yield pickle.loads(data[_HEAD:size])
            data = data[size:]
