"""The form with aiogram: its finite state machine, in memory or on Redis."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.bench.peers.form import QUESTIONS, THANKS, asked, rows

if TYPE_CHECKING:
    from aiogram.fsm.context import FSMContext

STATES = [State(f"question_{number}", group_name="form") for number in range(len(QUESTIONS))]


async def start(message: Message, state: FSMContext) -> None:
    await state.clear()
    await ask(message, state, 0)


async def ask(message: Message, state: FSMContext, number: int) -> None:
    await state.set_state(STATES[number])
    buttons = [[InlineKeyboardButton(text=label, callback_data=label) for label in row] for row in rows(number)]
    await message.answer(asked(number), reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons) if buttons else None)


async def take(message: Message, state: FSMContext, number: int, answer: str) -> None:
    await state.update_data({str(number): answer})
    if number + 1 < len(QUESTIONS):
        await ask(message, state, number + 1)
    else:
        await state.clear()
        await message.answer(THANKS)


def reader(number: int) -> tuple[Any, Any]:
    """Return what takes the answer to one question: typed, and pressed."""

    async def typed(message: Message, state: FSMContext) -> None:
        await take(message, state, number, message.text or "")

    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        await take(query.message, state, number, query.data or "")

    return typed, pressed


def main(url: str, token: str, redis: str = "") -> None:
    """Run until SIGTERM; redis is where it listens."""
    dispatcher = Dispatcher(storage=RedisStorage.from_url(redis) if redis else MemoryStorage())
    dispatcher.message.register(start, CommandStart())
    for number, state in enumerate(STATES):
        typed, pressed = reader(number)
        dispatcher.message.register(typed, state)
        dispatcher.callback_query.register(pressed, state)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher.run_polling(bot)


if __name__ == "__main__":
    main(*sys.argv[1:])
