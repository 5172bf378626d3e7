"""The Markdown that articles may use: what both Telegram and the page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_BLOCKS = {"paragraph", "bullet_list", "ordered_list", "list_item", "heading", "inline"}
_INLINES = {"text", "softbreak", "strong", "em", "link"}
_SCHEMES = ("https:", "mailto:", "tel:")
# A paragraph inside an item inside a list stands this deep; a list inside a list stands deeper.
_DEEPEST_BLOCK = 2

_parser = MarkdownIt("commonmark")


def faults(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from zero, and the sentence for everything outside the subset."""
    for token in _parser.parse(markdown):
        line = token.map[0] if token.map else 0
        if _kind(token) not in _BLOCKS:
            yield line, f"{_kind(token)} is not among paragraphs, ## headings and lists"
        if token.type == "heading_open" and token.tag != "h2":
            yield line, "headings begin with ##"
        if token.type.endswith("list_open") and token.level >= _DEEPEST_BLOCK:
            yield line, "a list must not stand inside a list"
        for child in token.children or ():
            yield from ((line, what) for what in _inline_faults(child))


def _inline_faults(token: Token) -> Iterator[str]:
    if _kind(token) not in _INLINES:
        yield f"{_kind(token)} is not among **bold**, *German terms* and links"
    href = str(token.attrs.get("href", ""))
    if token.type == "link_open" and not href.startswith(_SCHEMES):
        yield f"links begin with {', '.join(_SCHEMES)}"


def _kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")
