"""Read code and say what breaks a rule of the house: each lint takes source text and yields complaints."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Lint = Callable[[str], Iterator[str]]

# Rule 1: what would make a replay different from the first run, or reach around the driver.
FOREIGN = frozenset(
    [
        "telegram",
        "sqlalchemy",
        "starlette",
        "apscheduler",
        "httpx",
        "aiohttp",
        "asyncio",
        "threading",
        "time",
        "random",
        "secrets",
        "uuid",
        "socket",
        "os",
        "bot",
        "urllib",
        "requests",
        "concurrent",
        "multiprocessing",
        "subprocess",
        "zoneinfo",
    ]
)
CLOCK_AND_CHANCE = frozenset(
    ["now", "utcnow", "today", "gather", "create_task", "ensure_future", "run_until_complete", "sleep"]
)
# What stands between a dialog and the driver: `talk.today` is the stored day, not the clock's.
STORED = frozenset(
    {
        ("talk", "today"),
        ("record", "today"),
        ("world", "today"),
        ("world", "now"),
        ("self", "today"),
        ("ground", "today"),
    }
)


def rule_1_no_clock_no_chance(source: str) -> Iterator[str]:
    """Find imports of telegram, database, web, clock and chance, and calls of theirs."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names):
                yield from (f"{node.lineno}: import {n.name}" for n in names if n.name.split(".")[0] in FOREIGN)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in FOREIGN:
                yield f"{node.lineno}: from {module}"
            case ast.Attribute(value, attr) if attr in CLOCK_AND_CHANCE and (_last(value), attr) not in STORED:
                yield f"{node.lineno}: {ast.unparse(node)}"
            case ast.Name(id=name) if name in CLOCK_AND_CHANCE - {"now", "today"}:
                yield f"{node.lineno}: {name}"


def rule_2_only_the_driver_is_awaited(source: str) -> Iterator[str]:
    """Find awaits of anything but talk.ask, talk.wish, talk.revise and functions of dialogs."""
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dialogs."):
            own |= {alias.asname or alias.name for alias in node.names}
    for node in ast.walk(tree):
        match node:
            case ast.Await(ast.Call(ast.Attribute(ast.Name("talk"), "ask" | "wish" | "revise"))):
                pass
            case ast.Await(ast.Call(ast.Name(name))) if name in own:
                pass
            case ast.Await(value):
                yield f"{node.lineno}: await {ast.unparse(value)}"
            case ast.AsyncFor() | ast.AsyncWith() | ast.comprehension(is_async=1):
                yield f"{getattr(node, 'lineno', '?')}: async for or async with"


def rule_2_nothing_is_awaited_where_an_end_is_caught(source: str) -> Iterator[str]:
    """Find awaits inside `with`, `try … finally` and an `except` that catches everything."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.With() | ast.AsyncWith():
                what = "with"
            case ast.Try(finalbody=[_, *_]):
                what = "try … finally"
            case ast.Try(handlers=handlers) if any(_catches_all(handler) for handler in handlers):
                what = "a bare except"
            case _:
                continue
        yield from (f"{inner.lineno}: await inside {what}" for inner in ast.walk(node) if isinstance(inner, ast.Await))


def _last(value: ast.expr) -> str:
    match value:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def _catches_all(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or "BaseException" in ast.unparse(handler.type)
