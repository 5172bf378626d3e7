"""Which failed call may be made again (design §4): Telegram has no idempotency key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.telegram.calls import TOKEN_REJECTED
from bot.telegram.request import NotSentError


class Verdict(Enum):
    """Say what a failure means."""

    # It surely did not arrive: again, after a while.
    AGAIN = "again"
    # Telegram said when to come again.
    WAIT = "wait"
    # Never as it is.
    NEVER = "never"
    # Never, and the chat cannot be reached.
    BLOCKED = "blocked"
    GONE = "gone"
    # The token is revoked: nothing goes until it is set anew.
    REVOKED = "revoked"
    # Nobody knows whether it arrived.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Fault:
    """A failure, understood."""

    verdict: Verdict
    reason: str
    # Seconds to wait, where Telegram said so.
    wait: float = 0.0


def understand(error: Exception) -> Fault:  # noqa: PLR0911  (A table of errors, written as one.)
    """Judge an error of a call; BadRequest and TimedOut are subclasses of NetworkError, so the order matters."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return Fault(
            Verdict.WAIT, "too many requests", float(after if isinstance(after, int) else after.total_seconds())
        )
    if isinstance(error, NotSentError):
        return Fault(Verdict.AGAIN, "no connection")
    if isinstance(error, TOKEN_REJECTED):
        return Fault(Verdict.REVOKED, "token rejected")
    if isinstance(error, Forbidden):
        return Fault(Verdict.BLOCKED, _named(error))
    if isinstance(error, ChatMigrated):
        return Fault(Verdict.GONE, "chat migrated")
    if isinstance(error, BadRequest):
        gone = "chat not found" in error.message.lower()
        return Fault(Verdict.GONE if gone else Verdict.NEVER, _named(error))
    # Time-outs, 5xx, cut bodies, garbage, 200 with ok:false.
    return Fault(Verdict.UNKNOWN, type(error).__name__)


def _named(error: TelegramError) -> str:
    """Name a refusal without what Telegram quotes behind the colon: it may be a family's."""
    return error.message.removeprefix("Forbidden: ").split(":")[0]
