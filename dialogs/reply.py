"""What a turn says, first as values, then as one message in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dialogs.booking import codes
from dialogs.buttons import Press, Verb, pack
from dialogs.questions import SKIP
from dialogs.talk import Explain, Play, Secret, Show
from knowledge.recovery_words import HIDDEN
from translations import Text, _, isolate, render

if TYPE_CHECKING:
    from dialogs.record import TalkRecord
    from dialogs.talk import Asked, Spoken
    from knowledge.library import Library

# NOTE: A button: take back the last answer.
BACK = _("Back")
# NOTE: A button: show what Lotse can do.
MENU = _("Menu")
# Before buttons that stand under no question, for who reads little.
PICTOGRAMS = {
    "good": "🙂",
    "so-so": "😐",
    "bad": "🙁",
    "human": "🙋",
    "words": "🔑",
    "explain": "❓",
    "not-understood": "❓",
}
# NOTE: A button: leave the earlier answer as it is.
KEEP = _("Keep this answer")
# NOTE: A button: go on without an answer to this question.
SKIPPING = _("Skip")
# NOTE: A button: why this is asked, and who will read the answer.
WHY = _("Why do you ask this?")


@dataclass(frozen=True)
class InLanguage:
    """Say a sentence in a language that is not the chat's: the offer to switch to it."""

    text: Text
    language: str


@dataclass(frozen=True)
class Button:
    """One button: what stands on it, and what it sends back or opens."""

    label: str
    data: str = ""
    # https:, or on the page alone tel:, mailto: or a path, which Telegram refuses.
    url: str = ""


@dataclass(frozen=True)
class Part:
    """One paragraph of plain words, one article in Markdown, one read out, or words that nobody keeps."""

    text: str = ""
    markdown: str = ""
    # topic/language of a recording.
    audio: str = ""
    # What the words are good for (dialogs.talk.Secret): they are shown and not kept.
    secret: str = ""

    def dump(self, *, whole: bool = False) -> list[str]:
        """Return what is there, for the record, or whole for whoever delivers it; most parts are no recording."""
        text = HIDDEN if self.secret and not whole else self.text
        return [text, self.markdown, *([self.audio] if self.audio else [])]


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is said in one go, rendered; channels turn it into their own markup."""

    language: str
    parts: tuple[Part, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    # Who of the office speaks, in the reader's language; empty where Lotse does.
    by: str = ""
    # Never fenced: it is sent whoever holds the conversation.
    notice: bool = False

    @property
    def secret(self) -> str:
        """Return what the words in it are good for that nobody keeps; empty where there are none."""
        return next((part.secret for part in self.parts if part.secret), "")

    def dump(self, *, whole: bool = False) -> dict[str, Any]:
        """Return plain JSON: what is kept, or whole what is delivered."""
        body = {
            "l": self.language,
            "p": [p.dump(whole=whole) for p in self.parts],
            "r": [[[b.label, b.data, *([b.url] if b.url else [])] for b in row] for row in self.rows],
        }
        return body | ({"b": self.by} if self.by else {})

    @classmethod
    def load(cls, body: dict[str, Any]) -> Message:
        """Read what dump wrote."""
        return cls(
            language=body["l"],
            parts=tuple(Part(*p) for p in body["p"]),
            rows=tuple(tuple(Button(*b) for b in row) for row in body["r"]),
            by=body.get("b", ""),
        )


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The question that is open at the end of a turn."""

    asked: Asked
    talk: TalkRecord
    # Whether there is an answer to take back.
    can_go_back: bool


@dataclass(slots=True)
class Reply:
    """Collect what a turn answers."""

    said: list[Spoken | Explain | InLanguage] = field(default_factory=list)
    # Buttons beside those of the open question, each in a row of its own; the names of languages stand in twos.
    offered: list[tuple[Text | str, Press]] = field(default_factory=list)
    # Links that stand on buttons.
    links: list[tuple[Text, str]] = field(default_factory=list)
    opened: Opened | None = None
    # A short word on the pressed button itself.
    toast: Text | None = None
    notice: bool = False
    # What stood on the pressed button, for the record.
    pressed: str = ""
    # The person is gone with all that was kept; this is said and not recorded.
    farewell: bool = False
    # The device was parted from the person, who stays.
    parted: bool = False
    # The words that were made in this turn.
    secret: str = ""
    # What the family wrote stands in the record without its words.
    hidden: bool = False


def compose(reply: Reply, language: str, library: Library) -> Message | None:
    """Render a reply into one message; None where there is nothing to say."""
    parts = [_part(said, language, library, reply.secret) for said in reply.said]
    rows: list[tuple[Button, ...]] = [(Button(render(label, language), url=url),) for label, url in reply.links]
    rows += _offered(reply.offered, language)
    if reply.opened is not None:
        parts.append(Part(text=_question(reply.opened, language)))
        rows.extend(_rows(reply.opened, language))
    if not parts:
        return None
    return Message(language=language, parts=tuple(parts), rows=tuple(rows), notice=reply.notice)


def anywhere(label: Text, code: str, language: str) -> Button:
    """Return a button that works whatever is open."""
    return _button(label, Press(Verb.ANYWHERE, code), language)


def _part(said: Spoken | Explain | InLanguage, language: str, library: Library, secret: str) -> Part:
    if isinstance(said, Show):
        read = said.language or language
        return Part(markdown=f"## {library.title(said.topic, read)}\n\n{library.markdown(said.topic, read)}")
    if isinstance(said, Secret):
        return Part(text=secret or HIDDEN, secret=said.purpose)
    if isinstance(said, Play):
        return Part(audio=f"{said.topic}/{language}")
    if isinstance(said, Explain):
        term = library.glossary[language][said.word]
        name = f" {term.name[:1].upper()}{term.name[1:]}." if term.name else ""
        return Part(markdown=f"*{isolate(term.word, language)}*:{name} {term.meaning}")
    if isinstance(said, InLanguage):
        return Part(text=render(said.text, said.language))
    return Part(text=render(said, language))


def _offered(offered: list[tuple[Text | str, Press]], language: str) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    lone = False
    for label, press in offered:
        button = _button(label, press, language)
        second = lone and press.verb is Verb.LANGUAGE
        if second:
            rows[-1] += (button,)
        else:
            rows.append((button,))
        lone = press.verb is Verb.LANGUAGE and not second
    return rows


def _button(label: Text | str, press: Press, language: str) -> Button:
    if isinstance(label, str):
        return Button(label, pack(press))
    pictogram = None
    if press.verb is Verb.ANYWHERE:
        pictogram = PICTOGRAMS.get(press.code) or codes.PICTOGRAMS.get(press.code.partition(".")[0])
    written = render(label, language)
    return Button(f"{pictogram} {written}" if pictogram else written, pack(press))


def _question(opened: Opened, language: str) -> str:
    question, key, was = opened.asked.question, opened.asked.key, opened.talk.was
    lines = [render(text, language) for text in (question.heading, question.text) if text is not None]
    if key in was:
        # NOTE: {answer} is what stood on the button, or what was typed.
        so_far = _("Your answer so far: {answer}")(answer=question.write(was[key], language))
        lines.append(render(so_far, language))
    return "\n".join(lines)


def _rows(opened: Opened, language: str) -> list[tuple[Button, ...]]:
    question, key, talk = opened.asked.question, opened.asked.key, opened.talk

    # All buttons of a question begin alike.
    start = pack(Press(Verb.ANSWER, "", talk.id, key))

    def answering(code: str) -> str:
        return start + code

    rows: list[list[Button]] = []
    for option in question.options:
        button = Button(option.written(language), answering(option.code))
        if option.beside and rows:
            rows[-1].append(button)
        else:
            rows.append([button])
    if key in talk.was:
        rows.append([Button(render(KEEP, language), answering("keep"))])
    beside = []
    if question.may_skip:
        beside.append(Button(f"⏭️ {render(SKIPPING, language)}", answering(SKIP)))
    if question.why is not None:
        beside.append(Button(f"❔ {render(WHY, language)}", answering("why")))
    rows.append(beside)
    foot = []
    if opened.can_go_back:
        foot.append(Button(f"↩️ {render(BACK, language)}", answering("back")))
    if talk.dialog not in ("welcome", "asked"):
        foot.append(Button(f"🏠 {render(MENU, language)}", pack(Press(Verb.ANYWHERE, "menu"))))
    return [tuple(row) for row in (*rows, foot) if row]
