"""Files for the archive: listed with their sheet, decided by a lead, gone in the next night."""

from __future__ import annotations

from bot.store import households, retention
from bot.store.retention import DAY, Kept
from bot.store.staff import Role
from tests.desk.test_sheet import registered


def test_a_lead_notes_what_the_archive_has_decided(office):
    registered(office)
    door, vault, clock = office.lotse.door, office.lotse.desk.vault, office.lotse.desk.clock

    def night(days):
        kept = Kept(households=30, offered=True)
        return door.write_now(lambda conn: retention.apply(conn, vault, kept, clock() + days * DAY))

    lead = office.colleague(Role.LEAD)
    lead.get("/desk/archive")
    assert "No file waits for the archive." in lead.page
    assert night(31)["offered"] == 1
    # The night has signed everybody out.
    lead = office.colleague(Role.LEAD)
    lead.get("/desk/archive")
    assert "/sheet" in lead.page
    with door.read() as conn:
        [id] = households.offered(conn)
    lead.post(f"/desk/archive/{id}")
    assert "No file waits for the archive." in lead.page
    assert "The archive has decided" in office.colleague(Role.ADMINISTRATOR).get("/desk/log").text
    assert night(32)["households"] == 1
