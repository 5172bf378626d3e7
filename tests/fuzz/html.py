"""HTML as a browser reads it: which tags and addresses stand in it, and which words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

# As browsers read it: control characters and spaces before it count for nothing.
_SCHEME = re.compile(r"[\0- ]*([a-zA-Z][a-zA-Z0-9+.-]*):")
# What nh3 itself adds to a link.
_ADDED = {"rel"}


class _Page(HTMLParser):
    def __init__(
        self, tags: AbstractSet[str], attributes: Mapping[str, AbstractSet[str]], schemes: AbstractSet[str], top: int
    ) -> None:
        super().__init__()
        self._tags, self._attributes, self._schemes, self._top = tags, attributes, schemes, top
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self._tags, tag
        assert not (tag[0] == "h" and tag[1:].isdigit()) or int(tag[1:]) >= self._top, tag
        for name, value in attrs:
            assert name in self._attributes.get(tag, set()) | _ADDED, (tag, name)
            if name == "href" and (scheme := _SCHEME.match(str(value))):
                assert scheme[1].lower() in self._schemes, value

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def seen(
    html: str, tags: AbstractSet[str], attributes: Mapping[str, AbstractSet[str]], schemes: AbstractSet[str], top: int
) -> str:
    """Return the words of a page; raises AssertionError where it has a tag, a heading or a link that is not allowed."""
    page = _Page(tags, attributes, schemes, top)
    page.feed(html)
    page.close()
    return "".join(page.words)
