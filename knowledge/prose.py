"""Check what an article or a page says: its Markdown, its script, its placeholders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge import subset
from knowledge.office import PLACEHOLDERS
from knowledge.placeholders import EMERGENCY_NUMBERS, PLACEHOLDER
from knowledge.script import strangers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.document import Document
    from knowledge.office import Office

# More than this does not fit a phone nor a reader who reads little.
LONGEST_ARTICLE = 2_200
LONGEST_PAGE = 6_000

# Longer numbers than a year, and everything with an at sign, belong into office.toml.
_CONTACT_LIKE = re.compile(r"\d[\d /–-]{4,}\d|\S+@\S+|www\.")
_CONTACT_VALUES = ("address", "way_in", "phone", "fax", "email", "website", *EMERGENCY_NUMBERS)


def faults_of_text(document: Document, lang: str, office: Office | None) -> Iterator[tuple[int, str]]:
    """Yield the line of the file and the sentence for every fault of a text."""
    yield from ((document.body_line + line, what) for line, what in subset.faults(document.body))
    for number, line in enumerate(document.body.splitlines(), start=document.body_line):
        yield from ((number, what) for what in _faults_of_line(line, lang, office))
    yield from ((document.line_of("title"), what) for what in _faults_of_title(document.fields.get("title", ""), lang))
    longest = LONGEST_ARTICLE if "topic" in document.fields else LONGEST_PAGE
    if len(document.body) > longest:
        yield document.body_line, f"the text has {len(document.body)} characters, more than {longest}"


def _faults_of_line(line: str, lang: str, office: Office | None) -> Iterator[str]:
    for name in PLACEHOLDER.findall(line):
        if name not in PLACEHOLDERS:
            yield f"there is no placeholder {{{name}}}"
    if "{address}" in line and not line.endswith("{address}"):
        yield "{address} ends its line, since a warning may follow it"
    if _CONTACT_LIKE.search(line) or (office and _names_contact(line, office)):
        yield "contact data stand in office.toml only; use a placeholder"
    stranger = strangers(line, lang)
    if stranger:
        yield f"not in the script of the language and not marked as a *German term*: {stranger}"


def _faults_of_title(title: str, lang: str) -> Iterator[str]:
    stranger = strangers(title, lang)
    if stranger or "*" in title or "{" in title:
        yield f"a title stands on buttons: no marks and no other script in it {stranger}".rstrip()


def _names_contact(line: str, office: Office) -> bool:
    values = (getattr(office, name).value for name in _CONTACT_VALUES)
    return any(re.search(rf"(?<!\w){re.escape(value)}(?!\w)", line) for value in values if value)
