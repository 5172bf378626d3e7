"""A city's account server on this machine: discovery, keys, and tokens for whoever is signed in there."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey


@dataclass
class Spoiled:
    """What is wrong with the next token; empty: nothing."""

    claims: dict[str, Any] = field(default_factory=dict)
    foreign_key: bool = False


class AccountServer(ThreadingHTTPServer):
    """Hand out ID tokens."""

    daemon_threads = True

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.other = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.email, self.spoiled = "", Spoiled()
        # Code to what was asked for with it.
        self.codes: dict[str, dict[str, str]] = {}
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def sign_in(self, address: str) -> str:
        """Do what a browser and a person do there; return the code and state as a query."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def token(self, asked: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": asked["client_id"], "nonce": asked["nonce"], "exp": now + 300, "iat": now,
            "sub": "1", "email": self.email, "email_verified": True,
        }  # fmt: skip
        key = self.other if self.spoiled.foreign_key else self.key
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims | self.spoiled.claims, key)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: AccountServer

    def do_GET(self) -> None:
        issuer = self.server.issuer
        if self.path == "/.well-known/openid-configuration":
            self._give({"issuer": issuer, "authorization_endpoint": f"{issuer}/authorize",
                        "token_endpoint": f"{issuer}/token", "jwks_uri": f"{issuer}/keys"})  # fmt: skip
        else:
            self._give(KeySet([self.server.key]).as_dict(private=False))

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["content-length"])).decode())
        asked = self.server.codes.pop(form["code"][0], None)
        if asked is None or not form.get("code_verifier") or "authorization" not in self.headers:
            self.send_error(400)
            return
        self._give({"id_token": self.server.token(asked), "access_token": "x", "token_type": "Bearer"})

    def _give(self, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
