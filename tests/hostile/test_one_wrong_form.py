"""What once made the desk fail: one form or address each, found among thousands."""

from __future__ import annotations

from bot.store.staff import Role


def test_numbers_no_row_has_and_words_no_account_knows_are_no_fault(office, waiting):
    waiting()
    me = office.colleague(Role.ADMINISTRATOR)
    case, other = me.open_case(), office.colleague()
    for number in ("9" * 30, "²", "9223372036854775808"):
        for path, form in (("/desk/away", {"staff": number}), ("/desk/me", {"deputy": number, "language": "en"})):
            me.get("/desk/me")
            assert me.post(path, **form).status_code < 500, (path, number)
        assert me.get(f"{case}/sheet/answer/child.{number}.name").status_code < 500
        assert me.get(f"/desk/log?before={number}").status_code < 500, number
    me.get("/desk/me")
    assert me.post(f"/desk/staff/{other.id}", do="x" * 300).status_code == 422
