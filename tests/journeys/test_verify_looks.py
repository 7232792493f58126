"""The public check on small phones, in the dark and in large type, without JavaScript."""

import itertools

import pytest

from domain.certificate_states import CertificateState
from tests.cast import NOON
from tests.credentials.certificates import certificate
from tests.handlers.employer import employer
from tests.journeys.browser import Desk, desk_at, needs_a_browser

__all__ = ["employer"]

# The database has no part in these.
pytestmark = [*needs_a_browser, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
LONG = {
    "name": "阿卜杜热合曼·麦麦提图尔荪",
    "occupation": "工业机器人系统操作员（焊接与装配方向）",
    "employer": "珠海经济特区海晟智能装备制造与技术服务股份有限公司高栏港分公司",
}


@pytest.fixture
async def desk(employer, tmp_path):
    url = str(employer.client.make_url("")).rstrip("/")
    async with desk_at(url, tmp_path) as found:
        yield found


async def complaints(desk: Desk) -> list[str]:
    return [*await desk.sideways(), *await desk.faint(), *await desk.nameless(), *await desk.barred()]


async def test_every_state_can_be_read(desk, shop):
    rows = [
        await certificate(shop, says=LONG, state=state, state_at=NOON, state_reason="核对学时")
        for state in CertificateState
    ]
    for width, scheme, row in itertools.product((320, 390), ("light", "dark"), rows):
        await desk.page.set_viewport_size({"width": width, "height": 700})
        await desk.page.emulate_media(color_scheme=scheme)
        await desk.look(f"/v/{row.code}")
        assert await complaints(desk) == [], (row.state, width, scheme)
        await desk.photograph(f"verify-{row.state}-{width}-{scheme}")


async def test_type_may_be_twice_as_large(desk, shop):
    await desk.page.set_viewport_size({"width": 320, "height": 700})
    row = await certificate(shop, says=LONG)
    await desk.look(f"/v/{row.code}")
    await desk.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await complaints(desk) == []
    assert await desk.page.locator("script").count() == 0


async def test_a_tap_leads_from_the_old_one_to_the_new(desk, shop):
    old = await certificate(shop, state=CertificateState.REISSUED, state_at=NOON, state_reason="姓名有误")
    new = await certificate(shop, replaces=old)
    await desk.look(f"/v/{old.code}")
    await desk.page.get_by_role("link", name="查看新证书").click()
    assert desk.page.url.endswith(new.code)
    await desk.page.get_by_role("heading", name="有效", exact=True).wait_for()
    await desk.page.get_by_role("link", name="换发前的证书").click()
    await desk.page.get_by_role("heading", name="已换发", exact=True).wait_for()
