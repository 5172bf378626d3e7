"""What Telegram shows of the bot before the first word: name, descriptions, commands, menu; in every language."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from telegram.error import RetryAfter, TelegramError

from bot import figures
from bot.telegram.calls import TOKEN_REJECTED, call
from bot.telegram.reader import ALLOWED
from bot.telegram.webhook import PATH
from dialogs.commands import COMMANDS
from translations import LOCALES, _, render

if TYPE_CHECKING:
    from telegram import Bot

_log = structlog.get_logger()
# What stands in the empty chat (at most 512 characters) and on the profile (120).
DESCRIPTION = _(
    "I answer questions about school, day care (Kita) and life in the city, in your language. "
    "It costs nothing. You do not have to give your name."
)
SHORT_DESCRIPTION = _("Answers for families who are new in the city, in many languages.")
# So often it waits for one call when Telegram has had too many.
PATIENCE = 3
_rest = asyncio.sleep
# Whoever's language is none of ours sees these.
DEFAULT = "en"


async def introduce(bot: Bot) -> None:
    """Set everything, for every language and for all others; a fault is told and does not stop the start."""
    try:
        for language in ("", *LOCALES):
            await _introduce_in(bot, language)
        await call(bot, "setChatMenuButton", {"menu_button": {"type": "commands"}})
    except TOKEN_REJECTED:
        figures.ALARMS.labels(what="token revoked").inc()
        _log.critical("ALARM", what="token revoked")
    except TelegramError as error:
        _log.warning("bot not introduced", fault=type(error).__name__)


async def _introduce_in(bot: Bot, language: str) -> None:
    read = language or DEFAULT
    whose: dict[str, Any] = {"language_code": language} if language else {}
    commands = [{"command": name, "description": render(text, read)} for name, text in COMMANDS.items()]
    await _set(bot, "setMyCommands", {"commands": commands, **whose})
    await _set(bot, "setMyDescription", {"description": render(DESCRIPTION, read), **whose})
    await _set(bot, "setMyShortDescription", {"short_description": render(SHORT_DESCRIPTION, read), **whose})


async def _set(bot: Bot, method: str, arguments: dict[str, Any]) -> None:
    """Make one call, and wait where Telegram says so: seventeen languages are many calls in a row."""
    for _time in range(PATIENCE):
        try:
            await call(bot, method, arguments)
        except RetryAfter as error:
            after = error.retry_after
            await _rest(after if isinstance(after, int) else after.total_seconds())
        else:
            return
    await call(bot, method, arguments)


async def set_webhook(bot: Bot, public_url: str, secret: str) -> None:
    """Tell Telegram where to post."""
    arguments = {"url": public_url + PATH, "secret_token": secret, "allowed_updates": list(ALLOWED)}
    await call(bot, "setWebhook", arguments)


async def remove_webhook(bot: Bot) -> bool:
    """Tell Telegram that we poll; what waits is kept. Return whether it was done."""
    return bool(await call(bot, "deleteWebhook", {"drop_pending_updates": False}))


async def check_webhook(bot: Bot, public_url: str) -> None:
    """Raise an alarm where Telegram cannot reach the webhook, or it was set elsewhere."""
    try:
        info = await call(bot, "getWebhookInfo", {})
    except TOKEN_REJECTED:
        figures.ALARMS.labels(what="token revoked").inc()
        _log.critical("ALARM", what="token revoked")
        return
    except TelegramError as error:
        _log.warning("webhook not checked", fault=type(error).__name__)
        return
    if info.get("url") != public_url + PATH or (info.get("last_error_date") and info.get("pending_update_count")):
        figures.ALARMS.labels(what="webhook dead").inc()
        _log.critical("ALARM", what="webhook dead", waiting=info.get("pending_update_count", 0))
