"""What becomes of each call into the staff's group that fails (design §4, "Out."): the group is a view of the desk.

- later: it surely was not carried out, or the group cannot be written to: the same call is made when the wait is over.
- lost: nobody knows, or it is refused as it is: never again; what changes next brings the topic up to date.
- late: it did not even begin while no connection was free.
"""

from __future__ import annotations

import asyncio
import os

import pytest

from bot.telegram.forum.mirror import RECONNECT, REFUSED, UNKNOWN, Mirror
from bot.telegram.request import UNSAID
from tests.bot.running import running
from tests.telegram.forum import GROUP
from tests.telegram.outbound import BROKEN, RETRY_AFTER, SERVED, Cell, Names, Still, broken, read

METHODS = {"topic": "createForumTopic", "card": "sendMessage", "edit": "editMessageText"}
TABLE = """
                | topic  card   edit   | why
no connection   | later  later  later  | nobody listens: it never left
no name         | later  later  later  | DNS fails: it never left
no room         | late   late   late   | every connection is taken
reset before    | later  lost   lost   | a topic may be there twice; a conversation without one would be seen by nobody
reset after     | later  lost   lost   | a card twice would be pressed twice, and an edit says nothing the desk does not
silence before  | later  lost   lost   |
silence after   | later  lost   lost   |
cut body        | later  lost   lost   |
garbage         | later  lost   lost   |
ok:false        | later  lost   lost   |
500             | later  lost   lost   |
502             | later  lost   lost   |
409             | later  lost   lost   |
429             | later  later  later  | refused until retry_after is over
429 bare        | later  later  later  | refused without saying how long
401             | later  later  later  | the token is revoked: an alarm
403             | later  later  later  | the bot is not in the group any more: an alarm
400 not found   | later  later  later  | the group is gone, or was never there: an alarm
400             | later  lost   lost   | a fault of ours
"""
# Seconds until the same call is made again; a topic of which nobody knows waits longest but for alarms.
WAITS = {
    "no connection": RECONNECT, "no name": RECONNECT, "429": RETRY_AFTER, "429 bare": UNSAID, "401": REFUSED,
    "403": REFUSED, "400 not found": REFUSED,
}  # fmt: skip
CELLS = read(TABLE, tuple(METHODS))
# LOTSE_ALL_FAULTS=1 plays all of them on both databases; every time each fault is met once, on one of them.
ALL = "LOTSE_ALL_FAULTS" in os.environ


@pytest.fixture
def clock() -> Still:
    return Still()


@pytest.fixture
async def house(telegram, database_url, tmp_path, clock, brisk, names, monkeypatch):
    """Run a house whose mirror works only when the test lets it."""
    rested = asyncio.Event()
    monkeypatch.setattr(Mirror, "run", lambda _self: rested.wait())
    telegram.group(GROUP, forum=True)
    api = telegram.url.replace("127.0.0.1", "telegram.test")
    async with running(telegram, database_url, tmp_path, clock, telegram_staff_group=GROUP, telegram_api=api) as house:
        house.impatient(0.1)
        yield house


async def test_each_fault_with_each_call_into_the_group(house, clock, names):
    other = house.lotse.settings.database_url.startswith("sqlite")
    cells = [
        (cell, outcome) for number, (cell, outcome) in enumerate(CELLS.items())
        if ALL or (number // 3 % 2 == other and (number // 3 + number) % 3 == 0)
    ]  # fmt: skip
    wrong = [told for cell, outcome in cells if (told := await _play(house, clock, names, cell, outcome))]
    assert not wrong, "\n".join(wrong)


async def test_what_the_old_group_refuses_says_nothing_of_the_new_one(house):
    mirror, berta = house.lotse.telegram._mirror, house.api.user(70, "Berta", "de")
    there = {"chat_id": GROUP, "name": "begun before the group was moved"}
    house.api.fail("createForumTopic", SERVED["403"][0])
    await mirror._call("createForumTopic", there, None)
    assert mirror.limit.wait_ms() == REFUSED * 1000
    await house.api.group(GROUP, forum=True).become_supergroup(berta, -100777)
    await house.quiet()
    assert mirror.limit.wait_ms() == 0
    await mirror._call("createForumTopic", there, None)
    assert house.api.calls("createForumTopic")[-1].status == 403
    assert mirror.limit.wait_ms() == 0


async def _play(house, clock, names: Names, cell: Cell, outcome: str) -> str:
    """Play one cell in a conversation of its own; return what is wrong, empty where all is as declared."""
    mirror = house.lotse.telegram._mirror
    await _prepare(house, clock, cell)
    before, wait = _made(house, cell), WAITS.get(cell.fault, UNKNOWN)
    await _fail(house, names, cell)
    first = _made(house, cell) - before
    course = [first]
    clock.travel(1)
    for waited in (wait - 1.1, 0.2):
        # Too early, and then not.
        await mirror.step()
        course.append(_made(house, cell) - before)
        clock.travel(waited)
    if outcome != "later":
        # A restart knows no more than what is written down.
        mirror = house.lotse.telegram._mirror = _another(house, mirror)
    await mirror.step()
    course.append(_made(house, cell) - before)
    left = int(cell.fault not in BROKEN)
    expected = {"later": [left, left, left, left + 1], "lost": [1, 1, 1, 1], "late": [1, 1, 1, 1]}[outcome]
    await _catch_up(house, clock, cell)
    return "" if course == expected else f"{cell.fault}, {cell.kind}: {course}, not {expected}"


async def _prepare(house, clock, cell: Cell) -> None:
    """Let a family call a person, and the group be one call behind."""
    her = house.api.user(cell.chat, "Amina", "en")
    await house.ask(her.send("/start"))
    await house.ask(her.press_data("g:human"))
    clock.travel(62)
    for _call in range(list(METHODS).index(cell.kind)):
        assert await house.lotse.telegram._mirror.step()
        clock.travel(1)
    if cell.kind == "edit":
        await cell.take_over(house)
        clock.travel(1)


async def _fail(house, names: Names, cell: Cell) -> None:
    """Make the call meet its fault."""
    mirror = house.lotse.telegram._mirror
    if cell.fault in SERVED:
        kind, more = SERVED[cell.fault]
        house.api.fail(
            METHODS[cell.kind], kind, when=lambda call: str(call.params.get("chat_id")) == str(GROUP), **more
        )
        await mirror.step()
        return
    async with broken(house, names, cell.fault):
        made = _made(house, cell)
        step = asyncio.create_task(mirror.step())
        await asyncio.wait({step}, timeout=0.1)
        assert _made(house, cell) == made
    await step


async def _catch_up(house, clock, cell: Cell) -> None:
    """Let a colleague give it back: whatever was lost, the topic is right afterwards."""
    if cell.kind != "edit":
        await cell.take_over(house)
    await cell.hand_back(house)
    await house.sent()
    clock.travel(REFUSED)
    while await house.lotse.telegram._mirror.step():
        clock.travel(4)
    shown = [one for one in house.api.chats[GROUP].sent if not one.deleted and "antwortet wieder" in one.text]
    assert shown, cell
    assert shown[-1].thread in house.api.chats[GROUP].closed_topics, cell


def _made(house, cell: Cell) -> int:
    calls = house.api.calls(METHODS[cell.kind])
    return sum(str(call.params.get("chat_id")) == str(GROUP) for call in calls)


def _another(house, mirror: Mirror) -> Mirror:
    """Return the mirror of a process that has just begun."""
    parts = ("bot", "door", "vault", "shelf", "zone", "url", "group", "content", "clock", "spare")
    return Mirror(**{name: getattr(mirror, f"_{name}") for name in parts})
