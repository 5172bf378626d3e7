"""What is asked once for the whole household: her own languages, letters, who may sign, another adult."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.by_name import NONE
from dialogs.called import Name
from dialogs.handover import TIMES
from dialogs.intake import why
from dialogs.intake.section import Field, Ground, Section, put
from dialogs.latin import LatinName, is_latin
from dialogs.numbers import Year
from dialogs.questions import Words, one_of, yes_no
from dialogs.tongues import Tongue
from translations import Text, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogs.by_name import Named
    from dialogs.talk import Talk

# So many languages beside the first.
MOST_LANGUAGES = 4
# NOTE: Buttons: who may sign for the children.
_SIGNS = {
    "me": _("I alone"),
    "both": _("Both parents together"),
    "other": _("Somebody else"),
    "unsure": _("I am not sure"),
}
# NOTE: A button under a question about further languages.
NO_OTHER = _("No other language")
# NOTE: A button under the question in which language she reads.
_CANNOT_READ = _("I cannot read")
_LATIN = _("Name in Latin letters")


def _tongue(text: Text, none: Text | None = None) -> Callable[[Ground], Tongue]:
    return lambda ground: Tongue(text=text, offered=ground.tongues, none=none)


HOUSEHOLD: dict[str, Field] = {
    "you.latin": Field(
        short=_LATIN,
        ask=lambda _ground: LatinName(
            text=_("How is your name written in Latin letters, as in your passport?"), hint=_LATIN
        ),
        why=why.TALK,
        further=True,
    ),
    "you.speaks": Field(
        short=_("Speaks as well"),
        ask=_tongue(_("Which other language do you speak?"), NO_OTHER),
        why=why.SPEAK,
    ),
    "you.reads": Field(
        short=_("Reads best"), ask=_tongue(_("In which language do you read best?"), _CANNOT_READ), why=why.SPEAK
    ),
    "you.interprets": Field(
        short=_("Interpreter for"),
        ask=_tongue(_("Into which language shall the talk be interpreted for you?")),
        why=why.SPEAK,
        further=True,
    ),
    "you.when": Field(
        short=_("Best time to call"), ask=lambda _ground: one_of(_("When can we call you best?"), TIMES), why=why.REACH
    ),
    "house.letters": Field(
        short=_("Letters go to"),
        ask=lambda _ground: Words(
            text=_("Where can letters reach you? Please write the address, or with whom you get your letters.")
        ),
        why=why.REACH,
    ),
    "house.arrived": Field(
        short=_("Year of arrival"),
        ask=lambda ground: Year(text=_("In which year did you come to Germany?"), today=ground.today),
        why=why.TALK,
    ),
    "house.signs": Field(
        short=_("May sign for the children"),
        ask=lambda _ground: one_of(_("Who may sign for the children?"), _SIGNS),
        why=why.SIGN,
    ),
    "house.siblings": Field(
        short=_("School of brothers and sisters"),
        ask=lambda _ground: Words(
            text=_("Does a child of your family already go to a school or day care (Kita) here? To which one?"),
            open_to_questions=False,
        ),
        why=why.SCHOOL,
    ),
    "house.along": Field(
        short=_("Companion to the Gesundheitsamt"),
        ask=lambda _ground: yes_no(
            _(
                "Each child who starts school here is examined by a doctor at the public health office"
                " (Gesundheitsamt). Shall somebody come along who speaks your language?"
            )
        ),
        why=why.SPEAK,
    ),
    "house.along.language": Field(
        short=_("Language of the companion"),
        ask=_tongue(_("Which language shall this person speak?")),
        why=why.SPEAK,
        further=True,
    ),
    "house.other": Field(
        short=_("Another adult"),
        ask=lambda _ground: yes_no(_("Does another adult of your family come to the talk as well?")),
        why=why.TALK,
    ),
    "house.other.name": Field(
        short=_("Name of the other adult"),
        ask=lambda _ground: Name(text=_("What may we call this person?")),
        why=why.TALK,
        further=True,
    ),
    "house.other.speaks": Field(
        short=_("The other adult speaks"),
        ask=_tongue(_("Which language does this person speak?")),
        why=why.SPEAK,
        further=True,
    ),
    "house.other.reads": Field(
        short=_("The other adult reads best"),
        ask=_tongue(_("In which language does this person read best?"), _("This person cannot read")),
        why=why.SPEAK,
        further=True,
    ),
    "house.other.interprets": Field(
        short=_("Interpreter for the other adult"),
        ask=_tongue(
            _("Into which language shall the talk be interpreted for this person?"), _("No interpreter is needed")
        ),
        why=why.SPEAK,
        further=True,
    ),
}


async def household(talk: Talk, language: Named, *, interpreter: bool, name: str) -> None:
    """Ask what is asked once."""
    tongues = tuple(dict.fromkeys((language.code, talk.language, "de")))
    ground = Ground(today=talk.today, language=talk.language, tongues=tongues)
    section = Section(talk=talk, fields=HOUSEHOLD, about=_("You and your family"), ground=ground)
    if not is_latin(name):
        await put(section, "you.latin")
    known = {language.code}
    for times in range(MOST_LANGUAGES):
        left = tuple(code for code in ("de", "en") if code not in known)
        spoken = await put(section.with_(tongues=left), "you.speaks", times)
        if spoken is None or spoken.code == NONE:
            break
        known.add(spoken.code)
    await put(section, "you.reads")
    if interpreter:
        await put(section, "you.interprets")
    for field in ("you.when", "house.letters", "house.arrived", "house.signs", "house.siblings"):
        await put(section, field)
    if language.code != "de" and await put(section, "house.along"):
        await put(section, "house.along.language")
    if await put(section, "house.other"):
        for field in ("name", "speaks", "reads", "interprets"):
            await put(section, f"house.other.{field}")
