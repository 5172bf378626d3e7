"""Tell colleagues by e-mail that somebody waits, while no desk is open: no name, no words, nothing of the family."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from typing import TYPE_CHECKING

import structlog

from bot import figures, morning
from bot.mail_server import hand_in
from bot.store import boots, cases, staff

if TYPE_CHECKING:
    from bot.desk.desk import Desk
    from bot.mail_server import MailServer
    from bot.turn import Outcome

_log = structlog.get_logger()
SUBJECT = "Lotse: Eine Familie wartet auf Antwort"


class Post:
    """Send alerts for one house; what could not be sent is an alarm in the log, never a fault of the turn."""

    def __init__(self, server: MailServer, desk: Desk) -> None:
        self._server, self._desk = server, desk
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, outcome: Outcome) -> None:
        """Hear of a committed turn."""
        if outcome.called and not self._desk.bells.anybody:
            task = asyncio.create_task(self._alert(outcome.person_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def tick(self) -> None:
        """Send each counsellor her day's list, once each morning."""
        try:
            await asyncio.to_thread(morning.send, self._server, self._desk)
        except Exception as error:  # noqa: BLE001  (Whatever a mail server does, the clock goes on.)
            self._alarm(error)

    async def _alert(self, person_id: int) -> None:
        try:
            await asyncio.to_thread(self._send, person_id)
        except Exception as error:  # noqa: BLE001  (Whatever a mail server does, the family is answered.)
            self._alarm(error)

    def _alarm(self, error: Exception) -> None:
        figures.ALARMS.labels(what="mail not sent").inc()
        _log.critical("ALARM", what="mail not sent", fault=type(error).__name__)

    def _send(self, person_id: int) -> None:
        with self._desk.door.read() as conn:
            if boots.desk_open(conn):
                return
            team = cases.team_of(conn, person_id)
            to = [
                one.login
                for one in staff.everybody(conn)
                if one.state == "active" and not one.away and one.teams & {team}
            ]
        if not to:
            return
        mail = EmailMessage()
        mail["Subject"], mail["From"] = SUBJECT, self._desk.library.office.email.value
        # Colleagues do not read one another's addresses.
        mail["Bcc"] = ", ".join(to)
        name = self._desk.library.office.team(team).name
        mail.set_content(f"Am Desk wartet eine Familie auf Antwort (Team {name}).\n\n{self._desk.url}/desk\n")
        hand_in(self._server, mail)
