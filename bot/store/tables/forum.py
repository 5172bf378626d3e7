"""What the staff's Telegram group shows: one topic a conversation, and where the group is now."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, LargeBinary, Table

from bot.store.columns import personal, plain
from bot.store.tables.metadata import METADATA

forum = Table(
    "forum",
    METADATA,
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="whose topic it is", primary_key=True,
             autoincrement=False),
    personal("chat", BigInteger, purpose="the group it stands in"),
    personal("thread", BigInteger, purpose="Telegram's number of the topic; 0 where there is none"),
    personal("card", BigInteger, purpose="Telegram's number of the message with the buttons; 0 where there is none"),
    personal("shown", LargeBinary, purpose="a hash of what the card shows, so that it changes only with that"),
    personal("number", Integer, purpose="the last message of the record that was carried over"),
    personal("closed", Boolean, purpose="whether the topic is closed"),
)  # fmt: skip

staff_group = Table(
    "staff_group",
    METADATA,
    plain("configured", BigInteger, purpose="the group of the settings", primary_key=True, autoincrement=False),
    plain("chat", BigInteger, purpose="where Telegram has moved it to"),
)
