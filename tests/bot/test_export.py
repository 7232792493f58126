"""导出: whoever asks learns what is kept; the whole goes into a file that an administrator hands over."""

import json

import pytest

from domain.roles import Door, Role
from models.audit import AuditEntry
from models.organizations import Organization
from models.people import Identity, Person
from tests.cast import NOON, contact, person
from tests.conversation import say
from usecases.export_person import export_person
from usecases.manages import PersonUnknown


async def test_the_chat_tells_what_is_kept_in_figures_and_masked(shop):
    await shop.entry(shop.lin)
    await contact(shop.lin)
    await Person.filter(id=shop.lin.person_id).update(id_number="440499200805060129")
    await Identity.filter(person_id=shop.lin.person_id).update(consented_version="2026-11", consented_at=NOON)
    phone = (await Person.get(id=shop.lin.person_id)).phone
    assert await say(shop.lin, "导出") == (
        f"匠苗保存了您的这些信息：林子轩 · 手机 {phone[:3]}****{phone[-4:]} · 证件号 4404**********0129\n"
        "培养协议 1份 · 学时记录 1条 · 发给您的消息 0条\n"
        "2026-11-20 同意了《个人信息保护说明》（2026-11 版）。\n"
        "要完整的一份，请向单位或院校的管理员要导出文件。回“隐私”看保存和使用的规则。"
    )


async def test_without_a_recorded_consent_that_is_said(shop):
    assert "还没有《个人信息保护说明》的同意记录" in await say(shop.wang, "导出")


async def test_the_whole_holds_everything_of_the_person_and_nothing_of_others(shop):
    await say(shop.lin, "学时 4小时 实操 车床外圆")
    await say(shop.huang, "学时 3小时 实操 秘密工序")
    await say(shop.wang, "待确认")
    await say(shop.wang, "退回 1 请写清楚")
    await say(shop.lin, "改 1 3小时 车床端面")
    whole = json.loads(json.dumps(await export_person(shop.admin, shop.lin.person_id, now=NOON)))
    assert whole["person"]["phone"] == (await Person.get(id=shop.lin.person_id)).phone
    assert whole["exported_at"] == "2026-11-20T12:00:00+08:00"
    (entry,) = whole["hours"]
    assert (entry["number"], entry["minutes"], entry["content"]) == (1, 180, "车床端面")
    assert whole["earlier_revisions"][0]["facts"]["content"] == "车床外圆"
    assert (whole["decisions_on_own_hours"][0]["signer_name"], whole["mentors"][0]["since"]) == (
        "王建国",
        "2026-07-01",
    )
    assert whole["accounts"][0]["follows"] is True
    assert [message["kind"] for message in whole["messages"]] == ["hours_returned"]
    assert "秘密工序" not in json.dumps(whole, ensure_ascii=False)
    assert await AuditEntry.filter(event="person.exported", actor_id=shop.admin.person_id).count() == 1


async def test_only_those_in_charge_export(shop):
    elsewhere = await person("许敏", Role.ADMINISTRATOR, await Organization.get(id=shop.other_firm))
    with pytest.raises(PersonUnknown):
        await export_person(elsewhere, shop.lin.person_id, now=NOON)
    assert await AuditEntry.filter(event="person.exported").count() == 0
    assert (await export_person(Door.COMMAND_LINE, shop.lin.person_id, now=NOON))["person"][
        "name"
    ] == "林子轩"
