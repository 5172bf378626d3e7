"""Somebody who chats on the page or in Telegram, and how far she has come."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.store import conversations, households, messages, resources
from bot.store.messages import Speaker
from dialogs.reply import Message
from tests.bot.booking.offices import hours, interpreter
from tests.crash.points.stage import MINUTE, SECRET, Posted
from tests.desk.appointments import busy_day

if TYPE_CHECKING:
    from random import Random

    from tests.crash.points.stage import Stage

LANGUAGES = ("ar", "en", "fa", "fr", "ru", "ti", "tr", "uk")
WORDS = ("Anmeldung in der Schule", "Kindergeld", "Wo ist Ihr Büro?", "asdf", "Ich brauche Hilfe", "Deutschkurs")


@dataclass
class Family:
    """Somebody who chats on the page, or in Telegram."""

    stage: Stage
    channel: str
    # The browser's token, or the number of the chat.
    place: str
    language: str

    def _post(self, text: str, press: str) -> Posted:
        at, number = self.stage.clock() + MINUTE, secrets.randbits(40)
        if self.channel == "web":
            said = {"press": press} if press else {"text": text}
            return Posted(
                at=at, path="/chat/messages", cookies={"lotse": self.place}, json={"id": f"m{number:012x}", **said}
            )
        who = {"id": int(self.place), "is_bot": False, "first_name": "A", "language_code": self.language}
        message: dict[str, Any] = {"message_id": number % 2**31, "date": at // 1000,
                                   "chat": {"id": int(self.place), "type": "private"}, "from": who}  # fmt: skip
        if press:
            update = {"callback_query": {"id": str(number), "from": who, "message": message, "data": press,
                                         "chat_instance": "1"}}  # fmt: skip
        else:
            command = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
            update = {"message": {**message, "text": text, "entities": command}}
        return Posted(
            at=at, path="/telegram/webhook", json={"update_id": number, **update},
            headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
        )  # fmt: skip

    def types(self, text: str) -> Posted:
        """Write something, without sending it yet."""
        return self._post(text, "")

    def presses(self, code: str) -> Posted:
        """Press a button of what was said last, by its code or its whole data, without sending it yet."""
        code = self.language if code == "hers" else code
        found = code if ":" in code else next((one for one in self.buttons() if one.endswith(f":{code}")), "")
        if not found:
            raise LookupError(f"No button {code} among {self.buttons()}")
        return self._post("", found)

    def does(self, *steps: str) -> None:
        """Go so many steps: a code is pressed, whatever begins with a quote is typed."""
        for step in steps:
            self.stage.now(self.types(step[1:]) if step.startswith("'") else self.presses(step))

    def buttons(self) -> list[str]:
        """Return the data of the buttons of the last message that has any, the newest message first."""
        found = [Message.load(one.body) for one in self.record() if one.speaker is not Speaker.FAMILY]
        rows = next((one.rows for one in reversed(found) if one.rows), ())
        return [button.data for row in rows for button in row if button.data]

    def record(self) -> list[Any]:
        thread = self.thread()
        with self.stage.lotse.door.read() as conn:
            return messages.after(conn, thread.box, thread.person_id, 0, 1_000)

    def thread(self) -> Any:
        vault = self.stage.lotse.desk.vault
        with self.stage.lotse.door.read() as conn:
            return conversations.load(conn, vault, vault.lookup(self.channel, self.place), lock=False)

    def is_registered(self, **answers: Any) -> Family:
        """Let her household be known."""
        thread = self.thread()
        given = {"you.name": "A", "you.language": [self.language, ""], "you.interpreter": "yes", "house.children": 1}
        given |= {"child.1.age": 9, **answers}
        self.stage.write(
            lambda book: households.save(book.conn, book.vault, thread.box, thread.person_id, given, book.now)
        )
        return self


def family(stage: Stage, chance: Random, channel: str = "") -> Family:
    """Let a family begin, after some others perhaps."""
    for _other in range(chance.choice((0, 0, 1, 2))):
        _begin(stage, chance, chance.choice(("web", "telegram"))).does("'" + chance.choice(WORDS))
    return _begin(stage, chance, channel or chance.choice(("web", "telegram")))


def _begin(stage: Stage, chance: Random, channel: str) -> Family:
    language = chance.choice(LANGUAGES)
    if channel == "web":
        answer = stage.client.post(
            "/chat/start", json={"language": language}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        token = re.search(r"lotse=([^;]+)", answer.headers["set-cookie"])[1]  # type: ignore[index]
        stage.client.cookies.clear()
        return Family(stage, channel, token, language)
    new = Family(stage, channel, str(chance.randrange(10_000, 2**40)), language)
    new.does("'/start")
    return new


def staffed(stage: Stage) -> None:
    """Let a counsellor and an interpreter be there all day, every day."""
    every = hours((8, 18), days=tuple(range(7)))
    for one in (busy_day(), interpreter("Samira", *LANGUAGES, schedule=every)):
        stage.write(lambda book, one=one: resources.save(book.conn, book.vault, one))


def booked(stage: Stage, chance: Random, channel: str = "") -> tuple[Family, int]:
    """Let a family book in the chat; returns her and the number of the appointment."""
    staffed(stage)
    her = family(stage, chance, channel).is_registered()
    her.does("g:booking", "first-counselling")
    her.does(chance.choice(times(her)), "me", "book")
    with stage.lotse.door.read() as conn:
        return her, conn.exec_driver_sql("SELECT id FROM appointment WHERE state = 'booked'").scalar()


def times(her: Family) -> list[str]:
    """Return the data of the buttons that name a time."""
    return [one for one in her.buttons() if re.search(r":[0-9]{6,}$", one)]


def her_choice(her: Family, chance: Random) -> str:
    """Return a button of the last message."""
    return chance.choice(her.buttons())


def has(her: Family, code: str) -> bool:
    """Tell whether there is such a button."""
    return any(one.endswith(f":{code}") for one in her.buttons())


def next_of(her: Family, step: str) -> Posted:
    """Go a step as in Family.does, without sending it yet."""
    return her.types(step[1:]) if step.startswith("'") else her.presses(step)
