"""The key file: the house's own keys by name, and the key that addresses are looked up with."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import KeyFileError

if TYPE_CHECKING:
    from pathlib import Path

KEY = 32


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What the key file holds; raises ValueError where a key has another length, or the current one is missing."""

    # By name; there are several only until a rotation has come to its end.
    masters: dict[str, bytes]
    # The name of the one that new things are sealed with.
    current: str
    # Never rotated: everybody's address is found by it.
    lookup: bytes

    def __post_init__(self) -> None:
        if self.current not in self.masters or any(len(key) != KEY for key in (*self.masters.values(), self.lookup)):
            raise ValueError("a key is missing or has not 32 bytes")

    def with_new(self) -> Keys:
        """Return these keys and a new one, from now on the current one; its name comes never again."""
        name = secrets.token_hex(4)
        return replace(self, masters={**self.masters, name: secrets.token_bytes(KEY)}, current=name)

    def without_old(self) -> Keys:
        """Return the current key alone."""
        return replace(self, masters={self.current: self.masters[self.current]})


def fresh_keys() -> Keys:
    """Return the keys of a new house."""
    return Keys(masters={"1": secrets.token_bytes(KEY)}, current="1", lookup=secrets.token_bytes(KEY))


def read_keys(path: Path) -> Keys:
    """Read the key file.

    Raises KeyFileError with a sentence for the operator.
    """
    try:
        content = json.loads(path.read_text())
        masters = {name: base64.b64decode(key) for name, key in content["keys"].items()}
        return Keys(masters=masters, current=content["current"], lookup=base64.b64decode(content["lookup"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileError(f"The key file {path} cannot be read, or is none of Lotse's: {error}.") from error


def make_keys(path: Path) -> None:
    """Write the key file of a new house; raises OSError where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, fresh_keys())


def replace_keys(path: Path, keys: Keys) -> None:
    """Put other keys in the place of the file's: at every moment the file is whole, the old one or the new one.

    Who could read it can read it afterwards: a house that runs under another account must learn the new key.
    """
    path = path.resolve()
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    before = path.stat()
    _write(new, keys)
    if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
        os.chown(new, before.st_uid, before.st_gid)
    # Its owner, and its group where that could read it.
    new.chmod(0o600 | before.st_mode & 0o040)
    new.replace(path)
    fsync_folder(path.parent)


def _write(path: Path, keys: Keys) -> None:
    def text(key: bytes) -> str:
        return base64.b64encode(key).decode()

    masters = {name: text(key) for name, key in keys.masters.items()}
    content = json.dumps({"keys": masters, "current": keys.current, "lookup": text(keys.lookup)}, indent=1)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def fsync_folder(folder: Path) -> None:
    """Let a new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
