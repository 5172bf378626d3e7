"""The process keeps its memory in one heap."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Threads that have something of their own, beside one another; how many heaps there are is said by glibc.
WORK = """
import ctypes, sys, threading
from bot.memory import share_one_heap

if sys.argv[1] == "shared":
    share_one_heap()
together, enough = threading.Barrier(5), threading.Event()

def work():
    kept = [bytes(2000) for _ in range(200)]
    together.wait()
    enough.wait()

threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
together.wait()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
enough.set()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="heaps of threads are glibc's")
def test_all_threads_share_one_heap():
    def heaps(how: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", WORK, how], check=True, capture_output=True, text=True
        ).stdout.count("<heap nr=")

    assert heaps("own") > 1
    assert heaps("shared") == 1
