"""One Telegram chat or one browser; it has one current person."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

address = Table(
    "address",
    METADATA,
    personal(
        "id", BigInteger, purpose="names the address in other rows; random", primary_key=True, autoincrement=False
    ),
    personal("lookup", LargeBinary, purpose="finds the address by HMAC of chat id or browser token", unique=True),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="whose address it is", index=True),
    personal("channel", String(16), purpose="telegram or web: how an answer goes out", exporter=Exporter.MY_DATA),
    personal("place", LargeBinary, purpose="the chat id, to send answers to", sealed=True, exporter=Exporter.MY_DATA),
    personal("state", String(16), purpose="ok, blocked or gone: whether it can be reached"),
)
