"""Settings: read once at start from the environment or `.env`, and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from bot.mail_server import read_server

_BOT = r"[0-9]+:[A-Za-z0-9_-]+"
_ALLOWED = r"^[A-Za-z0-9_-]{1,256}$"


class Settings(BaseSettings):
    """Every setting with its default; each is LOTSE_ and its name in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="LOTSE_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    # Given by Telegram's @BotFather; without it there is only the chat page.
    telegram_token: SecretStr = SecretStr("")
    # The Bot API's base URL without "/bot".
    telegram_api: str = "https://api.telegram.org"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    # Messages a second over all chats, and in one chat (Bot FAQ).
    telegram_rate: Annotated[float, Field(gt=0)] = 30.0
    telegram_chat_rate: Annotated[float, Field(gt=0)] = 1.0
    # Whether pictures, papers and recordings sent in Telegram are fetched; off, a one-time link leads to the page.
    telegram_files: Literal["off", "on"] = "off"
    # Where the intake asks about children: on the office's own page, which a one-time link opens, or in Telegram, too.
    telegram_intake: Literal["link", "chat"] = "link"
    # The staff's group with topics: its number, as Telegram gives it (-100…). Without it there is only the desk.
    telegram_staff_group: Annotated[int, Field(le=0)] = 0
    # Whether what families write is shown there too, or only that somebody waits.
    telegram_staff_content: Literal["off", "on"] = "off"
    # What Telegram sends with every webhook call, so that nobody else can (1 to 256 of A-Z a-z 0-9 _ -).
    webhook_secret: Annotated[str, Field(pattern=_ALLOWED)] | None = None

    # Where the embedded database, the key file and the logs live.
    data_dir: Path = Path("data")
    database_url: str = ""
    key_file: Path | None = None
    # Days after which `lotse backup` removes the backups it has made.
    backup_days: Annotated[int, Field(ge=1)] = 30

    # What families and Telegram reach the house by; without it only this machine does.
    public_url: str = ""
    # Sites that may show the chat page in a frame, separated by spaces.
    frame_ancestors: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    # Whether /metrics answers to others than this machine.
    metrics_open: bool = False

    # Where e-mail is handed in, to tell colleagues that a family waits while no desk is open.
    smtp_url: SecretStr = SecretStr("")

    # The city's account server (OpenID Connect): colleagues sign in with what they have already.
    openid_issuer: str = ""
    openid_client: str = ""
    openid_secret: SecretStr = SecretStr("")

    # A machine that translates what colleagues and families write, if a family agrees: LibreTranslate needs the URL of
    # the office's own server, DeepL a key.
    translation: Literal["", "libretranslate", "deepl"] = ""
    translation_url: str = ""
    translation_key: SecretStr = SecretStr("")

    timezone: str = "Europe/Berlin"
    log: Literal["json", "console"] = "console"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("telegram_token")
    @classmethod
    def _is_token(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not re.fullmatch(_BOT, token.get_secret_value()):
            raise ValueError("it must be a number, a colon and letters, as @BotFather gave it")
        return token

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value():
            read_server(url.get_secret_value())
        return url

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"there is no time zone {name}; write for example Europe/Berlin") from error
        return name

    @field_validator("public_url", "telegram_api", "translation_url", "openid_issuer")
    @classmethod
    def _is_url(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("it must begin with https:// or http://")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:", "postgresql:", "postgres:")):
            raise ValueError("it must begin with sqlite: or postgresql:")
        return url

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Settings:
        if self.telegram_mode == "webhook" and self.telegram_token.get_secret_value():
            if not self.public_url.startswith("https://"):
                raise ValueError("LOTSE_TELEGRAM_MODE=webhook needs LOTSE_PUBLIC_URL with https://")
            if not self.webhook_secret:
                raise ValueError("LOTSE_TELEGRAM_MODE=webhook needs LOTSE_WEBHOOK_SECRET")
        return self

    @model_validator(mode="after")
    def _machine_is_whole(self) -> Settings:
        if self.translation == "libretranslate" and not self.translation_url:
            raise ValueError("LOTSE_TRANSLATION=libretranslate needs LOTSE_TRANSLATION_URL")
        if self.translation == "deepl" and not self.translation_key.get_secret_value():
            raise ValueError("LOTSE_TRANSLATION=deepl needs LOTSE_TRANSLATION_KEY")
        return self

    @model_validator(mode="after")
    def _openid_is_whole(self) -> Settings:
        if self.openid_issuer and not (self.openid_client and self.openid_secret.get_secret_value()):
            raise ValueError("LOTSE_OPENID_ISSUER needs LOTSE_OPENID_CLIENT and LOTSE_OPENID_SECRET")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The office's wall clock."""
        return ZoneInfo(self.timezone)

    @property
    def site(self) -> str:
        """Where people reach the pages, without a slash at its end."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def database(self) -> str:
        """The database's URL: the embedded one unless another is named."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.db'}"

    @property
    def keys(self) -> Path:
        """Where the key file is."""
        return self.key_file or self.data_dir / "keys.json"

    @property
    def backups(self) -> Path:
        """Where backups are written unless another folder is named."""
        return self.data_dir / "backups"

    @property
    def erasures(self) -> Path:
        """Where the ledger of erasures outside the database is."""
        return self.data_dir / "erasures.jsonl"


def read_settings() -> Settings:
    """Read the settings once.

    Raises SettingsError with one line that names what is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        said = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"LOTSE_{name} is wrong: {said}." if name else f"{said}.") from None
