"""A voice for tests: the first bytes of an OGG file with Opus, and nothing that could be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VOICE = b"OggS" + b"\0" * 24 + b"OpusHead" + b"\1" * 40


def put(room: Path, topic: str, lang: str, of: str, voice: bytes = VOICE) -> Path:
    """Lay a recording where the office does, and return its path."""
    path = room / "audio" / topic / f"{lang}.ogg"
    path.parent.mkdir(parents=True)
    path.write_bytes(voice)
    path.with_suffix(".of").write_text(f"{of}\n", encoding="utf-8")
    return path
