"""What the house does about phones and adults: words that open a chat, a device parted, a household left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.store import addresses, households, recovery, talks
from bot.store.recovery import Purpose
from dialogs.wishes import Done, MakeWords, Refused

if TYPE_CHECKING:
    from bot.house import TurnHouse
    from dialogs.conversation import Conversation
    from dialogs.wishes import Wish

# Milliseconds that another adult has to write the words.
JOIN_LASTS = 24 * 60 * 60_000


def see(house: TurnHouse, wish: Wish) -> dict[str, Any]:
    """Tell what may be done."""
    del wish
    home = households.of(house.conn, house.vault, house.thread.person_id)
    others = len(households.adults(house.conn, home.id)) - 1 if home else 0
    return {"here": not house.at_desk, "family": home is not None, "others": others}


def make_words(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Make words; they are said in this turn and stand nowhere."""
    if not isinstance(wish, MakeWords) or house.at_desk:
        return Refused()
    purpose, person = Purpose(wish.purpose), house.thread.person_id
    joins = purpose is Purpose.JOIN
    if joins and households.of(house.conn, house.vault, person) is None:
        return Refused(reason="alone")
    house.words = recovery.make(house.conn, house.vault, person, purpose, house.now + JOIN_LASTS if joins else None)
    return Done()


def part(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Part this device from her; the next message from it begins somebody new."""
    del wish
    if house.at_desk:
        return Refused()
    thread = house.thread
    thread.address_id = addresses.part(house.conn, thread.person_id, thread.address_id)
    house.parted = True
    return Done()


def leave(house: TurnHouse, wish: Wish) -> Done | Refused:
    """Part her from her household, with what she has said of herself."""
    del wish
    person = house.thread.person_id
    if not households.leave(house.conn, house.vault, person):
        return Refused(reason="gone")
    talks.forget(house.conn, person, "intake")
    forget_intake(house.thread.talk)
    return Done()


def forget_intake(conversation: Conversation) -> None:
    """Give up an intake that has been begun: it belongs to another household than hers now."""
    if conversation.active is not None and conversation.active.dialog == "intake":
        conversation.active = None
    if conversation.paused is not None and conversation.paused.dialog == "intake":
        conversation.paused = None
