"""Where e-mail is handed in."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from email.message import EmailMessage

# Seconds until a mail server that does not answer is given up.
PATIENCE = 20
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in."""

    host: str
    port: int
    # TLS from the first byte; otherwise STARTTLS where the server offers it.
    tls: bool
    user: str = ""
    password: str = ""


def read_server(url: str) -> MailServer:
    """Read smtp://user:password@host:port or smtps://…; raises ValueError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("it must look like smtps://user:password@mail.example.org")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def hand_in(server: MailServer, mail: EmailMessage) -> None:
    """Give a mail to the server; raises OSError or SMTPException."""
    context = ssl.create_default_context()
    if server.tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with connection:
        if not server.tls:
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail)
