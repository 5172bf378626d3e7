"""Read topics.toml: which topics there are, and under which button of the guided flow each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import Problem
from knowledge.groups import GROUPS
from knowledge.library import Topic
from knowledge.tables import line_of, read_tables

if TYPE_CHECKING:
    from pathlib import Path


def read_topics(path: Path, problems: list[Problem]) -> tuple[Topic, ...]:
    """Read the topics in the order of their buttons."""
    topics = []
    for topic, table in (read_tables(path, problems) or {}).items():
        line = line_of(path, topic)
        if not isinstance(table, dict) or table.keys() != {"group", "pictogram"}:
            problems.append(Problem(file=path, line=line, what=f"{topic} needs a group and a pictogram, nothing else"))
        elif table["group"] not in {group.id for group in GROUPS}:
            problems.append(Problem(file=path, line=line, what=f"{topic} names a group that does not exist"))
        else:
            topics.append(Topic(id=topic, group=table["group"], pictogram=table["pictogram"]))
    return tuple(topics)
