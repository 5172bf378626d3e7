"""A chat as the people in it see it: what came, what can be pressed, and waiting for more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.botapi.entities import commands
from tests.botapi.state import Button, Chat, Json, Message, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.botapi.server import BotApi


class Room:
    def __init__(self, api: BotApi, chat: Chat) -> None:
        self.api = api
        self.chat = chat
        self._read = 0  # how many of the bot's messages expect() has handed out
        api.chats[chat.id] = chat
        if username := chat.info.get("username"):
            api.names[username.lower()] = chat.id

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def inbox(self) -> list[Message]:
        """Give what the bot sent and did not delete, in order."""
        return [message for message in self.chat.sent if not message.deleted]

    @property
    def unread(self) -> list[Message]:
        return self.chat.sent[self._read :]

    async def expect(self, count: int = 1, timeout: float = 30.0) -> list[Message]:  # noqa: ASYNC109
        """Wait for so many new messages and give exactly them; what comes beyond stays unread."""
        await self.api.until(lambda: len(self.chat.sent) >= self._read + count, timeout)
        self._read += count
        return self.chat.sent[self._read - count : self._read]

    async def until(self, condition: Callable[[], object], timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Wait until something holds, an edit for example."""
        await self.api.until(condition, timeout)

    def find(self, label_or_code: str) -> tuple[Message, Button]:
        """Find the newest message with a button of this label, or with data ending in this code."""
        ending = ":" + label_or_code
        for message in reversed(self.chat.sent):
            if message.deleted or not message.markup:
                continue
            for row in message.buttons:
                for button in row:
                    data = button.data or ""
                    if label_or_code in {button.text, data} or data.endswith(ending):
                        return message, button
        shown = next((message.labels for message in reversed(self.inbox) if message.markup), [])
        raise LookupError(f"no button {label_or_code!r}; the newest ones are {shown}")

    def _message(self, kind: str, sender: Json | None, content: Json, thread: int | None = None) -> Json:
        """Write a message into the chat and queue its update."""
        self.chat.known = True
        message = Message(
            message_id=self.api.next_message_id(),
            chat=self.chat,
            sender=sender,
            date=int(self.api.now()),
            content=content,
            thread=thread,
        )
        self.chat.messages[message.message_id] = message
        return self.api.updates.add(kind, message.json(), self.chat.id)

    def _pressed(self, sender: Json, data: str, message: Message | int | None) -> Json:
        """Queue a press; an id of a message that is not there gives one that is no longer accessible."""
        if message is None:
            message = self.inbox[-1]
        if isinstance(message, int):
            message = self.chat.messages.get(message, message)
        shown: Json = (
            {"chat": self.chat.info, "message_id": message, "date": 0} if isinstance(message, int) else message.json()
        )
        query_id = str(4_000_000_000_000 + len(self.api.queries))
        self.api.queries[query_id] = Query(query_id=query_id, chat_id=self.chat.id, asked=self.api.now())
        query = {
            "id": query_id,
            "from": sender,
            "message": shown,
            "chat_instance": str(-self.chat.id * 7919),
            "data": data,
        }
        return self.api.updates.add("callback_query", query, self.chat.id)


def typed(text: str) -> Json:
    """Give the content of a typed message, with the commands in it marked."""
    content: dict[str, Any] = {"text": text}
    if found := commands(text):
        content["entities"] = found
    return content
