"""Whom a notice is for, what it says, and which one is meant, as administrators and readers write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.audiences import Audience, AudienceUnknown, read_audience, split_audience
from domain.notice_numbers import NoticeNumberUnreadable, read_notice_numbers, split_page
from domain.notice_text import (
    BodyTooLong,
    NoticeText,
    TextUnstorable,
    TitleMissing,
    TitleTooLong,
    read_notice_text,
)
from domain.roles import Role


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("全部", None),
        ("大家。", None),
        (" 学徒 ", Role.APPRENTICE),
        ("师傅", Role.MENTOR),
        ("老师", Role.TEACHER),
        ("１", None),
        ("2", Role.APPRENTICE),
    ],
)
def test_an_audience_is_said_in_plain_words(word, role):
    assert read_audience(word) == Audience(role)


@pytest.mark.parametrize("word", ["", "5", "学", "学徒们", "经理", "学徒 导师"])
def test_no_other_word_is_taken_for_an_audience(word):
    with pytest.raises(AudienceUnknown):
        read_audience(word)


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("学徒 安全培训\n周五三点", Role.APPRENTICE, "安全培训\n周五三点"),
        ("导师：本周请确认", Role.MENTOR, "本周请确认"),
        ("全部\n放假通知\n明天放假", None, "放假通知\n明天放假"),
        ("教师", Role.TEACHER, ""),
    ],
)
def test_a_line_may_begin_with_its_audience(line, role, rest):
    assert split_audience(line) == (Audience(role), rest)


@pytest.mark.parametrize("line", ["", "2 放假", "教师节快乐", "明天学徒放假"])
def test_a_line_without_an_audience_stays_whole(line):
    assert split_audience(line) == (None, line)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("安全培训", "安全培训", ""),
        ("安全培训\n周五三点\n三号车间", "安全培训", "周五三点\n三号车间"),
        (" 安全培训 \r\n\r\n周五三点\r\n", "安全培训", "周五三点"),
        ("标题：通知大家\n正文", "通知大家", "正文"),
        ("车间里的标题：甲", "车间里的标题：甲", ""),
    ],
)
def test_the_first_line_is_the_title(text, title, body):
    assert read_notice_text(text) == NoticeText(title, body)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (" \n\u200b", TitleMissing),
        ("标题：\n正文", TitleMissing),
        ("长" * 61, TitleTooLong),
        ("标题\n" + "长" * 5001, BodyTooLong),
        ("安全\x00培训", TextUnstorable),
        ("安全\n\ud800", TextUnstorable),
    ],
)
def test_what_can_not_be_a_notice_is_refused(text, refusal):
    with pytest.raises(refusal):
        read_notice_text(text)


@given(st.text())
def test_any_text_is_a_notice_or_refused_by_a_rule(text):
    try:
        found = read_notice_text(text)
    except (TitleMissing, TitleTooLong, BodyTooLong, TextUnstorable):
        return
    assert found.title == found.title.strip()
    assert "\n" not in found.title
    assert found.body in text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("12", (12,)),
        ("编号12", (12,)),
        ("１２、13", (12, 13)),
        ("12 12 7。", (12, 7)),
        ("第12条", (12,)),
        ("十二", (12,)),
        ("123456789", (123456789,)),
    ],
)
def test_notices_are_named_by_number(text, numbers):
    assert read_notice_numbers(text) == numbers


@pytest.mark.parametrize(
    "text", ["好的", "0", "12 0", "12元", "1234567890", "-8", "1e3", "²", " ".join(map(str, range(1, 22)))]
)
def test_no_number_is_guessed(text):
    with pytest.raises(NoticeNumberUnreadable):
        read_notice_numbers(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12 第2页", ("12", 2)),
        ("12第十页。", ("12", 10)),
        ("12", ("12", 1)),
        ("", ("", 1)),
        ("12 第x页", ("12 第x页", 1)),
    ],
)
def test_a_page_is_named_behind_the_number(text, meant):
    assert split_page(text) == meant
