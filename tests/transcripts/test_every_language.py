"""Every story in every language: every message Lotse sends is in her language, whole, and its buttons work."""

from __future__ import annotations

import pytest

from tests.dialogs.family import Family
from tests.transcripts import sound
from tests.transcripts.story import STORIES, read, take
from translations import LOCALES, Text, render
from translations.catalogue import catalogue

# What nobody offers in her language is told in those she may read; that is the story of `unknown_language`.
TOLD = [path for path in STORIES if not path.stem.startswith(("unknown_language", "language_at_every_step"))]


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_every_message_is_whole_in_every_language(library, path, language):
    story = read(path)
    family = Family(library, language=language)
    typed: set[str] = set()
    for turn in story.turns:
        line = translated(turn.line, story.language, language)
        typed |= {line.removeprefix("> "), family.pressed}
        try:
            take(family, line)
        except StopIteration:
            # The button belongs to another way through the story, which other words have led to.
            continue
        if family.message is not None and family.message.language == language:
            quoted = {button.label for button in family.shown}
            said = frozenset(words for words in typed | quoted if words)
            assert list(sound.faults(family.message, library, said)) == [], turn.line
            assert list(sound.unread(family.message)) == [], turn.line


def translated(line: str, language: str, into: str) -> str:
    """Let her type a label of a button in her own language; other sentences stay as they are."""
    if not line.startswith("> "):
        return line
    typed = line.removeprefix("> ")
    found = next((msgid for msgid, forms in catalogue(language).sentences.items() if typed in forms), None)
    return f"> {render(Text(found), into)}" if found else line
