"""The simulated Bot API: HTTP in, a method, HTTP out, and a log of it all."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from contextlib import asynccontextmanager
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from aiohttp import web

from tests.botapi import answers, methods, polling, profile, webhook
from tests.botapi.family import User
from tests.botapi.faults import Fault, Faults, Kind
from tests.botapi.groups import Channel, Group
from tests.botapi.request import read_params
from tests.botapi.rules import Refused
from tests.botapi.state import Call, Chat, Json, Message, Query
from tests.botapi.updates import Updates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tests.botapi.flood import Flood

METHODS: dict[str, Callable[[BotApi, Call], Any]] = {
    **methods.METHODS,
    **profile.METHODS,
    "getupdates": polling.get_updates,
    "setwebhook": webhook.set_webhook,
    "deletewebhook": webhook.set_webhook,
    "getwebhookinfo": webhook.get_webhook_info,
}
LOGGED = 200_000  # calls kept


class BotApi:
    """One bot's Telegram, from the bot's side by HTTP and from the families' side by user(), group() and channel()."""

    def __init__(
        self,
        token: str = "123:TEST",
        *,
        port: int = 0,
        flood: Flood | None = None,
        first_update_id: int = 700_000_001,
        query_lifetime: float = 60.0,  # seconds in which a press can be answered
        now: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.bot = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": "Lotse", "username": "lotse_bot"}
        self.flood = flood
        self.query_lifetime = query_lifetime
        self.now = now
        self.chats: dict[int, Chat] = {}
        self.names: dict[str, int] = {}
        self.users: dict[int, User] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, bytes] = {}
        self.log: deque[Call] = deque(maxlen=LOGGED)
        self.counts: Counter[str] = Counter()  # calls by method
        self.failures: Counter[str] = Counter()  # refusals and faults by their words
        self.faults = Faults()
        self.profile = profile.Profile()
        self.poller = polling.Poller()
        self.updates = Updates(first_update_id, self._woken)
        self.webhook = webhook.Webhook(self)
        self.listeners: list[Callable[[Call, Message], None]] = []  # told of everything sent and edited
        self.extra: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] | None = None  # what else it serves
        self.closing = asyncio.Event()
        self._port = port
        self._ids = 0
        self._watchers: list[tuple[Callable[[], object], asyncio.Future[None]]] = []
        self._prefix = f"/bot{token}/"

    async def __aenter__(self) -> Self:
        self._server = web.Server(self._serve, handler_cancellation=True, access_log=None)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.closing.set()
        self.poller.wake()
        await self.webhook.stop()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Give the base address, as LOTSE_TELEGRAM_API takes it."""
        return f"http://127.0.0.1:{self._port}"

    def user(self, id: int, first_name: str = "Amina", language_code: str | None = "ar", **more: Any) -> User:
        """Give the person with this id; she becomes known to the bot with the first thing she does."""
        if id not in self.users:
            self.users[id] = User(self, id, first_name, language_code, **more)
        return self.users[id]

    def group(self, id: int = -1001, title: str = "Team", *, forum: bool = False) -> Group:
        return Group(self, id, title, forum=forum)

    def channel(self, id: int = -2001, title: str = "News") -> Channel:
        return Channel(self, id, title)

    def fail(self, method: str, kind: Kind | str, **details: Any) -> Fault:
        """Let the next calls of this method fail; details are the fields of Fault."""
        return self.faults.set(kind, method, **details)

    def calls(self, method: str = "") -> list[Call]:
        return [call for call in self.log if not method or call.method.lower() == method.lower()]

    def push_raw(self, raw: Json | bytes) -> int:
        return self.updates.push_raw(raw)

    def redeliver(self, update_ids: list[int]) -> None:
        self.updates.redeliver(update_ids)

    async def until(self, condition: Callable[[], object], timeout: float = 30.0) -> None:  # noqa: ASYNC109
        """Wait until the condition holds; it is looked at whenever a call comes and ends."""
        if condition():
            return
        happened = asyncio.get_running_loop().create_future()
        watcher = (condition, happened)
        self._watchers.append(watcher)
        try:
            async with asyncio.timeout(timeout):
                await happened
        except TimeoutError:
            recent = [f"{call.method} {call.status} {call.error or ''}" for call in list(self.log)[-8:]]
            raise TimeoutError(f"nothing of the kind within {timeout} s; the last calls: {recent}") from None
        finally:
            self._watchers.remove(watcher)

    @asynccontextmanager
    async def offline(self) -> AsyncIterator[None]:
        """Close the door for a while: connections break, new ones cannot be opened."""
        await self._site.stop()
        for connection in list(self._server.connections):
            if connection.transport is not None:
                connection.transport.abort()
        # Clients learn of it in the next rounds of the loop; until then they would reuse the dead connections.
        await asyncio.sleep(0.01)
        try:
            yield
        finally:
            await self._listen()

    async def perform(self, call: Call) -> Any:
        """Carry out one call; raises Refused."""
        method = METHODS.get(call.method.lower())
        if method is None:
            raise Refused(404, "Not Found: method not found")
        result = method(self, call)
        if isawaitable(result):
            result = await result
        call.effect = True
        return result

    def perform_from_webhook(self, method: str, params: Json) -> None:
        """Carry out the call that stood in the reply to a delivered update; nobody hears the result."""
        call = self._logged(method, params)
        call.via = "webhook"
        handler = METHODS.get(method.lower())
        try:
            if handler is not None:
                handler(self, call)
                call.status, call.effect = 200, True
        except Refused as refused:
            self._refused(call, refused)
        self.look()

    def heard(self, call: Call, message: Message) -> None:
        for listener in self.listeners:
            listener(call, message)

    def next_message_id(self) -> int:
        self._ids += 1
        return self._ids

    def keep_file(self, data: bytes, kind: str, **more: Any) -> Json:
        """Keep a file and give the object that names it."""
        file_id = f"{kind}-{len(self.files) + 1:08d}"
        self.files[file_id] = data
        return {"file_id": file_id, "file_unique_id": file_id[-16:], "file_size": len(data), **more}

    def look(self) -> None:
        """See whether what somebody waits for has happened."""
        for condition, happened in self._watchers:
            if not happened.done() and condition():
                happened.set_result(None)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.raw_path
        if not path.startswith(self._prefix):
            path = unquote(path)
            if not path.startswith(self._prefix):
                return await self._elsewhere(request, path)
        method = path[len(self._prefix) :].partition("?")[0]
        params = await read_params(request)
        if params is None:
            return answers.refusal(Refused(400, "Bad Request: can't parse request body"))
        call = self._logged(method, params)
        fault = self.faults.pick(call) if self.faults.waiting else None
        if fault is not None:
            self.failures[fault.kind] += 1
            return await answers.faulty(self, request, call, fault)
        try:
            result = await self.perform(call)
        except Refused as refused:
            self._refused(call, refused)
            return answers.refusal(refused)
        finally:
            self.look()
        call.status = 200
        return answers.success(result)

    async def _elsewhere(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        files = f"/file/bot{self.token}/files/"
        if path.startswith(files) and (data := self.files.get(path[len(files) :])) is not None:
            return web.Response(body=data)
        if self.extra is not None and path.startswith("/control/"):
            return await self.extra(request)
        if path.startswith(("/bot", "/file/bot")):
            return answers.refusal(Refused(401, "Unauthorized"))
        return answers.refusal(Refused(404, "Not Found"))

    async def _listen(self) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = self._runner.addresses[0][1]

    def _logged(self, method: str, params: Json) -> Call:
        call = Call(method=method, params=params, at=self.now())
        self.log.append(call)
        self.counts[method] += 1
        if self._watchers:
            # Once it has got as far as it gets at once: a poller waits, for example.
            asyncio.get_running_loop().call_soon(self.look)
        return call

    def _refused(self, call: Call, refused: Refused) -> None:
        call.status, call.error = refused.code, refused.description
        self.failures[refused.description] += 1

    def _woken(self) -> None:
        self.poller.wake()
        self.webhook.deliver()
