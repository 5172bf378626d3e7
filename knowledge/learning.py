"""Learn in a process of its own: the memory it takes is given back, and no turn waits for Python's lock meanwhile."""

from __future__ import annotations

import atexit
import fcntl
import pickle
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from knowledge.classifier import Classifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Wait until no other process with this folder learns the same; where nothing can be written, nobody waits."""
    with ExitStack() as stack:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            fcntl.flock(stack.enter_context((folder / f"{name}.lock").open("w")), fcntl.LOCK_EX)
        yield


def learn(pairs: Sequence[tuple[str, str]]) -> Classifier:
    """Return what is learnt from (topic, words) pairs; raises subprocess.CalledProcessError."""
    # In a session of its own: Ctrl-C is for the house, which then ends what it has begun. It may be begun in a thread
    # that does not hear of that.
    with subprocess.Popen(
        [sys.executable, "-m", "knowledge.learning"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as apart:
        atexit.register(apart.kill)
        try:
            written, _ = apart.communicate(pickle.dumps(list(pairs)))
        finally:
            atexit.unregister(apart.kill)
            apart.kill()
    if apart.returncode:
        raise subprocess.CalledProcessError(apart.returncode, apart.args)
    learnt: Classifier = pickle.loads(written)  # noqa: S301  (What the line above has written.)
    return learnt


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(Classifier.train(pickle.load(sys.stdin.buffer))))  # noqa: S301  (From above.)
