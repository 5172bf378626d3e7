"""Steer the simulation from another process: JSON over HTTP under /control/.

| call | body or query | gives |
| --- | --- | --- |
| POST act | {"user": {"id": 5, "language_code": "ar"}, "act": "send", "with": {"text": "Hi"}} | what the act returned |
| POST updates | {"updates": [{…}]} or {"redeliver": [ids]} | {"update_ids": […]} |
| GET inbox | ?user=5 | the bot's messages to her |
| GET log | ?method=sendMessage&since=0 | {"calls": […], "next": n} |
| POST faults | {"kind": "hang_after", "method": "sendMessage", "chat_id": 5, "times": 3}: the fields of Fault | {} |
| DELETE faults | | {} |
| POST webhook | {"behind": "http://127.0.0.1:8080/telegram/webhook"}: where the public address leads to | {} |
| GET counters | | calls by method, failures, pending and made updates, messages |
| POST load/start | {"users": 200, "walk": […], "laps": 0} (see load.py) | {} |
| POST load/mark | | {}; figures are counted from here |
| POST load/stop | | the figures; nobody begins another step |
| GET load | | the figures |
| GET load/answers | | the ids of the messages that answered each update |
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from tests.botapi.load import Load

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.botapi.server import BotApi
    from tests.botapi.state import Call, Json

ACTS = {
    *("send", "edit", "photo", "album", "voice", "document", "sticker", "location", "contact", "say_with"),
    *("press", "press_data", "double_tap", "block", "unblock"),
}


class Control:
    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.load: Load | None = None
        api.extra = self.serve

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        room = request.path.removeprefix("/control/")
        doing = getattr(self, f"_{request.method.lower()}_{room.replace('/', '_')}", None)
        if doing is None:
            return web.json_response({"error": "no such control"}, status=404)
        try:
            asked = orjson.loads(await request.read() or b"{}") | dict(request.query)
            told = await doing(asked)
        except (KeyError, LookupError, TypeError, ValueError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)
        return web.Response(body=orjson.dumps(told, default=str), content_type="application/json")

    async def _post_act(self, asked: Json) -> Any:
        if asked["act"] not in ACTS:
            raise ValueError(f"nobody can {asked['act']}")
        return await getattr(self.api.user(**asked["user"]), asked["act"])(**asked.get("with", {}))

    async def _post_updates(self, asked: Json) -> Json:
        self.api.redeliver(asked.get("redeliver", []))
        return {"update_ids": [self.api.push_raw(update) for update in asked.get("updates", [])]}

    async def _get_inbox(self, asked: Json) -> list[Json]:
        return [message.json() for message in self.api.user(int(asked["user"])).inbox]

    async def _get_log(self, asked: Json) -> Json:
        since, method = int(asked.get("since", 0)), asked.get("method", "").lower()
        calls = [c.json() for c in islice(self.api.log, since, None) if method in {"", c.method.lower()}]
        return {"calls": calls, "next": len(self.api.log)}

    async def _post_faults(self, asked: Json) -> Json:
        self.api.faults.set(
            asked.pop("kind"), asked.pop("method", "*"), when=_in_chat(asked.pop("chat_id", None)), **asked
        )
        return {}

    async def _delete_faults(self, asked: Json) -> Json:
        self.api.faults.clear()
        return {}

    async def _post_webhook(self, asked: Json) -> Json:
        self.api.webhook.behind = asked["behind"]
        return {}

    async def _get_counters(self, asked: Json) -> Json:
        api = self.api
        return {
            "calls": dict(api.counts),
            "failures": {str(kind): count for kind, count in api.failures.items()},
            "pending": len(api.updates.pending),
            "made": api.updates.made,
            "messages": sum(len(chat.sent) for chat in api.chats.values()),
        }

    async def _post_load_start(self, asked: Json) -> Json:
        if self.load is not None:
            self.load.end()
        if "methods" in asked:
            asked["methods"] = tuple(asked["methods"])
        self.load = Load(self.api, **asked)
        self.load.start()
        return {}

    async def _post_load_mark(self, asked: Json) -> Json:
        self._loaded().restart_count()
        return {}

    async def _post_load_stop(self, asked: Json) -> Json:
        self._loaded().stop()
        return self._loaded().figures()

    async def _get_load(self, asked: Json) -> Json:
        return self._loaded().figures()

    async def _get_load_answers(self, asked: Json) -> Json:
        return {str(update_id): came for update_id, came in self._loaded().answers.items()}

    def _loaded(self) -> Load:
        if self.load is None:
            raise LookupError("no load was started")
        return self.load


def _in_chat(chat_id: int | None) -> Callable[[Call], bool] | None:
    if chat_id is None:
        return None
    return lambda call: str(call.params.get("chat_id")) == str(chat_id)
