"""The mini-program's questions to the platform, asked of the sandbox."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.answers import PlatformError, Unanswered
from bot.client import connected
from bot.mini_program import MiniProgram, MiniUser
from sandbox import Sandbox, SandboxSettings

MINI_APP = "wxmini0123456789"


@pytest.fixture
async def box() -> AsyncIterator[Sandbox]:
    settings = SandboxSettings(
        "wx0123456789abcdef", "secret", "token", mini_app_id=MINI_APP, mini_app_secret="mini secret"
    )
    async with Sandbox(settings) as box:
        yield box


@pytest.fixture
async def mini(box: Sandbox, database: str) -> AsyncIterator[MiniProgram]:
    async with connected(box.url, MINI_APP, "mini secret", lambda: datetime.now(UTC)) as client:
        yield MiniProgram(client)


@pytest.fixture
def database_url(stores):
    """The access token stands in a row; which database it is doesn't matter here."""
    return stores.sqlite()


async def test_a_code_says_who_signs_in_and_is_good_once(box, mini):
    phone = box.phone("oLin", name="林子轩")
    code = box.sign_ins.issue(phone, "mini")
    assert await mini.user(code) == MiniUser(MINI_APP, "mLin", "uLin")
    with pytest.raises(PlatformError, match="40163"):
        await mini.user(code)


async def test_a_code_of_a_page_is_none_of_the_mini_programs(box, mini):
    code = box.sign_ins.issue(box.phone("oLin"), "snsapi_base")
    with pytest.raises(PlatformError, match="40029"):
        await mini.user(code)


async def test_a_phone_number_is_read_once_by_the_code_of_its_button(box, mini):
    code = box.sign_ins.allow_number("17000000017")
    assert await mini.phone(code) == "17000000017"
    with pytest.raises(PlatformError, match="40029"):
        await mini.phone(code)


async def test_half_an_answer_says_nobody(box, mini):
    box.faults.add("html", "/sns/jscode2session")
    with pytest.raises(Unanswered):
        await mini.user(box.sign_ins.issue(box.phone("oLin"), "mini"))
