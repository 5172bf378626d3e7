"""The load generator against a small bot, a faulty one too, and the process it runs in."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.botapi.load import FIRST_PERSON, Load

MENU = {"inline_keyboard": [[{"text": "Termin", "callback_data": "m:booking"}]]}
WALK = [{"text": "/start {n}"}, {"press": "booking"}, {"text": "step {n}", "answer": "step {n}"}]


async def echo(client, *, turns, twice=(), skip=()):
    """Answer so many updates; the numbers in twice are answered twice, those in skip never."""
    offset = seen = 0
    while seen < turns:
        assert client.api.counts["getUpdates"] < 100, "the updates never come"
        for update in await client.ok("getUpdates", offset=offset, timeout=2):
            offset = update["update_id"] + 1
            seen += 1
            pressed = update.get("callback_query")
            chat = (pressed["message"] if pressed else update["message"])["chat"]["id"]
            text = f"pressed {pressed['data']}" if pressed else f"echo {update['message']['text']}"
            for _ in range(0 if seen in skip else 2 if seen in twice else 1):
                await client.ok("sendMessage", chat_id=chat, text=text, reply_markup=MENU)
    await client.ok("getUpdates", offset=offset)


async def test_everybody_walks_to_the_end(api, client):
    load = Load(api, walk=WALK, users=4, laps=3)
    load.start()
    await echo(client, turns=36)
    figures = load.figures()
    assert (figures["turns"], figures["finished"], figures["waiting"]) == (36, 4, 0)
    assert figures["doubled"] == figures["strayed"] == 0
    assert figures["unanswered_confirmed"] == []
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert figures["calls"]["sendMessage"] == 36


async def test_who_has_finished_is_followed_by_somebody_new(api, client):
    load = Load(api, walk=WALK, users=2, laps=1, fresh=True)
    load.start()
    await echo(client, turns=12)
    assert load.figures()["finished"] == 4
    assert list(load.walkers) == [FIRST_PERSON + number for number in range(6)]


async def test_doubled_answers_are_counted_and_mislead_nobody(api, client):
    load = Load(api, walk=WALK, users=1, laps=2)
    load.start()
    await echo(client, turns=6, twice=(1, 2, 3, 6))
    figures = load.figures()
    assert (figures["turns"], figures["doubled"], len(figures["doubled_updates"])) == (6, 4, 4)


async def test_an_update_confirmed_and_never_answered_is_lost(api, client):
    load = Load(api, walk=WALK, users=2, laps=1)
    load.start()
    await echo(client, turns=4, skip=(2,))
    outcome = load.outcome()
    assert len(outcome["unanswered_confirmed"]) == 1
    assert outcome["unanswered_pending"] == []


async def test_an_update_not_yet_confirmed_is_not_lost(api, client):
    load = Load(api, walk=WALK, users=2, laps=1)
    load.start()
    await client.ok("getUpdates")
    assert len(load.outcome()["unanswered_pending"]) == 2
    assert load.outcome()["unanswered_confirmed"] == []


async def test_a_bot_that_died_before_confirming_doubles_one_answer_and_loses_nothing(api, client):
    load = Load(api, walk=WALK, users=1, laps=1)
    load.start()
    [update] = await client.ok("getUpdates")
    text = f"echo {update['message']['text']}"
    await client.ok("sendMessage", chat_id=FIRST_PERSON, text=text, reply_markup=MENU)
    await echo(client, turns=3)
    outcome = load.outcome()
    assert (load.finished, outcome["unanswered_confirmed"]) == (1, [])
    assert outcome["doubled_updates"] == [update["update_id"]]


async def test_who_misses_her_button_begins_anew(api, client):
    load = Load(api, walk=[{"text": "/start"}, {"press": "elsewhere"}], users=1, laps=2)
    load.start()
    await echo(client, turns=2)
    assert (load.strayed, load.finished) == (2, 1)


def test_a_walk_begins_with_a_text(api):
    with pytest.raises(ValueError, match="begins with a text"):
        Load(api, walk=[{"press": "booking"}])


@pytest.fixture
async def process(client):
    """Run the simulation as a process of its own; the client talks to that one."""
    root = Path(__file__).parents[2]
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.botapi", "--token", "9:OTHER", cwd=root, stdout=asyncio.subprocess.PIPE
    )
    line = (await started.stdout.readline()).decode()
    assert line.startswith("ready http://127.0.0.1:")
    client.api._port = int(line.rsplit(":", 1)[1])
    client.api.token = "9:OTHER"
    yield started
    os.kill(started.pid, signal.SIGTERM)
    assert await started.wait() == 0


async def control(client, verb, room, /, **body):
    async with client.session.request(verb, f"{client.api.url}/control/{room}", json=body) as answer:
        return answer.status, await answer.json()


async def sent_ids(client):
    """Give the ids of all messages that the bot sent to the walkers."""
    inboxes = [(await control(client, "GET", "inbox", user=FIRST_PERSON + i))[1] for i in range(3)]
    return [message["message_id"] for inbox in inboxes for message in inbox]


async def test_the_process_is_steered_over_http(client, process):
    amina = {"id": 5, "first_name": "Amina", "language_code": "ar"}
    _, update = await control(client, "POST", "act", user=amina, act="send", **{"with": {"text": "/start"}})
    assert update["message"]["text"] == "/start"
    await control(client, "POST", "faults", kind="flood", method="sendMessage", retry_after=7, chat_id=5)
    _, refused = await client("sendMessage", chat_id=5, text="x")
    assert refused["parameters"] == {"retry_after": 7}
    await client.ok("sendMessage", chat_id=5, text="y")
    assert [message["text"] for message in (await control(client, "GET", "inbox", user=5))[1]] == ["y"]
    _, log = await control(client, "GET", "log", method="sendMessage")
    assert [(call["status"], call["fault"]) for call in log["calls"]] == [(429, "flood"), (200, None)]
    _, told = await control(client, "POST", "updates", updates=[{"odd": 1}], redeliver=[update["update_id"]])
    assert len(await client.ok("getUpdates")) == 3
    assert len(told["update_ids"]) == 1
    _, counters = await control(client, "GET", "counters")
    assert (counters["messages"], counters["pending"], counters["failures"]) == (1, 3, {"flood": 1})
    assert (await control(client, "POST", "act", user=amina, act="perform"))[0] == 400
    assert (await control(client, "GET", "nowhere"))[0] == 404


async def test_the_process_runs_a_load(client, process):
    await control(client, "POST", "load/start", walk=WALK, users=3, laps=2)
    await echo(client, turns=18)
    _, figures = await control(client, "POST", "load/stop")
    assert (figures["turns"], figures["finished"], figures["doubled"]) == (18, 3, 0)
    _, answers = await control(client, "GET", "load/answers")
    assert sorted(message for came in answers.values() for message in came) == sorted(await sent_ids(client))
