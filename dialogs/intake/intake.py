"""The intake of a family: notice, five questions, more if she likes, summary, and what happens later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from dialogs.devices import or_words, say_words
from dialogs.intake.child import Known, child
from dialogs.intake.first import first
from dialogs.intake.household import household
from dialogs.intake.notice import GO_ON, NO_FAMILY, notice, without
from dialogs.intake.summary import field_of, summary
from dialogs.questions import Choice, Option, yes_no
from dialogs.talk import Next
from dialogs.wishes import SeeIntake, SendIntake, WithdrawIntake
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.intake.first import First
    from dialogs.talk import Talk


async def intake(talk: Talk) -> Next | None:
    """Ask what counsellors need; what was sent before is shown, corrected, completed or withdrawn."""
    kept = await talk.wish("kept", SeeIntake())
    task = "begin"
    if kept["sent"]:
        task = await talk.ask("task", _task(kept))
        if task == "withdraw":
            await _withdraw(talk, kept)
            return None
    else:
        choice = await notice(talk, days=kept["days"])
        if choice == NO_FAMILY:
            return Next("organisation")
        if choice != GO_ON:
            for said in without(talk):
                talk.say(said)
            return None
    known = await first(talk, before=kept["children"], more=1 if task == "add" else 0)
    whole = kept["whole"] or task == "more"
    if whole or (task != "see" and await talk.ask("more", _more()) == "now"):
        await _more_about(talk, known)
    await summary(talk)
    sent = await talk.wish("sent", SendIntake(_carried(talk, known)))
    talk.say(_("Thank you. Your answers have arrived."))
    number = _("Your number is {receipt}. You can tell us this number when you call: {phone}.")
    talk.say(number(receipt=sent.value["receipt"], phone=talk.library.office.phone.value))
    talk.say(_("You can change your answers at any time: choose “Register a child for school” in the menu again."))
    return await _what_next(talk)


async def _what_next(talk: Talk) -> Next | None:
    """Offer a talk, and beside it words by which she finds this chat on another phone."""
    book = _("Would you like to book a talk now?")
    choice = await talk.ask("book", or_words(book))
    if choice == "words":
        await say_words(talk, "words")
        choice = "yes" if await talk.ask("book.now", yes_no(book)) else "no"
    return Next("booking") if choice == "yes" else None


async def _more_about(talk: Talk, known: First) -> None:
    await household(talk, known.language, interpreter=known.interpreter, name=known.name)
    named: str | Text = ""
    tongues = tuple(dict.fromkeys((known.language.code, talk.language, "de")))
    for number, age in enumerate(known.ages, start=1):
        called = await child(talk, Known(number=number, age=age, tongues=tongues, named=named))
        named = named or called


def _carried(talk: Talk, known: First) -> str:
    """Return the answers of this way as JSON: those about the family, without the steps that led to them."""
    answers = {key: stored for key, stored in talk.answers().items() if field_of(key) is not None}
    # A child that was added counts from now on.
    answers["house.children"] = len(known.ages)
    return orjson.dumps(answers).decode()


def _more() -> Choice[str]:
    text = _(
        "This is enough for a talk. May I ask a little more about your children now? Then we can help you faster. You"
        " can also do it later, or tell us in the talk."
    )
    choices = (
        Option(code="now", label=_("Yes, now"), value="now", pictogram="▶️"),
        Option(code="later", label=_("Later"), value="later", pictogram="🕒"),
        Option(code="talk", label=_("I will tell you in the talk"), value="talk", pictogram="🗣️"),
    )
    return Choice(text=text, choices=choices)


def _task(kept: dict[str, Any]) -> Choice[str]:
    choices = (
        *(
            []
            if kept["whole"]
            else [Option(code="more", label=_("Answer more questions"), value="more", pictogram="▶️")]
        ),
        Option(code="see", label=_("See and change my answers"), value="see", pictogram="✏️"),
        Option(code="add", label=_("Add a child"), value="add", pictogram="➕"),
        Option(code="withdraw", label=_("Withdraw my registration"), value="withdraw", pictogram="🗑️"),
    )
    return Choice(text=_("You have sent us your answers already. What would you like to do?"), choices=choices)


async def _withdraw(talk: Talk, kept: dict[str, Any]) -> None:
    if kept["passed_on"]:
        talk.say(_("The school authority (Schulamt) has been told about your child already. We cannot take that back."))
    really = _("Do you really want to withdraw? We delete your answers and those about your children.")
    sure = await talk.ask("sure", yes_no(really))
    if not sure:
        talk.say(_("Nothing was changed."))
        return
    withdrawn = await talk.wish("withdrawn", WithdrawIntake())
    if withdrawn:
        talk.say(_("Your answers are deleted. Your receipt code is {receipt}."), receipt=withdrawn.value["receipt"])
