"""One Markdown file with its front matter: `key: value` lines between two lines of three hyphens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_FENCE = "---"


@dataclass(frozen=True, kw_only=True)
class Document:
    """Hold a file as read: nothing is checked yet but its shape."""

    path: Path
    fields: Mapping[str, str]
    body: str
    # The line of the file on which the body begins, counted from one.
    body_line: int

    def list(self, key: str) -> tuple[str, ...]:
        """Return the ids of a field that holds several, parted by commas."""
        return tuple(part.strip() for part in self.fields.get(key, "").split(",") if part.strip())

    def line_of(self, key: str) -> int:
        """Return the line of a field; the first line where it is missing."""
        return list(self.fields).index(key) + 2 if key in self.fields else 1


def write_document(path: Path, fields: Mapping[str, str], body: str) -> None:
    """Write a file as it is read."""
    head = "\n".join(f"{key}: {value}".rstrip() for key, value in fields.items())
    path.write_text(f"{_FENCE}\n{head}\n{_FENCE}\n\n{body.strip()}\n", encoding="utf-8")


def read_document(path: Path, problems: list[Problem]) -> Document | None:
    """Read a file; None, and a problem, where it has no front matter."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines[:1] != [_FENCE] or _FENCE not in lines[1:]:
        problems.append(Problem(file=path, line=1, what="the front matter must stand between two lines of ---"))
        return None
    end = lines.index(_FENCE, 1)
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = line.partition(":")
        if not colon or not key.isidentifier() or key in found:
            problems.append(Problem(file=path, line=number, what="the front matter is `key: value`, each key once"))
            return None
        found[key] = value.strip()
    body = "\n".join(lines[end + 1 :]).strip("\n")
    blank = next((n for n, line in enumerate(lines[end + 1 :]) if line.strip()), 0)
    return Document(path=path, fields=found, body=body + "\n", body_line=end + 2 + blank)
