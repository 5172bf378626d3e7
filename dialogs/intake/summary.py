"""What she has answered, in her language: each answer can be changed before she sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dialogs.by_name import NONE
from dialogs.intake.child import ABOUT
from dialogs.intake.first import CHILD, FIRST
from dialogs.intake.household import HOUSEHOLD
from dialogs.intake.section import Ground
from dialogs.questions import Choice, Option
from translations import Text, _, render, strip_controls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dialogs.intake.section import Field
    from dialogs.talk import Talk

# Everything that may be asked, by its name without the number of the child.
FIELDS: Mapping[str, Field] = {**FIRST, **HOUSEHOLD, **ABOUT}
# What may be answered several times.
REPEATED = frozenset({"you.speaks", "child.language", "child.well", "child.scripts", "child.foreign"})
# NOTE: One line of a summary: what was asked, and the answer.
LINE = _("{asked}: {answer}")
# NOTE: Above the answers about her and the family.
YOU = _("You and your family")
# Nothing but a name, and one line below others: there is nothing to translate.
_HEAD, _BELOW = "{name}", "{block}\n{line}"
# So many characters fit on a button of a small phone.
_LONGEST = 34
_SEND = "send"


def field_of(key: str) -> Field | None:
    """Return what was asked under a key; None for what is no answer about the family."""
    return FIELDS.get(_name_and_times(key)[0])


def about(key: str) -> int:
    """Return the number of the child that a key is about; 0 where it is about none."""
    room, _dot, rest = key.partition(".")
    number = rest.partition(".")[0]
    return int(number) if room == "child" and number.isdecimal() and len(number) < 4 else 0


def _name_and_times(key: str) -> tuple[str, int]:
    """Return the name of a field, and the how-manieth of its kind it was."""
    parts = key.split(".")
    times = int(parts[-1]) if parts[-1].isdecimal() and len(parts[-1]) < 4 else 0
    return ".".join(part for part in parts if not part.isdigit()), times


def tells(key: str, stored: Any) -> bool:
    """Tell whether an answer says something: that there is no further language does not."""
    code = stored[0] if isinstance(stored, list) and stored else None
    return not (code == NONE and _name_and_times(key)[1])


def written(key: str, stored: Any, today: date, locale: str) -> tuple[Text, str]:
    """Return what was asked in short, and the answer for the reader; raises KeyError for what is no field."""
    name, times = _name_and_times(key)
    field = FIELDS[name]
    question = field.ask(Ground(today=today, language=locale, times=times))
    # The line it stands in parts it from the rest; one isolate inside another confuses old phones.
    return field.short, strip_controls(question.write(stored, locale))


async def summary(talk: Talk) -> None:
    """Show the answers until she sends them; an answer that she changes is asked again."""
    answers = {
        key: stored for key, stored in talk.answers().items() if field_of(key) is not None and tells(key, stored)
    }
    groups: dict[int, list[str]] = {}
    for key in answers:
        groups.setdefault(about(key), []).append(key)
    own_page = any(not _in_short(key) for key in answers)
    names = {number: called(answers, number) for number in groups}
    for number, keys in sorted(groups.items()):
        talk.say(_block(talk, names[number], {key: answers[key] for key in keys}))
    choices = [Option(code=_SEND, label=_("Everything is right, send it"), value=_SEND, pictogram="✅")]
    for number in sorted(groups):
        about_whom = Text(_HEAD)(name=names[number])
        choices.append(Option(code=f"change-{number}", label=about_whom, value=str(number), pictogram="✏️"))
    question = Choice(text=_("Is everything right? Please send it to us."), choices=tuple(choices), own_page=own_page)
    chosen = await talk.ask("summary", question)
    if chosen == _SEND:
        return
    key = await talk.ask("change", _which(talk, {key: answers[key] for key in groups[int(chosen)]}, own_page=own_page))
    await talk.revise(key, since="summary")


def _in_short(key: str) -> bool:
    """Tell whether it was one of the five questions, which travel through a messenger as well."""
    return any(FIRST.get(name) is field_of(key) for name in FIRST)


def called(answers: Mapping[str, Any], number: int) -> str | Text:
    """Return what a block is about: her and the family, or a child by its name, or by its number."""
    if not number:
        return YOU
    name = answers.get(f"child.{number}.name")
    return name if isinstance(name, str) else CHILD(number=number)


def _block(talk: Talk, name: str | Text, answers: Mapping[str, Any]) -> Text:
    """Write one block: whom it is about, then a line for each answer."""
    block = Text(_HEAD)(name=name)
    for key, stored in answers.items():
        short, answer = written(key, stored, talk.today, talk.language)
        block = Text(_BELOW)(block=block, line=LINE(asked=short, answer=answer))
    return block


def _which(talk: Talk, answers: Mapping[str, Any], *, own_page: bool) -> Choice[str]:
    options = []
    for key, stored in answers.items():
        short, answer = written(key, stored, talk.today, talk.language)
        line = LINE(asked=short, answer=answer)
        # Where both do not fit on a button, the answer still stands above.
        fits = len(strip_controls(render(line, talk.language))) <= _LONGEST
        options.append(Option(code=key, label=line if fits else short, value=key))
    return Choice(text=_("Which answer would you like to change?"), choices=tuple(options), own_page=own_page)
