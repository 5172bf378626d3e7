"""A mail server on this machine that keeps what it is given."""

from __future__ import annotations

import socketserver
import threading
from dataclasses import dataclass, field
from typing import Self


@dataclass
class MailBox:
    """What arrived: (recipients, text) of each mail."""

    port: int = 0
    # Names at whose addresses nobody is known.
    unknown: set[str] = field(default_factory=set)
    mails: list[tuple[list[str], str]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)


class MailServer(socketserver.ThreadingTCPServer):
    """Speak as much SMTP (RFC 5321) as a client needs to hand in a mail."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.box = MailBox(port=self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        to: list[str] = []
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
                if to[-1].partition(".")[0] in self.server.box.unknown:
                    self._say("550 nobody here of that name")
                    continue
            if verb == "DATA":
                self._say("354 go on")
                body = []
                while (part := self.rfile.readline()) != b".\r\n":
                    body.append(part.decode())
                self.server.box.mails.append((to, "".join(body)))
                self.server.box.arrived.set()
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
