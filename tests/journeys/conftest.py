"""The whole service on real sockets, with the sandbox's WeChat at the other end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.client import Client
from jiangmiao.app import running
from jiangmiao.settings import Settings
from sandbox import Phone, Sandbox, SandboxSettings
from tests.cast import APP, NOON, Shop, contact
from tests.cast import shop as make_shop
from tests.conftest import SECRET
from tests.envelopes import AES_KEY, TOKEN

APP_SECRET = "0123456789abcdef0123456789abcdef"
MINI_APP = "wxmini0123456789"


class Clock:
    """One time for the service and the platform."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **ahead: float) -> None:
        self.now += timedelta(**ahead)


@dataclass
class Town:
    """A running service with its cast, and a phone for each of them."""

    shop: Shop
    box: Sandbox
    clock: Clock
    settings: Settings
    url: str
    client: Client
    lin: Phone
    huang: Phone
    wang: Phone
    chen: Phone
    admin: Phone


def settings_for(url: str, box: Sandbox, folder: Path) -> Settings:
    return Settings(
        environment="development",
        database_url=url,
        secret_key=SecretStr(SECRET),
        port=0,
        socket=str(folder / "s.sock"),
        files=folder / "files",
        wechat_app_id=APP,
        wechat_app_secret=SecretStr(APP_SECRET),
        wechat_token=SecretStr(TOKEN),
        wechat_aes_key=SecretStr(AES_KEY),
        wechat_api_url=box.url,
        wechat_open_url=box.url,
        template_hours_to_confirm="SANDBOX_hours_to_confirm",
        template_hours_decided="SANDBOX_hours_decided",
        template_reminder="SANDBOX_reminder",
        template_notice="SANDBOX_notice",
    )


@asynccontextmanager
async def opened(database_url: str, folder: Path, mini_app: str = "") -> AsyncIterator[Town]:
    """The service and the platform; `mini_app` is the id of the mini-program, if there is one."""
    clock = Clock()
    secret = APP_SECRET if mini_app else ""
    account = SandboxSettings(
        APP,
        APP_SECRET,
        TOKEN,
        AES_KEY,
        retry_seconds=0.01,
        finish_seconds=0,
        timeout_seconds=10,
        mini_app_id=mini_app,
        mini_app_secret=secret,
    )
    async with Sandbox(account, clock=lambda: clock().timestamp()) as box:
        mini = {
            "mini_app_id": mini_app,
            "mini_app_secret": SecretStr(secret),
            "mini_subscription_hours_decided": "SANDBOX_hours_decided" if mini_app else "",
        }
        settings = settings_for(database_url, box, folder).model_copy(update=mini)
        async with running(settings, clock) as service:
            box.callback_url = f"{service.url}/wechat"
            shop = await make_shop.__wrapped__(database_url)
            phones = {}
            for name in ("lin", "huang", "wang", "chen", "admin"):
                actor = getattr(shop, name)
                phones[name] = box.phone((await contact(actor)).openid, name=actor.name)
            yield Town(shop, box, clock, settings, service.url, service.client, **phones)


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with opened(database_url, tmp_path) as found:
        yield found


@pytest.fixture
async def mini_town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """The same with a mini-program."""
    async with opened(database_url, tmp_path, MINI_APP) as found:
        yield found
