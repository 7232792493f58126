"""GET /m/mentor/CODE: a mentor shows a QR that says who the mentor is, and nothing more."""

import base64
import io
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import zxingcpp
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bot.answers import Unreached
from bot.envelope import Envelope
from jiangmiao.web import web_app
from models.bonds import MentorCode
from models.people import RoleHeld
from tests.cast import APP, NOON
from tests.conversation import say
from tests.envelopes import AES_KEY, TOKEN


class Visitor:
    """Opens the page; the platform remembers what it was asked, and can be out of reach."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.now = NOON
        self.reachable = True
        self.client: TestClient

    async def scene_url(self, scene: str, seconds: int) -> str:
        if not self.reachable:
            raise Unreached("down")
        self.asked.append((scene, seconds))
        return f"http://weixin.example/q/{scene}/{len(self.asked)}"

    async def open(self, code: str) -> tuple[int, str]:
        async with self.client.get(f"/m/mentor/{code}") as answer:
            assert "default-src 'none'" in answer.headers.get("Content-Security-Policy", "default-src 'none'")
            return answer.status, await answer.text()


@pytest.fixture
async def visitor(shop) -> AsyncIterator[Visitor]:
    visitor = Visitor()
    app = web_app(Envelope(APP, TOKEN, (AES_KEY,)), lambda: visitor.now, scene_url=visitor.scene_url)
    async with TestClient(TestServer(app)) as client:
        visitor.client = client
        yield visitor


@pytest.fixture
async def code(shop) -> str:
    await say(shop.wang, "我的二维码")
    return (await MentorCode.get()).code


def scanned(page: str) -> str:
    found = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    assert found
    with Image.open(io.BytesIO(base64.b64decode(found[1]))) as picture:
        (read,) = zxingcpp.read_barcodes(picture.convert("L"))
    return read.text


async def test_the_picture_can_be_scanned_and_the_platform_is_asked_once(visitor, code):
    status, page = await visitor.open(code)
    assert (status, scanned(page)) == (200, f"http://weixin.example/q/bond:{code}/1")
    assert "王师傅的拜师二维码" in page
    assert f"拜师 {code}" in page
    assert "王建国" not in page
    await visitor.open(code.lower())
    assert visitor.asked == [(f"bond:{code}", 30 * 86400)]


async def test_a_picture_that_is_about_to_end_is_made_anew(visitor, code):
    await visitor.open(code)
    visitor.now = NOON + timedelta(days=24)
    assert scanned((await visitor.open(code))[1]).endswith("/2")


async def test_without_the_platform_the_code_is_shown(visitor, code):
    visitor.reachable = False
    status, page = await visitor.open(code)
    assert (status, f"拜师 {code}" in page, "<img" in page) == (503, True, False)
    visitor.reachable = True
    assert (await visitor.open(code))[0] == 200


@pytest.mark.parametrize("path", ["22222222", "x" * 9, "..%2f..%2f", "%3Cscript%3E", ""])
async def test_codes_of_nobody_are_not_found_and_the_platform_is_not_asked(visitor, path):
    assert (await visitor.open(path))[0] == 404
    assert visitor.asked == []


async def test_a_former_mentor_has_no_picture(visitor, code, shop):
    await RoleHeld.filter(person_id=shop.wang.person_id).delete()
    assert (await visitor.open(code))[0] == 404
