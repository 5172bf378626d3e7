"""A file a noun; times are milliseconds since 1970 UTC, ids of persons are random."""

from bot.store.tables.address import address
from bot.store.tables.adult import adult
from bot.store.tables.appointment import allocation, appointment, attendance, reminder, waitlist
from bot.store.tables.attempt import attempt
from bot.store.tables.audit import audit
from bot.store.tables.case import case
from bot.store.tables.child import child
from bot.store.tables.conversation import conversation
from bot.store.tables.due import due
from bot.store.tables.edit import edit
from bot.store.tables.erasure import erasure
from bot.store.tables.event import event
from bot.store.tables.file import file
from bot.store.tables.finder import finder
from bot.store.tables.forum import forum, staff_group
from bot.store.tables.helpful import helpful
from bot.store.tables.household import household
from bot.store.tables.learnt import learnt
from bot.store.tables.link import link
from bot.store.tables.message import message
from bot.store.tables.metadata import METADATA
from bot.store.tables.note import note
from bot.store.tables.outbox import outbox
from bot.store.tables.person import person
from bot.store.tables.placement import placement
from bot.store.tables.quarantine import quarantine
from bot.store.tables.rating import rating
from bot.store.tables.received import received
from bot.store.tables.recovery import recovery
from bot.store.tables.resource import closure, resource
from bot.store.tables.staff import invitation, refusal, session, staff, staff_team
from bot.store.tables.talk import talk
from bot.store.tables.tally import tally
from bot.store.tables.unanswered import unanswered

__all__ = [
    "METADATA",
    "address",
    "adult",
    "allocation",
    "appointment",
    "attempt",
    "attendance",
    "audit",
    "case",
    "child",
    "closure",
    "conversation",
    "due",
    "edit",
    "erasure",
    "event",
    "file",
    "finder",
    "forum",
    "helpful",
    "household",
    "invitation",
    "learnt",
    "link",
    "message",
    "note",
    "outbox",
    "person",
    "placement",
    "quarantine",
    "rating",
    "received",
    "recovery",
    "refusal",
    "reminder",
    "resource",
    "session",
    "staff",
    "staff_group",
    "staff_team",
    "talk",
    "tally",
    "unanswered",
    "waitlist",
]
