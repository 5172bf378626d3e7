"""The guided way to an answer: group, topic, article, and what comes next."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.questions import Choice, Option
from dialogs.sayings import TALK_TO_A_PERSON
from dialogs.talk import Next, Play, Show
from dialogs.wishes import CountHelpful
from translations import Text, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialogs.talk import Talk
    from knowledge.library import Library

# So many articles in a row; then the menu again.
MOST_ARTICLES = 20
# A button under an article that somebody has read out.
LISTEN = _("Listen")
OLDER = _("This recording is older than the text. If they differ, the text is right.")
_ACTIONS = {
    # NOTE: The counselling talk of a new family with the office.
    "booking": ("📅", _("Book a talk with us")),
    "human": ("🙋", TALK_TO_A_PERSON),
    "intake": ("🎒", _("Register a child for school")),
    "mydata": ("🔒", _("My data")),
}


async def answers(talk: Talk, *, topic: str = "", topics: Sequence[str] = ()) -> Next | None:
    """Lead to an article, and from one to the next."""
    found = topic or await _found(talk, topics)
    for number in range(MOST_ARTICLES):
        if not found:
            return Next("answers") if topics else None
        talk.say(Show(found))
        step = await _step(talk, f"next.{number}.{found}", found, listen=True)
        if step == "listen":
            _read_out(talk, found)
            step = await _step(talk, f"next.{number}.{found}.heard", found)
        if step == "german":
            talk.say(Show(found, "de"))
            step = await _step(talk, f"next.{number}.{found}.german", found, german=False)
        if step in ("helped", "not-helped"):
            await _thank(talk, found, helped=step == "helped")
            return None
        if step == "topics":
            return Next("answers")
        if step in _ACTIONS:
            return Next(step)
        found = step
    return None


async def _found(talk: Talk, topics: Sequence[str]) -> str:
    """Ask for the topic: among those that search found, or from group to topic."""
    library = talk.library
    if topics:
        none = Option(code="none", label=_("None of these"), value="", pictogram="🔎")
        found = [_topic(library, topic, talk.language) for topic in topics]
        return await talk.ask(
            "which", Choice(text=_("I found this. Which one do you mean?"), choices=(*found, none), free=True)
        )
    group = await talk.ask("group", _which_group(library))
    choices = tuple(_topic(library, topic.id, talk.language) for topic in library.topics_of(group))
    if len(choices) == 1:
        return choices[0].value
    return await talk.ask(f"topic.{group}", Choice(text=_("What would you like to know?"), choices=choices, free=True))


@lru_cache(maxsize=100)
def _which_group(library: Library) -> Choice[str]:
    groups = tuple(
        Option(code=group.id, label=group.label, value=group.id, pictogram=group.pictogram) for group in library.groups
    )
    return Choice(text=_("What is it about?"), choices=groups, free=True)


def _read_out(talk: Talk, topic: str) -> None:
    """Let the article be heard; the text is right where it was changed since."""
    talk.say(Play(topic))
    if talk.library.recordings[topic, talk.language].outdated:
        talk.say(OLDER)


async def _step(talk: Talk, key: str, topic: str, *, german: bool = True, listen: bool = False) -> str:
    return await talk.ask(key, _what_next(talk.library, topic, talk.language, german=german, listen=listen))


@lru_cache(maxsize=4_000)
def _what_next(library: Library, topic: str, language: str, *, german: bool, listen: bool) -> Choice[str]:
    """Build the question below an article once for all families: a replay asks it again for every article read."""
    article = library.article(topic, language)
    steps = []
    if listen and (topic, language) in library.recordings:
        steps.append(Option(code="listen", label=LISTEN, value="listen", pictogram="🔊"))
    steps += [_topic(library, related, language) for related in article.related]
    steps += [_action(code) for code in ("booking", "human") if code in article.next]
    if german and language != "de":
        steps.append(Option(code="german", label=_("Show the German text too"), value="german", pictogram="🇩🇪"))
    steps.append(Option(code="topics", label=_("Other topics"), value="topics", pictogram="💡"))
    steps.append(Option(code="helped", label=_("This helped me"), value="helped", pictogram="👍"))
    steps.append(
        Option(code="not-helped", label=_("This did not help"), value="not-helped", pictogram="👎", beside=True)
    )
    return Choice(text=_("Did this help you? What would you like to do next?"), choices=tuple(steps), free=True)


async def _thank(talk: Talk, topic: str, *, helped: bool) -> None:
    await talk.wish("counted", CountHelpful(topic, helped))
    if helped:
        talk.say(_("I am glad."))
    else:
        sorry = _("I am sorry. A person from our office can help you better: {phone}.")
        talk.say(sorry(phone=talk.library.office.phone.value))


def _topic(library: Library, topic: str, language: str) -> Option[str]:
    return Option(
        code=topic,
        label=Text(library.title(topic, language)),
        value=topic,
        pictogram=library.topic(topic).pictogram,
        also=library.title(topic, "de"),
    )


def _action(code: str) -> Option[str]:
    pictogram, label = _ACTIONS[code]
    return Option(code=code, label=label, value=code, pictogram=pictogram)
