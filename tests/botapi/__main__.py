"""Run the simulated Bot API as a process of its own: `python -m tests.botapi --port 8081 --token 123:TEST`.

Prints `ready URL` once it answers; ends with SIGTERM or Ctrl-C.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal

import uvloop

from tests.botapi.control import Control
from tests.botapi.server import BotApi


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.botapi")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default="123:TEST")
    parser.add_argument("--first-update-id", type=int, default=700_000_001)
    uvloop.run(_serve(parser.parse_args()))


async def _serve(options: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    # A long load makes millions of objects that stay; looking through them again and again frees nothing.
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
    async with BotApi(options.token, port=options.port, first_update_id=options.first_update_id) as api:
        Control(api)
        print(f"ready {api.url}", flush=True)
        await ended.wait()


if __name__ == "__main__":
    main()
