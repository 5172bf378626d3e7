"""Groups, forum groups of staff, and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.botapi.family import User, membership
from tests.botapi.room import Room, typed
from tests.botapi.state import Chat, Json, Message

if TYPE_CHECKING:
    from tests.botapi.server import BotApi


class Group(Room):
    """A group the bot is in; a forum is a supergroup with topics."""

    def __init__(self, api: BotApi, id: int, title: str, *, forum: bool = False) -> None:
        info: Json = {"id": id, "title": title, "type": "supergroup" if forum else "group"}
        if forum:
            info["is_forum"] = True
        super().__init__(api, Chat(id=id, info=info))

    async def send(self, user: User, text: str, thread: int | None = None, answering: Json | None = None) -> Json:
        content = typed(text) | ({"reply_to_message": answering} if answering else {})
        return self._message("message", user.sender, content, thread)

    async def press(self, user: User, label_or_code: str) -> Json:
        message, button = self.find(label_or_code)
        return self._pressed(user.sender, button.data or button.text, message)

    async def press_data(self, user: User, data: str, message: Message | int | None = None) -> Json:
        return self._pressed(user.sender, data, message)

    async def add_bot(self, user: User) -> list[Json]:
        """Let this person add the bot: a change of membership, and a service message."""
        self.chat.refusal = None
        joined = self._membership(user, "left", "member")
        return [joined, self._message("message", user.sender, {"new_chat_members": [self.api.bot]})]

    async def remove_bot(self, user: User) -> Json:
        self.chat.refusal = f"Forbidden: bot was kicked from the {self.chat.info['type']} chat"
        return self._membership(user, "member", "kicked")

    async def become_supergroup(self, user: User, new_id: int) -> Group:
        """Move to a new chat id; calls to the old one are refused from now on."""
        self._message("message", user.sender, {"migrate_to_chat_id": new_id})
        self.chat.refusal = "Forbidden: the group chat was deleted"
        moved = Group(self.api, new_id, self.chat.info["title"])
        moved.chat.info["type"] = "supergroup"
        moved._message("message", user.sender, {"migrate_from_chat_id": self.id})
        return moved

    def _membership(self, user: User, before: str, after: str) -> Json:
        head = {"chat": self.chat.info, "from": user.sender, "date": int(self.api.now())}
        return self.api.updates.add("my_chat_member", head | membership(self.api.bot, before, after), self.id)


class Channel(Room):
    def __init__(self, api: BotApi, id: int, title: str) -> None:
        super().__init__(api, Chat(id=id, info={"id": id, "title": title, "type": "channel"}))

    async def post(self, text: str) -> Json:
        """Post a text; channel posts have no sender, only the channel."""
        return self._message("channel_post", None, {"sender_chat": self.chat.info, **typed(text)})

    async def edit(self, message_id: int, text: str) -> Json:
        message = self.chat.messages[message_id]
        message.content = {"sender_chat": self.chat.info, **typed(text)}
        message.edited = int(self.api.now())
        return self.api.updates.add("edited_channel_post", message.json(), self.id)
