"""How the process keeps its memory: in one heap, and what was loaded at start out of every search for garbage."""

from __future__ import annotations

import ctypes
import gc

# glibc's number for it (mallopt(3), M_ARENA_MAX).
_ARENAS = -8
# New objects between two looks for circles; catalogues, articles and code never become garbage.
GARBAGE = 50_000


def share_one_heap() -> None:
    """Let all threads use one heap, before the first of them begins.

    glibc gives every thread one of its own, and what one has freed no other uses: after 19,000 turns 28 MB lay unused
    so, and 11 MB in one heap. Only one thread at a time runs Python anyway. Other libraries of C have no heaps a
    thread, and nothing happens.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_ARENAS, 1)


def calm_memory() -> None:
    """Leave what was loaded at start out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)
