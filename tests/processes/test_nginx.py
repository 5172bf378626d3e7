"""Behind nginx one visitor meets one process, so that its limits hold; and whoever is gone is passed over."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.processes.nginx import PROGRAM, Nginx

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")
PROCESSES = 4


class Answering(BaseHTTPRequestHandler):
    """Say which process this is."""

    # Head and body leave together.
    wbufsize = -1

    def do_GET(self) -> None:
        name = str(self.server.server_port).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(name)))
        self.end_headers()
        self.wfile.write(name)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def processes():
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Answering) for _process in range(PROCESSES)]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield {str(server.server_port): server for server in servers}
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def nginx(processes, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Nginx(tmp_path, port, [int(one) for one in processes]) as running:
        for _attempt in range(1000):
            with suppress(ConnectionRefusedError):
                running.get("/", comes_from="192.0.2.1")
                break
            threading.Event().wait(0.01)
        yield running


def test_a_visitor_meets_one_process_and_all_of_them_have_visitors(nginx, processes):
    met = {}
    for number in range(40):
        address = f"198.51.100.{number}"
        paths = ["/", "/chat/start", "/chat/messages", "/chat/events", "/desk/events"]
        [met[address]] = {nginx.get(path, comes_from=address) for path in paths}
    assert set(met.values()) == set(processes)


@pytest.mark.parametrize("network", ["2001:db8:7:9", "2001:db8:7:0", "2003:e1:0:4"])
def test_a_household_with_many_addresses_meets_one_process(nginx, network):
    ends = ["::1", ":1:2:3:4", ":a:0:0:b", ":0:0:0:c", ":d::", ":0:1:2:3"]
    assert len({nginx.get("/", comes_from=network + end) for end in ends}) == 1


def test_households_of_many_networks_meet_all_processes(nginx, processes):
    assert {nginx.get("/", comes_from=f"2003:e1:{number:x}:4::1") for number in range(1, 41)} == set(processes)


def test_the_posts_of_telegram_go_to_all_processes(nginx, processes):
    met = Counter(nginx.get("/telegram/webhook", comes_from="149.154.167.220") for _post in range(80))
    assert set(met) == set(processes)
    assert max(met.values()) < 50


def test_who_does_not_answer_is_passed_over_and_the_others_keep_their_visitors(nginx, processes):
    addresses = [f"198.51.100.{number}" for number in range(20)]
    before = {address: nginx.get("/", comes_from=address) for address in addresses}
    gone = before[addresses[0]]
    processes[gone].shutdown()
    processes[gone].server_close()
    after = {address: nginx.get("/", comes_from=address) for address in addresses}
    assert gone not in after.values()
    assert all(after[address] == met for address, met in before.items() if met != gone)
