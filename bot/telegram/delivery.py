"""The one call that a message is: words with buttons, or a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InputFile
from telegram.error import BadRequest

from bot.telegram.calls import call
from bot.telegram.markup import payload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Bot

    from dialogs.reply import Message
    from knowledge.recordings import Recording


class Delivery:
    """Hand messages to Telegram."""

    def __init__(self, bot: Bot, recordings: Mapping[tuple[str, str], Recording]) -> None:
        self._bot, self._recordings = bot, recordings
        # What Telegram calls a recording that it has: it is uploaded once in the life of a process.
        self._known: dict[str, str] = {}

    async def send(self, chat: str, message: Message) -> None:
        """Make the call; raises TelegramError, whatever went wrong."""
        audio = message.parts[0].audio
        if not audio:
            await call(self._bot, "sendMessage", payload(chat, message))
        elif audio in self._known:
            await call(self._bot, "sendVoice", {"chat_id": int(chat), "voice": self._known[audio]})
        else:
            await self._upload(chat, audio)

    async def _upload(self, chat: str, audio: str) -> None:
        topic, _slash, lang = audio.partition("/")
        recording = self._recordings.get((topic, lang))
        if recording is None:
            raise BadRequest("The recording is no longer there.")
        file = InputFile(recording.path.read_bytes(), filename=f"{topic}.ogg", attach=False)
        sent = await self._bot.send_voice(int(chat), file)
        if sent.voice is not None:
            self._known[audio] = sent.voice.file_id
