"""The sandbox's page in a real browser: phones touched as people do, found by their roles and labels."""

import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Locator, Page, async_playwright, expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Screenshots stay in this folder where it is given, else beside the test's other files.
SCREENSHOTS = "BROWSER_SCREENSHOTS"
ACCOUNT = "匠苗"
# A busy machine answers late; nothing waits this long when all is well.
PATIENCE_MILLISECONDS = 20_000
CHECKS = Path(__file__).with_name("page_checks.js")

expect.set_options(timeout=PATIENCE_MILLISECONDS)


@cache
def system_browser() -> str | None:
    """Where the system's Chromium is, if it starts; playwright's own is never downloaded."""
    return next((found for name in BROWSERS if (found := shutil.which(name)) and _starts(found)), None)


def _starts(browser: str) -> bool:
    """Some systems have a command of this name that only tells how to install it."""
    asked = [browser, "--version", "--no-sandbox"]
    return subprocess.run(asked, capture_output=True, timeout=60, check=False).returncode == 0


needs_a_browser = [
    pytest.mark.slow,
    pytest.mark.skipif(system_browser() is None, reason="no Chromium here (apt-get install chromium)"),
]


@dataclass
class Desk:
    """The browser's page, and what its scripts complained about."""

    page: Page
    url: str
    folder: Path
    complaints: list[str] = field(default_factory=list)

    async def look(self, path: str = "/") -> None:
        await self.page.goto(self.url + path)

    async def hand(self, place: int, name: str) -> "Handset":
        """Choose whose phone lies in this place (0 is the left)."""
        await self.page.get_by_label("选择手机").nth(place).select_option(label=name)
        return self.phone_of(name)

    async def new_wechat(self, place: int) -> "Handset":
        """The first person whom the account has never seen."""
        await self.page.get_by_label("选择手机").nth(place).select_option(label="＋ 一个新微信")
        return self.phone_of("新人1")

    def phone_of(self, name: str) -> "Handset":
        return Handset(self.page.get_by_role("region", name=f"{name}的手机"))

    async def sideways(self) -> list[str]:
        """What reaches past the side of the window, if the page can be scrolled there."""
        return await self._check("sideways")

    async def nameless(self) -> list[str]:
        """What can be used but has no words that a screen reader could say."""
        return await self._check("nameless")

    async def faint(self) -> list[str]:
        """Words too pale for their ground, with the contrast."""
        return await self._check("faint")

    async def barred(self) -> list[str]:
        """What axe calls serious: rules of WCAG that the page breaks, and where."""
        found = (await Axe().run(self.page)).response["violations"]
        return [
            f"{one['id']}: {node['html'][:120]}"
            for one in found
            if one["impact"] in {"serious", "critical"}
            for node in one["nodes"]
        ]

    async def _check(self, name: str) -> list[str]:
        return list(await self.page.evaluate(f"{CHECKS.read_text(encoding='utf-8')}.{name}()"))

    async def photograph(self, name: str) -> None:
        await self.page.screenshot(path=self.folder / f"{name}.png", full_page=True, animations="disabled")

    def note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")


@dataclass(frozen=True)
class Handset:
    """One phone on the page."""

    root: Locator

    @property
    def typing(self) -> Locator:
        return self.root.get_by_role("textbox", name="输入消息")

    @property
    def chat(self) -> Locator:
        return self.root.get_by_role("log", name="聊天")

    async def write(self, words: str) -> None:
        """Type into the chat and press Enter."""
        await self.open_keyboard()
        await self.typing.press_sequentially(words)
        await self.typing.press("Enter")
        await expect(self.typing).to_have_value("")

    async def tap_menu(self, *names: str) -> None:
        """Tap a column of the menu, then one of its items."""
        menu = self.root.get_by_role("button", name="菜单")
        column = self.root.get_by_role("button", name=names[0], exact=True)
        await expect(menu.or_(column)).to_be_visible()
        if await menu.is_visible():
            await menu.click()
        for name in names:
            await self.root.locator(".columns").get_by_role("button", name=name, exact=True).click()

    async def tap_more(self, name: str) -> None:
        """Tap one of the things behind the plus sign."""
        await self.open_keyboard()
        await self.root.get_by_role("button", name="更多功能").click()
        await self.root.locator(".panel").get_by_role("button", name=name).click()

    async def tap_hint(self, words: str) -> None:
        """Tap a line above the keyboard."""
        hints = self.root.get_by_role("group", name="可以这样说")
        await hints.get_by_role("button", name=words, exact=True).click()

    async def open_keyboard(self) -> None:
        """The menu may lie above it."""
        keyboard = self.root.get_by_role("button", name="输入文字")
        await expect(self.typing.or_(keyboard)).to_be_visible()
        if await keyboard.is_visible():
            await keyboard.click()

    async def reads(self, *words: str) -> None:
        """Wait for one message of the account with all these words."""
        said = self.chat.get_by_role("article", name=ACCOUNT)
        for each in words:
            said = said.filter(has_text=re.compile(re.escape(each)))
        await expect(said.last).to_be_in_viewport()


@asynccontextmanager
async def desk_at(url: str, folder: Path) -> AsyncIterator[Desk]:
    """A fresh browser; it must not have complained by the end."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=system_browser())
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        desk = Desk(page, url, Path(os.environ.get(SCREENSHOTS, folder)))
        page.on("console", desk.note)
        page.on("pageerror", lambda error: desk.complaints.append(f"error: {error}"))
        try:
            yield desk
        finally:
            await browser.close()
    assert desk.complaints == []
