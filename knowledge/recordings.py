"""Articles that somebody of the office has read out.

audio/<topic>/<lang>.ogg holds the voice, audio/<topic>/<lang>.of the version of the text that it reads
(`lotse texts record` writes both). Telegram plays OGG files with Opus as voice messages (Bot API, sendVoice).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from knowledge.library import Article

# Bytes: more than ten minutes of speech, and what a cheap phone can still load.
LARGEST = 2_000_000


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Hold where one article is read out."""

    path: Path
    # Whether the article was changed since.
    outdated: bool


def read_recordings(
    folder: Path, articles: Mapping[tuple[str, str], Article], problems: list[Problem]
) -> dict[tuple[str, str], Recording]:
    """Find the recordings, by topic and language."""
    recordings = {}
    for path in sorted(folder.glob("*/*.ogg")):
        article = articles.get((path.parent.name, path.stem))
        fault = "there is no article that this reads out" if article is None else fault_of(path)
        if fault or article is None:
            problems.append(Problem(file=path, line=1, what=fault))
            continue
        note = path.with_suffix(".of")
        read = note.read_text(encoding="utf-8").strip() if note.is_file() else ""
        recordings[article.topic, article.lang] = Recording(path=path, outdated=read != article.version)
    return recordings


def fault_of(path: Path) -> str:
    """Say why a file cannot be played; empty where it can."""
    if path.stat().st_size > LARGEST:
        return f"a recording is at most {LARGEST // 1_000_000} MB"
    with path.open("rb") as file:
        start = file.read(64)
    return "" if start.startswith(b"OggS") and b"OpusHead" in start else "a recording is an OGG file with Opus in it"
