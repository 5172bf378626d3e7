"""Who interprets in a talk: somebody of ours, with her wishes; an adult she brings, never a child; or nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dialogs.questions import Option
from dialogs.several import Several
from translations import LanguageName, Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

INTERPRETER, PHONE, ADULT, NONE = "interpreter", "phone", "adult", "none"
WOMAN, STRANGER = "woman", "stranger"
# NOTE: Buttons: who interprets when she talks with the office.
_WISHES = {
    INTERPRETER: ("🗣️", _("Somebody interprets for me")),
    WOMAN: ("👩", _("A woman interprets for me")),
    STRANGER: ("🕶️", _("Somebody who does not know me")),
    PHONE: ("📞", _("Somebody interprets by phone")),
    ADULT: ("🧑", _("I bring an adult who interprets")),
    NONE: ("🇩🇪", _("I speak German")),
}


@dataclass(frozen=True)
class Speaking:
    """Hold how she speaks with the office."""

    language: str
    how: str
    woman: bool = False
    stranger: bool = False

    def wanting(self, service: str, children: int) -> dict[str, Any]:
        """Return what the house must know to find a time."""
        return {
            "service": service, "children": children, "language": self.language, "how": self.how,
            "woman": self.woman, "stranger": self.stranger,
        }  # fmt: skip


def as_known(known: dict[str, Any]) -> Speaking | None:
    """Return what she has said of it before; None where she is to be asked."""
    language, wants = known["language"], known["interpreter"]
    if language == "de" or wants is False:
        return Speaking("de" if language == "de" else language, NONE)
    return Speaking(language, INTERPRETER) if wants else None


async def ask_who_interprets(talk: Talk, key: str, language: str) -> Speaking:
    """Ask for her wishes; several may be written at once."""
    text = _("Who should interpret for you ({language})? Children do not have to interpret.")
    choices = tuple(
        Option(code=code, label=label, value=code, pictogram=sign) for code, (sign, label) in _WISHES.items()
    )
    named = await talk.ask(key, Several(text=text(language=LanguageName(language)), choices=choices))
    return _understood(language, named)


def _understood(language: str, named: tuple[str, ...]) -> Speaking:
    if NONE in named:
        return Speaking(language, NONE)
    if ADULT in named:
        return Speaking(language, ADULT)
    how = PHONE if PHONE in named else INTERPRETER
    return replace(Speaking(language, how), woman=WOMAN in named, stranger=STRANGER in named)


# NOTE: Said about an appointment: how she will be understood there.
SPOKEN: dict[str, Text] = {
    "own": _("Your counsellor speaks your language."),
    INTERPRETER: _("Somebody interprets for you: {language}."),
    PHONE: _("Somebody interprets for you by phone: {language}."),
    ADULT: _("Please bring an adult who interprets for you. It should not be a child."),
    NONE: _("The talk is in German."),
}
