"""The form with aiogram-dialog: a window a question, its state in memory or on Redis."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Row
from aiogram_dialog.widgets.text import Const

from tests.bench.peers.form import QUESTIONS, THANKS, asked, rows

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

Form: Any = type("Form", (StatesGroup,), {f"question_{number}": State() for number in range(len(QUESTIONS))})


async def start(_message: Message, dialog_manager: DialogManager) -> None:
    await dialog_manager.start(Form.question_0, mode=StartMode.RESET_STACK)


async def take(message: Message, manager: DialogManager, number: int, answer: str) -> None:
    manager.dialog_data[str(number)] = answer
    if number + 1 < len(QUESTIONS):
        await manager.next()
    else:
        await message.answer(THANKS)
        await manager.done()


def window(number: int) -> Window:
    """Return one question, which takes its answer typed or pressed."""

    async def typed(message: Message, _widget: MessageInput, manager: DialogManager) -> None:
        await take(message, manager, number, message.text or "")

    def button(label: str, id: str) -> Button:
        async def pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
            await take(query.message, manager, number, label)

        return Button(Const(label), id=id, on_click=pressed)

    lines = [
        Row(*(button(label, f"b{number}_{line}_{place}") for place, label in enumerate(row)))
        for line, row in enumerate(rows(number))
    ]
    return Window(Const(asked(number)), *lines, MessageInput(typed), state=getattr(Form, f"question_{number}"))


def main(url: str, token: str, redis: str = "") -> None:
    """Run until SIGTERM; redis is where it listens."""
    keys = DefaultKeyBuilder(with_destiny=True)
    dispatcher = Dispatcher(storage=RedisStorage.from_url(redis, key_builder=keys) if redis else MemoryStorage())
    dispatcher.message.register(start, CommandStart())
    dispatcher.include_router(Dialog(*map(window, range(len(QUESTIONS)))))
    setup_dialogs(dispatcher)
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    # One after another: the library reads a dialog before it locks it, and takes a fast press for one of before.
    dispatcher.run_polling(bot, handle_as_tasks=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
