"""Translating services on this machine: they put the language before every text, and can be told to misbehave."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


@dataclass
class Told:
    """What the server was asked, and how it is to answer."""

    texts: list[str] = field(default_factory=list)
    # ok, broken (500), garbage, or lossy (drops every empty element).
    mood: str = "ok"


class TranslationServer(ThreadingHTTPServer):
    """Answer as LibreTranslate and as DeepL."""

    daemon_threads = True

    def __init__(self) -> None:
        self.told = Told()
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: TranslationServer

    def do_GET(self) -> None:
        if self.path == "/languages":
            self._give([{"code": "de", "targets": ["ar", "en"]}, {"code": "ar", "targets": ["de"]}])
        elif self.path.startswith("/v2/languages"):
            self._give([{"language": "DE"}, {"language": "AR"}, {"language": "EN-GB"}])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        text = asked["q"] if "q" in asked else asked["text"][0]
        self.server.told.texts.append(text)
        said = f"[{asked.get('target') or asked['target_lang']}] {text}"
        if self.server.told.mood == "lossy":
            said = said.replace("<x", "<y")
        self._give({"translatedText": said} if "q" in asked else {"translations": [{"text": said}]})

    def _give(self, body: Any) -> None:
        if self.server.told.mood == "broken":
            self.send_error(500)
            return
        content = b"<html>" if self.server.told.mood == "garbage" else json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
