"""Answer a call: with its result, with a refusal, or with one of the faults."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Any

import orjson
from aiohttp import web

from tests.botapi.faults import Fault, Kind
from tests.botapi.rules import Refused, too_many

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.botapi.state import Call

PAGE = b"<html>\r\n<head><title>%d</title></head>\r\n<body><center><h1>%d</h1></center></body>\r\n</html>\r\n"
HEADERS = {"Content-Type": "application/json"}
BROKEN = frozenset({Kind.REFUSE, Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.RESET_AFTER})
SPOILED = {
    Kind.SERVER_ERROR: (500, "text/html", PAGE % (500, 500)),
    Kind.BAD_GATEWAY: (502, "text/html", PAGE % (502, 502)),
    Kind.GARBAGE: (200, "application/json", b"\x00<garbage>"),
    Kind.BARE_FAILURE: (200, "application/json", b'{"ok":false}'),
}


def success(result: Any) -> web.Response:
    """Answer ok:true; bytes are a result that is JSON already."""
    if isinstance(result, bytes):
        return _json(b'{"ok":true,"result":' + result + b"}", 200)
    return _json(orjson.dumps({"ok": True, "result": result}), 200)


def refusal(refused: Refused) -> web.Response:
    answer = _json(orjson.dumps(refused.json()), refused.code)
    if refused.parameters and "retry_after" in refused.parameters:
        answer.headers["Retry-After"] = str(refused.parameters["retry_after"])
    return answer


async def faulty(api: BotApi, request: web.BaseRequest, call: Call, fault: Fault) -> web.StreamResponse:
    """Do what the fault leaves to be done, and fail its way; a refusal by the rules comes before the fault."""
    call.fault = fault.kind
    body = b""
    if fault.has_effect:
        try:
            body = success(await api.perform(call)).body
        except Refused as refused:
            call.status, call.error = refused.code, refused.description
            return refusal(refused)
        finally:
            api.look()
    return await _fail(api, request, call, fault, body)


async def _fail(api: BotApi, request: web.BaseRequest, call: Call, fault: Fault, body: bytes) -> web.StreamResponse:
    kind = fault.kind
    if kind in {Kind.HANG_BEFORE, Kind.HANG_AFTER}:
        # The client gives up first, which cancels this; or the simulation ends.
        await api.closing.wait()
    if kind in BROKEN:
        return _broken(request, reset=kind is Kind.RESET_AFTER)
    if kind is Kind.CUT_BODY:
        call.status = 200
        return await _cut(request, body)
    if kind in SPOILED:
        call.status, content_type, page = SPOILED[kind]
        return web.Response(body=page, status=call.status, content_type=content_type)
    refused = _refused(fault)
    call.status, call.error = refused.code, refused.description
    return refusal(refused)


def _refused(fault: Fault) -> Refused:
    if fault.kind is Kind.FLOOD:
        return too_many(fault.retry_after)
    if fault.kind is Kind.BARE_FLOOD:
        return Refused(429, "Too Many Requests")
    if fault.kind is Kind.CONFLICT:
        return Refused(409, "Conflict: terminated by other getUpdates request")
    if fault.kind is Kind.UNAUTHORIZED:
        return Refused(401, "Unauthorized")
    if fault.kind is Kind.FORBIDDEN:
        return Refused(403, fault.description or "Forbidden: bot was blocked by the user")
    return Refused(400, fault.description or "Bad Request: something the simulation was told to refuse")


def _json(body: bytes, status: int) -> web.Response:
    return web.Response(body=body, status=status, headers=HEADERS)


def _broken(request: web.BaseRequest, *, reset: bool = False) -> web.Response:
    """Close the connection without an answer, orderly or by a reset."""
    transport = request.transport
    if transport is not None:
        if reset:
            # Lingering for no time turns the close into a reset.
            no_linger = struct.pack("ii", 1, 0)
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_linger)
        transport.abort()
    return web.Response()


async def _cut(request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    """Send half of what Content-Length promises, then close."""
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    answer.content_length = len(body)
    answer.force_close()
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    # The written half must leave before the connection goes.
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return answer
