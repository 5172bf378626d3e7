"""Updates as a broken or hostile sender would write them: real ones with something wrong in them."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

# What takes the place of something in an update.
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, "", "x", [], {}, [[]], [None], {"id": None}, "0", "5", " 5 ", "٣", "1e3"),
    *(2**31, 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**64, 10**40, 10**400, 1e308, float("inf"), float("nan")),
    *(
        "\0",
        "a\0b",
        "\ud83d",
        "\udc00 half",
        "\u202e",
        "x" * 70,
        "x" * 20_000,
        "👨‍👩‍👧‍👦" * 600,
        "/",
        "/\0",
        "/start \0",
    ),
    *({"type": "private"}, {"id": 2**70, "type": "private"}, {"id": 5, "type": "supergroup"}, {"id": "5"}),
    *([{"type": "bot_command", "offset": 0, "length": 10**9}], [{"type": None}], [{}], {"file_id": None}),
    *({"file_id": "\0", "file_size": "many"}, [{"file_id": 7}], {"is_bot": "no", "id": 5, "first_name": 7}),
)
# Deeper than readers follow.
DEEP = "[" * 3_000 + "]" * 3_000
NO_JSON = (b"", b"{", b"\xff\xfe", b"nonsense", b"{}}", b'{"update_id": 01}', b"\0", DEEP.encode(), b"[1,]", b"'{}'")


def places(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to everything in an update."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [path] * bool(path) + [one for key, value in inner for one in places(value, (*path, key))]


def mutated(chance: random.Random, update: dict[str, Any], *, number: bool) -> dict[str, Any]:
    """Return an update with one to four things wrong; number tells whether its own number may be."""
    changed = copy.deepcopy(update)
    for _n in range(chance.randint(1, 4)):
        ways = [path for path in places(changed) if number or path != ("update_id",)]
        if not ways:
            break
        path = chance.choice(ways)
        holder = changed
        for key in path[:-1]:
            holder = holder[key]
        match chance.choice(("put", "put", "put", "take", "wrap", "copy", "name")):
            case "put":
                holder[path[-1]] = copy.deepcopy(chance.choice(WRONG))
            case "take":
                del holder[path[-1]]
            case "wrap":
                holder[path[-1]] = chance.choice(([holder[path[-1]]], {"id": holder[path[-1]]}))
            case "copy":
                other = chance.choice(ways)
                value: Any = changed
                for key in other:
                    value = value[key] if isinstance(value, dict | list) else None
                holder[path[-1]] = copy.deepcopy(value)
            case "name" if isinstance(holder, dict):
                holder[chance.choice(("text", "chat", "from", "media_group_id", "migrate_to_chat_id", "photo"))] = (
                    copy.deepcopy(chance.choice(WRONG))
                )
    return changed


def written(update: Any) -> bytes:
    """Write it as JSON of the lenient kind, where half characters, NaN and any number of digits may stand."""
    return json.dumps(update).encode()
