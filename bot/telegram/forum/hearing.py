"""What colleagues do in the group: register, press, speak. Whoever has no account at the desk moves nothing."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import structlog

from bot.accounts import group_codes
from bot.errors import ErasedError, NotHeldError
from bot.store import audit, cases, conversations, forum, received, staff
from bot.telegram.forum.card import Keyboard, fits, groups_of, sentences_of
from bot.turn import Outcome
from bot.wording import LONGEST, kept_of, own_words, prepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.handover import Handovers
    from bot.store.conversations import Thread
    from bot.store.door import Door
    from bot.store.staff import Colleague
    from bot.telegram.forum.mirror import Mirror
    from bot.telegram.reader import Group

_log = structlog.get_logger()
STRANGER = (
    "Hier sprechen nur angemeldete Kolleginnen und Kollegen. Am Desk unter „Mein Konto“ steht, wie Sie sich anmelden."
)
HOW = (
    "Was Sie in einem Thema schreiben, geht an die Familie. Was Sie als Antwort auf eine Nachricht von Kolleginnen "
    "oder Kollegen schreiben oder mit // beginnen, bleibt unter Ihnen."
)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it: for the conversation, for the button, for the topic."""

    outcome: Outcome = field(default_factory=Outcome)
    toast: str = ""
    reply: str = ""
    keyboard: Keyboard | None = None


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Read the staff's group."""

    door: Door
    handovers: Handovers
    mirror: Mirror
    # The number of the group in the settings.
    group: int
    tell: Callable[[Outcome], None]
    # Takes the waiting sign off a pressed button.
    acknowledge: Callable[[str, str], None]

    async def is_ours(self, chat: int) -> bool:
        """Tell the staff's group from any other, wherever Telegram has moved it."""
        if chat == self.group:
            return True

        return chat == await self.door.write(lambda conn: forum.current(conn, self.group))

    async def handle(self, group: Group) -> None:
        """Return when the effect of one update is committed."""
        said = group.message or {}
        if "migrate_to_chat_id" in said:
            await self.mirror.move(int(said["migrate_to_chat_id"]))
            return
        place = said or (group.press or {}).get("message") or {}
        done = await self.door.write(lambda conn: self._once(conn, group))
        if done is None:
            return
        if done.outcome.person_id:
            self.tell(done.outcome)
        if group.press is not None:
            self.acknowledge(str(group.press["id"]), done.toast)
        if done.reply:
            more: dict[str, Any] = {"text": done.reply, "parse_mode": "HTML"}
            if "message_thread_id" in place:
                more["message_thread_id"] = place["message_thread_id"]
            if done.keyboard is not None:
                more["reply_markup"] = {"inline_keyboard": done.keyboard}
            self.mirror.reply(more)

    def _once(self, conn: Connection, group: Group) -> Done | None:
        turns = self.handovers.turns
        if not received.first_time(conn, "telegram", group.update_id, turns.clock()):
            return None
        try:
            return self._press(conn, group) if group.press is not None else self._speak(conn, group)
        except NotHeldError as error:
            taken = str(error).removeprefix("taken by ")
            why = f"{taken} hat dieses Gespräch übernommen." if taken != "moved on" else "Es hat sich etwas geändert."
            return Done(toast=why, reply="" if group.press is not None else f"Nicht gesendet: {escape(why)}")
        except ErasedError:
            return Done(toast="Die Familie hat ihre Daten gelöscht.")

    def _speak(self, conn: Connection, group: Group) -> Done:
        message = group.message or {}
        sender, text = message.get("from") or {}, message.get("text")
        if sender.get("is_bot") or not isinstance(text, str):
            return Done()
        if text.startswith("/desk"):
            return self._register(conn, sender, text)
        who, thread = self._colleague(conn, sender), self._thread(conn, group.chat, message)
        among_us = message.get("reply_to_message") or {}
        if thread is None or text.startswith("/") or not (among_us.get("from") or {}).get("is_bot", True):
            return Done()
        why = self._why_not(conn, who, thread, text)
        if who is None or why:
            return Done(reply=why)
        words, kept = own_words(who, thread.talk.language, text)
        outcome = self.handovers.write(conn, who, thread.person_id, words, kept, epoch=thread.epoch)
        return Done(outcome=outcome)

    def _why_not(self, conn: Connection, who: Colleague | None, thread: Thread, text: str) -> str:
        if who is None:
            return STRANGER
        if not who.works_on(cases.team_of(conn, thread.person_id)):
            return "Nicht gesendet: Das Gespräch gehört zu einem anderen Team."
        return f"Nicht gesendet: Eine Nachricht hat höchstens {LONGEST} Zeichen." if len(text) > LONGEST else ""

    def _press(self, conn: Connection, group: Group) -> Done:
        press = group.press or {}
        who = self._colleague(conn, press["from"])
        thread = self._thread(conn, group.chat, press.get("message") or {})
        if who is None:
            return Done(toast=STRANGER[:200])
        if thread is None or not who.works_on(cases.team_of(conn, thread.person_id)):
            return Done(toast="Dieses Gespräch gehört zu einem anderen Team oder ist abgeschlossen.")
        what, _colon, more = str(press.get("data", "")).removeprefix("f:").partition(":")
        return self._act(conn, who, thread, what, more)

    def _act(self, conn: Connection, who: Colleague, thread: Thread, what: str, more: str) -> Done:  # noqa: PLR0911
        """Carry out what a button says."""
        handovers, library, person = self.handovers, self.handovers.turns.library, thread.person_id
        language = thread.talk.language
        match what:
            case "claim" if more.isdecimal():
                return Done(outcome=handovers.claim(conn, who, person, epoch=int(more)), toast="Sie antworten jetzt.")
            case "back":
                return Done(outcome=handovers.hand_back(conn, who, person), toast="Der Assistent antwortet wieder.")
            case "close":
                return Done(outcome=handovers.close(conn, who, person, "done"), toast="Abgeschlossen.")
            case "phrases":
                return Done(reply="Welche Sätze suchen Sie?", keyboard=groups_of(library, language))
            case "g":
                return Done(
                    reply="Ein Tipp sendet den Satz in der Sprache der Familie.",
                    keyboard=sentences_of(library, language, more),
                )
            case "s" if more in library.staff_phrases and fits(library.staff_phrases[more], language):
                return Done(outcome=self._send(conn, who, thread, more), toast="Gesendet.")
        return Done(toast="Diesen Knopf gibt es nicht mehr.")

    def _send(self, conn: Connection, who: Colleague, thread: Thread, id: str) -> Outcome:
        library = self.handovers.turns.library
        phrase, person, epoch = library.staff_phrases[id], thread.person_id, thread.epoch
        if phrase.asks:
            kept = kept_of(phrase, {}, library.glossary)
            return self.handovers.ask(conn, who, person, id, {}, kept, epoch=epoch)
        words, kept = prepared(who, thread.talk.language, phrase, {}, library.glossary)
        return self.handovers.write(conn, who, person, words, kept, epoch=epoch)

    def _register(self, conn: Connection, sender: dict[str, Any], text: str) -> Done:
        """Join a Telegram account to the account at the desk that showed the code."""
        given = text.split()[1:2]
        now = self.handovers.turns.clock()
        for colleague in staff.everybody(conn) if given else ():
            codes = group_codes(self.handovers.turns.vault, colleague.id, now)
            right = [hmac.compare_digest(code.encode(), given[0].lower().encode()) for code in codes]
            if any(right) and colleague.state == "active":
                lookup = self._lookup(sender)
                other = staff.by_telegram(conn, lookup)
                if other is not None:
                    staff.change(conn, other.id, telegram=None)
                staff.change(conn, colleague.id, telegram=lookup)
                audit.write(conn, colleague.id, "telegram joined", now)
                return Done(reply=f"{escape(colleague.name)} ist angemeldet. {HOW}")
        return Done(reply="Dieser Code gilt nicht. Am Desk unter „Mein Konto“ steht ein neuer.")

    def _colleague(self, conn: Connection, sender: dict[str, Any]) -> Colleague | None:
        return staff.by_telegram(conn, self._lookup(sender))

    def _lookup(self, sender: dict[str, Any]) -> bytes:
        return self.handovers.turns.vault.lookup("colleague", str(int(sender["id"])))

    def _thread(self, conn: Connection, chat: str, message: dict[str, Any]) -> Thread | None:
        number = message.get("message_thread_id")
        person = forum.whose(conn, int(chat), int(number)) if number else None
        return conversations.load_person(conn, self.handovers.turns.vault, person) if person else None
