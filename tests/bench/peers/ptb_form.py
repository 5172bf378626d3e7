"""The form with python-telegram-bot: a ConversationHandler, everything written to a file after every update."""

from __future__ import annotations

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.bench.peers.form import QUESTIONS, THANKS, asked, rows


class Written(Application):
    """Write what has changed after every update, as the library does by itself every minute."""

    async def process_update(self, update: object) -> None:
        await super().process_update(update)
        await self.update_persistence()


async def start(update: Update, context: Any) -> int:
    context.user_data.clear()
    return await ask(update, 0)


async def ask(update: Update, number: int) -> int:
    buttons = [[InlineKeyboardButton(label, callback_data=label) for label in row] for row in rows(number)]
    markup = InlineKeyboardMarkup(buttons) if buttons else None
    await update.effective_message.reply_text(asked(number), reply_markup=markup)
    return number


def reader(number: int) -> Any:
    """Return what takes the answer to one question, typed or pressed."""

    async def take(update: Update, context: Any) -> int:
        if update.callback_query:
            await update.callback_query.answer()
            context.user_data[number] = update.callback_query.data
        else:
            context.user_data[number] = update.message.text
        if number + 1 < len(QUESTIONS):
            return await ask(update, number + 1)
        await update.effective_message.reply_text(THANKS)
        return ConversationHandler.END

    return take


def states() -> dict[object, list[Any]]:
    return {
        number: [
            MessageHandler(filters.TEXT & ~filters.COMMAND, reader(number)),
            CallbackQueryHandler(reader(number)),
        ]
        for number in range(len(QUESTIONS))
    }


def main(url: str, token: str, folder: str) -> None:
    """Run until SIGTERM."""
    kept = PicklePersistence(f"{folder}/form.pickle", on_flush=False)
    application = (
        Application.builder().application_class(Written).token(token).base_url(f"{url}/bot").persistence(kept).build()
    )
    beginning = [CommandHandler("start", start)]
    form = ConversationHandler(
        entry_points=beginning, states=states(), fallbacks=beginning, name="form", persistent=True
    )
    application.add_handler(form)
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
