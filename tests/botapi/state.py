"""Chats, messages and calls as the simulated Telegram keeps them.

Messages are mutable: an edit changes the one everybody already holds, as it does on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    text: str
    data: str | None = None  # what a press sends back
    url: str | None = None


@dataclass(slots=True, kw_only=True)
class Message:
    message_id: int
    chat: Chat = field(repr=False)
    sender: Json | None = field(repr=False)  # a User as JSON; None in channels
    date: int
    content: Json  # text and entities, or photo and caption, …
    html: str = ""  # the text as the bot sent it
    markup: Json | None = None
    edited: int | None = None
    thread: int | None = None
    by_bot: bool = False
    deleted: bool = False

    @property
    def text(self) -> str:
        """Give what a person reads, markup taken out."""
        return self.content.get("text") or self.content.get("caption") or ""

    @property
    def buttons(self) -> list[list[Button]]:
        """Give the rows of buttons, inline or of a reply keyboard."""
        markup = self.markup or {}
        return [
            [
                Button(text=button["text"], data=button.get("callback_data"), url=button.get("url"))
                if isinstance(button, dict)
                else Button(text=button)
                for button in row
            ]
            for row in markup.get("inline_keyboard") or markup.get("keyboard") or ()
        ]

    @property
    def labels(self) -> list[str]:
        return [button.text for row in self.buttons for button in row]

    def json(self) -> Json:
        """Give the Message object of the Bot API."""
        shown: Json = {"message_id": self.message_id}
        if self.sender is not None:
            shown["from"] = self.sender
        shown["chat"] = self.chat.info
        shown["date"] = self.date
        if self.thread is not None:
            shown["message_thread_id"] = self.thread
            shown["is_topic_message"] = True
        if self.edited is not None:
            shown["edit_date"] = self.edited
        shown.update(self.content)
        if self.markup is not None and "inline_keyboard" in self.markup:
            shown["reply_markup"] = self.markup
        return shown


@dataclass(slots=True, kw_only=True)
class Chat:
    id: int
    info: Json  # the Chat object of the Bot API
    known: bool = True  # a bot may write only after the person wrote first
    refusal: str | None = None  # why the bot may not write: blocked, left
    messages: dict[int, Message] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)  # the bot's, in order
    topics: dict[int, str] = field(default_factory=dict)  # message_thread_id: name
    closed_topics: set[int] = field(default_factory=set)
    actions: list[str] = field(default_factory=list)  # typing, …


@dataclass(slots=True, kw_only=True)
class Query:
    """A press that waits for its answer."""

    query_id: str
    chat_id: int
    asked: float
    answered: Json | None = None  # the parameters of answerCallbackQuery


@dataclass(slots=True, kw_only=True)
class Call:
    method: str
    params: Json
    at: float
    status: int = 0  # 0 while it runs, and when no answer was given
    effect: bool = False
    fault: str | None = None
    error: str | None = None  # the description of a refusal
    via: str = "http"  # or webhook, when the call stood in the reply to an update

    def json(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__}
