"""Languages, as families type them."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.by_name import ByName
from translations import LanguageName, Text, _

MEANT = _("Do you mean {language}?")
# NOTE: {language} is here what she has typed.
UNKNOWN = _("I do not know this language. Is it right: {language}?")


@dataclass(frozen=True, kw_only=True)
class Tongue(ByName):
    """Ask for a language: a few stand on buttons, any other is typed; of one that nobody knows the words are kept."""

    hint: Text = _("Please write only the name of the language.")

    kind = "tongues"
    as_value = LanguageName

    def perhaps(self, code: str) -> Text:
        return MEANT(language=LanguageName(code))

    def unknown(self, words: str) -> Text:
        return UNKNOWN(language=words)
