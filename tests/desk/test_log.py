"""The audit log in words: an administrator reads what was done, in her language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import bot
from bot.store import audit
from bot.store.staff import Role

ROOM = Path(bot.__file__).parent
# Who writes into the log, and the how-manieth argument says what was done.
WRITERS = {"write": 2, "_done": 4, "_audit": 2, "_keep": 3, "_note": 3}


def codes() -> set[str]:
    """Return every code that is written out in the source where it goes into the log."""
    found = {"backed up"}
    for path in ROOM.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            for argument in call.args[WRITERS.get(name, len(call.args)) :][:1]:
                written = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
                found |= {one.value for one in written if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_every_code_has_its_words():
    words = re.findall(r'^    "([^"]+)": _\(', (ROOM / "desk/templates/actions.html").read_text(), re.MULTILINE)
    assert len(codes()) > 40
    assert codes() <= set(words)


def test_an_administrator_reads_it_in_german(office):
    admin = office.colleague(Role.ADMINISTRATOR)
    office.lotse.door.write_now(lambda conn: audit.write(conn, 0, "viewed", 1, person_id=7, detail="waiting list"))
    office.lotse.door.write_now(lambda conn: audit.write(conn, 0, "of a newer version", 1))
    admin.post("/desk/me", language="de")
    page = admin.get("/desk/log").text
    assert "Angesehen (Warteliste)" in page
    assert "of a newer version" in page


def test_from_earlier_lines_a_way_leads_back(office):
    admin = office.colleague(Role.ADMINISTRATOR)
    office.lotse.door.write_now(lambda conn: [audit.write(conn, 0, "viewed", at) for at in range(120)])
    page = admin.get("/desk/log").text
    assert "The newest lines" not in page
    page = admin.get(re.search(r"/desk/log[?]before=\d+", page)[0]).text
    assert '<a href="/desk/log">The newest lines</a>' in page


def test_whose_account_was_changed_stands_there_by_name(office):
    admin, berta = office.colleague(Role.ADMINISTRATOR), office.colleague(Role.COUNSELLOR, "general", name="Berta")
    admin.get("/desk/staff")
    admin.post(f"/desk/staff/{berta.id}", do="disable")
    page = admin.get("/desk/log").text
    assert "Account closed (Berta)" in page
    assert str(berta.id) not in page
