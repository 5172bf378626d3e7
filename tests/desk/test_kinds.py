"""Every kind of case has its name wherever colleagues meet it."""

from __future__ import annotations

import re
from pathlib import Path

import bot
from bot.telegram.forum.card import KINDS

TEMPLATES = Path(bot.__file__).parent / "desk" / "templates"


def test_desk_and_group_know_the_same_kinds():
    for name in ("rows.html", "case.html"):
        named = re.search(r"set kinds = {(.*?)}", (TEMPLATES / name).read_text(encoding="utf-8"))[1]
        assert set(re.findall(r'"([a-z]+)":', named)) == set(KINDS), name


def test_every_kind_that_is_opened_has_a_name():
    opened = set()
    for file in Path(bot.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        opened |= set(re.findall(r'kind="([a-z]+)", topic', source) + re.findall(r'_case\(house, "([a-z]+)"', source))
    assert {"handover", "counter", "intake", "others"} <= opened <= set(KINDS)
