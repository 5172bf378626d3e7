"""A wrong setting is one clear line and exit code 2."""

from __future__ import annotations

import json
import socket

import pytest

from bot.__main__ import main
from bot.errors import SettingsError
from bot.opening import open_store
from bot.settings import Settings, read_settings
from bot.store.database import open_door
from bot.store.vault import open_vault

_HOOK = {"LOTSE_TELEGRAM_MODE": "webhook", "LOTSE_TELEGRAM_TOKEN": "1:x"}
WRONG = [
    ({"LOTSE_TELEGRAM_TOKEN": "sentineltoken"}, "LOTSE_TELEGRAM_TOKEN"),
    ({"LOTSE_TELEGRAM_API": "api.telegram.org"}, "LOTSE_TELEGRAM_API"),
    ({"LOTSE_TELEGRAM_MODE": "pigeon"}, "LOTSE_TELEGRAM_MODE"),
    ({"LOTSE_TELEGRAM_RATE": "0"}, "LOTSE_TELEGRAM_RATE"),
    ({"LOTSE_TELEGRAM_CHAT_RATE": "fast"}, "LOTSE_TELEGRAM_CHAT_RATE"),
    ({"LOTSE_TELEGRAM_FILES": "perhaps"}, "LOTSE_TELEGRAM_FILES"),
    ({"LOTSE_TELEGRAM_STAFF_GROUP": "100"}, "LOTSE_TELEGRAM_STAFF_GROUP"),
    ({"LOTSE_TELEGRAM_STAFF_CONTENT": "some"}, "LOTSE_TELEGRAM_STAFF_CONTENT"),
    ({"LOTSE_WEBHOOK_SECRET": "no spaces"}, "LOTSE_WEBHOOK_SECRET"),
    (_HOOK, "LOTSE_PUBLIC_URL"),
    (_HOOK | {"LOTSE_PUBLIC_URL": "http://lotse.example"}, "https://"),
    (_HOOK | {"LOTSE_PUBLIC_URL": "https://lotse.example"}, "LOTSE_WEBHOOK_SECRET"),
    ({"LOTSE_DATABASE_URL": "mysql://root:sentinelword@localhost/lotse"}, "LOTSE_DATABASE_URL"),
    ({"LOTSE_DATABASE_URL": "sqlite:nowhere"}, "cannot be opened"),
    ({"LOTSE_DATABASE_URL": "postgresql://lotse:sentinelword@127.0.0.1:1/lotse"}, "cannot be opened"),
    ({"LOTSE_DATA_DIR": "/dev/null/data"}, "/dev/null"),
    ({"LOTSE_KEY_FILE": "/dev/null/keys.json"}, "/dev/null"),
    ({"LOTSE_PUBLIC_URL": "lotse.example"}, "LOTSE_PUBLIC_URL"),
    ({"LOTSE_PORT": "http"}, "LOTSE_PORT"),
    ({"LOTSE_PORT": "65536"}, "LOTSE_PORT"),
    ({"LOTSE_HOST": "not.a.host.invalid"}, "LOTSE_HOST"),
    ({"LOTSE_TIMEZONE": "Europe/Krefeld"}, "LOTSE_TIMEZONE"),
    ({"LOTSE_TIMEZONE": "../etc/passwd"}, "LOTSE_TIMEZONE"),
    ({"LOTSE_LOG": "xml"}, "LOTSE_LOG"),
    ({"LOTSE_LOG_LEVEL": "LOUD"}, "LOTSE_LOG_LEVEL"),
]


@pytest.fixture
def alone(monkeypatch, tmp_path, plain_logs, brisk) -> None:
    """Let nothing of the machine's own settings be seen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LOTSE_PORT", "0")


def _fails(monkeypatch, capsys, *arguments: str) -> str:
    monkeypatch.setattr("sys.argv", ["lotse", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(("environment", "names"), WRONG)
def test_a_wrong_setting_is_one_clear_line(monkeypatch, capsys, alone, environment, names):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = _fails(monkeypatch, capsys, "run")
    assert said.startswith("lotse: ")
    assert said.count("\n") == 1
    assert names in said
    assert "sentinel" not in said


def test_an_address_that_is_taken_is_one_clear_line(monkeypatch, capsys, alone):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("LOTSE_PORT", str(port))
        said = _fails(monkeypatch, capsys, "run")
    assert said.startswith(f"lotse: LOTSE_HOST or LOTSE_PORT is wrong: nothing can be served at 127.0.0.1:{port}: ")
    assert "Address already in use" in said
    assert said.count("\n") == 1


def test_a_role_that_is_none_is_one_clear_line(monkeypatch, capsys, alone):
    assert "There is no role cook" in _fails(monkeypatch, capsys, "run", "--role", "cook")


def test_nothing_set_means_everything_has_its_default(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    settings = read_settings()
    assert settings.database == "sqlite:///data/lotse.db"
    assert str(settings.keys) == "data/keys.json"
    assert settings.telegram_token.get_secret_value() == ""
    assert settings.zone.key == "Europe/Berlin"


def test_settings_come_from_the_environment_before_the_file(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("LOTSE_PORT=1111\nLOTSE_HOST=0.0.0.0\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("LOTSE_PORT", "2222")
    assert (read_settings().port, read_settings().host) == (2222, "0.0.0.0")


def test_an_empty_setting_counts_as_not_set(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_WEBHOOK_SECRET", "")
    monkeypatch.setenv("LOTSE_TIMEZONE", "")
    assert read_settings().webhook_secret is None


def test_the_token_is_not_shown_with_the_settings():
    settings = Settings(_env_file=None, telegram_token="1:sentineltoken")
    assert "sentinel" not in f"{settings!r} {settings} {settings.model_dump()}"


def test_the_error_of_a_wrong_token_does_not_repeat_it(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOTSE_TELEGRAM_TOKEN", "sentineltoken")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert "sentinel" not in f"{raised.value} {raised.value.__cause__}"


async def test_the_key_file_of_another_database_is_refused_at_start(house, tmp_path):
    await house.ask(house.api.user(5, "Amina", "en").send("/start"))
    keys = house.lotse.settings.keys
    right = keys.read_text()
    keys.unlink()
    open_vault(keys, create=True)
    with pytest.raises(Exception, match="does not open this database") as raised:
        open_store(house.lotse.settings)
    assert type(raised.value).__name__ == "KeyFileError"
    keys.write_text(right)
    door, _vault = open_store(house.lotse.settings)
    door.close()


async def test_a_missing_key_file_beside_data_is_refused_at_start(house, monkeypatch, capsys):
    await house.ask(house.api.user(5, "Amina", "en").send("/start"))
    settings = house.lotse.settings
    settings.keys.unlink()
    monkeypatch.setenv("LOTSE_DATABASE_URL", settings.database)
    monkeypatch.setenv("LOTSE_DATA_DIR", str(settings.data_dir))
    said = _fails(monkeypatch, capsys, "migrate")
    assert "is missing, but the database holds sealed data" in said
    assert not settings.keys.exists()


def test_a_first_start_makes_database_and_key_file(tmp_path, empty_database_url):
    folder = tmp_path / "new" / "data"
    door, _vault = open_store(Settings(_env_file=None, data_dir=folder, database_url=empty_database_url))
    door.close()
    assert json.loads((folder / "keys.json").read_text())["current"] == "1"
    again = open_door(empty_database_url)
    with again.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
    again.close()
