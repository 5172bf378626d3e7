"""The peers: a python-telegram-bot echo bot, with its own HTTP client or with ours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, MessageHandler, filters

from bot.telegram.request import AiohttpRequest

if TYPE_CHECKING:
    from telegram import Update


async def echo(update: Update, _context: Any) -> None:
    await update.message.reply_text(update.message.text)


def main(url: str, token: str, client: str) -> None:
    """Run until SIGTERM; client is `default` or `aiohttp`."""
    builder = Application.builder().token(token).base_url(f"{url}/bot")
    if client == "aiohttp":
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest(read=70.0))
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
