"""What a topic shows of a conversation: what waits, and what colleagues can do. Pure, and in German like the desk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import escape
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_datetime

from knowledge.staff_phrases import GROUPS

if TYPE_CHECKING:
    from bot.store.forum import Scene
    from knowledge.library import Library

LANGUAGE = "de"
# Bot API, createForumTopic: the name has at most 128 characters.
LONGEST_NAME = 128
KINDS = {
    "handover": "Möchte mit einem Menschen sprechen",
    "letter": "Hat einen Brief bekommen",
    "call": "Möchte angerufen werden",
    "counter": "War am Schalter oder am Telefon",
    "intake": "Hat sich angemeldet",
    "others": "Verein, Schule oder Amt",
}
GROUP_NAMES = {
    "greeting": "Begrüßung", "waiting": "Warten", "understanding": "Sich verstehen", "appointment": "Termin",
    "papers": "Papiere", "school": "Schule", "language": "Sprache", "phone": "Telefon", "others": "Andere Stellen",
    "end": "Ende",
}  # fmt: skip
# Sentences that a button can hold whole; the others are sent from the desk.
LONGEST_SENTENCE = 60
Keyboard = list[list[dict[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Card:
    """One message with buttons at the head of a topic."""

    name: str
    html: str
    keyboard: Keyboard

    @property
    def hash(self) -> bytes:
        """Tell one card from another."""
        return hashlib.sha256(repr((self.html, self.keyboard)).encode()).digest()[:16]


def card(scene: Scene, library: Library, zone: tzinfo, url: str) -> Card:
    """Say who waits for what since when: a number, a language and a topic, and nothing else of the family."""
    language = str(Locale.parse(scene.language).get_display_name(LANGUAGE))
    about = library.title(scene.topic, LANGUAGE) if (scene.topic, LANGUAGE) in library.articles else "noch offen"
    lines = [
        f"<b>{KINDS.get(scene.kind, scene.kind)}</b>",
        f"Nummer {scene.receipt} · {escape(language)}",
        f"Thema: {escape(about)} · Team: {escape(library.office.team(scene.team).name)}",
        _state(scene, zone),
    ]
    return Card(
        name=f"{scene.receipt} · {language} · {about}"[:LONGEST_NAME], html="\n".join(lines), keyboard=_keys(scene, url)
    )


def groups_of(library: Library, language: str) -> Keyboard:
    """Offer the groups of prepared sentences."""
    there = {phrase.group for phrase in library.staff_phrases.values() if fits(phrase, language)}
    return [[_button(GROUP_NAMES[group], f"f:g:{group}")] for group in GROUPS if group in there]


def sentences_of(library: Library, language: str, group: str) -> Keyboard:
    """Offer the sentences of one group that need nothing filled in."""
    found = [one for one in library.staff_phrases.values() if one.group == group and fits(one, language)]
    return [*([_button(one.german, f"f:s:{one.id}")] for one in found), [_button("Zurück zu den Gruppen", "f:phrases")]]


def fits(phrase: Any, language: str) -> bool:
    """Tell whether a sentence can be sent by one tap."""
    return language in phrase.versions and not phrase.slots and len(phrase.german) <= LONGEST_SENTENCE


def _state(scene: Scene, zone: tzinfo) -> str:
    if not scene.open:
        return "✅ Abgeschlossen. Der Assistent antwortet wieder."
    if scene.holder == "staff":
        return f"👤 {escape(scene.assignee)} antwortet."
    if scene.waiting_since is None:
        return "Ruht."
    waits = f"⏳ Wartet seit {_moment(scene.waiting_since, zone)}"
    return f"{waits}, zugesagt bis {_moment(scene.due_at, zone)}" if scene.due_at else waits


def _moment(at: int, zone: tzinfo) -> str:
    return str(format_datetime(datetime.fromtimestamp(at / 1000, UTC).astimezone(zone), "short", locale=LANGUAGE))


def _keys(scene: Scene, url: str) -> Keyboard:
    open_desk = [{"text": "Im Desk öffnen", "url": f"{url}/desk/case/{scene.case_id}"}] if url else []
    if not scene.open:
        return [open_desk] if open_desk else []
    if scene.holder != "staff":
        keys = [[_button("Übernehmen", f"f:claim:{scene.epoch}")]]
    else:
        keys = [
            [_button("Fertige Sätze", "f:phrases")],
            [_button("Zurück an den Assistenten", "f:back"), _button("Schließen", "f:close")],
        ]
    return [*keys, open_desk] if open_desk else keys


def _button(text: str, data: str) -> dict[str, str]:
    return {"text": text, "callback_data": data}
