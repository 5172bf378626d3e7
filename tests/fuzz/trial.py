"""One target in a process of its own: what it did, and what it found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tests.bench.processes import ROOT
from tests.crash.databases import DATABASES
from tests.fuzz.seeds import SEEDS

# Inputs that led somewhere are kept from one run to the next.
KEPT = ROOT / ".fuzz"
# Beyond its time, for starting and for the last input.
GRACE = 300
# Bytes of an input.
LONGEST = 2_000
_DONE = re.compile(r"^#(\d+)\s+\w+.*? cov: (\d+) .*?corp: (\d+)/", re.MULTILINE)
_CAME = re.compile(r"^CAME (\{.*\})$", re.MULTILINE)
_SECONDS = re.compile(r"Done \d+ runs in (\d+) second")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """Say what came of a target."""

    # Megabytes that a target may take.
    MEMORY: ClassVar = 2_000

    name: str
    # Where the target needs a house.
    database: str
    inputs: int
    # With how many inputs it began, and how many it kept.
    began: int
    kept: int
    # Places of the code between which it saw a way.
    covered: int
    seconds: int
    # What came of them, in words, with its share.
    came: str
    # What went wrong, with the bytes that a test can be made of.
    faults: list[str]


def play(name: str, database: str = "", *, seconds: int, seed: int) -> Trial:
    """Play a target for so many seconds, or until the first fault; where it needs a house, on a database."""
    kept = KEPT / name
    kept.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(SEEDS[name]()):
        (kept / f"seed-{number}").write_bytes(content)
    began = len(list(kept.iterdir()))
    with tempfile.TemporaryDirectory() as found, ExitStack() as stack:
        limits = (f"-max_total_time={seconds}", "-timeout=60", f"-rss_limit_mb={Trial.MEMORY}", f"-max_len={LONGEST}")
        url = stack.enter_context(DATABASES[database]()) if database else "-"
        house = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        options = (f"-seed={seed}", *limits, f"-artifact_prefix={found}/", "-len_control=20", str(kept))
        code, said = _run((sys.executable, "-m", "tests.fuzz.run", name, url, house, *options), seconds + GRACE)
        faults = [f"{path.name}: {path.read_bytes()!r}" for path in sorted(Path(found).iterdir())]
    if code or faults:
        faults = [said[-6_000:], *faults]
    return _read(name, database, said, began, seconds, faults)


def _run(command: tuple[str, ...], patience: int) -> tuple[int, str]:
    pipe = subprocess.PIPE
    try:
        ended = subprocess.run(command, cwd=ROOT, stdout=pipe, stderr=subprocess.STDOUT, timeout=patience, check=False)
    except subprocess.TimeoutExpired as late:
        return -1, (late.stdout or b"").decode(errors="replace")
    return ended.returncode, ended.stdout.decode(errors="replace")


def _shares(said: str) -> str:
    """Write what came of the inputs in percent, the most frequent first."""
    told = _CAME.findall(said)
    came = Counter(json.loads(told[-1])) if told else Counter()
    return ", ".join(f"{what} {round(100 * times / came.total())} %" for what, times in came.most_common())


def _read(name: str, database: str, said: str, began: int, seconds: int, faults: list[str]) -> Trial:
    """Read libFuzzer's last word."""
    steps = _DONE.findall(said)
    inputs, covered, kept = steps[-1] if steps else (0, 0, 0)
    took = _SECONDS.search(said)
    return Trial(
        name=name,
        database=database,
        inputs=int(inputs),
        began=began,
        kept=int(kept),
        covered=int(covered),
        seconds=int(took[1]) if took else seconds,
        came=_shares(said),
        faults=["\n".join(faults)] if faults else [],
    )
