"""A mentor goes away: a colleague confirms from a day to a day, and not longer than wanted."""

import re
from datetime import date, timedelta

from models.deliveries import Delivery
from models.training import Deputyship
from tests.cast import TODAY
from tests.handlers.reader import counter

__all__ = ["counter"]


def term(html: str) -> dict[str, object]:
    field = re.search(r'name="term" value="([^"]+)"', html)
    assert field
    return {"term": field[1]}


def of(person, day: date) -> dict[str, object]:
    return {"person": person.person_id, "until": day.isoformat()}


async def test_a_colleague_confirms_until_the_day_or_until_told_otherwise(counter, shop):
    await shop.entry(shop.lin)
    wang, chen = await counter.reader(shop.wang), await counter.reader(shop.chen)
    page = await wang.open("/m/deputy")
    assert ("陈志明" in page.text, "赵磊" in page.text, "王建国" in page.text) == (True, False, False)
    for _ in range(2):
        answer = await wang.send("/m/deputy", page.token, of(shop.chen, TODAY + timedelta(days=4)))
        assert (answer.status, answer.place) == (303, "/m/deputy?said=appointed")
    assert await Deputyship.all().count() == 1
    assert "正在代您确认学时，11月20日 周五到 11月24日 周二。" in (await wang.open(answer.place)).text
    assert "代王师傅" in (await chen.open("/m/queue")).text
    assert "王师傅" in (await chen.open("/m/deputy")).text
    page = await wang.open("/m/deputy")
    for _ in range(2):
        assert (await wang.send("/m/deputy/end", page.token, term(page.html))).place == "/m/deputy?said=ended"
    assert "没有待确认" in (await chen.open("/m/queue")).text
    assert await Delivery.filter(kind__in=("deputy_appointed", "deputy_ended")).count() == 2


async def test_days_to_come_are_shown_to_both_and_can_be_called_off(counter, shop):
    wang, chen = await counter.reader(shop.wang), await counter.reader(shop.chen)
    fields = of(shop.chen, TODAY + timedelta(days=8)) | {"since": "2026-11-24"}
    answer = await wang.fill("/m/deputy", "/m/deputy", fields)
    page = await wang.open(answer.place)
    assert "代您确认学时，11月24日 周二到 11月28日 周六。" in page.text
    assert "11月24日 周二到 11月28日 周六" in (await chen.open("/m/deputy")).text
    assert (await wang.send("/m/deputy/end", page.token, term(page.html))).status == 303
    assert "代您确认学时，" not in (await wang.open("/m/deputy")).text
    assert (await wang.fill("/m/deputy", "/m/deputy/end", {"term": "x"})).status == 422


async def test_what_cannot_be_is_said_with_the_choice_kept(counter, shop):
    reader = await counter.reader(shop.wang)
    refused = {
        "代理一次最多 30天": of(shop.chen, TODAY + timedelta(days=30)),
        "已经过去了": of(shop.chen, TODAY - timedelta(days=1)),
        "不能请自己代理": of(shop.wang, TODAY),
        "代理人必须是本单位的其他导师": of(shop.zhao, TODAY),
        "请填写代理人": {"person": "", "until": "2026-11-21"},
        "请填写代理到哪一天": {"person": shop.chen.person_id},
        "没看懂代理到哪一天": {"person": shop.chen.person_id, "until": "x"},
        "没看懂代理从哪一天": of(shop.chen, TODAY) | {"since": "x"},
        "早于第一天": of(shop.chen, TODAY) | {"since": "2026-11-24"},
        "最多提前 90天": of(shop.chen, date(2027, 3, 5)) | {"since": "2027-03-01"},
    }
    for sentence, fields in refused.items():
        answer = await reader.fill("/m/deputy", "/m/deputy", fields)
        assert (answer.status, sentence in answer.text) == (422, True), sentence
    assert f'value="{shop.chen.person_id}" selected' in answer.html
    assert (await reader.fill("/m/deputy", "/m/deputy/end")).status == 422
    assert not await Deputyship.exists()


async def test_a_long_list_is_searched_by_name(counter, shop):
    reader = await counter.reader(shop.wang)
    assert "陈志明" in (await reader.open("/m/deputy?name=%E5%BF%97")).text
    assert "没有找到叫“赵”的导师" in (await reader.open("/m/deputy?name=%E8%B5%B5")).text
