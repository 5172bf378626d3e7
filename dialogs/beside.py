"""What still works while a person answers: the questions that person asks, another language, "I do not understand"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.booking import codes
from dialogs.booking.wishes import SayComing
from dialogs.buttons import Press, Verb, unpack
from dialogs.commands import choose_language
from dialogs.presses import label, press
from dialogs.typed import Unread

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogs.exchange import Exchange


def press_beside_person(exchange: Exchange, data: str) -> None:
    """Do what a button says, as far as it does not speak in the person's place."""
    pressed = unpack(data)
    exchange.reply.pressed = label(exchange, pressed)
    match pressed:
        case Press(Verb.LANGUAGE, code):
            choose_language(exchange, code)
        case Press(Verb.ANYWHERE, "explain" | "not-understood"):
            exchange.say(sayings.PASSED_ON)
        case Press(Verb.ANYWHERE, code) if (opened := codes.opened(code)) and opened[1]["do"] == "coming":
            exchange.world.house.carry_out(SayComing(opened[1]["id"]))
            exchange.say(sayings.THANKS_FOR_TELLING)
        case Press(Verb.ANSWER | Verb.CHANGE) if _is_a_person_s(exchange, pressed):
            _only_this(exchange, lambda: press(exchange, data))
        case _:
            exchange.reply.toast = sayings.PERSON_ANSWERS


def answer_person(exchange: Exchange, text: str) -> None:
    """Take what she types as the answer to a person's question, where it is one; that person reads it anyway."""
    active = exchange.conversation.active
    if active is None or active.dialog != "asked" or exchange.stage.asked is None:
        return
    value = exchange.stage.asked.question.read(text, exchange.conversation.language)
    if not isinstance(value, Unread):
        _only_this(exchange, lambda: exchange.stage.answer(value))


def _is_a_person_s(exchange: Exchange, pressed: Press) -> bool:
    """Tell whether a button belongs to a question that a person has asked, now or before."""
    active = exchange.conversation.active
    known = active if active is not None and active.id == pressed.talk else None
    talk = known or exchange.world.archive.find_talk(pressed.talk)
    return talk is not None and talk.dialog == "asked"


def _only_this(exchange: Exchange, doing: Callable[[], None]) -> None:
    """Let a question be answered and nothing follow it: what she had begun before waits for the bot."""
    conversation = exchange.conversation
    paused, conversation.paused = conversation.paused, None
    doing()
    exchange.say_what_dialogs_said()
    exchange.stage.close()
    if conversation.active is not None and conversation.active.dialog != "asked":
        conversation.active = None
    conversation.paused = paused
