"""What families do: each function brings a house to where something is done, and returns what is done then."""

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

    from tests.crash.points.stage import Act, Stage

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
        given = {"you.name": "A", "you.language": [self.language, ""], "you.interpreter": True, "house.children": 1}
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


def begins(stage: Stage, chance: Random) -> Act:
    _other = family(stage, chance)
    return Family(stage, "telegram", str(chance.randrange(10_000, 2**40)), "ar").types("/start")


def asks(stage: Stage, chance: Random) -> Act:
    return family(stage, chance).types(chance.choice(WORDS))


def presses(stage: Stage, chance: Random) -> Act:
    return family(stage, chance).presses("g:" + chance.choice(("answers", "human", "mydata", "booking", "intake")))


def reads_and_thanks(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:answers")
    for _step in range(2):
        her.does(her_choice(her, chance))
    return her.presses(her_choice(her, chance))


def changes_language(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:language")
    return her.presses(chance.choice([one for one in ("ps", "ku", "bg", "pl") if _has(her, one)]))


INTAKE = ("g:intake", "understood", "'Name", "hers", "chat", "1", "9", "yes", "later", "send")


def answers_intake(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    upto = chance.randrange(2, len(INTAKE) - 1)
    her.does(*INTAKE[:upto])
    return _next(her, INTAKE[upto])


def sends_intake(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does(*INTAKE[:-1])
    return her.presses("send")


def calls_a_person(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:human")
    return her.presses(chance.choice([one for one in ("call", "write", "letter") if _has(her, one)]))


def holds(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    return her.presses(chance.choice(times(her)))


def confirms(stage: Stage, chance: Random) -> Act:
    staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    her.does(chance.choice(times(her)), "me")
    return her.presses("book")


def booked(stage: Stage, chance: Random, channel: str = "") -> tuple[Family, int]:
    """Let a family book in the chat; returns her and the number of the appointment."""
    staffed(stage)
    her = family(stage, chance, channel).is_registered()
    her.does("g:booking", "first-counselling")
    her.does(chance.choice(times(her)), "me", "book")
    with stage.lotse.door.read() as conn:
        return her, conn.exec_driver_sql("SELECT id FROM appointment WHERE state = 'booked'").scalar()


def cancels(stage: Stage, chance: Random) -> Act:
    her, id = booked(stage, chance)
    return her.presses(f"g:cannot.{id}")


def moves(stage: Stage, chance: Random) -> Act:
    her, id = booked(stage, chance)
    her.does(f"g:another.{id}")
    her.does(chance.choice(times(her)), "me")
    return her.presses("book")


def joins_the_list(stage: Stage, chance: Random) -> Act:
    if chance.random() < 0.5:
        staffed(stage)
    her = family(stage, chance).is_registered()
    her.does("g:booking", "first-counselling")
    while not _has(her, "any"):
        her.does("list")
    her.does("any")
    return her.presses("any")


def deletes_everything(stage: Stage, chance: Random) -> Act:
    her = booked(stage, chance)[0] if chance.random() < 0.5 else family(stage, chance)
    her.does("g:mydata", "delete")
    return her.presses("yes")


def writes_to_a_colleague(stage: Stage, chance: Random) -> Act:
    her = family(stage, chance)
    her.does("g:human")
    return her.types(chance.choice(WORDS))


def times(her: Family) -> list[str]:
    """Return the data of the buttons that name a time."""
    return [one for one in her.buttons() if re.search(r":[0-9]{6,}$", one)]


def her_choice(her: Family, chance: Random) -> str:
    return chance.choice(her.buttons())


def _has(her: Family, code: str) -> bool:
    return any(one.endswith(f":{code}") for one in her.buttons())


def _next(her: Family, step: str) -> Posted:
    return her.types(step[1:]) if step.startswith("'") else her.presses(step)


KINDS = {
    one.__name__: one
    for one in (begins, asks, presses, reads_and_thanks, changes_language, answers_intake, sends_intake,
                calls_a_person, writes_to_a_colleague, holds, confirms, cancels, moves, joins_the_list,
                deletes_everything)
}  # fmt: skip
