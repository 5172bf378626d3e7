"""Ask the fields of one section in order: each with how far she has come, why it is asked, and a way to skip it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from translations import Text, _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from dialogs.questions import Question
    from dialogs.talk import Talk
    from translations import LanguageName

# NOTE: Above a question: what it is about, then the how-manieth question of how many, as in "Sara · 3 / 14".
PROGRESS = _("{about} · {number} / {of}")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a question may be made of."""

    # The day the talk began.
    today: date
    # The language she reads now.
    language: str
    # Languages that are likely here: they stand on buttons.
    tongues: tuple[str, ...] = ()
    # Whom it is about: a name, or "Child 2".
    child: str | Text = ""
    # The name of a language, or of another child.
    named: str | Text | LanguageName = ""
    # The how-manieth of its kind, from nought.
    times: int = 0

    @property
    def names_somebody(self) -> bool:
        """Tell whether a child's name is among it."""
        return any(isinstance(one, str) and not (one.isdigit() or not one) for one in (self.child, self.named))


@dataclass(frozen=True, kw_only=True, eq=False)
class Field:
    """One thing that is asked; there is one of each."""

    # How it is called in the summary and on the intake sheet.
    short: Text
    ask: Callable[[Ground], Question[Any]]
    # Why it is asked, and who sees the answer.
    why: Text
    # Without it no talk can be prepared.
    needed: bool = False
    # It goes on with the field before it, and is not counted as one more question.
    further: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Hold what the questions of one section share."""

    talk: Talk
    # In the order in which they are asked; "child.age" is stored as "child.2.age".
    fields: Mapping[str, Field]
    about: str | Text
    ground: Ground
    child: int = 0
    # Whether its questions are asked on the office's own page only.
    own_page: bool = True

    def with_(self, **ground: Any) -> Section:
        """Return the section with more to make questions of."""
        return replace(self, ground=replace(self.ground, **ground))

    def key(self, name: str, times: int | None) -> str:
        """Return the key under which a field is stored."""
        room, _dot, rest = name.partition(".")
        place = f"{room}.{self.child}.{rest}" if self.child else name
        return place if times is None else f"{place}.{times}"

    def place(self, name: str) -> tuple[int, int]:
        """Return how far she has come with this field: the how-manieth it is, and of how many."""
        return _place(tuple(self.fields.values()), self.fields[name])


async def put(section: Section, name: str, times: int | None = None) -> Any:
    """Ask a field; the how-manieth of its kind where it is asked several times. None where it is skipped."""
    ground = replace(section.ground, times=times) if times else section.ground
    talk = section.talk
    asked = (section.fields[name], ground, section.about, section.place(name), section.own_page)
    # A name is kept where it can be erased, and in no memory beside that.
    question = _build(*asked) if ground.names_somebody else _known(*asked)
    return await talk.ask(section.key(name, times), question)


def _build(
    field: Field, ground: Ground, about: str | Text, place: tuple[int, int], own_page: bool
) -> Question[Any]:  # fmt: skip
    """Return the question of a field."""
    heading = PROGRESS(about=about, number=place[0], of=place[1])
    return replace(field.ask(ground), why=field.why, heading=heading, may_skip=not field.needed, own_page=own_page)


# Every turn of a talk asks all of its questions again.
_known = lru_cache(maxsize=5_000)(_build)


@lru_cache(maxsize=200)
def _place(fields: tuple[Field, ...], field: Field) -> tuple[int, int]:
    """Return the how-manieth question a field is, and of how many."""
    counted = [one for one in fields if not one.further]
    # What goes on with nothing before it stands with the first.
    return max(1, sum(not one.further for one in fields[: fields.index(field) + 1])), len(counted)
