"""The HTTP client under PTB's Bot: aiohttp, which costs a fifth of PTB's own (measurements.md)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram._utils.types import JSONDict, ODVInput

# Seconds: to connect, and for an answer. Waiting for a free connection ends when one of the others does.
CONNECT = 10.0
READ = 20.0
# Connections at once; Telegram's own limit of 30 messages a second needs far fewer.
CONNECTIONS = 100
# Seconds to wait after a 429 that does not say how long.
UNSAID = 5
_JSON = {"Content-Type": "application/json"}
_NOT_SENT = ("Accept", "Accept-Encoding", "User-Agent")


class NotSentError(NetworkError):
    """The request never left: it may be sent again without fear."""


class AiohttpRequest(BaseRequest):
    """Make PTB's calls; errors say whether the request may have arrived."""

    def __init__(self, *, read: float = READ) -> None:
        self._read = read
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            # What every call would otherwise work out anew: cookies that Telegram does not set, encodings.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=_NOT_SENT,
                auto_decompress=False,
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913  (The signature is PTB's.)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body.

        Raises NotSentError where it surely did not arrive, RetryAfter where it was too much and nobody says for how
        long, TimedOut or NetworkError where nobody knows.
        """
        del write_timeout, connect_timeout, pool_timeout
        if self._session is None:
            raise NotSentError("The client is not open.")
        read = read_timeout if isinstance(read_timeout, int | float) else self._read
        body, headers = _form(request_data) if request_data and request_data.contains_files else _json(request_data)
        timeout = _timeout(read)
        try:
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as answer:
                payload = await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError("No connection to Telegram.") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The words of aiohttp's errors may hold the URL, and with it the token.
            raise NetworkError(f"The connection broke: {type(error).__name__}.") from None
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS and b'"retry_after"' not in payload:
            # It is refused all the same; PTB would leave open whether it arrived.
            raise RetryAfter(UNSAID)
        return answer.status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        try:
            parsed: Any = _parsed(payload)
        except ValueError as error:
            raise TelegramError("The answer is not JSON.") from error
        if not isinstance(parsed, dict):
            raise TelegramError("The answer is no JSON object.")
        return parsed


def _json(data: RequestData | None) -> tuple[aiohttp.BytesPayload | None, Mapping[str, str]]:
    return (aiohttp.BytesPayload(orjson.dumps(data.parameters)) if data else None), _JSON


def _form(data: RequestData) -> tuple[aiohttp.FormData, None]:
    """Return a request that carries a file."""
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None


def _parsed(payload: bytes) -> Any:
    """Read JSON; what the strict reader refuses in one update must not cost the others of its batch."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return json.loads(payload)


_TIMEOUTS: dict[float, aiohttp.ClientTimeout] = {}


def _timeout(read: float) -> aiohttp.ClientTimeout:
    if read not in _TIMEOUTS:
        _TIMEOUTS[read] = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=read)
    return _TIMEOUTS[read]
