"""Where a target begins: a few inputs that already lead somewhere."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests import learnt
from tests.web.test_files import PDF, picture, with_place
from translations import LOCALES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
REPLIES = ("12.5.2016", "May 12, 2016", "١٢/٥/٢٠١٦", "0171 3920099", "Kurmanji, Arabic", "Syria", "three", "yes", "9")
# What of Markdown the page, Telegram and the rules for articles may take differently.
MARKDOWN = (
    '## Wer\n\n1. *Kita* **hilft**\n2. [hier](https://a.example/?a=1&b="2")\n\n- a\n- b\n\n---\n',
    "# a\n\n### b\n\n> c\n>\n> d\n\n    code\n\n```\nfence\n```\n\n`x` ![y](https://z) <b>w</b> &lt; &#60; \\*",
    "[a](tel:+49171) [b](mailto:a@b.c) [c](javascript:alert) <https://d> [e]\n\n[e]: https://e 'title'\n",
)


def words() -> list[bytes]:
    """Give a sentence of each language."""
    phrases = {phrase.lang: phrase.words for phrase in learnt.read().phrases}
    return [bytes([at, 0]) + phrases.get(locale, "").encode() for at, locale in enumerate(LOCALES)]


def typed_replies() -> list[bytes]:
    """Give replies, each at some questions."""
    return [bytes([at, at % len(LOCALES), 0]) + reply.encode() for at in range(50) for reply in REPLIES]


def contents() -> list[bytes]:
    """Give a file of every kind that is taken."""
    pictures = [picture(kind, (9, 7)) for kind in PICTURES]
    return [*pictures, with_place(), PDF, b"OggS", b"\x1aE\xdf\xa3", b"\0\0\0\x18ftypmp42", b"ID3"]


def texts() -> list[bytes]:
    """Give articles: one of each language, and all that Markdown has."""
    articles = learnt.read().articles
    return [*(text.encode() for text in MARKDOWN), *(articles["find-school", lang].body.encode() for lang in LOCALES)]


def lots() -> list[bytes]:
    """Give bytes that draw lots."""
    chance = random.Random(1)
    return [chance.randbytes(size) for size in (8, 16, 32, 64) for _n in range(8)]


SEEDS: dict[str, Callable[[], Iterable[bytes]]] = {
    "reader": lots,
    "typed": words,
    "replies": typed_replies,
    "files": contents,
    "articles": texts,
    "webhook": lots,
    "forms": lots,
    "talks": lots,
}
