"""The command line: results on standard output, one sentence and code 2 where something is wrong."""

import asyncio
import io
import json
import os

import pytest

from domain.organizations import OrganizationKind
from domain.roles import Role
from jiangmiao import carry_out, cli, control
from jiangmiao.database import opened
from jiangmiao.operation_tools import Tools
from jiangmiao.operations import operations
from models import secrecy
from models.deliveries import Delivery
from models.notices import Notice, Receipt
from models.organizations import Organization
from models.people import Person, RoleHeld
from tests.cast import NOON
from tests.conftest import SECRET
from tests.jiangmiao.commanding import settle, typed

PHONE = "17100000001"


@pytest.fixture
def place(tmp_path, monkeypatch):
    settle(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def firm(place, database_url, monkeypatch):
    """A firm with an administrator and two apprentices, and a notice in a file."""
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", database_url)
    (place / "notice.md").write_text("# 冬季安全培训\n周五三点。\n", encoding="utf-8")
    asyncio.run(_settle(database_url))
    return place


@pytest.fixture
def sqlite_firm(place, stores, monkeypatch):
    """The same on SQLite, where one process owns the file; its address."""
    url = stores.sqlite()
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", url)
    (place / "notice.md").write_text("# 冬季安全培训\n周五三点。\n", encoding="utf-8")
    asyncio.run(_settle(url))
    return url


async def _settle(url: str) -> None:
    secrecy.use(SECRET)
    async with opened(url):
        firm = await Organization.create(name="海晟智能装备", kind=OrganizationKind.ENTERPRISE)
        for name, phone, role in (
            ("周敏", PHONE, Role.ADMINISTRATOR),
            ("林子轩", "17100000002", Role.APPRENTICE),
            ("黄雨桐", "17100000003", Role.APPRENTICE),
        ):
            person = await Person.create(name=name, phone=phone, phone_index=secrecy.keyring().index(phone))
            await RoleHeld.create(person=person, role=role, organization=firm)


def listed(command: str, capsys) -> list[dict]:
    assert cli.run([command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return found["deliveries"] if command == "deliveries" else found


@pytest.mark.parametrize("words", [[], ["--help"], ["broadcast", "--help"]])
def test_help_is_at_hand(words, capsys):
    assert cli.run(words) == 0
    assert "通知" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["dance"], "没有“dance”这个命令。看用法：jiangmiao --help"),
        (["broadcast"], "缺少 --file。看用法：jiangmiao broadcast --help"),
        (["certificate", "show"], "缺少编号。看用法：jiangmiao certificate show --help"),
        (["prove-entry", "first"], "编号的值不对。看用法：jiangmiao prove-entry --help"),
        (["notices", "--loud"], "没有 --loud 这个选项。"),
        (["notices", "--limit", "many"], "--limit 的值不对。"),
        (["notices", "--limit", "0"], "--limit 的值不对。"),
        (["broadcast", "--file", "none.md", "--to", "学徒"], "没有这个文件：none.md"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence(place, words, said, capsys):
    assert cli.run(words) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert (captured.out, captured.err.count("\n")) == ("", 1)


def test_each_wrong_setting_is_named(place, monkeypatch, capsys):
    monkeypatch.setenv("JIANGMIAO_ENVIRONMENT", "production")
    monkeypatch.setenv("JIANGMIAO_PORT", "http")
    assert cli.run(["notices"]) == 2
    said = capsys.readouterr().err
    assert "JIANGMIAO_PORT" in said
    assert "JIANGMIAO_WECHAT_TOKEN" in said
    assert "Traceback" not in said


def test_a_notice_file_goes_to_its_audience(firm, capsys):
    assert cli.run(["broadcast", "--file", "notice.md", "--to", "学徒", "--by", "171 0000 0001", "-y"]) == 0
    assert "共 2 人" in capsys.readouterr().out
    (notice,) = listed("notices", capsys)
    assert (notice["title"], notice["recipients"], notice["state"]) == ("冬季安全培训", 2, "sending")
    deliveries = listed("deliveries", capsys)
    assert [line["person"] for line in deliveries] == ["黄雨桐", "林子轩"]
    assert {line["state"] for line in deliveries} == {"waiting"}


def test_the_same_command_twice_sends_once(firm, capsys):
    words = ["broadcast", "--file", "notice.md", "--to", "学徒", "--urgent", "--no-ack", "-y"]
    assert [cli.run(words), cli.run(words)] == [0, 0]
    assert "没有重复发送" in capsys.readouterr().out
    assert len(listed("deliveries", capsys)) == 2
    assert not listed("notices", capsys)[0]["needs_acknowledgement"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "经理"], "没看懂“经理”"),
        (["--to", "学徒", "--by", "17100000002"], "没有找到用这个手机号的管理员"),
        (["--to", "学徒", "--by", PHONE, "--org", "别家"], "没有找到单位“别家”"),
        (["--to", "教师", "--by", PHONE], "没有这样的人"),
        (["--to", "学徒", "--org", "别家"], "还没有管理员"),
    ],
)
def test_a_refusal_is_its_sentence(firm, words, said, capsys):
    assert cli.run(["broadcast", "--file", "notice.md", *words]) == 2
    assert said in capsys.readouterr().err
    assert listed("notices", capsys) == []


ASKED = ["broadcast", "--file", "notice.md", "--to", "学徒", "--org", "海晟智能装备"]


def answered(answer: str, monkeypatch) -> int:
    """The exit code, with these lines on standard input, as from a terminal or a pipe."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    return cli.run(ASKED)


def test_it_is_asked_first_and_no_leaves_a_draft(firm, monkeypatch, capsys):
    assert answered("否\n", monkeypatch) == 1
    said = capsys.readouterr().out
    assert "《冬季安全培训》将以周敏的名义发给海晟智能装备的学徒 2 人。\n  还没有绑定 2 人\n" in said
    assert "没有发送" in said
    assert listed("notices", capsys)[0]["state"] == "draft"


@pytest.mark.parametrize("answer", ["发送\n", "y\n", "ＹＥＳ\n", "是。\n", "什么？\n好的\n"])
def test_it_is_sent_on_the_word_for_it(firm, answer, monkeypatch, capsys):
    assert answered(answer, monkeypatch) == 0
    captured = capsys.readouterr()
    assert "已发送" in captured.out
    assert "invalid" not in captured.out + captured.err


@pytest.mark.parametrize("answer", ["", "什么？\n"])
def test_where_nobody_answers_nothing_is_sent(firm, answer, monkeypatch, capsys):
    assert answered(answer, monkeypatch) == 2
    assert "没有发送：没有人回答。不需要询问时，请加上 -y 再运行一次。" in capsys.readouterr().err
    assert listed("notices", capsys)[0]["state"] == "draft"


def test_lists_are_tables_for_people(firm, capsys):
    assert cli.run(["notices"]) == 0
    assert capsys.readouterr().out == "还没有。\n"
    cli.run(["broadcast", "--file", "notice.md", "--to", "学徒", "-y"])
    cli.run(["notices"])
    cli.run(["deliveries", "--state", "waiting"])
    said = capsys.readouterr().out
    assert "编号  状态    时间" in said
    assert "发送中" in said
    assert "林子轩" in said


def test_a_fresh_sqlite_file_is_made_by_migrate(place, capsys):
    assert cli.run(["notices"]) == 2
    assert "jiangmiao migrate" in capsys.readouterr().err
    assert [cli.run(["migrate"]), cli.run(["notices"])] == [0, 0]


def test_a_fresh_postgresql_database_asks_for_migrate(place, stores, monkeypatch, capsys):
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", stores.unmigrated("postgres"))
    assert cli.run(["notices"]) == 2
    assert "jiangmiao migrate" in capsys.readouterr().err
    assert [cli.run(["migrate"]), cli.run(["notices"])] == [0, 0]


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 20, None])
def test_a_file_that_is_no_database_is_said_so(place, content, capsys):
    if content:
        (place / "jiangmiao.db").write_bytes(content)
    else:
        (place / "jiangmiao.db").mkdir()
    assert cli.run(["notices"]) == 2
    assert "打不开数据库" in capsys.readouterr().err


def test_a_database_that_nobody_answers_for_is_said_so(sqlite_firm, monkeypatch, capsys):
    monkeypatch.setattr(carry_out, "PATIENCE_SECONDS", 0.3)

    async def meanwhile() -> int:
        async with opened(sqlite_firm):
            return await asyncio.to_thread(cli.run, ["notices"])

    assert asyncio.run(meanwhile()) == 2
    assert "没有应答" in capsys.readouterr().err


@pytest.mark.slow
async def test_while_the_service_runs_it_carries_the_command_out(sqlite_firm, place, monkeypatch):
    """Another process types the command; the notice is written by this one, through its own connection."""
    monkeypatch.setenv("JIANGMIAO_SOCKET", "service.sock")
    service = operations(Tools(lambda: NOON, lambda scene, seconds: asyncio.sleep(0, "")))
    async with opened(sqlite_firm), control.serve(place / "service.sock", service):
        code, out, err = await typed("broadcast", "--file", "notice.md", "--to", "学徒", "--by", PHONE, "-y")
        assert (code, "共 2 人" in out, "正在为 2 人登记" in err) == (0, True, True)
        assert await Receipt.all().count() == await Delivery.all().count() == 2
        assert (await Notice.get()).sent_at == NOON
        code, out, err = await typed("broadcast", "--file", "notice.md", "--to", "教师", "--by", PHONE)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "没有这样的人" in err
        code, out, _ = await typed("doctor")
        assert f"由正在运行的服务使用（进程 {os.getpid()}）" in out
        code, _, err = await typed("migrate")
        assert (code, "请先停止服务" in err) == (2, True)
