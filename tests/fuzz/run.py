"""`python -m tests.fuzz.run TARGET URL FOLDER [libFuzzer's options]`: one target, in the process that it ends."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import atheris
import structlog

if TYPE_CHECKING:
    from collections.abc import Callable

# What counts as having come deeper.
OURS = ["bot", "dialogs", "knowledge", "translations"]


def counting(play: Callable[[bytes], str]) -> Callable[[bytes], None]:
    """Play, and say now and then what came of it: the fuzzer ends this process without a last word."""
    came: Counter[str] = Counter()
    last = 0.0

    def once(data: bytes) -> None:
        nonlocal last
        came[play(data)] += 1
        if time.monotonic() - last > 1:
            last = time.monotonic()
            print("CAME", json.dumps(came), flush=True)

    return once


def main() -> None:
    name, url, folder, *options = sys.argv[1:]
    # What the house says of malformed updates is no news here.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    stack = ExitStack()
    with atheris.instrument_imports(include=OURS):
        from tests.fuzz.doors import DOORS
        from tests.fuzz.targets import TARGETS

        play = TARGETS[name] if name in TARGETS else stack.enter_context(DOORS[name](url, Path(folder)))
        # What is imported and read only when it is needed.
        play(b"")
    atheris.Setup(["fuzz", *options], counting(play))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
