"""Read a story, play it, and write down what was said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dialogs.conversation import Holder
from dialogs.incoming import Command, Edited, Incoming, Sent, Thing, Typed
from tests.dialogs.family import Family
from translations import choose

if TYPE_CHECKING:
    from dialogs.reply import Button, Message, Part
    from knowledge.library import Library

STORIES = sorted(Path(__file__).parent.glob("*.txt"))
# A second tap comes within this many milliseconds.
DOUBLE_TAP = 500
LONG = 10_000
_CODE = re.compile(r"\[(.+)\]")
_SENT = re.compile(r"<(\w+)(?:: (.*))?>")
_HOLDS = re.compile(r"\((\w+) holds\)")


@dataclass(kw_only=True)
class Turn:
    """One line of the family, and what Lotse says to it."""

    # Remarks and empty lines above it.
    above: list[str] = field(default_factory=list)
    line: str
    expected: list[str] = field(default_factory=list)


@dataclass(kw_only=True)
class Story:
    """A story as it stands in its file."""

    language: str
    turns: list[Turn]

    def written(self) -> str:
        """Return the text of the file."""
        lines = [f"language: {self.language}"]
        for turn in self.turns:
            lines += [*turn.above, turn.line, *(f"    {said}" for said in turn.expected)]
        return "\n".join(lines) + "\n"


@dataclass(kw_only=True)
class Played:
    """A story that was played."""

    family: Family
    # What Lotse said, turn by turn.
    turns: list[list[str]]


def read(path: Path) -> Story:
    """Read a story; what is indented belongs to the line above it."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    story = Story(language=head.removeprefix("language: "), turns=[])
    above: list[str] = []
    for line in lines:
        if line.startswith("    "):
            story.turns[-1].expected.append(line[4:])
        elif not line or line.startswith("#"):
            above.append(line)
        else:
            story.turns.append(Turn(above=above, line=line))
            above = []
    return story


def play(story: Story, library: Library) -> Played:
    """Play a story; between two turns only what is stored is left."""
    choice = choose([story.language])
    family = Family(library, language=choice.locale, unmet=choice.unmet)
    return Played(family=family, turns=[take(family, turn.line) for turn in story.turns])


def take(family: Family, line: str) -> list[str]:
    if holds := _HOLDS.fullmatch(line):
        family.change(holder=Holder[holds[1]])
        return []
    if line == ">> again":
        family.tap(family.last_pressed, after=DOUBLE_TAP)
    elif line.startswith(">> first "):
        family.tap(family.first_button(_CODE.findall(line)[0]))
    elif line.startswith(">> "):
        family.press(_CODE.findall(line)[0])
    else:
        family.send(_incoming(line))
    return _heard(family)


def _incoming(line: str) -> Incoming:
    if line.startswith("> "):
        return Typed(line[2:])
    if line.startswith("/"):
        return Command(line[1:])
    what, text = _SENT.fullmatch(line).groups("")
    if what == "edited":
        return Edited(text)
    if what == "long":
        return Typed((f"{text} " * LONG)[:LONG])
    return Sent(Thing(what), text)


def _heard(family: Family) -> list[str]:
    if family.toast:
        return [f"(toast: {family.toast})"]
    if family.message is None:
        return ["(silence)"]
    office = family.library.office
    lines = [*_parts(family.message), *(_row(row) for row in family.message.rows)]
    # The office may move and rename itself without a story changing.
    return [line.replace(office.phone.value, "{phone}").replace(office.name.value, "{name}") for line in lines]


def _parts(message: Message) -> list[str]:
    return [line for part in message.parts for line in _lines(part)]


def _lines(part: Part) -> list[str]:
    # The rest of an article is in knowledge/.
    return part.text.splitlines() or part.markdown.splitlines()[:1]


def _row(row: tuple[Button, ...]) -> str:
    return "   ".join(f"[{button.data.rpartition(':')[2]}] {button.label}" for button in row)
