"""PTB's Bot with our client under it; frequent calls go out as prepared dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, NetworkError

from bot.telegram.request import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

# PTB warns at every raw call whose name is also one of its methods; these spellings become the same method names.
SEND_MESSAGE = "send_Message"
GET_UPDATES = "get_Updates"
ANSWER_CALLBACK = "answer_Callback_query"

# Telegram rejects the token; PTB says EndPointNotFound instead once the bot is initialised.
TOKEN_REJECTED = (InvalidToken, EndPointNotFound)


def make_bot(token: str, api: str) -> Bot:
    """Make the Bot; api is the base URL without "/bot"."""
    base = f"{api.rstrip('/')}/bot"
    # Its answers to getUpdates come when something happens, at the latest after the long poll's own limit.
    return Bot(token, base_url=base, request=AiohttpRequest(), get_updates_request=AiohttpRequest(read=70.0))


async def call(bot: Bot, endpoint: str, arguments: Mapping[str, Any], *, read: float | None = None) -> Any:
    """Make one raw call and return Telegram's result as plain JSON; raises TelegramError, whatever went wrong."""
    try:
        if read is None:
            return await bot.do_api_request(endpoint, api_kwargs=dict(arguments))
        return await bot.do_api_request(endpoint, api_kwargs=dict(arguments), read_timeout=read)
    except KeyError as error:
        # 200 with ok:false: PTB looks for a result that is not there.
        raise NetworkError("The answer holds no result.") from error
