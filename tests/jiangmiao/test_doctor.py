"""The doctor names what is wrong and what to do about it."""

import re
import shutil
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from jiangmiao import cli, control, doctor, doctor_network
from jiangmiao.carry_out import clock
from jiangmiao.database import migrate, opened
from jiangmiao.settings import Settings
from tests.jiangmiao.commanding import settle


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    settle(tmp_path, monkeypatch, public_url="http://127.0.0.1:9")


@pytest.fixture
async def wechat(aiohttp_server, monkeypatch):
    """A platform that answers `answer` with the date `date`, and is the service too."""
    told = {"answer": {"access_token": "t", "expires_in": 7200}, "date": datetime.now(UTC), "health": 200}

    async def token(request: web.Request) -> web.Response:
        headers = {"Date": format_datetime(told["date"], usegmt=True)}
        return web.json_response(told["answer"], headers=headers)

    async def health(request: web.Request) -> web.Response:
        return web.Response(status=told["health"])

    app = web.Application()
    app.add_routes([web.post("/cgi-bin/stable_token", token), web.get("/healthz", health)])
    server = await aiohttp_server(app)
    url = str(server.make_url("")).rstrip("/")
    monkeypatch.setenv("JIANGMIAO_WECHAT_API_URL", url)
    monkeypatch.setenv("JIANGMIAO_PUBLIC_URL", url)
    monkeypatch.setenv("JIANGMIAO_WECHAT_APP_ID", "wx0123456789abcdef")
    monkeypatch.setenv("JIANGMIAO_WECHAT_APP_SECRET", "secret")
    monkeypatch.setenv("JIANGMIAO_WECHAT_TOKEN", "token")
    return told


async def found(word: str) -> list[tuple[str, str]]:
    """The findings that begin with this word, as level and text."""
    return [(each.level, each.text) for each in await doctor.examine() if each.text.startswith(word)]


async def level(word: str) -> str:
    ((only, _),) = await found(word)
    return only


def test_wrong_settings_are_all_that_is_said(monkeypatch, capsys):
    monkeypatch.setenv("JIANGMIAO_PORT", "http")
    assert cli.run(["doctor"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("错误  设置：JIANGMIAO_PORT")
    assert "有 1 处错误" in said


def test_notices_alone_are_no_failure(capsys):
    assert cli.run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "注意  数据库：jiangmiao.db 还没有建立" in said
    assert "注意  微信凭据：没有填写" in said


async def test_looking_creates_nothing(tmp_path):
    await doctor.examine()
    assert list(tmp_path.iterdir()) == []


async def test_a_database_is_looked_at_as_it_is(tmp_path):
    (tmp_path / "jiangmiao.db").touch(mode=0o600)
    [(judgement, sentence)] = await found("数据库结构")
    assert judgement == "wrong"
    assert re.fullmatch(r"数据库结构：还差 \d+ 步更新。请先备份，再运行 jiangmiao migrate。", sentence)
    async with opened("sqlite://jiangmiao.db"):
        await migrate()
    assert await level("数据库结构") == "fine"
    assert await level("数据库：") == "fine"
    assert await level("文件权限") == "fine"


async def test_a_running_service_is_asked(tmp_path):
    async def status(arguments: dict, report: control.Report) -> dict:
        return {"pid": 4711, "missing_migrations": []}

    async with (
        opened("sqlite://jiangmiao.db"),
        control.serve(tmp_path / "jiangmiao.db.sock", {"status": status}),
    ):
        (tmp_path / "jiangmiao.db").touch()
        assert "4711" in (await found("数据库："))[0][1]


async def test_an_owner_that_does_not_answer_is_wrong(tmp_path):
    async with opened("sqlite://jiangmiao.db"):
        (tmp_path / "jiangmiao.db").touch()
        assert await level("数据库：") == "wrong"


async def test_files_with_secrets_are_for_one_user(tmp_path):
    (tmp_path / ".env").write_text("JIANGMIAO_PORT=8081\n")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600 .env" in (await found("文件权限"))[0][1]


async def test_a_full_disk_is_wrong(monkeypatch):
    usage = shutil.disk_usage(".")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: usage._replace(free=50 << 20))
    assert await found("磁盘") == [("wrong", "磁盘：只剩 50 MB。请清理磁盘；写满后服务不能再记录。")]


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 45, 1), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_versions_of_sqlite_are_told_apart(version, sound):
    assert doctor._is_sound(version) is sound


async def test_good_credentials_a_good_clock_and_an_open_door_are_fine(wechat):
    assert [await level("微信"), await level("时钟"), await level("回调：http")] == ["fine", "fine", "fine"]


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ({"errcode": 40013, "errmsg": "invalid appid"}, "AppID 不对"),
        ({"errcode": "40125", "errmsg": "invalid appsecret"}, "AppSecret 不对"),
        ({"errcode": 40164, "errmsg": "invalid ip 203.0.113.7"}, "203.0.113.7"),
        ({"errcode": 99999, "errmsg": "?"}, "错误码"),
    ],
)
async def test_what_the_platform_refuses_comes_with_advice(wechat, answer, advice):
    wechat["answer"] = answer
    ((how_bad, text),) = await found("微信凭据")
    assert (how_bad, advice in text) == ("wrong", True)


@pytest.mark.parametrize(("seconds", "how_bad"), [(60, "notice"), (400, "wrong"), (-400, "wrong")])
async def test_a_clock_that_is_off_is_noticed(wechat, seconds, how_bad):
    wechat["date"] = clock() + timedelta(seconds=seconds)
    assert await level("时钟") == how_bad


async def test_another_server_behind_the_public_address_is_wrong(wechat):
    wechat["health"] = 404
    assert await level("回调：http") == "wrong"


async def test_a_platform_out_of_reach_is_wrong(wechat, monkeypatch):
    monkeypatch.setenv("JIANGMIAO_WECHAT_API_URL", "http://127.0.0.1:9")
    assert await level("微信接口") == "wrong"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:8080", "本机地址"),
        ("https://10.1.2.3", "本机地址"),
        ("http://localhost", "本机地址"),
        ("https://xuetu.example.cn:8443", "80 或 443"),
        ("https://xuetu.example.cn", ""),
    ],
)
def test_the_public_address_must_be_one_that_the_platform_calls(url, said):
    settings = Settings(
        environment="production",
        public_url=url,
        wechat_app_id="wx0123456789abcdef",
        wechat_app_secret="secret",
        wechat_token="token",
        wechat_aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    )
    texts = [each.text for each in doctor_network._address(settings)]
    assert [said in text for text in texts] == ([True] if said else [])


async def test_links_to_this_machine_alone_are_noticed_in_development_too(wechat):
    assert await level("回调：JIANGMIAO_PUBLIC_URL") == "notice"


async def test_a_database_in_a_folder_that_is_not_there_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setenv("JIANGMIAO_DATABASE_URL", f"sqlite://{tmp_path}/nowhere/hours.db")
    assert f"mkdir -p {tmp_path}/nowhere" in (await found("数据库："))[0][1]
    assert await level("数据库：") == "wrong"
