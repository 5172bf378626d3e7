"""A case is closed, and a colleague has something to tell the family all the same."""

from __future__ import annotations

import re

from bot.store.staff import Role


def test_a_colleague_writes_first_where_the_case_is_closed(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    berta.post(f"{path}/close", reason="done")
    berta.get(path)
    assert "This case is closed." in berta.page
    berta.post(f"{path}/claim")
    new = re.search(r'action="(/desk/case/\d+)/write"', berta.page)[1]
    assert new != path
    assert path in berta.get("/desk/cases/closed").text
    berta.get(new)
    berta.post(f"{new}/write", words="Die Schule hat angerufen.")
    assert "Die Schule hat angerufen." in family.page
    carla = office.colleague(Role.COUNSELLOR, "general", name="Carla")
    assert carla.get(path).status_code == 200
    carla.post(f"{path}/claim")
    assert "Berta has taken over this conversation" in carla.page
