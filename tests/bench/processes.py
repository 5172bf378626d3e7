"""A process that is started, pinned to a core, watched and ended."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).parents[2]
# What a bot is not to inherit from whoever measures it.
FOREIGN = "LOTSE_"
_TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    """One process of a bench, mostly Python and of this project; it ends with the block that started it."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        program: str = sys.executable,
        env: Mapping[str, str] | None = None,
        core: int | None = None,
        log: Path | None = None,
    ) -> None:
        """Start `program arguments…` in the project's root; what it writes to standard error goes into log."""
        pinned = core is not None and core in os.sched_getaffinity(0)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        self.started = time.perf_counter()
        with (log or Path(os.devnull)).open("ab") as errors:
            self._process = subprocess.Popen(
                [*(["taskset", "-c", str(core)] if pinned else []), program, *arguments],
                cwd=ROOT,
                env={**inherited, **(env or {})},
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._process.stdout:
            self._process.stdout.close()

    def stop(self) -> None:
        """End it as an operator does, and by force where it does not end."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def line(self, beginning: str, timeout: float = 30.0) -> str:
        """Wait for a line of output that begins so; raises RuntimeError where it does not come."""
        assert self._process.stdout is not None
        ends = time.monotonic() + timeout
        while (left := ends - time.monotonic()) > 0:
            if not select.select([self._process.stdout], [], [], left)[0]:
                break
            line = self._process.stdout.readline().decode()
            if line.startswith(beginning):
                return line.strip()
            if not line:
                break
        raise RuntimeError(f"the process never said {beginning!r}; it has ended with {self._process.poll()}")

    def ends_within(self, seconds: float) -> bool:
        """Wait so long, and tell whether it ended meanwhile."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it by SIGKILL, and wait until it is gone."""
        self._process.kill()
        self._process.wait()

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, user and system, all threads (proc(5): utime and stime)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def peak(self) -> float:
        """MB of memory at most so far (proc(5): VmHWM)."""
        return self._status("VmHWM") / 1024

    @property
    def memory(self) -> float:
        """MB of memory that is resident now (proc(5): VmRSS)."""
        return self._status("VmRSS") / 1024

    @property
    def threads(self) -> int:
        """How many threads it has now."""
        return self._status("Threads")

    @property
    def files(self) -> int:
        """How many files it has open now, sockets among them."""
        return sum(1 for _file in Path(f"/proc/{self._process.pid}/fd").iterdir())

    def _status(self, name: str) -> int:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(f"{name}:"))
