"""A real browser before a real server; only the house behind it is a fake."""

from __future__ import annotations

import shutil
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from bot.web.app import create_app
from bot.web.options import Options
from tests.browser.whole_house import whole_house
from tests.web.fake_house import FakeHouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.applications import Starlette

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Generous, because two cores may be busy with other tests.
expect.set_options(timeout=15_000)


@dataclass
class Server:
    """Serve an application on a free port, in a thread; it can be stopped and started again."""

    app: Starlette
    port: int = 0
    _running: tuple[uvicorn.Server, threading.Thread] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        # Whoever comes before the thread runs waits instead of being refused.
        listener.listen()
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(self.app, log_config=None, timeout_graceful_shutdown=1, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        self._running = (server, thread)

    def stop(self) -> None:
        assert self._running
        server, thread = self._running
        server.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive()


@pytest.fixture(scope="package")
def house_app() -> tuple[FakeHouse, Starlette]:
    """Choose the house; the real one takes the fake's place here and nowhere else."""
    house = FakeHouse()
    return house, create_app(house, Options())


@pytest.fixture(scope="package")
def house(house_app: tuple[FakeHouse, Starlette]) -> FakeHouse:
    return house_app[0]


@pytest.fixture(scope="package")
def server(house_app: tuple[FakeHouse, Starlette]) -> Iterator[Server]:
    server = Server(house_app[1])
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the real house, for whoever makes accounts in it or looks into its store."""
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Run the real house in a process of its own."""
    with whole_house(folder) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Package, not session: while it lives, its event loop counts as running, and asynchronous tests could not.
    found = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One family at one device."""

    context: BrowserContext
    url: str
    # What the browser complained about: refused by the policy, or thrown by a script.
    complaints: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        return next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == "lotse")

    def open(self, path: str = "/") -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)
        page.goto(self.url + path)
        return page

    def chat(self, locale: str = "en") -> Page:
        """Choose a language, as the first contact does."""
        page = self.open(f"/?lang={locale}")
        page.locator(f"[data-language={locale}]").click()
        page.locator("#m1").wait_for()
        ready(page)
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)


@pytest.fixture
def visit_as(browser: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    """Let somebody come, with a browser of the given kind; nobody may leave with a complaint."""
    visits: list[Visit] = []

    def come(**kind: object) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 320, "height": 568}, "locale": "en-GB", **kind})
        context.set_default_timeout(15_000)
        visits.append(Visit(context=context, url=server.url))
        return visits[-1]

    yield come
    for visit in visits:
        visit.context.close()
    assert [complaint for visit in visits for complaint in visit.complaints] == []


@pytest.fixture
def visit(visit_as: Callable[..., Visit]) -> Visit:
    return visit_as()


def ready(page: Page) -> None:
    """Wait until the script of the chat page hears presses."""
    expect(page.locator("#composer [type=submit]")).to_be_enabled()


def say(page: Page, text: str) -> None:
    """Type and send."""
    page.locator("#text").fill(text)
    page.locator("#composer [type=submit]").click()
