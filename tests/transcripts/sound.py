"""What a message must be, whatever it says and in whatever language: each fault is one sentence."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.fitting import AT_MOST, fit, units
from dialogs.sayings import CHOOSE_LANGUAGE, LANGUAGE_OFFER
from dialogs.typed import read_label
from knowledge.script import strangers
from tests.dialogs import practice
from tests.dialogs.calendar import RECEIPT
from tests.translations.faults import LONGEST_LABEL, TERMS
from translations import LOCALES, Text, direction, isolates, own_name, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialogs.reply import Message
    from knowledge.library import Library

# Bytes of callback_data; characters of a message of Telegram's (Bot API).
LONGEST_DATA = 64
# With a pictogram before it.
LONGEST_BUTTON = LONGEST_LABEL + 4
_MARKED = re.compile(f"{isolates.FSI}[^{isolates.FSI}{isolates.PDI}]*{isolates.PDI}")
_LINK = re.compile(r"\]\([^)]*\)")
_TERM = re.compile(r"\*[^*\n]+\*")


def faults(message: Message, library: Library, allowed: frozenset[str]) -> Iterator[str]:
    """Name what is wrong with a message; allowed are words of the family's own that it quotes."""
    for part in message.parts:
        text = part.text or part.markdown
        yield from (f"{what}: {line}" for line in text.splitlines() for what in _line(line, message, library, allowed))
    yield from _buttons(message)
    if any(units("".join(part.text + part.markdown for part in piece.parts)) > AT_MOST for piece in fit(message)):
        yield "too long for one message"


def _line(line: str, message: Message, library: Library, allowed: frozenset[str]) -> Iterator[str]:
    language = offered_in(line) or message.language
    plain = line
    for quoted in sorted(allowed | names(library), key=len, reverse=True):
        plain = plain.replace(quoted, "")
    if re.search(r"\{\w*\}|%\(", plain):
        yield "a placeholder is left"
    if line.count(isolates.FSI) != line.count(isolates.PDI) or isolates.FSI in _MARKED.sub("", line):
        yield "isolates do not balance"
    if direction(language) == "ltr" and isolates.FSI in line and not line.startswith("## "):
        yield "isolates where nothing runs right to left"
    plain = _TERM.sub("", _LINK.sub("]", plain))
    plain = _MARKED.sub("", plain) if direction(language) == "rtl" else re.sub("|".join(TERMS), "", plain)
    stranger = strangers(plain, language)
    if stranger and not _practiced(line) and not german(line, library):
        yield f"not in the script of {language}, {stranger!r}"


def _buttons(message: Message) -> Iterator[str]:
    labels = [button.label for row in message.rows for button in row]
    yield from (f"two buttons say {label!r}" for label, count in Counter(labels).items() if count > 1)
    for row in message.rows:
        for button in row:
            if len(button.data.encode()) > LONGEST_DATA:
                yield f"the button {button.label!r} carries too much"
            if len(button.label) > LONGEST_BUTTON and not _practiced(button.label):
                yield f"the button {button.label!r} is too long"


def unread(message: Message) -> Iterator[str]:
    """Name the buttons that are not understood when what stands on them is typed."""
    labels = {button.data: (Text(spoken(button.label)), "") for row in message.rows for button in row}
    for data, (label, _also) in labels.items():
        # A number is its own label: a question for one reads it itself.
        if (
            not isolates.strip_controls(label.msgid).isdecimal()
            and read_label(label.msgid, labels, message.language) != data
        ):
            yield f"the button {label.msgid!r} is not understood when it is typed"


def spoken(label: str) -> str:
    """Return a label as somebody would type it: without its pictogram."""
    first, _blank, rest = label.partition(" ")
    return rest if rest and not any(unicodedata.category(letter)[0] in "LN" for letter in first) else label


@cache
def names(library: Library) -> frozenset[str]:
    """Return what stands in texts of all languages: the office's values, languages' own names, receipts."""
    values = {value.value for value in library.office.values().values() if value.value}
    return frozenset(values | {own_name(code) for code in LOCALES} | {RECEIPT})


@cache
def practiced() -> re.Pattern[str]:
    """Return what the small dialog of the tests says; it is English in every language."""
    tree = ast.parse(Path(practice.__file__).read_text(encoding="utf-8"))
    said = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".+", re.escape(words)) for words in said))


def _practiced(line: str) -> bool:
    return practiced().fullmatch(isolates.strip_controls(line)) is not None


@cache
def _german(library: Library) -> frozenset[str]:
    articles = (library.markdown(topic.id, "de") for topic in library.topics)
    titles = (f"## {library.title(topic.id, 'de')}" for topic in library.topics)
    return frozenset(line for text in (*articles, *titles) for line in text.splitlines())


def german(line: str, library: Library) -> bool:
    """Tell whether a line belongs to an article in German: she asked for it."""
    return line in _german(library)


@cache
def _offers() -> dict[str, str]:
    asked = {render(CHOOSE_LANGUAGE, code): code for code in LOCALES}
    return asked | {render(LANGUAGE_OFFER(language=own_name(code)), code): code for code in LOCALES}


def offered_in(line: str) -> str | None:
    """Return the language of an offer to switch, which speaks the language it offers."""
    return _offers().get(line)
