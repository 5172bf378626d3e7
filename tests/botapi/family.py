"""One person and her private chat with the bot.

Everything she does returns the whole update, as Telegram would deliver it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.botapi.room import Room, typed
from tests.botapi.state import Chat, Json, Message

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

BLOCKED = "Forbidden: bot was blocked by the user"


class User(Room):
    def __init__(self, api: BotApi, id: int, first_name: str, language_code: str | None, **more: Any) -> None:
        name = {"first_name": first_name} | {key: more[key] for key in ("last_name", "username") if key in more}
        self.language_code = language_code
        self._name = name
        super().__init__(api, Chat(id=id, info={"id": id, **name, "type": "private"}, known=False))

    @property
    def sender(self) -> Json:
        """Give the User object of the Bot API."""
        who: Json = {"id": self.id, "is_bot": False, **self._name}
        if self.language_code is not None:
            who["language_code"] = self.language_code
        return who

    @property
    def answers(self) -> list[Json]:
        """Give the answers to her presses, in order: parameters of answerCallbackQuery."""
        mine = (query for query in self.api.queries.values() if query.chat_id == self.id)
        return [query.answered for query in mine if query.answered is not None]

    async def send(self, text: str) -> Json:
        return self.say(text)

    def say(self, text: str) -> Json:
        """Send a text without waiting for anything."""
        return self._message("message", self.sender, typed(text))

    async def press(self, label_or_code: str) -> Json:
        """Press the newest button with this label or code; a label of a reply keyboard is sent as text."""
        return self.tap(label_or_code)

    def tap(self, label_or_code: str) -> Json:
        """Press without waiting for anything."""
        message, button = self.find(label_or_code)
        if button.data is not None:
            return self._pressed(self.sender, button.data, message)
        if button.url is not None:
            raise LookupError(f"{button.text!r} opens {button.url} and tells the bot nothing")
        return self.say(button.text)

    async def double_tap(self, label_or_code: str) -> list[Json]:
        return [self.tap(label_or_code), self.tap(label_or_code)]

    async def press_data(self, data: str, message: Message | int | None = None) -> Json:
        """Press an old or invented button, on any message; without one on the newest."""
        self.chat.known = True
        return self._pressed(self.sender, data, message)

    async def edit(self, text: str, message_id: int | None = None) -> Json:
        """Change what she wrote; without an id the newest."""
        mine = [message for message in self.chat.messages.values() if not message.by_bot]
        message = self.chat.messages[message_id] if message_id is not None else mine[-1]
        message.content = typed(text)
        message.edited = int(self.api.now())
        return self.api.updates.add("edited_message", message.json(), self.id)

    async def say_with(self, **content: Any) -> Json:
        """Send a message of any other kind: the fields of the Message object beside sender, chat and date."""
        return self._message("message", self.sender, content)

    async def photo(self, caption: str | None = None, data: bytes = b"\xff\xd8photo", **more: Any) -> Json:
        sizes = [self.api.keep_file(data, "photo", width=width, height=width) for width in (90, 1280)]
        return await self.say_with(photo=sizes, **({"caption": caption} if caption else {}), **more)

    async def album(self, parts: int = 3, caption: str | None = None) -> list[Json]:
        group = str(13_000_000_000_000 + self.api.next_message_id())
        return [await self.photo(caption if part == 0 else None, media_group_id=group) for part in range(parts)]

    async def voice(self, duration: int = 3, data: bytes = b"OggS voice") -> Json:
        return await self.say_with(voice=self.api.keep_file(data, "voice", duration=duration, mime_type="audio/ogg"))

    async def document(
        self, name: str = "brief.pdf", mime_type: str = "application/pdf", data: bytes = b"%PDF"
    ) -> Json:
        file = self.api.keep_file(data, "document", file_name=name, mime_type=mime_type)
        return await self.say_with(document=file)

    async def sticker(self, emoji: str = "👍") -> Json:
        kinds = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
        return await self.say_with(sticker=self.api.keep_file(b"RIFF", "sticker", emoji=emoji, **kinds))

    async def location(self, latitude: float = 51.3388, longitude: float = 6.5853) -> Json:
        return await self.say_with(location={"latitude": latitude, "longitude": longitude})

    async def contact(self, phone_number: str = "+491520000000", first_name: str = "Amina") -> Json:
        card = {"phone_number": phone_number, "first_name": first_name, "user_id": self.id}
        return await self.say_with(contact=card)

    async def block(self) -> Json:
        self.chat.refusal = BLOCKED
        return self._membership("member", "kicked")

    async def unblock(self) -> Json:
        self.chat.refusal = None
        return self._membership("kicked", "member")

    def _membership(self, before: str, after: str) -> Json:
        change = membership(self.api.bot, before, after)
        head = {"chat": self.chat.info, "from": self.sender, "date": int(self.api.now())}
        return self.api.updates.add("my_chat_member", head | change, self.id)


def membership(bot: Json, before: str, after: str) -> Json:
    """Give the change in the bot's own membership."""
    return {
        f"{age}_chat_member": {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        for age, status in (("old", before), ("new", after))
    }
