"""The report of a mass send says what the platform told, and what it didn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mass_sends import MassState, client_id
from tests.cast import NOON
from texts.mass_sends import lines, tag_name
from usecases.finish_notices import WHY as CANCELLED
from usecases.mass_sends import MassReport


def told(**facts) -> str:
    known = {"state": MassState.DONE, "people": 120, "left_at": NOON, "why": "", "status": "", "kept": None}
    (line,) = lines(MassReport(**{**known, "sent": None, "errors": None, **facts}))
    return line


SUMS = {"status": "send success", "kept": 118, "sent": 117, "errors": 1}


def test_the_platforms_sums_add_up_and_name_nobody():
    assert told(**SUMS) == "群发 120人：微信送出 117人，过滤 2人，失败 1人（微信不告诉是谁）"


def test_until_it_tells_them_the_report_says_so():
    assert told() == "群发 120人：已交给微信，等微信报告结果。"
    assert "可能没有送出" in told(why="unknown: TimeoutError")


@pytest.mark.parametrize(
    ("status", "words"),
    [("err(10001)", "涉嫌广告"), ("err(40001)", "公众号管理员拒绝了群发"), ("err(77)", "err(77)")],
)
def test_a_job_that_was_stopped_says_why(status, words):
    assert told(**(SUMS | {"status": status})) == f"群发 120人：没有成功（{words}），可在“通知”里看。"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"why": "45028 has no masssend quota"}, "群发没有进行（本期群发次数已用完），改为逐个发送。"),
        ({"why": CANCELLED}, "群发没有进行（通知已取消）。"),
        ({"why": ""}, "没有可以群发的人，逐个发送。"),
        ({"state": MassState.TAGGING}, "群发：正在整理名单"),
        ({"state": MassState.TAGGED, "why": "45066 same clientmsgid"}, "群发：等微信接收（45066 same clientmsgid，会再试）"),
        ({"state": MassState.CALLING}, "群发：已交给微信，还没有回答"),
    ],
)  # fmt: skip
def test_what_has_not_left_says_how_far_it_is_or_why_not(facts, words):
    assert told(left_at=None, **facts) == words


@given(st.integers(1, 2**31 - 1), st.text(max_size=200))
def test_the_tag_of_a_notice_keeps_to_the_platforms_measure(number, ref):
    name = tag_name(number, client_id(number, ref))
    assert name.startswith(f"通知{number}-")
    assert len(name) <= 30
