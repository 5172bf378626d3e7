"""Who has come: from where, with which browser, reading which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool

from bot.web import cookie, texts
from bot.web.limits import address_key
from bot.web.refusals import RefusedError
from translations import LOCALES, Choice, choose

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.web.house import House
    from bot.web.options import Options


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Know what a request tells about the one behind it."""

    # Empty where the house does not know the browser.
    token: str
    # The conversation's language, or what to propose.
    choice: Choice
    # Whom the address belongs to; only for limits, never stored.
    address: str

    @property
    def locale(self) -> str:
        """Return the language to speak in."""
        return self.choice.locale


async def meet(request: Request, house: House) -> Visitor:
    """Look who comes."""
    token = cookie.read(request)
    locale = await run_in_threadpool(house.language, token) if token else None
    return Visitor(
        token=token if locale else "",
        choice=Choice(locale=locale) if locale else proposed(request),
        address=address_key(request.client.host if request.client else ""),
    )


def proposed(request: Request) -> Choice:
    """Propose the language in the address, or the browser's, or offer several."""
    asked = request.query_params.get("lang", "")
    if asked in LOCALES:
        return Choice(locale=asked)
    return choose(accepted(request.headers.get("accept-language", "")))


def accepted(header: str) -> list[str]:
    """Read Accept-Language: the tags, the most wanted first."""
    weighed: list[tuple[float, str]] = []
    for entry in header.split(",")[:20]:
        tag, _semicolon, quality = entry.partition(";")
        weight = quality.strip().removeprefix("q=")
        try:
            weighed.append((-float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for weight, tag in sorted(weighed, key=lambda pair: pair[0]) if tag not in ("", "*") and weight]


def insist_on_own_page(request: Request, options: Options) -> None:
    """Refuse what a page of somebody else has sent.

    Browsers since 2020 say by themselves where a request comes from; older ones name at least the origin.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = {urlsplit(options.public_url).netloc, request.headers.get("host", "")}
    foreign = site != "same-origin" if site else origin is not None and urlsplit(origin).netloc not in own
    if foreign:
        raise RefusedError(403, texts.NOT_FROM_HERE)
