"""The demo's accounts at the local WeChat, and the settings of the service that answers for them."""

import secrets
import socket
import string
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from sandbox import Sandbox, SandboxSettings

from .settings import DEVELOPMENT_SECRET_KEY, Settings

FOLDER = Path(".demo")
APP_ID = "wx00000000000000de"
MINI_APP_ID = "wx00000000000001de"
PORT = 8800
# Of the service: the addresses in certificates and their codes stay good when the demo is started again.
SERVICE_PORT = 8801


class DemoSettings(Settings):
    """Nothing from the environment or `.env`, which may be those of a real account."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_args: Any,
        **_others: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def local_account() -> SandboxSettings:
    """The official account and the mini-program at the local WeChat, with secrets of this run."""
    letters = string.ascii_letters + string.digits
    key = "".join(secrets.choice(letters) for _ in range(42)) + "A"
    return SandboxSettings(
        app_id=APP_ID,
        app_secret=secrets.token_hex(16),
        token=secrets.token_hex(8),
        aes_key=key,
        port=PORT,
        mini_app_id=MINI_APP_ID,
        mini_app_secret=secrets.token_hex(16),
    )


def service_settings(box: Sandbox) -> Settings:
    """The service that talks to this sandbox."""
    return DemoSettings(
        secret_key=SecretStr(DEVELOPMENT_SECRET_KEY),
        wechat_app_secret=SecretStr(box.settings.app_secret),
        wechat_token=SecretStr(box.settings.token),
        wechat_aes_key=SecretStr(box.settings.aes_key),
        environment="development",
        database_url=f"sqlite://{FOLDER / 'demo.db'}",
        files=FOLDER / "files",
        port=SERVICE_PORT,
        wechat_app_id=box.settings.app_id,
        wechat_api_url=box.url,
        wechat_open_url=box.url,
        template_hours_to_confirm="SANDBOX_hours_to_confirm",
        template_hours_decided="SANDBOX_hours_decided",
        template_reminder="SANDBOX_reminder",
        template_notice="SANDBOX_notice",
        mini_app_id=box.settings.mini_app_id,
        mini_subscription_hours_to_confirm="SANDBOX_hours_to_confirm",
        mini_subscription_hours_decided="SANDBOX_hours_decided",
        mini_subscription_reminder="SANDBOX_reminder",
        mini_subscription_notice="SANDBOX_notice",
        mini_app_secret=SecretStr(box.settings.mini_app_secret),
    )


def port_or_any(wanted: int) -> int:
    """0, which is any free one, where another program has the wanted one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return 0
    return wanted
