"""What the operator decides: environment variables or `.env`, all named JIANGMIAO_…; see .env.example."""

import base64
import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from texts.wording import TEMPLATES

from .setting_types import Count, DatabaseUrl, LogLevel, Networks, Positive, WebAddress, wrong
from .signing_key import fault

PREFIX = "JIANGMIAO_"
ENV_FILE = ".env"
# Public on purpose: whoever develops needs no key, and production refuses this one.
DEVELOPMENT_SECRET_KEY = "development-only-do-not-use-in-production"  # nosec B105
LEAST_SECRET_KEY = 32


class Settings(BaseSettings):
    """Read once at the start. Raises pydantic's ValidationError, which settings_errors.explain words."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        # A misspelt name in .env is an error; names of other programs there are not ours to judge.
        extra="forbid",
        dotenv_filtering="match_prefix",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    environment: Literal["production", "development"] = "production"
    # It may hold a password.
    database_url: Annotated[DatabaseUrl, Field(repr=False)] = "sqlite://jiangmiao.db"
    secret_key: SecretStr = SecretStr("")
    secret_key_old: SecretStr = SecretStr("")
    public_url: WebAddress = "http://127.0.0.1:8080"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    trusted_proxies: Networks = "127.0.0.1,::1"
    socket: str = ""
    files: Path = Path("files")
    checkpoints: str = ""
    checkpoints_copy: str = ""
    signing_file: str = ""
    signing_password: SecretStr = SecretStr("")
    metrics_token: SecretStr = SecretStr("")
    log_level: LogLevel = "INFO"

    wechat_app_id: str = ""
    wechat_app_secret: SecretStr = SecretStr("")
    wechat_token: SecretStr = SecretStr("")
    wechat_aes_key: SecretStr = SecretStr("")
    wechat_aes_key_previous: SecretStr = SecretStr("")
    wechat_api_url: WebAddress = "https://api.weixin.qq.com"
    wechat_open_url: WebAddress = "https://open.weixin.qq.com"
    mini_app_id: str = ""
    mini_app_secret: SecretStr = SecretStr("")

    template_hours_to_confirm: str = ""
    template_hours_decided: str = ""
    template_reminder: str = ""
    template_notice: str = ""

    subscription_hours_to_confirm: str = ""
    subscription_hours_decided: str = ""
    subscription_reminder: str = ""
    subscription_notice: str = ""
    mini_subscription_hours_to_confirm: str = ""
    mini_subscription_hours_decided: str = ""
    mini_subscription_reminder: str = ""
    mini_subscription_notice: str = ""

    callback_window_seconds: Positive = 300
    customer_message_count: Count = 5
    customer_message_hours: Positive = 48
    event_message_count: Count = 3
    event_message_seconds: Positive = 60
    serve_works: bool = True
    send_concurrency: Annotated[int, Field(ge=1, le=200)] = 32
    send_rate_customer: Count = 0
    send_rate_template: Count = 0
    send_rate_subscription: Count = 0
    mass_from: Count = 10_000

    @field_validator("secret_key")
    @classmethod
    def _secret_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        """The empty key of a development environment becomes the public one."""
        secret = _plain(value)
        if info.data.get("environment") == "development":
            secret = secret or DEVELOPMENT_SECRET_KEY
        elif secret == DEVELOPMENT_SECRET_KEY:
            raise wrong("public_secret_key")
        if len(secret) < LEAST_SECRET_KEY:
            raise wrong("secret_key")
        return SecretStr(secret)

    @field_validator("secret_key_old")
    @classmethod
    def _secret_key_old(cls, value: SecretStr) -> SecretStr:
        if any(len(secret) < LEAST_SECRET_KEY for secret in _listed(value)):
            raise wrong("secret_key_old")
        return value

    @field_validator("wechat_app_id", "wechat_app_secret", "wechat_token", "wechat_aes_key")
    @classmethod
    def _needed_in_production(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        """Plaintext callbacks sign nothing of the body, so production needs the AES key as well."""
        if info.data.get("environment") == "production" and not _plain(value):
            raise wrong(f"missing_{info.field_name}")
        return value

    @field_validator("wechat_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        """3 to 32 letters and digits, as the platform's console asks."""
        if _plain(value) and not re.fullmatch(r"[A-Za-z0-9]{3,32}", _plain(value)):
            raise wrong("letters_and_digits")
        return value

    @field_validator("wechat_aes_key", "wechat_aes_key_previous")
    @classmethod
    def _aes_key(cls, value: SecretStr) -> SecretStr:
        """EncodingAESKey: 43 letters and digits, base64 without its padding for 32 bytes."""
        key = _plain(value)
        if key and not (re.fullmatch(r"[A-Za-z0-9]{43}", key) and len(base64.b64decode(key + "=")) == 32):
            raise wrong("aes_key")
        return value

    @model_validator(mode="after")
    def _whole_mini_program(self) -> Self:
        if bool(self.mini_app_id) != bool(_plain(self.mini_app_secret)):
            raise wrong("mini_app")
        return self

    @model_validator(mode="after")
    def _usable_signing_key(self) -> Self:
        if found := fault(self.signing_file, _plain(self.signing_password)):
            raise wrong(found)
        return self

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    @property
    def sqlite_path(self) -> Path:
        """The database file; only with SQLite."""
        return Path(self.database_url.partition("://")[2].partition("?")[0])

    @property
    def socket_path(self) -> Path:
        """Where a running service takes commands: beside the SQLite file unless the setting names a place.

        Whatever link a command was given, it finds the socket of the service on that file.
        """
        beside = f"{self.sqlite_path.resolve()}.sock" if self.is_sqlite else "jiangmiao.sock"
        return Path(self.socket or beside)

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The current key and those before it."""
        return (_plain(self.secret_key), *_listed(self.secret_key_old))

    @property
    def aes_keys(self) -> tuple[str, ...]:
        """The current key and the one before; empty in plaintext mode."""
        return tuple(key for key in map(_plain, (self.wechat_aes_key, self.wechat_aes_key_previous)) if key)

    @property
    def templates(self) -> dict[str, str]:
        """What the operator wrote for each template of texts/wording.py; one without isn't sent by template."""
        return self._named("template")

    @property
    def subscriptions(self) -> dict[str, str]:
        """The same for subscription messages of the official account."""
        return self._named("subscription")

    @property
    def mini_subscriptions(self) -> dict[str, str]:
        """The same for subscription messages of the mini-program."""
        return self._named("mini_subscription")

    def _named(self, kind: str) -> dict[str, str]:
        return {name: found for name in TEMPLATES if (found := getattr(self, f"{kind}_{name}"))}


class KeyedSettings(Settings):
    """For commands that read and write people and need nothing of WeChat."""

    @field_validator("wechat_app_id", "wechat_app_secret", "wechat_token", "wechat_aes_key")
    @classmethod
    def _needed_in_production(cls, value: str | SecretStr, info: ValidationInfo) -> str | SecretStr:
        return value


class DatabaseSettings(KeyedSettings):
    """For commands that look at the database's place and schema, not at what is encrypted in it."""

    @field_validator("secret_key")
    @classmethod
    def _secret_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        return value


def _plain(value: str | SecretStr) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def _listed(value: SecretStr) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, _plain(value).split(","))))
