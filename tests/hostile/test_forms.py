"""No form and no address makes the house fail, whatever stands in it."""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from contextlib import suppress
from urllib.parse import quote, urlencode

from bot.store.staff import Role
from bot.web.limits import Limit
from tests.bot.booking.offices import at
from tests.desk.appointments import MONDAY, NINE, booked, busy_day, give, registered, travel_to
from tests.desk.conftest import SITE
from tests.hostile.forms import NASTY, Seen, forms_of, in_parts, where
from tests.hostile.ways import Way, ways
from tests.web.test_files import PDF

# Requests; a sample here, ten thousand by `make hostile`.
REQUESTS = int(os.environ.get("LOTSE_HOSTILE_FORMS", "150"))
SEED = int(os.environ.get("LOTSE_HOSTILE_SEED", "1"))
WORDS = ("queue", "all", "hello", "ar", "find-school", "you.name", "papers-to-bring")
HOUR = 3_600_000
# After so many a colleague may have signed herself out, and families begin anew.
SPELL = 400


class Knocking:
    """Knock at every way with forms that are half right."""

    def __init__(self, office) -> None:
        self.office = office
        self.people: list[int] = []
        self.chance, self.seen = random.Random(SEED), Seen()
        self.forms: dict[str, list[str]] = {}
        self.ways = [way for way in ways(office.lotse) if way.path != "/desk/logout"]
        self.statuses: Counter[int] = Counter()
        self.faults: Counter[str] = Counter()
        # What was asked last, to be asked again in a test.
        self.asked: tuple[object, ...] = ()

    def sit_down(self) -> None:
        """Let a family wait and a colleague sit down who may do everything; read all pages."""
        family, person = registered(self.office)
        # The house may have been closed by now; then there is one appointment less.
        with suppress(AttributeError):
            booked(self.office, person, NINE + len(self.people) * HOUR)
        paper = {"file": ("a.pdf", PDF, "application/pdf")}
        sent = family.client.post("/chat/files", data={"id": "paper-hostile"}, files=paper, headers=SITE)
        assert sent.status_code == 200
        self.people.append(person)
        self.me = self.office.colleague(Role.ADMINISTRATOR)
        self.me.client.cookies.update(family.client.cookies)
        # Where one page leads to the next: a case, its file, its appointment.
        for _n in range(2):
            for way in self.ways:
                if way.method == "GET" and (way.of_the_desk or way.path in ("/", "/visit/{id:int}")):
                    number = self.seen.number(self.chance, way.path)
                    self.look(self.me.client.get(way.to(number, self.chance.choice(WORDS))).text)

    def look(self, html: str) -> None:
        self.seen.look(html)
        for action, names in forms_of(html).items():
            self.forms.setdefault(re.sub(r"\d+", "#", action.partition("?")[0]), names)

    def address(self, way: Way) -> str:
        chance = self.chance
        number = self.seen.number(chance, way.path)
        word = quote(chance.choice((*NASTY, *WORDS * 8)), safe="")
        path = way.to(number, word[:2_000] or "x")
        query = self.seen.fields(chance, []) if chance.random() < 0.5 else []
        return path + (f"?{urlencode(query)}"[:4_000] if query else "")

    def knock(self, way: Way) -> None:
        path = self.address(way)
        language = re.sub(r"[\0\r\n\x1b]", "", self.chance.choice(NASTY))[:3_000]
        headers: dict[str, str | bytes] = {**SITE, "Accept-Language": language.encode()}
        sent: dict[str, object] = {}
        if way.method == "POST":
            own = self.forms.get(re.sub(r"\d+", "#", path.partition("?")[0]), [])
            fields = [one for one in self.seen.fields(self.chance, own) if one[0] != "csrf"]
            fields.append(("csrf", self.me.csrf))
            if self.chance.random() < 0.05:
                sent["content"], headers["Content-Type"] = in_parts(self.chance, fields)
            elif not way.of_the_desk and self.chance.random() < 0.5:
                asked = {name: self.chance.choice((value, [value], None, 2**70, "\ud800")) for name, value in fields}
                sent["content"], headers["Content-Type"] = json.dumps(asked), "application/json"
            else:
                sent["content"] = urlencode(fields)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.asked = (way.method, path, headers, sent)
        try:
            answer = self.me.client.request(way.method, path, headers=headers, follow_redirects=False, **sent)
        except Exception as error:  # noqa: BLE001  (Which faults there are is the question.)
            self.faults[f"{way.method} {way.path}: {where(error)}"] += 1
            return
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500 or "Traceback (most recent" in answer.text:
            self.faults[f"{way.method} {way.path}: {answer.status_code}"] += 1
        if answer.headers.get("location") == "/desk/login":
            self.sit_down()


def test_no_form_and_no_address_makes_the_house_fail(office, clock, monkeypatch):
    # Whoever knocks ten thousand times would soon meet nothing but the limits, which have tests of their own.
    monkeypatch.setattr(Limit, "wait", lambda _self, _key: 0.0)
    travel_to(clock, at(MONDAY, 9))
    give(office, busy_day())
    knocking = Knocking(office)
    for number in range(REQUESTS):
        if number % SPELL == 0:
            knocking.sit_down()
        knocking.knock(knocking.ways[number % len(knocking.ways)])
    print(f"{REQUESTS} requests, seed {SEED}: {dict(sorted(knocking.statuses.items()))}")
    assert not knocking.faults, "\n".join(f"{times} x {fault}" for fault, times in knocking.faults.most_common())
    assert knocking.statuses[200] + knocking.statuses[303] > REQUESTS / 4
