"""What apprentices and deputies read when a mentor has decided."""

import pytest

from models.deliveries import Delivery
from tests.cast import NOON, TODAY
from texts.notices_mentor import NOTICES
from usecases.appoint_deputy import appoint_deputy
from usecases.confirm_hours import confirm_hours
from usecases.end_deputy import end_deputy
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours


async def wording(kind):
    return NOTICES[kind]((await Delivery.get(kind=kind)).facts)


async def test_confirmed_hours_name_their_numbers(shop):
    entries = [await shop.entry(shop.lin), await shop.entry(shop.lin, minutes=90)]
    await confirm_hours(shop.wang, [Seen(entry.id, 1) for entry in entries], batch="m", now=NOON)
    said = await wording("hours_confirmed")
    assert said.text == "王师傅确认了您的学时：编号 1、2（2条，共 5.5小时）。\n回“进度”看还差多少。"
    assert said.fields == {"thing1": "2条，共 5.5小时", "phrase2": "已确认", "thing3": "回“进度”看还差多少"}


async def test_the_card_of_one_entry_names_its_day_and_hours(shop):
    entry = await shop.entry(shop.lin)
    await confirm_hours(shop.wang, [Seen(entry.id, 1)], batch="m", now=NOON)
    assert (await wording("hours_confirmed")).fields["thing1"] == "编号 1 11-19 4小时"


async def test_a_return_gives_the_reason_and_the_way_on(shop):
    entry = await shop.entry(shop.lin)
    await return_hours(shop.wang, [Seen(entry.id, 1)], "时间不符", batch="m", now=NOON)
    said = await wording("hours_returned")
    assert "王师傅退回了编号 1（11-19 实操 4小时 车床外圆）。\n原因：时间不符" in said.text
    assert "改 1 3小时" in said.text


async def test_a_deputy_signs_in_the_mentors_name(shop):
    entry = await shop.entry(shop.lin)
    await appoint_deputy(shop.wang, shop.chen.person_id, TODAY, ref="d", now=NOON)
    await confirm_hours(shop.chen, [Seen(entry.id, 1)], batch="m", now=NOON)
    assert "陈师傅（代王师傅）确认了您的学时" in (await wording("hours_confirmed")).text


async def test_a_deputy_reads_until_when(shop):
    await appoint_deputy(shop.wang, shop.chen.person_id, TODAY, ref="d", now=NOON)
    await end_deputy(shop.wang, now=NOON)
    assert (
        "王建国请您从今天起代为确认学徒的学时，到11月20日 周五。" in (await wording("deputy_appointed")).text
    )
    assert (await wording("deputy_appointed")).fields["thing1"] == "代王师傅确认学时到11-20"
    assert "您不用再代王师傅确认学时了" in (await wording("deputy_ended")).text


@pytest.mark.parametrize("kind", ["hours_confirmed", "hours_returned"])
def test_the_longest_facts_fit_a_templates_fields(kind):
    facts = {
        "signer": "欧" * 50,
        "instead_of": "王" * 50,
        "numbers": list(range(1, 200)),
        "number": 2**31,
        "day": "2026-11-19",
        "minutes": 719,
        "category": "public_base",
        "content": "长" * 100,
        "reason": "因" * 200,
    }
    fields = NOTICES[kind](facts).fields
    assert all(0 < len(value) <= (5 if key.startswith("phrase") else 20) for key, value in fields.items())
