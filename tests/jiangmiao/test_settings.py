"""A wrong setting stops the start with a sentence that says which and how to mend it."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from jiangmiao.settings import DEVELOPMENT_SECRET_KEY, Settings
from jiangmiao.settings_errors import explain

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
WHOLE = {
    "environment": "production",
    "secret_key": "k" * 32,
    "wechat_app_id": "wx0123456789abcdef",
    "wechat_app_secret": "0123456789abcdef0123456789abcdef",
    "wechat_token": "token123",
    "wechat_aes_key": AES_KEY,
}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("JIANGMIAO_")]:
        monkeypatch.delenv(name)


def complaints(**values: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        Settings(**values)
    return explain(caught.value)


def test_a_whole_set_for_production_is_accepted():
    assert Settings(**WHOLE).aes_keys == (AES_KEY,)


def test_development_needs_nothing():
    settings = Settings(environment="development")
    assert settings.aes_keys == ()
    assert settings.secret_key.get_secret_value() == DEVELOPMENT_SECRET_KEY


@pytest.mark.parametrize(
    "missing", ["SECRET_KEY", "WECHAT_APP_ID", "WECHAT_APP_SECRET", "WECHAT_TOKEN", "WECHAT_AES_KEY"]
)
def test_production_asks_for_what_is_missing_and_for_nothing_else(missing):
    said = complaints(**WHOLE | {missing.lower(): ""})
    assert [line.split("：")[0] for line in said] == [f"JIANGMIAO_{missing}"]


def test_production_refuses_the_key_that_everybody_knows():
    assert "公开" in complaints(**WHOLE | {"secret_key": DEVELOPMENT_SECRET_KEY})[0]


@pytest.mark.parametrize(
    "key", [AES_KEY[:-1], AES_KEY + "A", AES_KEY[:-1] + "=", AES_KEY[:-1] + "中", AES_KEY + "\n"]
)
@pytest.mark.parametrize("name", ["wechat_aes_key", "wechat_aes_key_previous"])
def test_an_aes_key_has_43_letters_and_digits(name, key):
    said = complaints(**WHOLE | {name: key})
    assert len(said) == 1
    assert said[0].startswith(f"JIANGMIAO_{name.upper()}：")
    assert "43 位" in said[0]


@pytest.mark.parametrize("token", ["ab", "a" * 33, "with space", "中文令牌"])
def test_a_token_has_3_to_32_letters_and_digits(token):
    assert complaints(**WHOLE | {"wechat_token": token}) == [
        "JIANGMIAO_WECHAT_TOKEN：应是 3 到 32 位英文字母和数字。"
    ]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("environment", "staging", "JIANGMIAO_ENVIRONMENT：只能是 production 或 development。"),
        ("log_level", "loud", "JIANGMIAO_LOG_LEVEL：只能是 DEBUG、INFO、WARNING 或 ERROR。"),
        ("port", "http", "JIANGMIAO_PORT：应是整数。"),
        ("port", "70000", "JIANGMIAO_PORT：不能大于 65535。"),
        ("send_concurrency", "0", "JIANGMIAO_SEND_CONCURRENCY：不能小于 1。"),
        (
            "public_url",
            "xuetu.example.cn",
            "JIANGMIAO_PUBLIC_URL：应是完整的网址，例如 https://xuetu.example.cn ，不带 ? 和 #。",
        ),
        (
            "database_url",
            "mysql://x/y",
            "JIANGMIAO_DATABASE_URL：应是 sqlite://文件路径 或 postgres://用户:密码@主机/库名。",
        ),
        *(
            (
                "database_url",
                address,
                "JIANGMIAO_DATABASE_URL：应是 sqlite://文件路径 或 postgres://用户:密码@主机/库名。",
            )
            for address in ("sqlite://:memory:", "postgres://u:p@[bad/x", "postgres://u:p@127.0.0.1:99999/x")
        ),
    ],
)
def test_each_wrong_value_gets_its_own_sentence(monkeypatch, name, value, sentence):
    monkeypatch.setenv(f"JIANGMIAO_{name.upper()}", value)
    values = {key: given for key, given in WHOLE.items() if key != name}
    assert complaints(**values) == [sentence]


def test_half_a_mini_program_is_refused():
    assert "要么都填" in complaints(**WHOLE, mini_app_id="wx1")[0]


def test_a_misspelt_name_in_the_file_is_found_and_other_programs_names_are_left_alone():
    Path(".env").write_text("POSTGRES_PASSWORD=x\nJIANGMIAO_PROT=80\n")
    assert complaints(**WHOLE) == ["JIANGMIAO_PROT：没有这个设置，请对照 .env.example 看是否拼错。"]


def test_the_environment_wins_over_the_file(monkeypatch):
    Path(".env").write_text("JIANGMIAO_PORT=81\nJIANGMIAO_HOST=0.0.0.0\n")
    monkeypatch.setenv("JIANGMIAO_PORT", "82")
    settings = Settings(**WHOLE)
    assert (settings.host, settings.port) == ("0.0.0.0", 82)


def test_no_complaint_and_no_picture_of_the_settings_shows_a_secret():
    secret = "hunter2-hunter2"
    said = complaints(**WHOLE | {"secret_key": secret, "wechat_token": secret, "wechat_aes_key": secret})
    assert secret not in "".join(said)
    assert AES_KEY not in repr(Settings(**WHOLE))
    assert secret not in repr(
        Settings(**WHOLE, database_url=f"postgres://jiangmiao:{secret}@127.0.0.1/hours")
    )


def test_the_control_socket_lies_beside_the_database_file():
    settings = Settings(**WHOLE, database_url="sqlite:///srv/匠苗/hours.db?x=1")
    assert settings.sqlite_path == Path("/srv/匠苗/hours.db")
    assert settings.socket_path == Path("/srv/匠苗/hours.db.sock")


def test_only_templates_that_were_configured_are_offered():
    assert Settings(**WHOLE, template_reminder="T1").templates == {"reminder": "T1"}
