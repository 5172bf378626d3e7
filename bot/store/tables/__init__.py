"""A file a noun; times are milliseconds since 1970 UTC, ids of persons are random."""

from bot.store.tables.address import address
from bot.store.tables.conversation import conversation
from bot.store.tables.due import due
from bot.store.tables.erasure import erasure
from bot.store.tables.helpful import helpful
from bot.store.tables.message import message
from bot.store.tables.metadata import METADATA
from bot.store.tables.outbox import outbox
from bot.store.tables.person import person
from bot.store.tables.quarantine import quarantine
from bot.store.tables.received import received
from bot.store.tables.talk import talk

__all__ = [
    "METADATA",
    "address",
    "conversation",
    "due",
    "erasure",
    "helpful",
    "message",
    "outbox",
    "person",
    "quarantine",
    "received",
    "talk",
]
