"""The machine that translates: only pairs it knows, names and numbers masked, and never a failure that blocks."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import structlog

from bot import figures
from bot.errors import TranslationError
from bot.machine.masking import mask
from bot.machine.services import DeepL, LibreTranslate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.machine.services import Pairs, Service
    from bot.settings import Settings

_log = structlog.get_logger()
# Milliseconds for which the pairs are believed, and a service that failed is not asked for them again.
PAIRS_MS, FAILED_MS = 3_600_000, 60_000
# Translations at hand, by message; they are kept in memory alone, and so long (milliseconds).
AT_HAND, HOUR = 1_000, 3_600_000


@dataclass(kw_only=True)
class Machine:
    """Translate by one service."""

    service: Service
    # Returns milliseconds since 1970 UTC.
    clock: Callable[[], int]
    _pairs: Pairs = frozenset()
    _ask_again_at: int = 0
    _at_hand: OrderedDict[tuple[int, int], tuple[int, str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str:
        """Return what the service is called."""
        return self.service.name

    def can(self, source: str, target: str) -> bool:
        """Tell whether the service knows a pair of languages; False while it cannot be asked."""
        now = self.clock()
        if now >= self._ask_again_at:
            try:
                self._pairs, self._ask_again_at = self.service.pairs(), now + PAIRS_MS
            except TranslationError as error:
                self._ask_again_at = now + FAILED_MS
                self._complain(error)
        return (source, target) in self._pairs

    def translate(self, text: str, source: str, target: str, names: Iterable[str] = ()) -> str:
        """Translate a text; raises TranslationError, and what is to be said is said without it."""
        masked = mask(text, names)
        try:
            return masked.unmask(self.service.translate(masked.html, source, target))
        except TranslationError as error:
            self._complain(error)
            raise

    def keep(self, person_id: int, number: int, text: str) -> None:
        """Keep the translation of a message for as long as somebody may be looking at it."""
        with self._lock:
            self._at_hand[person_id, number] = (self.clock() + HOUR, text)
            if len(self._at_hand) > AT_HAND:
                self._at_hand.popitem(last=False)

    def kept(self, person_id: int, number: int) -> str:
        """Return the translation of a message; empty where there is none at hand."""
        with self._lock:
            until, text = self._at_hand.get((person_id, number), (0, ""))
            if until <= self.clock():
                self._at_hand.pop((person_id, number), None)
                return ""
            return text

    def forget(self, person_id: int) -> None:
        """Drop what was kept of a person."""
        with self._lock:
            for key in [key for key in self._at_hand if key[0] == person_id]:
                del self._at_hand[key]

    def _complain(self, error: TranslationError) -> None:
        figures.ALARMS.labels(what="not translated").inc()
        _log.warning("not translated", service=self.name, fault=str(error))


def machine_of(settings: Settings, clock: Callable[[], int]) -> Machine | None:
    """Return the machine of the settings; None where the office wants none."""
    key = settings.translation_key.get_secret_value()
    if settings.translation == "libretranslate":
        return Machine(service=LibreTranslate(settings.translation_url, key), clock=clock)
    return (
        Machine(service=DeepL(settings.translation_url, key), clock=clock) if settings.translation == "deepl" else None
    )
