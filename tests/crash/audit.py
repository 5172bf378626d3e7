"""Hold the record and Telegram's log against what the families did."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import text

from bot.store import conversations, messages
from bot.store.database import open_door
from bot.store.messages import Speaker
from bot.store.vault import open_vault
from bot.telegram.markup import payload
from dialogs.reply import Message
from dialogs.sayings import OLD_BUTTON
from tests.bench.bots import LOTSE
from translations import LOCALES, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.store.messages import Record

CODES = [step.get("press") or step["text"] for step in LOTSE.walk]
ALL = 10_000_000
_OLD = {render(OLD_BUTTON, locale) for locale in LOCALES}
_STOPPED = text("SELECT number FROM outbox WHERE person_id = :person_id AND state = 'failed' AND reason LIKE 'stale%'")


@dataclass(kw_only=True)
class Found:
    """Count what a campaign left behind; everything but acts, messages and ambiguous ones must be 0."""

    # What families did, as the record has it, and what Lotse said to it.
    acts: int = 0
    messages: int = 0
    # The same act twice in the record; a step of the walk that the record does not have.
    acts_doubled: int = 0
    acts_missing: int = 0
    # Two answers to one act, or none: a talk that advanced twice, or not at all.
    answers_doubled: int = 0
    answers_missing: int = 0
    # "This helped me", counted beyond the presses or less often.
    helpful_wrong: int = 0
    # Updates noted as handled beyond the acts, or fewer.
    received_wrong: int = 0
    # Recorded and never sent.
    unsent: int = 0
    # Sent twice: where a kill left it unknown whether the first one arrived, and where it was known.
    doubled_ambiguous: int = 0
    doubled_certain: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


def audit(
    url: str, keys: Path, chats: Iterable[int], calls: list[dict[str, Any]], held: Counter[tuple[int, int]]
) -> Found:
    """Read everything of these chats; held says how often a kill found a message (person, number) in hand."""
    sent: defaultdict[int, Counter[bytes]] = defaultdict(Counter)
    for call in calls:
        if call["effect"]:
            sent[call["params"]["chat_id"]][_key(call["params"])] += 1
    vault = open_vault(keys, create=False)
    door = open_door(url)
    found, helped = Found(), 0
    try:
        with door.read() as conn:
            for chat in chats:
                thread = conversations.load(conn, vault, vault.lookup("telegram", str(chat)), lock=False)
                if thread is None:
                    continue
                records = messages.after(conn, thread.box, thread.person_id, 0, most=ALL)
                stopped = conn.execute(_STOPPED, {"person_id": thread.person_id}).scalars().all()
                found += _of_record(records) + _of_sends(chat, thread.person_id, records, sent[chat], held, stopped)
                helped += len({_act(act) for act, answer in pairwise(records) if _helped(act, answer)})
            counted = conn.execute(text("SELECT coalesce(sum(yes + no), 0) FROM helpful")).scalar()
            received = conn.execute(text("SELECT count(*) FROM received")).scalar()
    finally:
        door.close()
    found.helpful_wrong = abs(counted - helped)
    found.received_wrong = abs(received - found.acts)
    return found


def _of_record(records: list[Record]) -> Found:
    """Follow one person through her walk, act by act."""
    found, place, before = Found(), 0, ""
    for number, record in enumerate(records):
        after = records[number + 1].speaker if number + 1 < len(records) else Speaker.FAMILY
        if record.speaker is not Speaker.FAMILY:
            found.messages += 1
            found.answers_doubled += after is not Speaker.FAMILY
            continue
        found.acts += 1
        found.answers_missing += after is Speaker.FAMILY
        act = _act(record)
        if act == before:
            found.acts_doubled += 1
            continue
        code = act.rpartition(":")[2]
        if code != CODES[place % len(CODES)]:
            found.acts_missing += 1
            place = CODES.index(code)
        place, before = place + 1, act
    return found


def _of_sends(
    chat: int, person_id: int, records: list[Record], sent: Counter[bytes], held: Counter[tuple[int, int]],
    stopped: Sequence[int],
) -> Found:  # fmt: skip
    """Compare what is recorded with what Telegram showed; the random ids on buttons tell equal words apart.

    Who gets a message twice may answer twice: an answer that a person's taking over stopped then was not lost.
    """
    found = Found()
    recorded: Counter[bytes] = Counter()
    unsure: Counter[bytes] = Counter()
    excused: Counter[bytes] = Counter()
    for record in records:
        if record.speaker is not Speaker.FAMILY:
            key = _key(payload(str(chat), Message.load(record.body)))
            recorded[key] += 1
            unsure[key] += held[person_id, record.number]
            excused[key] += record.number in stopped
    beyond = sent - recorded
    found.unsent = (recorded - sent - (excused if beyond else Counter())).total()
    found.doubled_certain = (beyond - unsure).total()
    found.doubled_ambiguous = beyond.total() - found.doubled_certain
    return found


def _helped(act: Record, answer: Record) -> bool:
    """Tell a press on "this helped me" that counts from one on a button that is old: a copy's, or one passed by."""
    if not _act(act).endswith(":helped"):
        return False
    return answer.speaker is Speaker.FAMILY or Message.load(answer.body).parts[0].text not in _OLD


def _act(record: Record) -> str:
    """Return what a family did: the pressed button's data, or what was typed."""
    return str(record.body.get("press", record.body.get("t", ""))) if record.speaker is Speaker.FAMILY else ""


def _key(arguments: dict[str, Any]) -> bytes:
    return orjson.dumps([arguments["text"], arguments.get("reply_markup")], option=orjson.OPT_SORT_KEYS)
