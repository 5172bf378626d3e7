"""A new phone, a phone of several people, a second adult: words that open a chat, and who belongs to what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dialogs import sayings
from dialogs.errors import StaleAnswerError
from dialogs.questions import Choice, Option, Question, yes_no
from dialogs.talk import Next, Secret
from dialogs.typed import Unread
from dialogs.wishes import LeaveHousehold, MakeWords, PartDevice, SeeDevices
from translations import Text, _

if TYPE_CHECKING:
    from dialogs.talk import Talk

# In "My data": a button that leads to all of this.
DEVICES = Option(code="devices", label=_("Phone and family"), value="devices", pictogram="📱")
# NOTE: A button, and the question after it that yes or no answers: an adult leaves the shared household.
NOT_MINE = _("I no longer belong to this family")
WORDS = Option(code="words", label=sayings.GET_WORDS, value="words", pictogram="🔑")


async def devices(talk: Talk) -> Next | None:
    """Let her choose what has changed: her phone, who uses it, who belongs to her family."""
    kept = await talk.wish("kept", SeeDevices())
    choice = await talk.ask("what", _what(kept))
    if choice in ("words", "newphone"):
        return Next(choice)
    if choice == "part":
        await _part(talk)
    elif choice == "adult":
        await _invite(talk)
    elif choice == "leave":
        await _leave(talk)
    return None


async def words(talk: Talk) -> None:
    """Give her words for a new phone."""
    await say_words(talk, "made")


async def newphone(talk: Talk) -> None:
    """Ask for the words of a card; the house knows them wherever they are written, so that no answer comes back."""
    await talk.ask("words", CardWords(text=sayings.WRITE_WORDS))


async def say_words(talk: Talk, key: str) -> None:
    """Make new words and show them once; earlier ones work no more."""
    if await talk.wish(key, MakeWords("recover")):
        talk.say(sayings.OPEN_ELSEWHERE)
        talk.say(Secret("recover"))
        talk.say(sayings.ON_PAPER)


def or_words(text: Text) -> Choice[str]:
    """Ask a question that yes or no answers, and offer words beside; the answer is its code."""
    plain = tuple(
        Option(
            code=one.code, label=one.label, value=one.code, pictogram=one.pictogram, said=one.said, beside=one.beside
        )
        for one in yes_no(text).choices
    )  # fmt: skip
    return Choice(text=text, choices=(*plain, WORDS))


@dataclass(frozen=True, kw_only=True)
class CardWords(Question[str]):
    """Ask for the words of a card; whatever is read here as an answer is none."""

    hint: Text = sayings.UNKNOWN_WORDS
    secret: bool = True

    def read(self, typed: str, locale: str) -> str | Unread:
        del typed, locale
        return Unread.UNREAD

    def dump(self, value: str) -> str:
        return value

    def load(self, stored: Any) -> str:
        del stored
        raise StaleAnswerError("Words are stored nowhere.")


def _what(kept: dict[str, Any]) -> Choice[str]:
    here = (
        WORDS,
        Option(code="part", label=_("Somebody else uses this phone"), value="part", pictogram="👥"),
        Option(code="newphone", label=sayings.NEW_PHONE, value="newphone", pictogram="📲"),
    )
    # NOTE: A button: a second adult wants to use the chat for the same family.
    adult = Option(code="adult", label=_("Another adult of the family"), value="adult", pictogram="🧑")
    leave = Option(code="leave", label=NOT_MINE, value="leave", pictogram="👋")
    choices = (
        *(here if kept["here"] else ()),
        *([adult] if kept["here"] and kept["family"] else ()),
        # Whoever is alone in it withdraws the registration instead.
        *([leave] if kept["others"] else ()),
        Option(code="nothing", label=_("Leave it as it is"), value="nothing", pictogram="👌"),
    )
    return Choice(text=_("What would you like to do?"), choices=choices)


async def _part(talk: Talk) -> None:
    talk.say(_("After that, nobody can read the chat on this device. You cannot read it either."))
    if await talk.ask("sure.part", yes_no(_("Do you want to remove the chat from this device?"))) and await talk.wish(
        "parted", PartDevice()
    ):
        talk.say(_("All right. The chat so far is closed on this device. With your five words you can open it again."))


async def _invite(talk: Talk) -> None:
    if await talk.wish("invited", MakeWords("join")):
        talk.say(
            _(
                "Give these words to the other adult. She or he writes them to me on her or his own phone. They work"
                " for one day."
            )
        )
        talk.say(Secret("join"))


async def _leave(talk: Talk) -> None:
    if await talk.ask("sure.leave", yes_no(NOT_MINE)) and await talk.wish("left", LeaveHousehold()):
        talk.say(_("You do not belong to this family any more. Your own answers are deleted."))
