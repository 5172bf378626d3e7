"""No form and no address makes the house fail, whatever stands in it."""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter
from urllib.parse import quote, urlencode

from bot.store.staff import Role
from tests.desk.conftest import SITE
from tests.hostile.forms import NASTY, Seen, forms_of, in_parts, where
from tests.hostile.ways import Way, ways

# Requests; a sample here, ten thousand by `make hostile`.
REQUESTS = int(os.environ.get("LOTSE_HOSTILE_FORMS", "150"))
SEED = int(os.environ.get("LOTSE_HOSTILE_SEED", "1"))
# After so many a colleague may have signed herself out, and families begin anew.
SPELL = 400
NUMBERS = ("0", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 4_400)


class Knocking:
    """Knock at every way with forms that are half right."""

    def __init__(self, office, waiting) -> None:
        self.office, self.waiting = office, waiting
        self.chance, self.seen = random.Random(SEED), Seen()
        self.forms: dict[str, list[str]] = {}
        self.ways = [way for way in ways(office.lotse) if way.path != "/desk/logout"]
        self.statuses: Counter[int] = Counter()
        self.faults: Counter[str] = Counter()

    def sit_down(self) -> None:
        """Let a family wait and a colleague sit down who may do everything; read all pages."""
        family = self.waiting()
        self.me = self.office.colleague(Role.ADMINISTRATOR)
        self.me.open_case()
        self.me.client.cookies.update(family.client.cookies)
        self.seen.look(self.me.page)
        for way in self.ways:
            if way.method == "GET" and (way.of_the_desk or way.path == "/"):
                for number in self.chance.sample(sorted(self.seen.numbers), min(2, len(self.seen.numbers))):
                    self.look(self.me.client.get(way.to(number, "queue")).text)

    def look(self, html: str) -> None:
        self.seen.look(html)
        for action, names in forms_of(html).items():
            self.forms.setdefault(re.sub(r"\d+", "#", action.partition("?")[0]), names)

    def address(self, way: Way) -> str:
        chance = self.chance
        number = chance.choice((*sorted(self.seen.numbers),) * 3 + NUMBERS)
        word = quote(chance.choice((*NASTY, "queue", "all", "hello", "ar", "en", "find-school", "you.name")), safe="")
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
            if self.chance.random() < 0.15:
                sent["content"], headers["Content-Type"] = in_parts(self.chance, fields)
            elif not way.of_the_desk and self.chance.random() < 0.5:
                asked = {name: self.chance.choice((value, [value], None, 2**70, "\ud800")) for name, value in fields}
                sent["content"], headers["Content-Type"] = json.dumps(asked), "application/json"
            else:
                sent["content"] = urlencode(fields)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
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


def test_no_form_and_no_address_makes_the_house_fail(office, waiting):
    knocking = Knocking(office, waiting)
    for number in range(REQUESTS):
        if number % SPELL == 0:
            knocking.sit_down()
        knocking.knock(knocking.ways[number % len(knocking.ways)])
    print(f"{REQUESTS} requests, seed {SEED}: {dict(sorted(knocking.statuses.items()))}")
    assert not knocking.faults, "\n".join(f"{times} x {fault}" for fault, times in knocking.faults.most_common())
    assert knocking.statuses[200] + knocking.statuses[303] > REQUESTS / 4
