"""Calls to Telegram as prepared dicts, made by the client of PTB's Bot, with PTB's reading of what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from telegram import Bot
from telegram.error import InvalidToken, NetworkError
from telegram.request import BaseRequest

from bot.telegram.request import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram.request import RequestData

# Telegram rejects the token.
TOKEN_REJECTED = InvalidToken


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What our client reads of PTB's RequestData; building that one walks through every button (a fifth of a call)."""

    parameters: Mapping[str, Any]
    # Such calls carry no file.
    contains_files: ClassVar[bool] = False


def make_bot(token: str, api: str) -> Bot:
    """Make the Bot; api is the base URL without "/bot"."""
    request = AiohttpRequest()
    return Bot(
        token,
        base_url=f"{api.rstrip('/')}/bot",
        base_file_url=f"{api.rstrip('/')}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def call(bot: Bot, method: str, arguments: Mapping[str, Any], *, read: float | None = None) -> Any:
    """Make one call and return Telegram's result as plain JSON; raises TelegramError, whatever went wrong.

    read is in seconds, where an answer may take longer than usual.
    """
    data = cast("RequestData", _Prepared(arguments))
    timeout = BaseRequest.DEFAULT_NONE if read is None else read
    try:
        return await bot.request.post(f"{bot.base_url}/{method}", data, read_timeout=timeout)
    except KeyError as error:
        # 200 with ok:false: PTB looks for a result that is not there.
        raise NetworkError("The answer holds no result.") from error
