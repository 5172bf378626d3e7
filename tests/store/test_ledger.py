"""The ledger of erasures outside the database."""

from __future__ import annotations

import asyncio
import json

from bot.store import erasing
from bot.store.ledger import Ledger, known
from tests.store.conftest import NOW


def _erase(door, vault, thread) -> str:
    return door.write_now(lambda conn: erasing.erase(conn, vault, thread.person_id, NOW)).number


def test_every_erasure_stands_in_the_file_once(door, vault, person, tmp_path):
    path = tmp_path / "deep" / "erasures.jsonl"
    ledger = Ledger(path)
    ledger.catch_up(door)
    assert ledger.read() == []
    threads = [person(str(number)) for number in range(4)]
    receipts = [_erase(door, vault, thread) for thread in threads[:2]]
    ledger.settle(door)
    receipts.append(_erase(door, vault, threads[2]))
    for again in (ledger, Ledger(path), ledger):
        again.settle(door)
    assert [(one.receipt, one.at) for one in ledger.read()] == [(receipt, NOW) for receipt in receipts]
    assert [one.person_id for one in ledger.read()] == [thread.person_id for thread in threads[:3]]
    lines = [json.loads(line) for line in path.read_text().splitlines() if line]
    assert all(set(line) == {"receipt", "person", "at"} for line in lines)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_a_power_cut_left_half_written_is_written_again(door, vault, person, tmp_path):
    path = tmp_path / "erasures.jsonl"
    ledger = Ledger(path)
    first = _erase(door, vault, person("5"))
    ledger.catch_up(door)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        ledger.catch_up(door)
        assert [one.receipt for one in ledger.read()] == [first]
    path.write_bytes(whole + b'\xff\xfe{"receipt": 1}\n[]\n')
    second = _erase(door, vault, person("6"))
    ledger.catch_up(door)
    assert [one.receipt for one in ledger.read()] == [first, second]


async def test_the_running_house_writes_it_when_a_family_deletes_everything(house, telegram, tmp_path):
    her = telegram.user(5, "Amina", "en")
    await house.ask(her.send("/start"))
    person_id = house.thread(5).person_id
    await house.ask(her.send("/mydata"))
    await house.ask(her.press("delete"))
    assert not (tmp_path / "erasures.jsonl").exists()
    await house.ask(her.press("yes"))
    with house.lotse.door.read() as conn:
        [erased] = known(conn)
    [one] = Ledger(tmp_path / "erasures.jsonl").read()
    assert (one.receipt, one.person_id) == (erased.receipt, person_id)


async def test_the_night_s_work_writes_it(house, telegram, tmp_path, clock):
    await house.ask(telegram.user(5, "Amina", "en").send("/start"))
    clock.travel(181 * 24 * 60 * 60)
    await house.lotse.ticking.nightly.tick()
    assert house.count("person") == 0
    assert len(await asyncio.to_thread(Ledger(tmp_path / "erasures.jsonl").read)) == 1
