"""Deliver updates to a webhook: one chat after another in order, several chats at once, again until it says 2xx."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import orjson

from tests.botapi import rules
from tests.botapi.rules import bad
from tests.botapi.updates import allowed_updates

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.botapi.state import Call, Json
    from tests.botapi.updates import Entry

MOST_CONNECTIONS = 40  # unless setWebhook says otherwise
FIRST_RETRY = 0.02  # seconds; Telegram begins with one second
LAST_RETRY = 0.5  # seconds
ENOUGH = 30.0  # seconds to wait for an answer

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


class Webhook:
    def __init__(self, api: BotApi) -> None:
        self.url = ""
        # Where a public address leads to on this machine, if that is known.
        self.behind = ""
        self.secret = ""
        self.connections = MOST_CONNECTIONS
        self.error: str | None = None
        self.error_at = 0
        self._api = api
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(MOST_CONNECTIONS)
        self._lines: dict[int, asyncio.Task[None]] = {}  # one task a chat, while it has something to deliver

    def set(self, url: str, secret: str, connections: int) -> None:
        self.url, self.secret, self.connections = url, secret, connections
        self._room = asyncio.Semaphore(connections)
        self.deliver()

    def deliver(self) -> None:
        """Begin to deliver what is pending."""
        if self.url:
            for entry in self._api.updates.pending:
                if entry.chat_id not in self._lines:
                    self._lines[entry.chat_id] = asyncio.create_task(self._line(entry.chat_id))

    async def stop(self) -> None:
        self.url = ""
        lines = list(self._lines.values())
        for line in lines:
            line.cancel()
        await asyncio.gather(*lines, return_exceptions=True)
        self._lines.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _line(self, chat_id: int) -> None:
        delay = FIRST_RETRY
        try:
            while entry := next((e for e in self._api.updates.pending if e.chat_id == chat_id), None):
                async with self._room:
                    taken = await self._post(entry)
                if taken:
                    self._api.updates.done(entry)
                    self._api.look()
                    delay = FIRST_RETRY
                else:
                    await asyncio.sleep(delay)
                    delay = min(delay * 2, LAST_RETRY)
        finally:
            self._lines.pop(chat_id, None)

    async def _post(self, entry: Entry) -> bool:
        if self._session is None:
            # Threads would outlive the test; the address is a loopback one anyway.
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        entry.given = True
        timeout = aiohttp.ClientTimeout(total=ENOUGH)
        try:
            async with self._session.post(
                self.behind or self.url, data=entry.raw, headers=headers, timeout=timeout
            ) as answer:
                body = await answer.read()
                if not 200 <= answer.status < 300:
                    self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
        except TimeoutError:
            self._failed("Read timeout expired")
            return False
        except aiohttp.ClientError as problem:
            self._failed(f"Connection failed: {type(problem).__name__}")
            return False
        self._call_in(body)
        return True

    def _call_in(self, body: bytes) -> None:
        """Carry out the method that the reply may name."""
        try:
            reply = orjson.loads(body) if body.strip() else None
        except orjson.JSONDecodeError:
            return
        if isinstance(reply, dict) and isinstance(method := reply.pop("method", None), str):
            self._api.perform_from_webhook(method, reply)

    def _failed(self, error: str) -> None:
        self.error, self.error_at = error, int(self._api.now())
        self._api.look()


async def set_webhook(api: BotApi, call: Call) -> bool:
    """Set or delete the webhook; plain http is taken for loopback addresses only."""
    params = call.params
    url = str(params.get("url") or "") if call.method.lower() == "setwebhook" else ""
    secret = str(params.get("secret_token") or "") if url else ""
    parts = urlsplit(url)
    if url and parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(secret):
        raise bad("secret token is too long" if len(secret) > 256 else "secret token contains unallowed characters")
    if url:
        wanted = rules.value(params, "allowed_updates", "can't parse allowed_updates JSON object")
        api.updates.allowed = allowed_updates(wanted, api.updates.allowed)
        api.poller.end("Conflict: terminated by setWebhook request")
    if rules.truth(params, "drop_pending_updates"):
        api.updates.pending.clear()
    if url != api.webhook.url:
        await api.webhook.stop()
    if url:
        api.webhook.set(url, secret, min(max(rules.number(params, "max_connections", MOST_CONNECTIONS), 1), 100))
    return True


def get_webhook_info(api: BotApi, call: Call) -> Json:
    hook = api.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(api.updates.pending),
    }
    if hook.url:
        info["max_connections"] = hook.connections
    if hook.error is not None:
        info |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    if api.updates.allowed is not None:
        info["allowed_updates"] = sorted(api.updates.allowed)
    return info
