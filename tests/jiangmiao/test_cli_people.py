"""people find, invite, revoke, unbind: what the operator does for one person, said in a sentence."""

import asyncio
import json
import os
import stat
from datetime import date

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from jiangmiao import cli, control
from jiangmiao.database import opened
from jiangmiao.operation_tools import Tools
from jiangmiao.operations import operations
from models import secrecy
from models.audit import AuditEntry
from models.organizations import Organization
from models.people import Identity, Invitation, Person, RoleHeld
from tests.cast import NOON
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle, typed

BOSS, LIN, NAMESAKE, CHILD = "17100000001", "17100000002", "17100000003", "17100000004"
LINS_NUMBER = "440499200805060129"


@pytest.fixture
def firm(tmp_path, monkeypatch, database_url):
    """An administrator and an apprentice of one firm, a namesake of the apprentice in another, and a child."""
    settle(tmp_path, monkeypatch, database_url=database_url)
    asyncio.run(_settle(database_url))
    return database_url


async def _settle(url: str) -> None:
    secrecy.use(SECRET)
    async with opened(url):
        firm = await Organization.create(name="海晟智能装备", kind=OrganizationKind.ENTERPRISE)
        other = await Organization.create(name="云帆精密模具", kind=OrganizationKind.ENTERPRISE)
        await _person("周敏", BOSS, Role.ADMINISTRATOR, firm)
        await _person("林子轩", LIN, Role.APPRENTICE, firm, id_number=LINS_NUMBER)
        await _person("林子轩", NAMESAKE, Role.APPRENTICE, other)
        await _person("小童", CHILD, Role.APPRENTICE, firm, born_on=date(2024, 1, 1))


async def _person(name: str, phone: str, role: Role, firm: Organization, **facts: object) -> None:
    index = secrecy.keyring().index(phone)
    row = await Person.create(name=name, phone=phone, phone_index=index, **facts)
    await RoleHeld.create(person=row, role=role, organization=firm)


def look(url: str, question):
    """What the database answers, between two commands."""

    async def ask():
        async with opened(url):
            return await question()

    return asyncio.run(ask())


def said(capsys, *words: str) -> str:
    code = cli.run(words)
    captured = capsys.readouterr()
    assert (code, captured.err) == (0, ""), captured.err
    return captured.out


def refused(capsys, *words: str) -> str:
    assert cli.run(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_name_finds_all_who_bear_it_and_shows_no_number_whole(firm, capsys):
    shown = said(capsys, "people", "find", "林子轩")
    assert "171****0002" in shown
    assert "171****0003" in shown
    assert "学徒（海晟智能装备）" in shown
    assert "共 2 人。" in shown
    assert LIN not in shown
    assert LINS_NUMBER not in shown


@pytest.mark.parametrize("phone", [LIN, "171 0000 0002", "+86-171-0000-0002", "１７１０００００００２"])
def test_a_phone_finds_its_person_in_any_spelling(firm, phone, capsys):
    (person,) = json.loads(said(capsys, "people", "find", phone, "--json"))["people"]
    assert (person["name"], person["phone"], person["bound"]) == ("林子轩", "171****0002", False)
    assert person["roles"] == [{"role": "apprentice", "organization": "海晟智能装备"}]


def test_an_administrator_finds_only_the_own_people(firm, capsys):
    assert "共 1 人。" in said(capsys, "people", "find", "林子轩", "--by", BOSS)
    for words in ((NAMESAKE, "--by", BOSS), ("没有这个人",)):
        assert cli.run(("people", "find", *words)) == 1
        assert "没有找到" in capsys.readouterr().out
    assert cli.run(("people", "find", "没有这个人", "--json")) == 1
    assert json.loads(capsys.readouterr().out)["people"] == []


def test_a_new_code_takes_the_place_of_the_old(firm, capsys):
    first = said(capsys, "invite", LIN)
    second = said(capsys, "invite", LIN)
    codes = look(firm, lambda: Invitation.all().order_by("id").values_list("code", "revoked_at"))
    assert [bool(revoked_at) for _, revoked_at in codes] == [True, False]
    assert f"绑定 {codes[0][0]}" in first
    assert f"绑定 {codes[1][0]}" in second
    assert "有效至" in said(capsys, "people", "find", LIN)


def test_a_code_is_taken_back_once(firm, capsys):
    said(capsys, "invite", LIN)
    assert "已作废 1 个邀请码" in said(capsys, "revoke", LIN)
    assert "没有还能用的邀请码" in refused(capsys, "revoke", LIN)


def test_an_account_is_unbound_with_a_reason_that_is_kept(firm, capsys):
    async def bind() -> None:
        lin = await Person.get(phone_index=secrecy.keyring().index(LIN))
        await Identity.create(app="wx", openid="o-lin", person=lin, bound_at=NOON)

    look(firm, bind)
    assert "已绑定" in said(capsys, "people", "find", LIN)
    assert "已经绑定了微信" in refused(capsys, "invite", LIN)
    assert "请写明原因" in refused(capsys, "unbind", LIN, "--reason", " ")
    assert "缺少 --reason" in refused(capsys, "unbind", LIN)
    assert "已解绑 1 个微信" in said(capsys, "unbind", LIN, "--reason", "换了手机", "--by", BOSS)
    assert "还没有绑定" in refused(capsys, "unbind", LIN, "--reason", "换了手机")
    trail = look(firm, lambda: AuditEntry.all().values_list("event", "after"))
    assert trail == [("identity.unbound", {"reason": "换了手机"})]


def test_people_of_others_and_phones_of_nobody_are_refused_alike(firm, capsys):
    for words in (["invite"], ["revoke"], ["unbind", "--reason", "换了手机"]):
        assert "没有找到这个人" in refused(capsys, *words, NAMESAKE, "--by", BOSS)
        assert "没有找到这个人" in refused(capsys, *words, "17199999999")
    assert "没有找到用这个手机号的管理员" in refused(capsys, "invite", LIN, "--by", LIN)


def test_a_guardians_consent_is_kept_for_a_child_and_for_nobody_else(firm, capsys):
    assert "已满 14岁" in refused(capsys, "invite", LIN, "--guardian", "林大山")
    assert "生成新邀请码" in said(capsys, "invite", CHILD, "--guardian", "童大山")
    child = look(firm, lambda: Person.get(name="小童"))
    assert (child.guardian, child.guardian_consented_at is not None) == ("童大山", True)


def test_a_persons_data_goes_into_a_new_file_for_its_owners_eyes(firm, tmp_path, capsys):
    assert "林子轩的信息已导出到 lin.json" in said(capsys, "people", "export", LIN, "lin.json", "--by", BOSS)
    file = tmp_path / "lin.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text(encoding="utf-8"))["person"]["id_number"] == LINS_NUMBER
    assert "已经有 lin.json 这个文件" in refused(capsys, "people", "export", LIN, "lin.json")
    assert "没有找到这个人" in refused(capsys, "people", "export", NAMESAKE, "other.json", "--by", BOSS)
    assert "没有这个文件夹：none" in refused(capsys, "people", "export", LIN, "none/lin.json")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_while_the_service_runs_it_does_it(tmp_path, monkeypatch, stores, database_url):
    settle(tmp_path, monkeypatch, database_url=database_url, socket=str(tmp_path / "service.sock"))
    await _settle(database_url)

    async def scene_url(scene: str, seconds: int) -> str:
        return f"http://weixin.example/q/{scene}"

    url = os.environ["JIANGMIAO_DATABASE_URL"]
    async with (
        opened(url),
        control.serve(tmp_path / "service.sock", operations(Tools(lambda: NOON, scene_url))),
    ):
        code, out, err = await typed("invite", LIN)
        assert (code, "生成新邀请码" in out, err) == (0, True, "")
        assert await Invitation.all().count() == 1
