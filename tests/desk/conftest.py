"""The whole house behind a client: families on the chat page, colleagues at the desk."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.store import sessions, staff
from bot.store.staff import Role
from bot.wiring import build
from tests.bot.booking.offices import at
from tests.desk.appointments import MONDAY, TEN, travel_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.responses import Response

    from bot.wiring import Lotse

SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Colleague:
    """Sit at the desk in a browser of one's own."""

    client: TestClient
    id: int
    page: str = ""

    def get(self, path: str, **options: object) -> Response:
        answer = self.client.get(path, **options)
        self.page = answer.text
        return answer

    def post(self, path: str, follow: bool = True, **fields: object) -> Response:
        """Send a form with what stands in it on the page that is open."""
        form = {"csrf": self.csrf, "epoch": self.hidden("epoch"), **fields}
        answer = self.client.post(path, data=form, headers=SITE, follow_redirects=follow)
        self.page = answer.text
        return answer

    @property
    def csrf(self) -> str:
        return self.hidden("csrf")

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return found[1] if found else ""

    def open_case(self, view: str = "queue") -> str:
        """Open the first case of a list and return its address."""
        self.get(f"/desk/cases/{view}")
        path = re.search(r'href="(/desk/case/\d+)"', self.page)[1]
        self.get(path)
        return path


@dataclass
class Family:
    """Chat on the page of the office."""

    client: TestClient
    language: str = "ar"
    _sent: int = 0

    def start(self) -> Family:
        assert self.client.post("/chat/start", json={"language": self.language}, headers=SITE).status_code == 200
        return self

    def send(self, text: str = "", press: str = "") -> Family:
        self._sent += 1
        body = {"id": f"m{self._sent}-{secrets.token_hex(6)}"} | ({"press": press} if press else {"text": text})
        answer = self.client.post("/chat/messages", json=body, headers=SITE)
        assert answer.status_code == 200, answer.text
        return self

    @property
    def page(self) -> str:
        return self.client.get("/").text


@dataclass
class Office:
    """Let colleagues and families in."""

    lotse: Lotse
    _clients: list[TestClient] = field(default_factory=list)

    def browser(self) -> TestClient:
        client = TestClient(
            self.lotse.app, base_url=self.lotse.desk.url if self.lotse.desk.https else "http://testserver"
        )
        client.__enter__()
        self._clients.append(client)
        return client

    def family(self, language: str = "ar") -> Family:
        return Family(self.browser(), language).start()

    def colleague(self, role: Role = Role.COUNSELLOR, *teams: str, name: str = "Berta") -> Colleague:
        """Give a colleague who has signed in."""
        now, door = self.lotse.desk.clock(), self.lotse.door
        login = f"{name.lower()}.{secrets.token_hex(3)}@example.org"
        id = door.write_now(
            lambda conn: staff.add(conn, login=login, name=name, role=role, teams=teams, language="en", now=now)
        )
        door.write_now(lambda conn: staff.change(conn, id, state="active"))
        client = self.browser()
        client.cookies.set("lotse_desk", door.write_now(lambda conn: sessions.begin(conn, id, "full", now)))
        colleague = Colleague(client, id)
        colleague.get("/desk/me")
        return colleague

    def close(self) -> None:
        for client in self._clients:
            client.__exit__(None, None, None)


@pytest.fixture
def office(database_url, tmp_path, clock, brisk) -> Iterator[Office]:
    settings = Settings(_env_file=None, data_dir=tmp_path, database_url=database_url, telegram_token="")
    office = Office(build(settings, clock=clock))
    yield office
    office.close()
    office.lotse.door.close()


@pytest.fixture
def monday(clock) -> None:
    travel_to(clock, at(MONDAY, 8))


@pytest.fixture
def after_the_talk(monday, clock) -> None:
    """Travel on to when a talk at nine on Thursday is over."""
    travel_to(clock, TEN)


@pytest.fixture
def berta(office) -> Colleague:
    return office.colleague(Role.COUNSELLOR, "school-placement", "general", name="Berta")


@pytest.fixture
def lead(office) -> Colleague:
    return office.colleague(Role.LEAD, name="Leyla")


@pytest.fixture
def waiting(office) -> Callable[..., Family]:
    """Give a function that lets a family call a person."""

    def call(language: str = "ar", text: str = "") -> Family:
        family = office.family(language).send(press="g:human")
        return family.send(text) if text else family

    return call
