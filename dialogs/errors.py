"""What a dialog's author can do wrong; the whole tree is drawn in bot/errors.py."""

from translations import LotseError


class DialogError(LotseError):
    """Say which dialog broke a rule of the engine (design §3)."""


class KeyUsedTwiceError(DialogError):
    """A dialog used one key twice in a run."""


class ForeignAwaitError(DialogError):
    """A dialog awaited something that is not the driver's."""


class OpenKeyError(DialogError):
    """A dialog ended although a key was still open."""


class DoneLostError(DialogError):
    """The stored result of an act no longer loads."""


class StaleAnswerError(LotseError):
    """A stored answer no longer fits its question; it is asked again."""
