"""An office whose colleagues work in a Telegram group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.accounts import group_codes
from bot.store import staff
from bot.store.staff import Role

if TYPE_CHECKING:
    from tests.bot.running import House
    from tests.botapi.family import User
    from tests.botapi.groups import Group
    from tests.botapi.state import Message

GROUP = -1001


@dataclass(frozen=True)
class Office:
    """Look at the group, and let colleagues in."""

    house: House
    group: Group

    def colleague(self, id: int, name: str, *teams: str, role: Role = Role.COUNSELLOR) -> User:
        """Give a colleague with an account at the desk, who has not registered in the group."""
        door, now = self.house.lotse.door, self.house.clock()

        def add(conn: Any) -> None:
            account = staff.add(conn, login=f"{id}@x.org", name=name, role=role, teams=teams, language="de", now=now)
            staff.change(conn, account, state="active")

        door.write_now(add)
        return self.house.api.user(id, name, "de")

    def code_of(self, id: int) -> str:
        """Return what the desk shows her now."""
        with self.house.lotse.door.read() as conn:
            account = staff.by_login(conn, f"{id}@x.org")
        return group_codes(self.house.lotse.runner.turns.vault, account.id, self.house.clock())[0]

    async def registered(self, id: int, name: str, *teams: str, role: Role = Role.COUNSELLOR) -> User:
        user = self.colleague(id, name, *teams, role=role)
        await self.group.send(user, f"/desk {self.code_of(id)}")
        await self.says(f"{name} ist angemeldet")
        return user

    async def says(self, words: str) -> Message:
        """Wait until a message of the group has these words, as sent or as edited."""
        found: list[Message] = []

        def there() -> bool:
            found[:] = [one for one in self.group.inbox if words in one.text]
            return bool(found)

        await self.house.api.until(there, timeout=20)
        return found[-1]

    def topic(self) -> int:
        """Return the newest topic."""
        return max(self.group.chat.topics)

    @property
    def everything(self) -> str:
        """Return all that ever stood in the group, names of topics included."""
        sent = [call.params for call in self.house.api.log if str(call.params.get("chat_id")) == str(self.group.id)]
        return re.sub(r"\s+", " ", repr(sent))
