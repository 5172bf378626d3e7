"""Every kind of update in every place of a talk: it is kept and answered, and so is the next thing she says."""

from __future__ import annotations

import os

import pytest

from tests.hostile.kinds import CHAT, CONTENTS, HER, KINDS, PRESSES

# Where she may be when it comes; one of them here, all by `make hostile`.
STATES = {
    "menu": ("/start",),
    "answers": ("/start", "=answers"),
    "language": ("/start", "=language"),
    "consent": ("/intake",),
    "name": ("/intake", "=understood"),
    "first language": ("/intake", "=understood", "Amina"),
    "calling": ("/start", "=human"),
    "phone": ("/start", "=human", "=call"),
    "my data": ("/start", "=mydata"),
    "booking": ("/start", "=booking"),
}
SOME = list(STATES) if os.environ.get("LOTSE_HOSTILE_KINDS") else ["phone"]


async def _go(house, amina, steps) -> None:
    for step in steps:
        await house.ask(amina.press(step[1:]) if step.startswith("=") else amina.send(step))


@pytest.mark.parametrize("state", SOME)
async def test_every_kind_leaves_the_talk_alive(house, telegram, state):
    amina = telegram.user(5, "Amina", "en")
    await _go(house, amina, STATES[state])
    for number, content in enumerate(CONTENTS.values()):
        for kind in ("message", "edited_message"):
            sent, kept = len(amina.chat.sent), len(house.record(5))
            head = {"message_id": 10_000 + number, "date": 1, "chat": CHAT, "from": HER}
            telegram.push_raw({kind: {**head, **content}})
            await house.quiet()
            assert len(house.record(5)) > kept, (kind, content)
            # While a person is called, the house does not talk in between.
            called = house.rows("SELECT holder FROM conversation") != [("bot",)]
            assert len(amina.chat.sent) > sent or called, (kind, content)
        # Whatever that did to her talk, she is brought back to where she was.
        if number % 6 == 5:
            await _go(house, amina, ("/menu", *STATES[state]))
    for body in PRESSES.values():
        before = len(telegram.calls("answerCallbackQuery"))
        telegram.push_raw({"callback_query": body})
        await house.quiet()
        assert len(telegram.calls("answerCallbackQuery")) > before, body
    for kind, body in KINDS.items():
        before = len(amina.chat.sent)
        telegram.push_raw({kind: body})
        await house.quiet()
        assert len(amina.chat.sent) == before, kind
    assert len(KINDS) + len(PRESSES) + 2 >= 25
    assert house.count("quarantine") == 0
    before = len(amina.chat.sent)
    await house.ask(amina.send("/menu"))
    assert len(amina.chat.sent) == before + 1
    assert house.rows("SELECT state FROM address") == [("ok",)]
