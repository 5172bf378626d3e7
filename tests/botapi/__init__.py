"""Stand in for Telegram: a strict simulated Bot API over real HTTP.

In a test::

    async with BotApi(token="123:TEST") as api:
        ...  # start the bot with LOTSE_TELEGRAM_API=api.url
        amina = api.user(id=5, first_name="Amina", language_code="ar")
        await amina.send("/start")
        [greeting] = await amina.expect()
        await amina.press("answers")
        api.fail("sendMessage", Kind.HANG_AFTER)
        assert api.calls("sendMessage")[0].effect

As a process of its own, for crash tests and benchmarks: `python -m tests.botapi --port 8081 --token 123:TEST` prints
`ready http://127.0.0.1:8081`; everything above is then under /control/ (see control.py), the load generator included.

It refuses what Telegram refuses, in Telegram's words, and is stricter where Telegram silently drops something (a button
without text). It knows no Markdown, only HTML. A person whom nobody introduced with a message is an unknown chat.

| file | what it knows |
| --- | --- |
| server | HTTP in and out, the token, the log of calls |
| methods, profile, polling, webhook | what each method does |
| rules, entities, keyboards, flood | what Telegram refuses |
| state, updates | chats, messages, the queue of updates |
| faults | every way in which a call can fail |
| room, family, groups | what people do, and what they see |
| control, load | the process from outside, and many people at once |
"""

from tests.botapi.faults import Kind
from tests.botapi.flood import Flood
from tests.botapi.rules import Refused
from tests.botapi.server import BotApi

__all__ = ["BotApi", "Flood", "Kind", "Refused"]
