"""import-roster: the people come in, and codes and pictures to hand out go out."""

import asyncio
import csv
import os
import stat

import pytest
import zxingcpp
from aiohttp import web
from openpyxl import load_workbook
from PIL import Image

from jiangmiao import cli, control
from jiangmiao.database import opened
from jiangmiao.operation_tools import Tools
from jiangmiao.operations import operations
from models import secrecy
from models.people import Person
from tests.cast import APP, NOON
from tests.conftest import SECRET
from tests.house.source import ROOT
from tests.jiangmiao.commanding import settle, typed

ROSTER = str(ROOT / "jiangmiao" / "demo_roster.xlsx")
PEOPLE = 57


@pytest.fixture
def place(tmp_path, monkeypatch, stores):
    settle(tmp_path, monkeypatch, database_url=stores.sqlite())
    return tmp_path


@pytest.fixture
async def platform(aiohttp_server, monkeypatch):
    """A platform that gives a URL for each scene, which it remembers."""
    scenes: list[tuple[str, int]] = []

    async def token(request: web.Request) -> web.Response:
        return web.json_response({"access_token": "t", "expires_in": 7200})

    async def picture(request: web.Request) -> web.Response:
        asked = await request.json()
        scene = asked["action_info"]["scene"]["scene_str"]
        scenes.append((scene, asked["expire_seconds"]))
        return web.json_response({"ticket": "t", "url": f"http://weixin.example/q/{scene}"})

    app = web.Application()
    app.add_routes([web.post("/cgi-bin/stable_token", token), web.post("/cgi-bin/qrcode/create", picture)])
    server = await aiohttp_server(app)
    account(monkeypatch, str(server.make_url("")).rstrip("/"))
    return scenes


def account(monkeypatch, url: str) -> None:
    """An account of the platform at `url`."""
    monkeypatch.setenv("JIANGMIAO_WECHAT_API_URL", url)
    monkeypatch.setenv("JIANGMIAO_WECHAT_APP_ID", APP)
    monkeypatch.setenv("JIANGMIAO_WECHAT_APP_SECRET", "0123456789abcdef")


def rows(path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_people_come_in_and_their_codes_go_out(place, capsys):
    assert cli.run(["import-roster", ROSTER, "--codes", "codes.csv"]) == 0
    said = capsys.readouterr().out
    assert f"人员：新增 {PEOPLE}" in said
    assert f"codes.csv（{PEOPLE} 人）" in said
    header, *codes = rows(place / "codes.csv")
    assert header == ["姓名", "手机", "角色", "邀请码"]
    assert len({code for *_, code in codes}) == PEOPLE
    assert all(len(code) == 8 for *_, code in codes)
    assert stat.S_IMODE((place / "codes.csv").stat().st_mode) == 0o600


def test_a_second_run_changes_nothing_and_gives_the_same_codes(place, capsys):
    cli.run(["import-roster", ROSTER, "--codes", "first.csv"])
    capsys.readouterr()
    assert cli.run(["import-roster", ROSTER, "--codes", "second.csv"]) == 0
    assert f"人员：新增 0，变更 0，不变 {PEOPLE}" in capsys.readouterr().out
    assert rows(place / "first.csv") == rows(place / "second.csv")


def test_a_dry_run_says_what_would_happen_and_writes_nothing(place, capsys):
    assert cli.run(["import-roster", ROSTER, "--codes", "codes.csv", "--qr", "qr", "--dry-run"]) == 0
    assert "试运行" in capsys.readouterr().out
    assert not (place / "codes.csv").exists()
    cli.run(["import-roster", ROSTER])
    assert f"人员：新增 {PEOPLE}" in capsys.readouterr().out


def test_a_wrong_roster_is_refused_whole_with_every_problem(place, capsys):
    workbook = load_workbook(ROSTER)
    sheet = workbook["人员"]
    header = [cell.value for cell in sheet[1]]
    sheet.cell(sheet.max_row, header.index("手机") + 1).value = "170"
    sheet.cell(3, header.index("角色") + 1).value = "家长"
    workbook.save(place / "bad.xlsx")
    assert cli.run(["import-roster", "bad.xlsx", "--codes", "codes.csv"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "名册有 2 处不对，什么都没有导入" in captured.err
    assert f"人员 第{sheet.max_row}行 手机：不是 11 位手机号（170）" in captured.err
    assert "人员 第3行 角色：没有“家长”这一项" in captured.err
    assert not (place / "codes.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.xlsx"], "没有这个文件：none.xlsx"),
        (["."], "打不开文件 ."),
        ([str(ROOT / "README.md")], "不是 xlsx 表格"),
        ([ROSTER, "--codes", "none/codes.csv"], "没有这个文件夹：none"),
    ],
)
def test_files_that_do_not_fit_are_named(place, words, said, capsys):
    assert cli.run(["import-roster", *words]) == 2
    assert said in capsys.readouterr().err


async def test_each_code_gets_a_picture_that_can_be_scanned(place, platform):
    words = ["import-roster", ROSTER, "--codes", "codes.csv", "--qr", "qr"]
    assert await asyncio.to_thread(cli.run, words) == 0
    codes = {code for *_, code in rows(place / "codes.csv")[1:]}
    assert {scene for scene, _ in platform} == {f"bind:{code}" for code in codes}
    assert all(29 * 86400 < seconds <= 30 * 86400 for _, seconds in platform)
    pictures = sorted((place / "qr").iterdir())
    assert len(pictures) == PEOPLE
    with Image.open(pictures[0]) as image:
        (found,) = zxingcpp.read_barcodes(image)
    assert found.text.removeprefix("http://weixin.example/q/bind:") in codes


async def test_without_the_platform_the_codes_are_written_all_the_same(place, monkeypatch, capsys):
    account(monkeypatch, "http://127.0.0.1:9")
    words = ["import-roster", ROSTER, "--codes", "codes.csv", "--qr", "qr"]
    assert await asyncio.to_thread(cli.run, words) == 2
    assert "微信没有给出全部二维码" in capsys.readouterr().err
    assert len(rows(place / "codes.csv")) == PEOPLE + 1


def test_pictures_need_an_account_before_anything_is_imported(place, capsys):
    assert cli.run(["import-roster", ROSTER, "--codes", "codes.csv", "--qr", "qr"]) == 2
    said = capsys.readouterr().err
    assert "什么都没有导入" in said
    assert "JIANGMIAO_WECHAT_APP_ID" in said
    assert "正在向微信要" not in said
    assert not (place / "codes.csv").exists()
    assert cli.run(["import-roster", ROSTER, "--dry-run"]) == 0
    assert f"人员：新增 {PEOPLE}" in capsys.readouterr().out


@pytest.fixture
def untouched(tmp_path, monkeypatch):
    """A production machine on which nothing has been set up yet."""
    settle(
        tmp_path,
        monkeypatch,
        environment="production",
        secret_key="",
        database_url="sqlite://data/jiangmiao.db",
    )
    return tmp_path


def test_a_dry_run_needs_no_setting_and_leaves_nothing_behind(untouched, capsys):
    assert cli.run(["import-roster", ROSTER, "--dry-run"]) == 0
    captured = capsys.readouterr()
    assert f"人员：新增 {PEOPLE}" in captured.out
    assert "还没有数据库 data/jiangmiao.db" in captured.err
    assert list(untouched.iterdir()) == []


def test_the_schema_is_made_without_settings_of_wechat(untouched, monkeypatch, capsys):
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", "sqlite://jiangmiao.db")
    assert cli.run(["migrate"]) == 0
    capsys.readouterr()
    assert cli.run(["import-roster", ROSTER, "--dry-run"]) == 2
    said = capsys.readouterr().err
    assert "JIANGMIAO_SECRET_KEY" in said
    assert "WECHAT" not in said
    monkeypatch.setenv("JIANGMIAO_SECRET_KEY", SECRET)
    assert cli.run(["import-roster", ROSTER, "--codes", "codes.csv"]) == 0


@pytest.mark.slow
async def test_while_the_service_runs_it_imports(place, monkeypatch):
    """The service has another working folder: files are read and written by the command."""
    secrecy.use(SECRET)
    monkeypatch.setenv("JIANGMIAO_SOCKET", str(place / "service.sock"))

    async def scene_url(scene: str, seconds: int) -> str:
        return f"http://weixin.example/q/{scene}"

    service = operations(Tools(lambda: NOON, scene_url))
    url = os.environ["JIANGMIAO_DATABASE_URL"]
    async with opened(url), control.serve(place / "service.sock", service):
        code, out, err = await typed("import-roster", ROSTER, "--codes", "codes.csv", "--qr", "qr")
        assert (code, f"正在导入 {PEOPLE} 行人员" in err) == (0, True)
        assert f"人员：新增 {PEOPLE}" in out
        assert await Person.all().count() == PEOPLE
    assert len(rows(place / "codes.csv")) == PEOPLE + 1
    assert len(list((place / "qr").iterdir())) == PEOPLE
