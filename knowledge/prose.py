"""Check what an article or a page says: its Markdown, its script, its placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge import subset
from knowledge.glossary import deviations
from knowledge.office import PLACEHOLDERS
from knowledge.placeholders import EMERGENCY_NUMBERS, PLACEHOLDER
from knowledge.script import strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.document import Document
    from knowledge.glossary import Glossary
    from knowledge.office import Office

# More than this does not fit a phone nor a reader who reads little.
LONGEST_ARTICLE = 2_200
LONGEST_PAGE = 6_000

# Longer numbers than a year, and everything with an at sign, belong into office.toml.
_CONTACT_LIKE = re.compile(r"\d[\d /–-]{4,}\d|\S+@\S+|www\.")
_CONTACT_VALUES = ("address", "way_in", "phone", "fax", "email", "website", *EMERGENCY_NUMBERS)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Know what no text may say otherwise: the office's data, and the names of official words."""

    # None while office.toml itself cannot be read.
    office: Office | None
    glossary: Glossary

    def faults(self, document: Document) -> Iterator[tuple[int, str]]:
        """Yield the line of the file and the sentence for every fault of a text."""
        lang, body, first = document.path.stem, document.body, document.body_line
        yield from ((first + line, what) for line, what in subset.faults(body))
        for number, line in enumerate(body.splitlines(), start=first):
            yield from ((number, what) for what in self._faults_of_line(line, lang))
        yield from ((first + line, what) for line, what in deviations(body, lang, self.glossary.get(lang, {})))
        title = document.fields.get("title", "")
        yield from ((document.line_of("title"), what) for what in _faults_of_title(title, lang))
        longest = LONGEST_ARTICLE if "topic" in document.fields else LONGEST_PAGE
        if len(body) > longest:
            yield first, f"the text has {len(body)} characters, more than {longest}"

    def _faults_of_line(self, line: str, lang: str) -> Iterator[str]:
        for name in PLACEHOLDER.findall(line):
            if name not in PLACEHOLDERS:
                yield f"there is no placeholder {{{name}}}"
        if "{address}" in line and not line.endswith("{address}"):
            yield "{address} ends its line, since a warning may follow it"
        if _CONTACT_LIKE.search(line) or self._contact.search(line):
            yield "contact data stand in office.toml only; use a placeholder"
        stranger = strangers(line, lang)
        if stranger:
            yield f"not in the script of the language and not marked as a *German term*: {stranger}"

    @cached_property
    def _contact(self) -> re.Pattern[str]:
        values = [getattr(self.office, name).value for name in _CONTACT_VALUES] if self.office else []
        return re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in values if value) or "(?!)")


def _faults_of_title(title: str, lang: str) -> Iterator[str]:
    stranger = strangers(title, lang)
    if stranger or "*" in title or "{" in title:
        yield f"a title stands on buttons: no marks and no other script in it {stranger}".rstrip()
