"""Those who read or write slowly, on a real socket, keep nobody else waiting."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, closing, contextmanager

import httpx
import uvicorn

from tests.desk.conftest import SITE

SLOW = 60
# Seconds within which everybody else is answered, on a slow machine with much to do.
SOON = 10.0


@contextmanager
def _served(app):
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def _open(holding: ExitStack, port: int, head: str, body: bytes = b"") -> socket.socket:
    slow = holding.enter_context(closing(socket.create_connection(("127.0.0.1", port))))
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
    lines = f"{head}\r\nHost: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\r\n"
    slow.sendall(lines.encode() + body)
    return slow


def _quick(client, path: str, **more) -> httpx.Response:
    begun = time.perf_counter()
    answer = client.request("POST" if more else "GET", path, headers=SITE, **more)
    assert time.perf_counter() - begun < SOON
    return answer


def test_slow_readers_and_writers_keep_nobody_waiting(office):
    with _served(office.lotse.app) as port, ExitStack() as holding:
        here = {"base_url": f"http://127.0.0.1:{port}", "timeout": SOON}
        reader, other = (holding.enter_context(httpx.Client(**here)) for _n in range(2))
        assert _quick(reader, "/chat/start", json={"language": "en"}).status_code == 200
        cookie = "; ".join(f"{name}={value}" for name, value in reader.cookies.items())
        for number in range(SLOW):
            _open(holding, port, f"GET /chat/events HTTP/1.1\r\nCookie: {cookie}")
            begun = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000"
            path = ("/desk/login", "/newphone", "/chat/messages", "/chat/files")[number % 4]
            _open(holding, port, f"POST {path} HTTP/1.1\r\n{begun}", b"login=")
            # Not even the head is whole.
            half = holding.enter_context(closing(socket.create_connection(("127.0.0.1", port))))
            half.sendall(b"POST /desk/login HTTP/1.1\r\nHost: x\r\nX-")
        assert _quick(other, "/chat/start", json={"language": "en"}).status_code == 200
        for number in range(10):
            # What the slow ones do not read is as long as messages are.
            long = {"id": f"slow-{number:08d}", "text": "word " * 1_500}
            assert _quick(reader, "/chat/messages", json=long).status_code == 200
            assert _quick(other, "/chat/messages", json={**long, "text": "hello"}).status_code == 200
            assert _quick(other, "/").status_code == 200
            assert _quick(other, "/desk/login").status_code == 200
        assert _quick(other, "/healthz").json()["stopped"] == []
        with other.stream("GET", "/chat/events", headers=SITE) as stream:
            assert next(line for line in stream.iter_lines() if line.startswith("data:"))
