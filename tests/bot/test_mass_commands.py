"""群发 in the chat: proposed to whoever writes to many, chosen by a word, and told of in the report."""

from collections.abc import Iterator

import pytest

from domain.mass_sends import MassState
from models.deliveries import Delivery
from models.mass_sends import MassSend
from models.people import Identity
from tests.bot.test_notice_commands import say
from tests.cast import APP, NOON, contact
from tests.outbox import bind_all
from usecases.ways import Ways, use


@pytest.fixture(autouse=True)
def large_from_three() -> Iterator[None]:
    use(Ways(APP, mass_from=3))
    yield
    use(Ways())


async def test_a_large_audience_is_proposed_for_it_with_what_it_costs(shop):
    await bind_all(shop)
    shown = await say(shop.admin, "广播 导师 请尽快确认学时")
    assert "关注的有 3人，人数较多，可以群发，回“群发”。群发会用掉每位关注者本月 4 条群发中的 1 条。" in shown
    assert "群发" not in await say(shop.admin, "广播 学徒 冬季安全培训")


async def test_the_word_changes_the_draft_and_sending_stays_another_word(shop):
    await bind_all(shop)
    await say(shop.admin, "广播 导师 请尽快确认学时")
    changed = await say(shop.admin, "群发")
    assert "已改为群发" in changed
    assert "回“发送”发出" in changed
    assert "已发送" in await say(shop.admin, "发送")
    row = await MassSend.get().prefetch_related("notice")
    assert (row.state, str(row.notice.state)) == (MassState.TAGGING, "sending")
    assert "群发：正在整理名单" in await say(shop.admin, f"统计 {row.notice.id}")


async def test_the_word_means_nothing_once_the_draft_is_gone(shop):
    await say(shop.admin, "广播 导师 请尽快确认学时")
    await say(shop.admin, "取消")
    await say(shop.admin, "群发")
    assert await MassSend.all().count() == 0


async def test_what_was_handed_over_cannot_be_taken_back_and_the_answer_says_so(shop):
    await bind_all(shop)
    await say(shop.admin, "广播 导师 请尽快确认学时")
    await say(shop.admin, "群发")
    await say(shop.admin, "发送")
    row = await MassSend.get()
    await MassSend.filter(id=row.id).update(state=MassState.CALLING, people=3, first_called_at=NOON)
    await Delivery.filter(notice_id=row.notice_id).update(channel="mass")
    answer = await say(shop.admin, f"广播 取消 {row.notice_id}")
    assert "0条还没送出的不再发送。群发已经交给微信，3人的收不回。" in answer


async def test_only_followers_count_towards_a_large_audience(shop):
    await bind_all(shop)
    await Identity.filter(id=(await contact(shop.chen)).identity_id).update(follows=False)
    assert "群发" not in await say(shop.admin, "广播 导师 请尽快确认学时")
