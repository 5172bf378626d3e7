"""The chat page put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from bot.assets import Assets
from bot.web.apologies import Apologies
from bot.web.chat import Chat
from bot.web.events import Events
from bot.web.files import Files
from bot.web.headers import Protected
from bot.web.limits import Limits
from bot.web.link import Link
from bot.web.my_data import MyDataPages
from bot.web.pages import Pages
from bot.web.recovery import Recovery
from bot.web.refusals import RefusedError
from bot.web.templates import Templates
from bot.web.visits import Visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.routing import BaseRoute

    from bot.web.house import House
    from bot.web.options import Options

STATIC = Path(__file__).parent / "static"


def create_app(
    house: House, options: Options, *, beside: Sequence[BaseRoute] = (), limits: Limits | None = None
) -> Starlette:
    """Serve the page; `beside` are the routes of other rooms (webhook, health, desk), asked first."""
    limits = limits or Limits()
    assets = Assets(STATIC)
    templates = Templates(assets)
    pages = Pages(house=house, options=options, templates=templates)
    apologies = Apologies(house=house, options=options, pages=pages)
    return Starlette(
        routes=[
            *beside,
            *pages.routes(),
            *Link(house=house, options=options, pages=pages).routes(),
            *Recovery(house=house, options=options, limits=limits, pages=pages).routes(),
            *Visits(house=house, pages=pages).routes(),
            *MyDataPages(house=house, limits=limits, pages=pages).routes(),
            *Chat(house=house, options=options, limits=limits, templates=templates).routes(),
            *Files(house=house, options=options, limits=limits).routes(),
            *Events(house=house, options=options, limits=limits, templates=templates).routes(),
            assets.route(),
        ],
        middleware=[
            Middleware(Protected, options=options),
            Middleware(GZipMiddleware),
            Middleware(apologies.for_faults),
        ],
        exception_handlers={RefusedError: apologies.for_refusal, HTTPException: apologies.for_status},
    )
