"""Pages of the desk are written here, in German or English; Jinja escapes whatever a family wrote."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.assets import Assets
from knowledge.normalise import normalise
from translations import desk_text, direction

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.desk.gates import Visit
    from bot.shelf import Shelf

_HERE = Path(__file__).parent


class View:
    """Write HTML."""

    def __init__(self, shelf: Shelf, zone: tzinfo) -> None:
        self.assets = Assets(_HERE / "static", "/desk/static")
        self._shelf, self._zone = shelf, zone
        self._jinja = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        self._jinja.globals.update(
            asset=self.assets.url,
            direction=direction,
            office=shelf.library.office,
            # Each form has its own: what is sent twice is done once.
            new_request=lambda: secrets.token_urlsafe(12),
        )

    def page(self, name: str, visit: Visit, status: int = 200, **values: Any) -> HTMLResponse:
        """Answer with a page in the colleague's language."""
        return HTMLResponse(self.html(name, visit, **values), status)

    def html(self, name: str, visit: Visit, **values: Any) -> str:
        """Write a page or a part of one."""
        # Who has not passed the second factor yet sees no more than a stranger.
        signed_in = visit.session is not None and visit.session.stage == "full"
        me = visit.colleague if signed_in else None
        language = me.language if me else _wanted(visit)
        return self._jinja.get_template(name).render(
            _=desk_text(language), locale=language, me=me, csrf=visit.session.csrf if visit.session else "",
            path=visit.request.url.path, **self._words(language), **values,
        )  # fmt: skip

    def _words(self, language: str) -> dict[str, Any]:
        zone = self._zone

        def local(at: int) -> datetime:
            return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)

        def language_name(code: str) -> str:
            if code == "other":
                return desk_text(language)("another language")
            return str(Locale.parse(code).get_display_name(language) or code)

        def topic(id: str) -> str:
            library = self._shelf.library
            return library.title(id, language) if (id, language) in library.articles else id

        return {
            "moment": lambda at: format_datetime(local(at), "short", locale=language),
            "clock": lambda at: format_time(local(at), "short", locale=language),
            "day": lambda at: format_date(local(at), "long", locale=language),
            "long_day": lambda iso: format_date(date.fromisoformat(iso), "full", locale=language),
            "decimal": lambda number: format_decimal(number, locale=language),
            "ago": lambda ms: format_timedelta(ms / 1000, locale=language),
            "iso": lambda at: local(at).isoformat(timespec="seconds"),
            "named": lambda rows, name: [(name(key) or key, times) for key, times in rows],
            "language_name": language_name,
            "by_name": lambda codes: sorted(codes, key=lambda code: normalise(language_name(code))),
            "topic_title": topic,
        }


def _wanted(visit: Visit) -> str:
    """Greet who has not signed in yet in German, unless her browser prefers English."""
    wanted = visit.request.headers.get("accept-language", "")
    return "en" if wanted.lower().startswith("en") else "de"
