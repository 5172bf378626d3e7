"""Everything that is kept about a person, for her own eyes (Art. 15 GDPR).

What colleagues noted is not here word for word: docs/decisions/2026-11-26-my-data.md says why. Of another adult of the
household there is nothing but what she herself has said of that adult.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.store import addresses, appointments, cases, files, households, messages, notes, placements, waitlist
from bot.store.messages import Record, Speaker
from dialogs.reply import Message, Part

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection

    from bot.store.conversations import Thread
    from bot.store.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of the record."""

    number: int
    # family, lotse or staff.
    speaker: str
    at: datetime
    # Of what Lotse or a colleague said.
    language: str
    # One of text and markdown; or audio: topic and language of an article that was read out.
    parts: tuple[Part, ...]
    # What it was where it was no text: photo, voice …; and the id of its file.
    thing: str = ""
    file: int = 0


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One file that she has sent."""

    id: int
    # photo (JPEG), pdf or voice.
    kind: str
    # In bytes.
    size: int
    at: datetime
    # In JSON as base64, or null where all files together are too large.
    content: bytes | None


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case that the office works or has worked on."""

    # Her number for the phone.
    number: str
    # handover, letter, call, counter, intake or others.
    kind: str
    topic: str
    state: str
    opened: datetime
    closed: datetime | None
    # What she asked for or was asked, and what she is called: name, phone, when, sender …
    told: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the search for a child's school place stands."""

    # The number of the child, as in its answers.
    child: int
    state: str
    since: datetime
    ended: datetime | None
    # state, on (ISO day), school, authority of each step; the oldest first.
    steps: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Family:
    """What belongs to her household."""

    since: datetime
    changed: datetime
    # By the key of the question: hers (you.…), those for all (house.…), those about each child (child.1.…).
    answers: dict[str, Any]
    places: tuple[Place, ...]

    @property
    def passed_on(self) -> bool:
        """Tell whether the school authority knows of a child."""
        return any(place.state in placements.PASSED_ON for place in self.places)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One appointment that she takes part in."""

    service: str
    language: str
    state: str
    starts: datetime
    ends: datetime
    # coming, or empty: what she said last.
    reply: str
    # How many come, which children, wishes, a place elsewhere.
    told: dict[str, Any]
    # What she has ticked off on her own list.
    ticks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """What is kept about one person. Its fields are the keys of the JSON file; they do not change their meaning."""

    # When this was put together.
    at: datetime
    since: datetime
    # The code of the language she reads.
    language: str
    # channel (telegram, web, desk), and in Telegram the number of the chat.
    addresses: tuple[dict[str, str], ...]
    family: Family | None
    cases: tuple[Case, ...]
    appointments: tuple[Visit, ...]
    # The talks for which she is on the waiting list, with her wishes.
    waits: tuple[dict[str, Any], ...]
    # When colleagues noted something.
    noted: tuple[datetime, ...]
    files: tuple[Kept, ...]
    messages: tuple[Said, ...]


def gather(  # noqa: PLR0913  (Whose data, from where, in whose time.)
    conn: Connection, vault: Vault, thread: Thread, zone: tzinfo, now: int, *, contents: int = 0
) -> Disclosure:
    """Put together what is kept about a person; her files come with their contents up to so many bytes in all."""
    person, box = thread.person_id, thread.box

    def local(at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)

    return Disclosure(
        at=local(now),
        since=local(thread.created_at),
        language=thread.talk.language,
        addresses=tuple(
            {"channel": channel} | ({"chat": place} if channel == "telegram" else {})
            for channel, place in addresses.all_of(conn, box, person)
        ),
        family=_family(conn, vault, thread, local),
        cases=tuple(_case(found, local) for found in cases.all_of(conn, box, person)),
        appointments=_visits(conn, vault, thread, local),
        waits=tuple({"service": one.service, **one.body} for one in waitlist.of_person(conn, box, person)),
        noted=tuple(local(note.at) for note in notes.of(conn, box, person)),
        files=_files(conn, thread, local, contents),
        messages=tuple(_said(record, local) for record in messages.after(conn, box, person, 0, thread.messages)),
    )


def _family(conn: Connection, vault: Vault, thread: Thread, local: Any) -> Family | None:
    home = households.of(conn, vault, thread.person_id)
    if home is None:
        return None
    numbers = {id: number for number, (id, _answers) in households.children(conn, home).items()}
    places = [
        Place(
            child=numbers[place.child_id],
            state=place.state,
            since=local(place.since),
            ended=local(place.ended_at) if place.ended_at is not None else None,
            steps=tuple({name: value for name, value in step.items() if name != "by"} for step in place.steps),
        )
        for place in placements.of(conn, home.box, home.id).values()
    ]
    return Family(
        since=local(home.created_at),
        changed=local(home.changed_at),
        answers=households.answers(conn, home, thread.box, thread.person_id),
        places=tuple(sorted(places, key=lambda place: place.child)),
    )


def _visits(conn: Connection, vault: Vault, thread: Thread, local: Any) -> tuple[Visit, ...]:
    found = appointments.attended(conn, vault, thread.person_id)
    return tuple(
        Visit(
            service=one.service, language=one.language, state=one.state, starts=local(one.starts_at),
            ends=local(one.ends_at), reply=said, told=one.body,
            ticks=tuple(appointments.ticks(conn, thread.box, one.id, thread.person_id)),
        )
        for one, said in found
    )  # fmt: skip


def _case(found: cases.Case, local: Any) -> Case:
    told = {name: value for name, value in found.body.items() if name != "receipt"}
    return Case(
        number=found.body["receipt"],
        kind=found.kind,
        topic=found.topic,
        state=found.state,
        opened=local(found.opened_at),
        closed=local(found.closed_at) if found.closed_at is not None else None,
        told=told,
    )


def _files(conn: Connection, thread: Thread, local: Any, contents: int) -> tuple[Kept, ...]:
    found = []
    for id, kind, size, at in files.of(conn, thread.person_id):
        contents -= size
        content = files.read(conn, thread.box, id).content if contents >= 0 else None
        found.append(Kept(id=id, kind=kind, size=size, at=local(at), content=content))
    return tuple(found)


def _said(record: Record, local: Any) -> Said:
    body, at = record.body, local(record.at)
    if record.speaker is Speaker.FAMILY:
        parts = (Part(text=body["t"]),) if body.get("t") else ()
        return Said(
            number=record.number, speaker=record.speaker.value, at=at, language="", parts=parts,
            thing=body.get("thing", ""), file=body.get("file", 0),
        )  # fmt: skip
    message = Message.load(body)
    return Said(
        number=record.number, speaker=record.speaker.value, at=at, language=message.language, parts=message.parts
    )
