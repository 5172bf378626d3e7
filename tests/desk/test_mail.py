"""While no desk is open, colleagues of the team hear by e-mail that somebody waits: and nothing else."""

from __future__ import annotations

import pytest

from bot.mail_server import read_server
from bot.settings import Settings
from bot.store.staff import Role
from bot.wiring import build
from tests.desk.conftest import Office
from tests.desk.mail_server import MailServer


@pytest.fixture
def box():
    with MailServer() as server:
        yield server.box


@pytest.fixture
def office(database_url, tmp_path, clock, brisk, box):
    settings = Settings(
        _env_file=None, data_dir=tmp_path, database_url=database_url, telegram_token="",
        smtp_url=f"smtp://127.0.0.1:{box.port}", public_url="https://chat.example.org",
    )  # fmt: skip
    office = Office(build(settings, clock=clock))
    yield office
    office.close()
    office.lotse.door.close()


def test_the_team_hears_once_and_reads_nothing_of_the_family(office, box):
    berta = office.colleague(Role.COUNSELLOR, "general", name="Berta")
    office.colleague(Role.COUNSELLOR, "projects", name="Carla")
    family = office.family("ar").send("sentinelwords of hers").send(press="g:human").send("sentinelwords again")
    assert box.arrived.wait(20)
    [(to, text)] = box.mails
    assert [one.split(".")[0] for one in to] == ["berta"]
    assert "https://chat.example.org/desk" in text
    assert "sentinel" not in text
    assert "example.org" not in text.replace("https://chat.example.org/desk", ""), "nobody reads the others' addresses"
    assert family.page
    assert berta


def test_with_a_desk_open_nobody_is_written_to(office, box):
    office.colleague(Role.COUNSELLOR, "general", name="Berta")
    with office.lotse.desk.bells.listen():
        office.family("ar").send(press="g:human")
        assert not box.arrived.wait(0.5)


def test_a_mail_server_that_is_gone_keeps_no_family_waiting(office, box, monkeypatch):
    office.colleague(Role.COUNSELLOR, "general", name="Berta")
    monkeypatch.setattr("bot.mail.hand_in", lambda *_: (_ for _ in ()).throw(ConnectionRefusedError()))
    family = office.family("en").send(press="g:human")
    assert "I have told our office" in family.page


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user", "password"),
    [
        ("smtps://u:p%40ss@mail.example.org", "mail.example.org", 465, True, "u", "p@ss"),
        ("smtp://mail.example.org", "mail.example.org", 587, False, "", ""),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, False, "", ""),
    ],
)
def test_a_server_is_read(url, host, port, tls, user, password):
    server = read_server(url)
    assert (server.host, server.port, server.tls, server.user, server.password) == (host, port, tls, user, password)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_what_is_no_server_is_refused(url):
    with pytest.raises(ValueError, match="smtps://user"):
        read_server(url)
