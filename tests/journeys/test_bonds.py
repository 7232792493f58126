"""A mentor's QR from the chat to the page to the apprentice's camera, and back to the mentor."""

import base64
import io
import re

import aiohttp
import zxingcpp
from PIL import Image

from models.training import Mentorship
from tests.cast import TODAY
from tests.journeys.conftest import Town


async def camera(town: Town, link: str) -> str:
    """What the QR on the page at `link` holds."""
    path = re.search(r"/m/mentor/\w+", link)
    assert path
    async with aiohttp.ClientSession() as browser, browser.get(f"{town.url}{path[0]}") as answer:
        page = await answer.text()
    picture = re.search(r"base64,([^\"]+)", page)
    assert picture
    with Image.open(io.BytesIO(base64.b64decode(picture[1]))) as image:
        (read,) = zxingcpp.read_barcodes(image.convert("L"))
    return read.text


async def test_an_apprentice_scans_the_mentors_qr_and_the_mentor_accepts(town: Town):
    content = await camera(town, await town.chen.say("我的二维码"))
    assert "已告诉陈师傅您想拜师" in await town.lin.scan(content)
    await town.chen.hear("林子轩", seconds=10)
    assert "已接受" in await town.chen.say("接受")
    await town.lin.hear("陈师傅", seconds=10)
    bonds = Mentorship.filter(mentor_id=town.shop.chen.person_id, apprenticeship_id=town.shop.lin_training)
    assert await bonds.values_list("since", "until") == [(TODAY, None)]
