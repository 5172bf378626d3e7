"""The way to a person: called in one tap; she is told who answers and when, and what she can do meanwhile."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dialogs.phone import Phone, spoken
from dialogs.questions import Choice, Option, Words, one_of
from dialogs.welcome import RESUME
from dialogs.wishes import CallOff, ExplainLetter, HandOver, PhoneFamily
from translations import Text, _, own_name

if TYPE_CHECKING:
    from dialogs.talk import Talk

# So many wishes in a row; then the menu again.
MOST = 6
# NOTE: Buttons: when we may phone her.
TIMES = {"morning": _("In the morning"), "afternoon": _("In the afternoon"), "any": _("At any time")}


async def human(talk: Talk, *, resume: bool = False) -> None:
    """Call a person, say when one answers, and take what else she needs."""
    handed = await talk.wish("handed", HandOver())
    _tell(talk, handed.value)
    for number in range(MOST):
        step = await talk.ask(f"more.{number}", _more(resume=resume))
        if step == "call":
            await _phone(talk, number)
        elif step == "letter":
            words = Words(text=_("Who is the letter from? Please write what stands at the top of it."))
            sender = await talk.ask(f"letter.{number}", words)
            await talk.wish(f"letter.told.{number}", ExplainLetter(sender))
            talk.say(_("A person from our office will explain the letter to you."))
        elif step == "resume":
            return
        else:
            await talk.wish(f"off.{number}", CallOff())
            talk.say(_("All right. No person will write to you now. You can ask for a person again at any time."))
            return


def _tell(talk: Talk, promise: dict[str, Any]) -> None:
    """Say what may be promised: nothing that is not sure."""
    if promise["again"]:
        talk.say(_("You are already waiting for a person from our office. We have not forgotten you."))
    else:
        talk.say(_("I have told our office that you would like to talk to a person."))
    if promise["opens"]:
        opens = datetime.fromisoformat(promise["opens"])
        talk.say(_("The office is closed now. It opens again: {day}, {time}."), day=opens.date(), time=f"{opens:%H:%M}")
    talk.say(_answer_on(promise, talk))
    if not promise["again"]:
        number = _("Your number is {receipt}. You can tell us this number when you call: {phone}.")
        talk.say(number(receipt=promise["receipt"], phone=talk.library.office.phone.value))
        talk.say(_("You can write now what you need. The person in the office will read it."))
        talk.say(_("Until then you can go on asking me."))


def _answer_on(promise: dict[str, Any], talk: Talk) -> Text:
    if not promise["day"]:
        return _("A person will answer you here in the chat as soon as possible.")
    day = date.fromisoformat(promise["day"])
    if day == talk.today:
        return _("A person will answer you today, here in the chat.")
    return _("A person will answer you here in the chat on this day: {day}.")(day=day)


async def _phone(talk: Talk, number: int) -> None:
    phone = await talk.ask(
        f"phone.{number}", Phone(text=_("Which phone number can we call you on? Please write it here."))
    )
    when = await talk.ask(f"when.{number}", _when())
    language = await talk.ask(f"spoken.{number}", _spoken(talk.language)) if talk.language != "de" else "de"
    await talk.wish(f"phone.told.{number}", PhoneFamily(phone, when, language))
    talk.say(_("We will call you on this number: {phone}."), phone=spoken(phone))


@lru_cache(maxsize=2)
def _more(*, resume: bool) -> Choice[str]:
    choices = (
        *([RESUME] if resume else []),
        Option(code="call", label=_("Please call me"), value="call", pictogram="📞"),
        Option(code="letter", label=_("I got a letter"), value="letter", pictogram="✉️"),
        Option(code="off", label=_("I do not need a person any more"), value="off", pictogram="✖️"),
    )
    return Choice(text=_("Can we do anything else for you now?"), choices=choices, free=True, by_place=False)


@lru_cache(maxsize=1)
def _when() -> Choice[str]:
    return one_of(_("When can we call you?"), TIMES)


@lru_cache(maxsize=20)
def _spoken(language: str) -> Choice[str]:
    options = tuple(Option(code=code, label=Text(own_name(code)), value=code) for code in (language, "de"))
    return Choice(text=_("Which language would you like to speak on the phone?"), choices=options)
