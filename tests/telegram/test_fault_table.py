"""What becomes of each call that fails: every fault with every kind of message (design §4, "Out.").

Telegram knows a call by nothing but its words: there is no key by which it would notice that it comes twice. So the
question is always whether the failed call may have been carried out.

- later: it surely was not. It waits, and goes once when the wait is over, whichever process lives by then.
- again: nobody knows. Silence is worse than a sentence said twice, so it goes at once, a second and last time.
- lost: nobody knows, and twice would be worse, or is of no use: never again; the desk shows it as unknown.
- never: it was refused as it is, and will be refused again: never; the desk shows it as failed.
- late: it did not even begin while no connection was free; then it goes, as if nothing had been.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot import wiring
from bot.telegram import polling
from bot.telegram.request import UNSAID
from bot.telegram.sender import RECONNECT_MS, REVOKED_MS
from knowledge.recordings import Recording
from tests.bot.running import running
from tests.botapi import Kind
from tests.knowledge.voices import put
from tests.telegram.outbound import BROKEN, RETRY_AFTER, SERVED, Still, broken, read

KINDS = ("answer", "notice", "staff", "recording")
TABLE = """
                | answer  notice  staff  recording | why
no connection   | later   later   later  later     | nobody listens: it never left
no name         | later   later   later  later     | DNS fails: it never left
no room         | late    late    late   late      | every connection is taken
reset before    | again   again   again  lost      | the connection broke, the request may have been read
reset after     | again   again   again  lost      | the connection broke, the answer may have been lost
silence before  | again   again   again  lost      | no answer in time
silence after   | again   again   again  lost      | no answer in time
cut body        | again   again   again  lost      | half an answer says nothing
garbage         | again   again   again  lost      | an answer that is no JSON says nothing
ok:false        | again   again   again  lost      | 200 and "ok": false: neither done nor refused
500             | again   again   again  lost      | it broke in Telegram, before or after it was done
502             | again   again   again  lost      | a gateway does not know what became of it
409             | again   again   again  lost      | Telegram says it to pollers only; of a message it says nothing
429             | later   later   later  later     | refused until retry_after is over
429 bare        | later   later   later  later     | refused without saying how long
401             | later   later   later  later     | the token is revoked: an alarm, and a try from time to time
403             | never   never   never  never     | she has blocked the bot; her address is marked
400 not found   | never   never   never  never     | the chat is gone; her address is marked
400             | never   never   never  never     | a fault of ours: the same words would be refused again
"""
# Seconds after which what goes later goes.
WAITS = {
    "no connection": RECONNECT_MS / 1000, "no name": RECONNECT_MS / 1000, "429": RETRY_AFTER, "429 bare": UNSAID,
    "401": REVOKED_MS / 1000,
}  # fmt: skip
# How the address is marked.
ADDRESS = {"403": "blocked", "400 not found": "gone"}
# Telegram has done what was asked of it, and nobody hears of it.
DONE = {"reset after", "silence after", "cut body", "garbage"}


CELLS = read(TABLE, KINDS)


@pytest.fixture
def clock() -> Still:
    return Still()


@pytest.fixture
def open_house(telegram, database_url, tmp_path, clock, brisk, names, library, monkeypatch):
    """Give a function that runs a house on the one database; one after the other is a restart."""
    recording = Recording(path=put(tmp_path, "contact", "en", ""), outdated=False)
    monkeypatch.setattr(wiring, "load_library", lambda *_: replace(library, recordings={("contact", "en"): recording}))
    api = telegram.url.replace("127.0.0.1", "telegram.test")

    @asynccontextmanager
    async def run():
        async with running(telegram, database_url, tmp_path, clock, telegram_api=api) as house:
            house.impatient(0.3)
            yield house

    return run


# What is in hand, and what may go and has nothing before it in its chat that may not.
OPEN = """outbox AS one WHERE state = 'sending' OR (state = 'queued' AND not_before <= :now AND NOT EXISTS (
    SELECT 1 FROM outbox AS first WHERE first.address_id = one.address_id AND first.id < one.id
    AND first.state = 'queued' AND first.not_before > :now))"""


async def settled(house) -> None:
    """Wait until nothing is in hand or may go, and give what waits the chance to go too early."""
    async with asyncio.timeout(30):
        while True:
            await house.lotse.telegram.sender.finish()
            await asyncio.sleep(0.1)
            if not house.count(OPEN, now=house.clock()) and not house.lotse.telegram.sender._tasks:
                return


async def greet(house) -> None:
    """Let every family begin, and a colleague take over where she will write."""
    for cell in CELLS:
        house.api.user(cell.chat, "Amina", "en").say("/start")
    await house.quiet()
    for cell in CELLS:
        if cell.kind == "staff":
            await cell.take_over(house)
    await house.quiet()


async def test_each_fault_with_each_kind_of_message(open_house, telegram, clock, names):
    async with open_house() as house:
        await greet(house)
        before = {cell: (cell.made(house), cell.seen(house)) for cell in CELLS}
        # A cut body, silence and the like each in the chats of its row, all at once.
        for fault, (kind, more) in SERVED.items():
            for cell in CELLS:
                if cell.fault == fault:
                    telegram.fail("*", kind, when=cell.is_called, **more)
        await asyncio.gather(*(cell.say(house) for cell in CELLS if cell.fault in SERVED))
        await settled(house)
        for fault in BROKEN:
            mine = [cell for cell in CELLS if cell.fault == fault]
            async with broken(house, names, fault):
                await asyncio.gather(*(cell.say(house) for cell in mine))
                if fault != "no room":
                    await settled(house)
                await asyncio.sleep(0.1)
                assert [cell.made(house) - before[cell][0] for cell in mine] == [0] * len(mine)
        await settled(house)
        check(house, before, over=0)
    # A restart, and nothing of what is settled comes again, nothing of what waits comes too early.
    async with open_house() as house:
        await settled(house)
        check(house, before, over=0)
        travelled = 0.0
        for wait in sorted(set(WAITS.values())):
            clock.travel(wait - 0.1 - travelled)
            await settled(house)
            check(house, before, over=wait - 0.1)
            clock.travel(0.2)
            travelled = wait + 0.1
            await settled(house)
            check(house, before, over=travelled)
        assert {cell: cell.address(house) for cell in CELLS} == {cell: ADDRESS.get(cell.fault, "ok") for cell in CELLS}
        in_hand = [cell for cell in CELLS if cell.fault == "no room"]
        made = [cell.made(house) for cell in in_hand]
        for cell in in_hand:
            await cell.put_in_hand(house)
    # A process that dies with calls in hand leaves as little behind as one that hears nothing: again, or lost.
    async with open_house() as house:
        await settled(house)
        again = [cell.made(house) - once for cell, once in zip(in_hand, made, strict=True)]
        assert [(cell.kind, more, cell.state(house)) for cell, more in zip(in_hand, again, strict=True)] == [
            ("answer", 1, "sent"), ("notice", 1, "sent"), ("staff", 1, "sent"), ("recording", 0, "unknown"),
        ]  # fmt: skip


def check(house, before, *, over: float) -> None:
    """Compare every cell with the table, so many seconds after the fault."""
    wrong = []
    for cell, outcome in CELLS.items():
        made, seen = before[cell]
        found = (cell.made(house) - made, cell.seen(house) - seen, cell.state(house))
        if found != (expected := end(cell.fault, outcome, over)):
            wrong.append(f"{cell.fault}, {cell.kind}: {found}, not {expected}")
    assert not wrong, "\n".join([f"{over} s later:", *wrong])


def end(fault: str, outcome: str, over: float) -> tuple[int, int, str]:
    """Return how often Telegram was called, how often the family has it, and what the outbox says."""
    done = int(fault in DONE)
    match outcome:
        case "later":
            refused, waits = int(fault not in BROKEN), over < WAITS[fault]
            return (refused, 0, "queued") if waits else (refused + 1, 1, "sent")
        case "late":
            return 1, 1, "sent"
        case "again":
            return 2, 1 + done, "sent"
        case "lost":
            return 1, done, "unknown"
    return 1, 0, "failed"


async def test_a_restart_forgets_no_wait(open_house, telegram, clock):
    amina, joe = telegram.user(5, "Amina", "en"), telegram.user(6, "Joe", "en")
    async with open_house() as house:
        await house.ask(amina.send("/start"))
        telegram.fail("sendMessage", Kind.FLOOD, retry_after=30, when=lambda call: call.params["chat_id"] == 5)
        await amina.send("/menu")
        await telegram.until(lambda: telegram.failures[Kind.FLOOD])
        await settled(house)
    async with open_house() as house:
        await amina.send("/help")
        for _second in range(29):
            before = len(joe.inbox)
            await joe.send("/menu")
            await joe.until(lambda before=before: len(joe.inbox) > before)
            # Nobody else waits: no time passes until he is answered.
            clock.travel(1)
        await settled(house)
        assert len(amina.inbox) == 1
        clock.travel(1)
        await house.sent()
    assert ["What can I do" in one.text for one in amina.inbox[1:]] == [True, True]
    assert ["computer program" in one.text for one in amina.inbox[1:]] == [False, True]


async def test_a_poller_waits_as_long_as_it_is_told(telegram, database_url, tmp_path, clock, brisk, monkeypatch):
    waited = []

    async def rest(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(polling, "_rest", rest)
    telegram.fail("getUpdates", Kind.FLOOD, retry_after=RETRY_AFTER)
    telegram.fail("getUpdates", Kind.BARE_FLOOD)
    telegram.fail("getUpdates", Kind.SERVER_ERROR)
    async with running(telegram, database_url, tmp_path, clock) as house:
        assert len(await house.ask(telegram.user(5, "Amina", "en").send("/menu"))) == 1
    assert waited[:2] == [RETRY_AFTER, UNSAID]
    assert waited[2] < 1
