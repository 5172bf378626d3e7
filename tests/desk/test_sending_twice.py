"""A form that arrives twice, because the answer to the first was lost, is done once."""

from __future__ import annotations

import re

import pytest

from bot.store.staff import Role

WORDS = "Bitte bringen Sie die Zeugnisse mit."


def form_of(page: str, action: str) -> dict[str, str]:
    """Return what is hidden in the form that goes to an address."""
    inside = re.search(rf'<form[^>]*action="{action}"[^>]*>(.*?)</form>', page, re.DOTALL)[1]
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside))


@pytest.fixture
def berta(office, waiting):
    waiting("de")
    return office.colleague(Role.COUNSELLOR, "general")


def count(office, what: str) -> int:
    with office.lotse.door.read() as conn:
        return conn.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar()


def test_what_a_colleague_writes_is_said_once(office, berta):
    path = berta.open_case()
    form = form_of(berta.page, f"{path}/write")
    for _twice in range(2):
        assert berta.post(f"{path}/write", words=WORDS, **form).status_code == 200
    assert count(office, "message WHERE speaker = 'staff'") == 1
    # She goes back to the page and writes something else.
    berta.post(f"{path}/write", words="Und den Pass.", **form)
    assert count(office, "message WHERE speaker = 'staff'") == 2


def test_a_note_is_kept_once_and_a_visit_counted_once(office, berta):
    path = berta.open_case()
    form = form_of(berta.page, f"{path}/note")
    for _twice in range(2):
        berta.post(f"{path}/note", words=WORDS, **form)
    assert count(office, "note") == 1
    berta.get("/desk/count")
    form = form_of(berta.page, "/desk/count")
    for _twice in range(2):
        berta.post("/desk/count", what="phone", language="ar", topic="", **form)
    with office.lotse.door.read() as conn:
        assert conn.exec_driver_sql("SELECT sum(times) FROM tally WHERE what = 'phone'").scalar() == 1


def test_a_conversation_is_opened_once_at_the_counter(office, berta):
    berta.get("/desk/count")
    form = form_of(berta.page, "/desk/count")
    for _twice in range(2):
        berta.post("/desk/counter", what="walk-in", language="ar", topic="", **form)
    assert count(office, "\"case\" WHERE kind = 'counter'") == 1
