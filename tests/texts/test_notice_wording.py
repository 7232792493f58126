"""A notice says how to read on and how to acknowledge it, within what the platform carries."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from texts.notices_policy import NOTICES
from texts.replies_notices import opened, pages
from texts.wording import LONGEST_THING
from usecases.read_notice import NoticeView

FACTS = {
    "notice": 12,
    "title": "冬季安全培训",
    "body": "周五三点。",
    "whole": True,
    "acknowledge": True,
    "day": "2026-11-20",
}
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_short_notice_is_told_whole():
    said = NOTICES["notice"](FACTS)
    assert said.text == "冬季安全培训\n周五三点。\n看完请回“已阅 12”。"
    assert said.fields["thing1"] == "冬季安全培训"


def test_a_long_one_tells_how_to_read_on():
    said = NOTICES["notice"](FACTS | {"body": "长" * 300, "whole": False, "acknowledge": False})
    assert said.text.endswith("长……\n看全文：通知 12")


def test_the_fields_fit_the_largest_numbers():
    said = NOTICES["notice"](FACTS | {"notice": 123456})
    assert all(len(value) <= LONGEST_THING for key, value in said.fields.items() if key.startswith("thing"))
    assert "…" not in said.fields["thing3"]


@given(st.text(alphabet="长，。\n a😀", max_size=3000))
def test_every_page_of_a_body_fits_an_answer_and_nothing_is_lost(body):
    body = body.strip()
    parts = pages(body)
    assert "".join(parts).replace("\n", "") == body.replace("\n", "")
    view = NoticeView(123456, "题" * 60, body, "王" * 50, NOON, True, None, True)
    assert all(len(opened(view, page).encode()) <= 2048 for page in range(1, len(parts) + 1))


def test_pages_turn_by_number():
    view = NoticeView(
        12, "长通知", "第一段。\n" + "长" * 460 + "\n第二段。" * 30, "周敏", NOON, True, None, False
    )
    first = opened(view)
    assert "周敏 11-20 12:00 · 通知 12" in first
    assert "回“通知 12 第2页”" in first
    assert "第2页" not in opened(view, 2)
    assert opened(view, 99) == opened(view, 2)
