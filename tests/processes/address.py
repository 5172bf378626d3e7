"""One address in front of several processes, as a web server before them gives it: each connection to the next one."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from itertools import count


class Address:
    """Hand connections on in turn, past whoever does not answer; runs in a thread of its own."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self._turn = count()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._meet, "127.0.0.1", 0), self._loop)
        self._server = server.result()
        self.port: int = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Take nobody any more."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ports = list(self.ports)
        first = next(self._turn)
        for number in range(len(ports)):
            # Whoever closes the address cuts off whom it serves.
            with suppress(OSError, asyncio.CancelledError):
                there = await asyncio.open_connection("127.0.0.1", ports[(first + number) % len(ports)])
                await asyncio.gather(_pass_on(reader, there[1]), _pass_on(there[0], writer))
                return
        writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
