"""All errors of the house.

LotseError                      translations.errors: the root
├── CatalogueError              a catalogue cannot be read
├── KnowledgeError              articles or office data are wrong, with file and line
├── DialogError                 a dialog broke a rule of the engine (dialogs.errors)
│   ├── KeyUsedTwiceError
│   ├── ForeignAwaitError
│   ├── OpenKeyError
│   └── DoneLostError
├── StaleAnswerError            a stored answer no longer fits; it is asked again
├── ReviewError                 a file from a reviewer cannot be taken
├── SettingsError               a setting is wrong; the start stops with one line
├── StoreError                  the database cannot be used
│   ├── BackupError             a backup cannot be made, or is not taken back
│   ├── KeyFileError            the key file is missing or does not open the database
│   │   └── UnknownKeyError     something was sealed with a key that the key file does not hold
│   ├── TakenError              somebody has booked this time already
│   └── NotHeldError            somebody else holds the conversation, or it moved on
├── TranslationError            a machine could not translate; what is to be said is said without it
├── UploadError                 a file from a family is too large, or of no kind we take
└── ErasedError                 the person is gone
"""

from dialogs.errors import (
    DialogError,
    DoneLostError,
    ForeignAwaitError,
    KeyUsedTwiceError,
    OpenKeyError,
    StaleAnswerError,
)
from knowledge.errors import KnowledgeError
from translations.errors import CatalogueError, LotseError


class SettingsError(LotseError):
    """A setting is wrong; the sentence names it and says what it should be."""


class ReviewError(LotseError):
    """A file for or from a reviewer cannot be written or read; the sentence says what to do."""


class StoreError(LotseError):
    """The database cannot be used."""


class BackupError(StoreError):
    """A backup cannot be made, or is not taken back; the sentence says why."""


class KeyFileError(StoreError):
    """The key file is missing, or is not the one this database was written with."""


class UnknownKeyError(KeyFileError):
    """Something was sealed with a key that the key file does not hold."""


class TakenError(StoreError):
    """The time is taken: the database refuses to book it twice."""


class NotHeldError(StoreError):
    """The conversation is held by somebody else, or has moved on since it was read."""


class UploadError(LotseError):
    """A file from a family cannot be taken: "large" or "unknown"."""


class TranslationError(LotseError):
    """A machine could not translate."""


class ErasedError(LotseError):
    """The person is gone with all that was kept."""


__all__ = [
    "BackupError",
    "CatalogueError",
    "DialogError",
    "DoneLostError",
    "ErasedError",
    "ForeignAwaitError",
    "KeyFileError",
    "KeyUsedTwiceError",
    "KnowledgeError",
    "LotseError",
    "NotHeldError",
    "OpenKeyError",
    "ReviewError",
    "SettingsError",
    "StaleAnswerError",
    "StoreError",
    "TakenError",
    "TranslationError",
    "UnknownKeyError",
    "UploadError",
]
