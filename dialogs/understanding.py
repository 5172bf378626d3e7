"""Typed sentences: cards beside everything, then the open question, then search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs import sayings
from dialogs.buttons import Press, Verb
from dialogs.commands import choose_language, go_back, obey
from dialogs.conversation import Holder
from dialogs.language import named
from dialogs.questions import Gap, yes_no
from dialogs.reply import BACK, MENU, SKIPPING, WHY, InLanguage
from dialogs.talk import Explain, Show
from dialogs.typed import Unread, read_label
from dialogs.wishes import NoteUnanswered
from knowledge.glossary import ORIGINAL
from knowledge.masking import masked
from knowledge.normalise import normalise
from knowledge.replies import greeted_in, greets, is_thankful, replies
from knowledge.search import search
from translations import LOCALES, own_name, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dialogs.exchange import Exchange
    from dialogs.questions import Question
    from knowledge.search import Found
    from translations import Text

# Longer texts are read by their beginning.
READ_AT_MOST = 1_000
# So many German words of one message are explained.
MOST_WORDS = 3
FOOT = {
    "back": (BACK, ""),
    "menu": (MENU, ""),
    "human": (sayings.TALK_TO_A_PERSON, ""),
    "newphone": (sayings.NEW_PHONE, ""),
}
CARDS = ("emergency", "legal-advice", "human")
_QUESTION_MARKS = ("?", "؟", "፧")


def understand(exchange: Exchange, text: str) -> None:
    """Find out what a typed sentence means, and answer it."""
    if len(text) > READ_AT_MOST:
        text = text[:READ_AT_MOST]
        exchange.say(sayings.TOO_LONG)
    exchange.reply.hidden = exchange.asked is not None and exchange.asked.question.secret
    found = search(exchange.world.library, text, exchange.conversation.language)
    carded = _show_card(exchange, found, ("emergency", "legal-advice"))
    asked_for = exchange.world.library.terms_in(text, exchange.conversation.language)
    read = _pending_aside(exchange, text) or _read_by_question(exchange, text, found) or _read_as_wish(exchange, text)
    if not read and _is_courtesy(exchange, text):
        _offer_language(exchange, found.offer or greeted_in(text, exchange.conversation.language))
        return
    if not read and _asks_only_for_a_person(exchange, found):
        exchange.conversation.misses = 0
        _offer_language(exchange, found.offer)
        exchange.stage.open("human")
        return
    if not _is_on_the_way(exchange):
        # Who typed what stands on the button "talk to a person" has just been told who answers.
        carded = _show_card(exchange, found, ("human",)) or carded
    if read:
        exchange.conversation.misses = 0
        return
    explained = bool(asked_for) and not found.confident and not carded
    if explained:
        # A word from a letter, typed by somebody who does not know it.
        exchange.say(*(Explain(term.word) for term in asked_for[:MOST_WORDS]))
    if not _answer_from_search(exchange, found, carded=carded, explained=explained) and not exchange.reply.hidden:
        language = exchange.conversation.language
        words = masked(exchange.world.library, text, language)
        exchange.world.house.carry_out(NoteUnanswered(words, language))


def _is_courtesy(exchange: Exchange, text: str) -> bool:
    """Greet who greets, in whatever language, and be thanked: nothing was asked."""
    asked = exchange.asked
    if exchange.conversation.holder is not Holder.BOT or (asked is not None and not asked.question.free):
        return False
    if greets(text):
        exchange.stage.open("welcome", greet=True)
    elif is_thankful(text):
        exchange.say(sayings.GLADLY)
    else:
        return False
    exchange.conversation.misses = 0
    return True


def _asks_only_for_a_person(exchange: Exchange, found: Found) -> bool:
    return found.card == "human" and not found.confident and exchange.conversation.holder is Holder.BOT


def _is_on_the_way(exchange: Exchange) -> bool:
    active = exchange.conversation.active
    return active is not None and active.dialog == "human"


def show_cards(exchange: Exchange, text: str, only: Iterable[str] = CARDS) -> bool:
    """Show the emergency, legal or person card that a text calls for."""
    return bool(text) and _show_card(
        exchange, search(exchange.world.library, text[:READ_AT_MOST], exchange.conversation.language), only
    )


def settle_aside(exchange: Exchange, code: str) -> bool:
    """Take the kept sentence as what she says it is: her answer, a slip, or a question to us."""
    text, exchange.conversation.aside = exchange.conversation.aside, ""
    asked = exchange.asked
    if not text or asked is None or code not in ("my-answer", "my-question", "not-that"):
        return False
    if code == "not-that":
        # The question stands there once more.
        return True
    if code == "my-answer":
        value = asked.question.read(text, exchange.conversation.language)
        if not isinstance(value, Unread):
            exchange.stage.answer(value)
    else:
        found = search(exchange.world.library, text, exchange.conversation.language)
        _answer_from_search(exchange, found, carded=False)
    return True


def _show_card(exchange: Exchange, found: Found, only: Iterable[str]) -> bool:
    if found.card is None or found.card not in only:
        return False
    if found.card == "human":
        exchange.say(sayings.PERSON_CARD)
        _offer_person(exchange)
    else:
        exchange.say(Show(found.card))
        _offer_person(exchange)
        exchange.reply.notice = exchange.reply.notice or found.card == "emergency"
    return True


def _offer_person(exchange: Exchange) -> None:
    """Offer a person in one tap, once in a message and only while none is called."""
    offer = (sayings.TALK_TO_A_PERSON, Press(Verb.ANYWHERE, "human"))
    if exchange.conversation.holder is Holder.BOT and offer not in exchange.reply.offered:
        exchange.reply.offered.append(offer)


def _pending_aside(exchange: Exchange, text: str) -> bool:
    """Read the typed reply to "is this your answer, or a question to us?"."""
    if not exchange.conversation.aside:
        return False
    locale = exchange.conversation.language
    asked = exchange.asked
    if asked is not None and asked.question.doubt(exchange.conversation.aside, locale) is not None:
        labels = {"my-answer": (sayings.THAT_IS_RIGHT, ""), "not-that": (sayings.WRITE_AGAIN, "")}
        said = yes_no(sayings.THAT_IS_RIGHT).read(text, locale)
        plain = None if isinstance(said, Unread) else "my-answer" if said else "not-that"
        code = read_label(text, labels, locale) or plain
    else:
        labels = {"my-answer": (sayings.MY_ANSWER, ""), "my-question": (sayings.MY_QUESTION, "")}
        code = read_label(text, labels, locale)
    if code is None:
        exchange.conversation.aside = ""
        return False
    return settle_aside(exchange, code)


def _read_by_question(exchange: Exchange, text: str, found: Found) -> bool:
    asked, locale = exchange.asked, exchange.conversation.language
    if asked is None or _on_its_foot(exchange, text, asked.question):
        return asked is not None
    value = asked.question.read(text, locale)
    if isinstance(value, Unread):
        return False
    doubt = asked.question.doubt(text, locale)
    if doubt is not None:
        ask_back(exchange, text, doubt, {"my-answer": sayings.THAT_IS_RIGHT, "not-that": sayings.WRITE_AGAIN})
    elif asked.question.open_to_questions and (found.confident or text.rstrip().endswith(_QUESTION_MARKS)):
        ways = {"my-answer": sayings.MY_ANSWER, "my-question": sayings.MY_QUESTION}
        ask_back(exchange, text, sayings.ANSWER_OR_QUESTION, ways)
    else:
        exchange.stage.answer(value)
    return True


def ask_back(exchange: Exchange, text: str, question: Text, ways: dict[str, Text]) -> None:
    """Keep what was typed until she has said what it is."""
    exchange.conversation.aside = text
    exchange.repeat = False
    exchange.say(question)
    exchange.reply.offered += [(label, Press(Verb.ANYWHERE, code)) for code, label in ways.items()]


def _on_its_foot(exchange: Exchange, text: str, question: Question[Any]) -> bool:
    """Read what stands on the buttons below a question: skip it, or say why it is asked."""
    said, locale = normalise(text), exchange.conversation.language
    if question.may_skip and said in (*_written(SKIPPING, locale), *replies(locale).unknown):
        exchange.stage.answer(Gap.SKIPPED)
    elif question.why is not None and said in _written(WHY, locale):
        exchange.say(question.why)
    else:
        return False
    return True


def _written(label: Text, locale: str) -> tuple[str, ...]:
    return normalise(render(label, locale)), normalise(render(label, ORIGINAL))


def _read_as_wish(exchange: Exchange, text: str) -> bool:
    """Read "menu", "back", "talk to a person", "I have a new phone", or the name of a language."""
    language = named(text)
    if language is not None:
        choose_language(exchange, language)
        return True
    code = read_label(text, FOOT, exchange.conversation.language) if not text.strip().isdigit() else None
    if code == "back":
        go_back(exchange)
    elif code is not None:
        obey(exchange, code)
    return code is not None


def _answer_from_search(exchange: Exchange, found: Found, *, carded: bool, explained: bool = False) -> bool:
    """Answer a question; False where nothing was found and nothing else was asked."""
    conversation, stage = exchange.conversation, exchange.stage
    topics = [topic for topic, _score in found.topics[:3]]
    # A question that waits for an answer is not left for one that came up in between.
    waiting = stage.asked is not None and not stage.asked.question.free
    _offer_language(exchange, found.offer)
    if found.confident and topics:
        conversation.misses = 0
        if topics[0] == found.card:
            _leave_articles(exchange)
            return True
        if waiting:
            exchange.say(Show(topics[0]))
        else:
            stage.open("answers", topic=topics[0])
    elif carded:
        conversation.misses = 0
        if found.card != "human":
            _leave_articles(exchange)
    elif conversation.holder is Holder.QUEUE and not waiting:
        _say_once_who_answers(exchange)
    elif topics and not waiting:
        conversation.misses = 0
        stage.open("answers", topics=topics)
    elif explained:
        conversation.misses = 0
    else:
        _say_not_understood(exchange, waiting=waiting)
        return waiting
    return True


def _leave_articles(exchange: Exchange) -> None:
    """Show the menu below a card: what she looked at before has no place beside it."""
    active = exchange.conversation.active
    if active is not None and active.dialog == "answers":
        exchange.stage.open("welcome")


def _say_once_who_answers(exchange: Exchange) -> None:
    """While a person is awaited, say so once and be quiet then."""
    exchange.repeat = False
    if not exchange.conversation.wait_told:
        exchange.conversation.wait_told = True
        exchange.say(sayings.A_PERSON_WILL_ANSWER)


def _say_not_understood(exchange: Exchange, *, waiting: bool) -> None:
    conversation = exchange.conversation
    conversation.misses += 1
    often = conversation.misses > 1
    if often:
        _offer_person(exchange)
    if waiting and exchange.stage.asked is not None:
        hint = exchange.asked.question.hint if exchange.asked else None
        exchange.say(*([hint] if hint else []), *([sayings.STILL_NOT_UNDERSTOOD] if often else []))
    else:
        exchange.say(sayings.STILL_NOT_UNDERSTOOD if often else sayings.NOT_UNDERSTOOD)
        exchange.stage.open("welcome")


def _offer_language(exchange: Exchange, code: str | None) -> None:
    """Offer to switch, in the language she seems to write; nothing changes by itself."""
    if code in LOCALES and code != exchange.conversation.language:
        exchange.reply.said.append(InLanguage(sayings.LANGUAGE_OFFER(language=own_name(code)), code))
        exchange.reply.offered.append((own_name(code), Press(Verb.LANGUAGE, code)))
