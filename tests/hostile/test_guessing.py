"""One who guesses passwords, and one family that writes without end: both are slowed down, and nobody else is."""

from __future__ import annotations

import os
from collections import Counter

from bot.desk.signing import SHORTEST
from bot.store import refusals
from tests.desk.conftest import SITE
from tests.desk.test_signing import PASSWORD, _set_up

# Guesses and messages; samples here, ten thousand and one thousand by `make hostile`.
GUESSES = int(os.environ.get("LOTSE_HOSTILE_GUESSES", "50"))
MESSAGES = int(os.environ.get("LOTSE_HOSTILE_MESSAGES", "60"))


def _guess(client, login: str, password: str) -> int:
    form = {"login": login, "password": password}
    return client.post("/desk/login", data=form, headers=SITE, follow_redirects=False).status_code


def test_who_guesses_at_one_account_is_heard_a_few_times_a_day(office, clock):
    """Guesses come all day long, as fast as the time between two allows."""
    assert len(PASSWORD) >= SHORTEST
    _client, _token, _id = _set_up(office)
    guesser, said = office.browser(), Counter()
    pause = 24 * 60 * 60 / GUESSES
    for number in range(GUESSES):
        said[_guess(guesser, "berta@example.org", f"guess number {number} of many")] += 1
        clock.travel(pause)
    print(f"{GUESSES} guesses in a day: {dict(said)}")
    # Five are free; then one minute, doubled up to one hour: thirty-five in a day, however fast they come.
    assert said[401] <= 35
    assert said[401] + said[429] == GUESSES
    assert refusals.LONGEST == 60 * 60 * 1000


def test_many_guesses_in_a_row_lock_out_and_the_right_password_is_no_way_around(office, clock):
    _client, _token, _id = _set_up(office)
    guesser = office.browser()
    said = [_guess(guesser, "berta@example.org", f"guess {number}") for number in range(20)]
    assert said == [401] * 5 + [429] * 15
    assert _guess(guesser, "berta@example.org", PASSWORD) == 429
    # Another spelling of the address is the same account.
    assert _guess(guesser, " BERTA@example.org\0", PASSWORD) == 429
    clock.travel(61)
    assert _guess(guesser, "berta@example.org", PASSWORD) == 303


def test_a_family_that_writes_without_end_is_asked_to_wait_and_the_others_are_not(office):
    flood, other = office.family(), office.family("en")
    said, pause = Counter(), MESSAGES // 10
    for number in range(MESSAGES):
        body = {"id": f"flood-{number:08d}", "text": "hello"}
        said[flood.client.post("/chat/messages", json=body, headers=SITE).status_code] += 1
        if number % pause == pause - 1:
            other.send(f"question {number}")
    print(f"{MESSAGES} messages of one browser: {dict(said)}; 10 of another, all taken")
    assert set(said) == {200, 429}
    assert said[200] >= 30
