"""Pages and bubbles are written here; Jinja escapes whatever is not marked as clean."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import markup
from bot.web import texts
from translations import direction

if TYPE_CHECKING:
    from bot.assets import Assets
    from bot.web.house import Shown

_ROOM = Path(__file__).parent / "templates"


class Templates:
    """Write HTML."""

    def __init__(self, assets: Assets) -> None:
        self._jinja = Environment(
            loader=FileSystemLoader(_ROOM),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._jinja.globals.update(asset=assets.url, direction=direction)
        self._jinja.filters.update(part=markup.part, safe_url=markup.safe_url, iso=_iso)
        bubbles = self._jinja.get_template("bubble.html").module
        self._bubble: Any = bubbles.bubble  # type: ignore[attr-defined]

    def page(self, name: str, locale: str, **values: Any) -> str:
        """Write a whole page."""
        return self._jinja.get_template(name).render(locale=locale, **values)

    def bubble(self, shown: Shown, locale: str, *, card: str = "") -> str:
        """Write one message, for the reader of a language; card are words that can be printed."""
        return str(self._bubble(shown, texts.chat(locale), card))


def _iso(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")
