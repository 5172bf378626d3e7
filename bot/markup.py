"""Parts of messages become safe HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from dialogs.reply import Part

SCHEMES = {"https", "tel", "mailto"}
_TAGS = {"a", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul"}
_ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href", "target"}, "em": {"lang", "dir"}, "ol": {"start"}}
_PATH = re.compile(r"/[a-z.]+(?:/[0-9]{1,17})?")
# Headings of a message stand below the page's own; headings of a page below its title.
IN_MESSAGE, ON_PAGE = 3, 2


def part(part: Part) -> Markup:
    """Render one part of a message."""
    if part.markdown:
        return markdown(part.markdown, IN_MESSAGE)
    return plain(part.text)


def plain(text: str) -> Markup:
    """Render text as it was typed; the style sheet keeps its lines."""
    return Markup('<p class="plain">{}</p>').format(text)


@lru_cache(maxsize=2_000)
def markdown(source: str, top: int = IN_MESSAGE) -> Markup:
    """Render Markdown; no heading is higher than `top`."""
    html = _PARSER.render(source, {"top": top})
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer")
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it.


def safe_url(url: str) -> str:
    """Return an address that a button may open, or nothing; a page of ours is known by its path alone."""
    return url if url.partition(":")[0].lower() in SCHEMES or _PATH.fullmatch(url) else ""


def _german_term(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Emphasis marks a German term, which stands in texts of every language and direction."""
    return '<em lang="de" dir="auto">'


def _heading(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    token.tag = f"h{min(4, max(int(token.tag[1:]), env['top']))}"
    return renderer.renderToken(tokens, index, options, env)


def _link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Open other sites beside the chat, which may itself stand in a frame."""
    if str(tokens[index].attrGet("href")).startswith("https:"):
        tokens[index].attrSet("target", "_blank")
    return renderer.renderToken(tokens, index, options, env)


def _parser() -> Any:
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    parser.add_render_rule("em_open", _german_term)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    parser.add_render_rule("link_open", _link)
    return parser


_PARSER = _parser()
