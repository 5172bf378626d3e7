"""Two services behind one small interface: which pairs of languages there are, and one text from one into another.

Sources: LibreTranslate's API (/languages, /translate), DeepL's API (/v2/languages, /v2/translate, tag handling).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import httpx

from bot.errors import TranslationError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Seconds: a colleague waits for it.
TIMEOUT = 12.0
Pairs = frozenset[tuple[str, str]]


class Service(Protocol):
    """Translate HTML whose empty elements stay where they belong."""

    # As families and colleagues read it.
    name: str

    def pairs(self) -> Pairs:
        """Return (from, to) in our codes; raises TranslationError."""
        ...

    def translate(self, html: str, source: str, target: str) -> str:
        """Translate one text; raises TranslationError."""
        ...


class LibreTranslate:
    """A server of the office's own."""

    name = "LibreTranslate"

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url.rstrip("/"), key

    def pairs(self) -> Pairs:
        languages = _asked("GET", f"{self._url}/languages")
        return frozenset((one["code"], to) for one in languages for to in one.get("targets", ()) if to != one["code"])

    def translate(self, html: str, source: str, target: str) -> str:
        # Its HTML knows no empty elements.
        body = {"q": html.replace("/>", "></x>"), "source": source, "target": target, "format": "html"}
        return str(
            _asked("POST", f"{self._url}/translate", json=body | ({"api_key": self._key} if self._key else {}))[
                "translatedText"
            ]
        )


class DeepL:
    """DeepL's own servers: the text leaves the house."""

    name = "DeepL"

    def __init__(self, url: str, key: str) -> None:
        # Keys of the free plan end so, and belong to an address of their own.
        free = "https://api-free.deepl.com" if key.endswith(":fx") else "https://api.deepl.com"
        self._url, self._headers = (url or free).rstrip("/"), {"Authorization": f"DeepL-Auth-Key {key}"}

    def pairs(self) -> Pairs:
        from_, to = (
            {
                one["language"].partition("-")[0].lower()
                for one in _asked("GET", f"{self._url}/v2/languages?type={kind}", headers=self._headers)
            }
            for kind in ("source", "target")
        )
        return frozenset((a, b) for a in from_ for b in to if a != b)

    def translate(self, html: str, source: str, target: str) -> str:
        # English needs its country; the others do not.
        to = {"en": "EN-GB"}.get(target, target.upper())
        body = {"text": [html], "source_lang": source.upper(), "target_lang": to, "tag_handling": "xml"}
        answer = _asked("POST", f"{self._url}/v2/translate", json=body, headers=self._headers)
        return str(answer["translations"][0]["text"])


def _asked(method: str, url: str, *, json: Any = None, headers: Mapping[str, str] | None = None) -> Any:
    """Return the JSON of an answer; whatever goes wrong is one error, whose words hold nothing of the text."""
    try:
        answer = httpx.request(method, url, json=json, headers=headers, timeout=TIMEOUT)
        answer.raise_for_status()
        return answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise TranslationError(type(error).__name__) from None
