"""What is logged can be read by machines, and tells nothing about a person or a key."""

import io
import json
import logging
import warnings
from datetime import datetime, timedelta

import pytest
import structlog
from aiohttp.http_exceptions import BadStatusLine
from hypothesis import given
from hypothesis import strategies as st

from jiangmiao import logs

OPENID = "oABCDEF1234567890abcdef-_xyz"
PHONE = "13800138000"
IDENTITY = "440402200807011234"


@pytest.fixture
def written():
    """What has been logged so far, event by event."""
    stream = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure("INFO", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_one_event_is_one_line_with_its_level_and_utc_time(written):
    structlog.get_logger("bot").info("message answered", seconds=0.01)
    [event] = written()
    assert datetime.fromisoformat(event.pop("at")).utcoffset() == timedelta(0)
    assert event == {"event": "message answered", "level": "info", "logger": "bot", "seconds": 0.01}


def test_chinese_stays_readable_and_a_newline_does_not_break_the_line(written):
    structlog.get_logger().info("学时\n已记录")
    assert written()[0]["event"] == "学时\n已记录"


def test_the_libraries_logs_take_the_same_form(written):
    logging.getLogger("aiohttp.access").info("%s %s", "GET", f"/m/hours?openid={OPENID}&code=abc123")
    [event] = written()
    assert event["event"] == "GET /m/hours?openid=***&code=***"
    assert event["logger"] == "aiohttp.access"


def test_a_request_that_is_no_http_is_one_line(written):
    try:
        raise BadStatusLine("GET /\x00")
    except BadStatusLine:
        logging.getLogger("aiohttp.server").exception("Error handling request from %s", "203.0.113.9")
    [event] = written()
    assert {name: event[name] for name in ("event", "level")} == {
        "event": "broken request",
        "level": "warning",
    }
    assert "exception" not in event


def test_warnings_are_logged_too(written):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("the calendar has no data for 2031", RuntimeWarning, stacklevel=1)
    assert "2031" in written()[0]["event"]


def test_what_is_below_the_level_is_left_out(written):
    structlog.get_logger().debug("detail")
    logging.getLogger("tortoise").debug("SELECT 1")
    assert written() == []


@pytest.mark.parametrize(
    "name",
    ["secret_key", "access_token", "openid", "unionid", "phone", "id_number", "wechat_aes_key", "Cookie"],
)
def test_a_value_is_masked_by_its_name_however_deep(written, name):
    structlog.get_logger().info("call", **{name: "value-1"}, body=[{name: "value-2"}])
    assert written()[0][name] == "***"
    assert written()[0]["body"] == [{name: "***"}]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"from {OPENID}!", "from ***!"),
        (f"学徒{OPENID}发来", "学徒***发来"),
        (f"电话{PHONE}，谢谢", "电话***，谢谢"),
        ("+86 138-0013-8000", "***"),
        (f"身份证{IDENTITY}号", "身份证***号"),
        ("44040220080701123X", "***"),
        (
            "/sns/oauth2/access_token?appid=wx1&secret=abc&code=021xyz",
            "/sns/oauth2/access_token?appid=wx1&secret=***&code=***",
        ),
        ('{"access_token": "68_abc", "expires_in": 7200}', '{"access_token": "***", "expires_in": 7200}'),
        ("postgres://jiangmiao:pass@db/hours", "postgres://jiangmiao:***@db/hours"),
        ("<FromUserName><![CDATA[x]]></FromUserName>", "<FromUserName>***</FromUserName>"),
    ],
)
def test_a_value_is_masked_by_its_look_in_any_text(said, shown):
    assert logs.mask_text(said) == shown


@pytest.mark.parametrize(
    "text",
    ["23456789012345678", "1763679600123", "errcode: 45015", "编号 128", "organizations_of_the_chain_x"],
)
def test_ordinary_numbers_and_words_stay(text):
    assert logs.mask_text(text) == text


def test_a_traceback_is_masked(written):
    try:
        raise ValueError(f"no person with {PHONE} and {OPENID}")
    except ValueError:
        structlog.get_logger().exception("failed", error_id="E1")
    line = json.dumps(written(), ensure_ascii=False)
    assert "ValueError: no person with *** and ***" in line
    assert PHONE not in line
    assert OPENID not in line


def test_a_value_that_json_does_not_know_is_shown_masked(written):
    structlog.get_logger().info("odd", error=LookupError(PHONE), at_day={1: {PHONE}})
    assert (written()[0]["error"], written()[0]["at_day"]) == ("***", {"1": ["***"]})


@given(st.text(), st.text())
def test_a_phone_is_masked_between_any_other_text(before, after):
    around = (before[-1:].isdecimal(), after[:1].isdecimal())
    assert any(around) or PHONE not in logs.mask_text(before + PHONE + after)
