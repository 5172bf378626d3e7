"""Five questions for who does not come as a family: volunteers, associations, schools, other offices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.handover import TIMES
from dialogs.phone import as_e164, spoken
from dialogs.questions import Choice, Option, Words, one_of
from dialogs.typed import Unread
from dialogs.wishes import WriteForOthers
from translations import Text, _, isolate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogs.talk import Talk

# NOTE: Buttons: as whom somebody writes.
_KINDS = {
    "volunteer": ("🙋", _("I want to volunteer")),
    "association": ("👥", _("Association or organisation")),
    "school": ("🏫", _("School or day care (Kita)")),
    "office": ("🏛️", _("Another office")),
}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_HERE = Option(code="chat", label=_("Here in the chat"), value="", pictogram="💬")


@dataclass(frozen=True, kw_only=True)
class Reach(Words):
    """Ask for a phone number or an e-mail address; the chat itself is one, too."""

    open_to_questions: bool = False
    hint: Text = _("I cannot read this. Please write a phone number or an e-mail address.")

    @property
    def options(self) -> Sequence[Option[str]]:
        return (_HERE,)

    def read(self, typed: str, locale: str) -> str | Unread:
        del locale
        mail = _MAIL.search(typed)
        return mail.group() if mail else as_e164(typed) or Unread.UNREAD

    def label(self, stored: str, locale: str) -> str:
        if not stored:
            return _HERE.written(locale)
        return isolate(spoken(stored) if as_e164(stored) == stored else stored, locale)


async def organisation(talk: Talk) -> None:
    """Ask who writes, about what, and how to reach them; the office answers."""
    kind = await talk.ask("kind", _kind())
    who = Words(text=_("What is your name, and that of your organisation?"), at_most=120, open_to_questions=False)
    name = await talk.ask("name", who)
    what = Words(
        text=_("What is it about? Please write it in a few sentences."), at_most=1000, open_to_questions=False
    )  # fmt: skip
    about = await talk.ask("about", what)
    reach = await talk.ask(
        "reach", Reach(text=_("How can we reach you? Please write a phone number or an e-mail address."))
    )
    when = await talk.ask("when", _when())
    told = await talk.wish("told", WriteForOthers(kind, name, about, reach, when))
    talk.say(_("Thank you. I have passed it on. A person from our office will get in touch with you."))
    number = _("Your number is {receipt}. You can tell us this number when you call: {phone}.")
    talk.say(number(receipt=told.value["receipt"], phone=talk.library.office.phone.value))


def _kind() -> Choice[str]:
    choices = tuple(
        Option(code=code, label=label, value=code, pictogram=sign) for code, (sign, label) in _KINDS.items()
    )
    return Choice(text=_("As whom do you write to us?"), choices=choices)


def _when() -> Choice[str]:
    return one_of(_("When can we reach you best?"), TIMES)
