"""What reads foreign bytes without a house around it; each function says in a word what came of it.

They raise only where something is really wrong.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import Any

import orjson
from PIL import Image

from bot import fitting, markup, uploads
from bot.arrival import Arrival
from bot.errors import UploadError
from bot.telegram.markup import from_markdown, payload
from bot.telegram.reader import Group, Membership, Nothing, read
from bot.telegram.updates import _as_it_came
from bot.web.posted import LONGEST_TEXT
from dialogs.reply import Message, Part
from dialogs.typed import Unread
from knowledge import edited, subset
from knowledge.normalise import normalise
from knowledge.placeholders import fill
from knowledge.search import search
from tests import learnt
from tests.botapi.entities import parse_html
from tests.dialogs.test_intake_replies import questions
from tests.fuzz.bodies import body
from tests.fuzz.chance import FromBytes
from tests.fuzz.html import seen
from tests.hostile.kinds import CHAT, CONTENTS, HER, KINDS, PRESSES
from translations import LOCALES, render

# What a malformed update may make its reader raise: it is set aside then, and the next is read.
MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
# How often the same may be typed one after another; as much as the page takes.
_TIMES = (1, 1, 1, 1, 1, 2, 50, LONGEST_TEXT)
_TEAM = {"id": -1001, "type": "supergroup", "is_forum": True, "title": "x"}
_HEAD = {"message_id": 7, "date": 1, "chat": CHAT, "from": HER}
UPDATES: tuple[dict[str, Any], ...] = (
    *({"message": {**_HEAD, **content}} for content in CONTENTS.values()),
    *({"edited_message": {**_HEAD, **content}} for content in CONTENTS.values()),
    *({"callback_query": press} for press in PRESSES.values()),
    *({kind: content} for kind, content in KINDS.items()),
    {"message": {**_HEAD, "chat": _TEAM, "text": "Guten Tag", "message_thread_id": 7}},
    {"message": {**_HEAD, "text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}},
)


def reader(data: bytes) -> str:
    """Read an update; what is read of it is of the kinds that the house expects."""
    said, came = body(FromBytes(data), UPDATES, 10), "no JSON"
    for reads in (orjson.loads, json.loads):
        with suppress(ValueError, RecursionError):
            came = _read(reads(said))
    return came


def _read(update: Any) -> str:
    assert isinstance(_as_it_came(update), bytes)
    try:
        found = read(update)
    except MALFORMED:
        return "malformed"
    match found:
        case Arrival():
            assert all(isinstance(word, str) for word in (found.album, found.message_id, found.file_id, found.place))
            assert all(isinstance(word, str) for word in (found.callback_id, *found.languages))
            incoming = vars(found.incoming).values()
            assert all(isinstance(one, str | bool) for one in incoming), found.incoming
        case Membership() | Group():
            assert int(found.chat) is not None
        case Nothing():
            assert found.update_id.isdecimal()
    return "read"


def typed(data: bytes) -> str:
    """Search for what somebody typed, in a chat of some language."""
    chance, library = FromBytes(data), learnt.library()
    lang, text = chance.choice(LOCALES), _said(chance)
    plain = normalise(text)
    assert plain == " ".join(plain.split()), text
    found = search(library, text, lang)
    topics = {topic.id for topic in library.topics}
    assert {topic for topic, _score in found.topics} <= topics
    assert all(0 <= score <= 1 for _topic, score in found.topics), found
    assert found.offer is None or (found.offer in LOCALES and found.offer != lang), found
    return "found" if found.topics else "nothing found"


def _said(chance: FromBytes) -> str:
    times = chance.choice(_TIMES)
    return (chance.rest()[:LONGEST_TEXT] * times)[:LONGEST_TEXT]


@cache
def _asked() -> list[Any]:
    return list(questions().values())


def replies(data: bytes) -> str:
    """Reply to one of the questions of the intake; what is understood can be kept, read back and shown."""
    chance = FromBytes(data)
    question, locale, text = chance.choice(_asked()), chance.choice(LOCALES), _said(chance)
    value = question.read(text, locale)
    if isinstance(value, Unread):
        return "not understood"
    doubt = question.doubt(text, locale)
    assert doubt is None or render(doubt, locale).strip()
    stored = orjson.loads(orjson.dumps(question.dump(value)))
    assert question.load(stored) == value, (text, locale)
    assert isinstance(question.label(stored, locale), str)
    return "understood"


def files(data: bytes) -> str:
    """Make a file harmless: what comes out is a plain picture, or what it was before."""
    try:
        found = uploads.harmless(data)
    except UploadError:
        return "refused"
    if found.kind != "photo":
        assert found.content == data
        return found.kind
    picture = Image.open(BytesIO(found.content))
    assert picture.format == "JPEG"
    assert max(picture.size) <= uploads.SIDE
    assert not picture.getexif()
    return found.kind


def articles(data: bytes) -> str:
    """Show what a colleague wrote: checked, as page, as message of Telegram; nothing foreign comes out of it."""
    text = data.decode(errors="replace")
    library, lang = learnt.read(), LOCALES[len(text) % len(LOCALES)]
    if not edited.faults(library, "find-school", lang, "x", text):
        text = fill(text, library.office, lang)
    foreign = list(subset.faults(text))
    for top in (markup.IN_MESSAGE, markup.ON_PAGE):
        page = seen(markup.markdown(text, top), markup._TAGS, markup._ATTRIBUTES, markup.SCHEMES, top)
    said, _entities = parse_html(from_markdown(text))
    if not foreign:
        assert set(page.split()) <= set(said.split()), (page, said)
    message = Message(language="ar", parts=(Part(text="x"), Part(markdown=text)))
    for piece in fitting.fit(message):
        parse_html(payload("5", piece)["text"])
    return "with more than is allowed" if foreign else "allowed"


TARGETS = {target.__name__: target for target in (reader, typed, replies, files, articles)}
