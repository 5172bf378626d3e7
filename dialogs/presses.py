"""Presses: on the open question, on one that was answered, on one that is long over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.booking import codes
from dialogs.buttons import Press, Verb, key_hash, unpack
from dialogs.commands import choose_language, go_back, obey, refuse_change
from dialogs.conversation import Holder
from dialogs.peek import find_place
from dialogs.questions import SKIP, Gap, gap
from dialogs.record import Kind, TalkRecord
from dialogs.reply import BACK, KEEP, MENU, SKIPPING, WHY
from dialogs.typed import Unread
from dialogs.understanding import settle_aside
from dialogs.wishes import Rate
from translations import LOCALES, own_name, render

if TYPE_CHECKING:
    from typing import Any

    from dialogs.exchange import Exchange
    from dialogs.questions import Question
    from dialogs.talk import Asked

# A second tap, or one that the client sends again under a new id (tdlib/telegram-bot-api#699).
DOUBLE_TAP_MS = 10_000


def press(exchange: Exchange, data: str) -> None:
    """Do what a button says, whatever its age."""
    conversation, now = exchange.conversation, exchange.world.now
    if data == conversation.last_press and now - conversation.last_press_at < DOUBLE_TAP_MS:
        conversation.last_press_at = now
        exchange.repeat = False
        exchange.reply.toast = sayings.ALREADY_ANSWERED
        return
    conversation.last_press, conversation.last_press_at = data, now
    pressed = unpack(data)
    exchange.reply.pressed = label(exchange, pressed)
    match pressed:
        case None:
            exchange.say(sayings.OLD_BUTTON)
        case Press(Verb.LANGUAGE, code):
            choose_language(exchange, code)
        case Press(Verb.ANYWHERE, "my-answer" | "my-question" | "not-that" as code):
            if not settle_aside(exchange, code):
                exchange.say(sayings.OLD_BUTTON)
        case Press(Verb.ANYWHERE, "explain" | "not-understood"):
            _explain(exchange)
        case Press(Verb.ANYWHERE, code) if code in sayings.FACES:
            exchange.repeat = False
            exchange.world.house.carry_out(Rate(code))
            exchange.say(sayings.THANKS_FOR_TELLING)
        case Press(Verb.ANYWHERE, code):
            obey(exchange, code)
        case _:
            conversation.aside = ""
            _press_on_question(exchange, pressed)


# What stands on the buttons that belong to no question.
_LABELS = {
    "back": BACK,
    "menu": MENU,
    "keep": KEEP,
    "continue": sayings.GO_ON,
    "my-answer": sayings.MY_ANSWER,
    "my-question": sayings.MY_QUESTION,
    "not-that": sayings.WRITE_AGAIN,
    SKIP: SKIPPING,
    "why": WHY,
    "explain": sayings.EXPLAIN,
    "not-understood": sayings.I_DO_NOT_UNDERSTAND,
    "human": sayings.TALK_TO_A_PERSON,
    "words": sayings.GET_WORDS,
    **sayings.FACES,
}


def label(exchange: Exchange, pressed: Press | None) -> str:
    """Return what stood on a button of no question; those of questions are filled in when they are found."""
    if pressed is None:
        return ""
    if pressed.verb is Verb.LANGUAGE and pressed.code in LOCALES:
        return own_name(pressed.code)
    text = sayings.CHANGE if pressed.verb is Verb.CHANGE else _LABELS.get(pressed.code) or codes.label(pressed.code)
    return render(text, exchange.conversation.language) if text else ""


def _explain(exchange: Exchange) -> None:
    """Pass on that she did not understand a person; once the bot holds again, she is led to one."""
    if exchange.conversation.holder is Holder.QUEUE:
        exchange.repeat = False
        exchange.say(sayings.PASSED_ON)
    else:
        exchange.stage.open("human")


def _press_on_question(exchange: Exchange, pressed: Press) -> None:
    stage, active, paused = exchange.stage, exchange.conversation.active, exchange.conversation.paused
    if active is not None and active.id == pressed.talk:
        _press_on_active(exchange, active, pressed)
    elif paused is not None and paused.id == pressed.talk and pressed.code not in ("back", "keep"):
        stage.resume()
        _press_on_active(exchange, paused, pressed)
    elif not _take_again(exchange, pressed):
        exchange.say(sayings.OLD_BUTTON)


def _press_on_active(exchange: Exchange, talk: TalkRecord, pressed: Press) -> None:
    stage = exchange.stage
    asked = exchange.asked
    if exchange.conversation.active is not talk or asked is None:
        exchange.say(sayings.OLD_BUTTON)
    elif key_hash(asked.key) == pressed.key:
        _press_on_open(exchange, talk, asked, pressed.code)
    else:
        key = next((k for k in stage.trail if key_hash(k) == pressed.key), None)
        if key is None or pressed.code in ("back", "keep") or talk.entries[key].kind is not Kind.ANSWER:
            exchange.say(sayings.OLD_BUTTON)
        else:
            _press_on_answered(exchange, talk, key, pressed)


def _press_on_open(exchange: Exchange, talk: TalkRecord, asked: Asked, code: str) -> None:
    if code == "back":
        go_back(exchange)
        return
    if code == "why" and asked.question.why is not None:
        exchange.say(asked.question.why)
        return
    if code == "keep" and asked.key in talk.was:
        value = kept_before(asked.question, talk.was[asked.key])
    else:
        value = asked.question.take(code)
        _remember_label(exchange, asked.question, code)
    if isinstance(value, Unread):
        exchange.say(sayings.OLD_BUTTON)
    else:
        exchange.stage.answer(value)


def kept_before(question: Question[Any], stored: Any) -> Any:
    """Return the answer of before, or the gap that stood there, as the stage takes it."""
    return gap(stored) or question.load(stored)


def _remember_label(exchange: Exchange, question: Question[Any], code: str) -> None:
    value, locale = question.take(code), exchange.conversation.language
    if not exchange.reply.pressed and not isinstance(value, Unread):
        skipped = isinstance(value, Gap)
        exchange.reply.pressed = render(SKIPPING, locale) if skipped else question.label(question.keep(value), locale)


def _press_on_answered(exchange: Exchange, talk: TalkRecord, key: str, pressed: Press) -> None:
    stage = exchange.stage
    place = find_place(exchange.world, talk, pressed.key, exchange.conversation.language)
    if place is None or isinstance(place.question.take(pressed.code), Unread):
        exchange.say(sayings.OLD_BUTTON)
        return
    question = place.question
    _remember_label(exchange, question, pressed.code)
    if question.free or pressed.verb is Verb.CHANGE:
        fixed = stage.rewind(key) if question.free else stage.change(key)
        if fixed is not None:
            refuse_change(exchange, fixed)
        else:
            _answer_pressed(exchange, key, pressed.code)
    elif talk.entries[key].value == question.keep(question.take(pressed.code)):
        exchange.say(sayings.ALREADY_ANSWERED)
    else:
        answer = exchange.reply.pressed
        exchange.say(sayings.OFFER_CHANGE(answer=answer))
        exchange.repeat = False
        exchange.reply.offered += [
            (sayings.CHANGE, Press(Verb.CHANGE, pressed.code, talk.id, key)),
            (sayings.GO_ON, Press(Verb.ANYWHERE, "continue")),
        ]


def _answer_pressed(exchange: Exchange, key: str, code: str) -> None:
    """Answer the question under this key, if it is the open one now."""
    asked = exchange.stage.asked
    value = asked.question.take(code) if asked is not None and asked.key == key else Unread.UNREAD
    if not isinstance(value, Unread):
        exchange.stage.answer(value)


def _take_again(exchange: Exchange, pressed: Press) -> bool:
    """Press a button of a talk that is over: free questions are taken as if they were asked now."""
    record = exchange.world.archive.find_talk(pressed.talk)
    if record is None or record.dialog not in exchange.world.dialogs.by_name:
        return False
    place = find_place(exchange.world, record, pressed.key, exchange.conversation.language)
    if place is None or not place.question.free or isinstance(place.question.press(pressed.code), Unread):
        return False
    _remember_label(exchange, place.question, pressed.code)
    given = record.entries.get(place.key)
    done = any(entry.kind is Kind.DONE for key, entry in record.entries.items() if key not in place.before.entries)
    if given is not None and given.value == pressed.code and done:
        exchange.say(sayings.ALREADY_ANSWERED)
    else:
        exchange.stage.revive(place.before)
        _answer_pressed(exchange, place.key, pressed.code)
    return True
