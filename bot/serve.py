"""Serve until told to stop: the web server and the other roles in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from typing import TYPE_CHECKING

import structlog
import uvicorn
from sse_starlette.sse import AppStatus

from bot.errors import SettingsError
from bot.memory import calm_memory
from bot.wiring import SERVING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.wiring import Lotse

_log = structlog.get_logger()
# Seconds that open pages get to say goodbye.
GRACE = 3
# Bytes in a request's head and seconds a quiet connection is kept.
KEEP_ALIVE = 75


async def serve(lotse: Lotse, *, ready: Callable[[int], None]) -> None:
    """Run every role of the process until SIGINT or SIGTERM.

    ready hears the port once the page is served, or nought in a process that serves none.
    """
    calm_memory()
    server = _server(lotse) if lotse.role in SERVING else None
    address = _listen(lotse.settings.host, lotse.settings.port) if server else None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    rest = asyncio.create_task(lotse.run())
    serving = asyncio.create_task(server.serve(sockets=[address])) if server and address else None
    if server and serving:
        while not server.started and not serving.done():  # noqa: ASYNC110  (uvicorn offers no event for it.)
            await asyncio.sleep(0.01)
        if server.started:
            ready(server.servers[0].sockets[0].getsockname()[1])
    else:
        ready(0)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({task for task in (stopping, rest, serving) if task}, return_when=asyncio.FIRST_COMPLETED)
    if server and serving:
        server.should_exit = True
        # Open pages are told to come back later; uvicorn would tell them only at a signal of its own.
        AppStatus.should_exit = True
        with contextlib.suppress(SystemExit):
            await serving
    failed = rest.exception() if rest.done() and not rest.cancelled() else None
    rest.cancel()
    stopping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await rest
    if failed is not None:
        raise failed


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything runs; raises SettingsError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        said = f"nothing can be served at {host}:{port}: {error.strerror}"
        raise SettingsError(f"LOTSE_HOST or LOTSE_PORT is wrong: {said}.") from error


def _server(lotse: Lotse) -> uvicorn.Server:
    settings = lotse.settings
    config = uvicorn.Config(
        lotse.app,
        host=settings.host,
        port=settings.port,
        # Addresses of visitors are personal data: there is no access log.
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEEP_ALIVE,
    )
    server = uvicorn.Server(config)
    # Signals are ours: the other roles must stop as well.
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
    return server
