"""Play every story and, with --write, write down what was said; read the difference before you keep it."""

from __future__ import annotations

import sys
from pathlib import Path

import knowledge
from tests.transcripts.story import STORIES, play, read


def main() -> None:
    library = knowledge.load(Path(knowledge.__file__).parent)
    for path in STORIES:
        story = read(path)
        for turn, said in zip(story.turns, play(story, library).turns, strict=True):
            turn.expected = said
        if "--write" in sys.argv:
            path.write_text(story.written(), encoding="utf-8")
        else:
            print(f"=== {path.name}", story.written(), sep="\n")


main()
