"""One sentence of an apprentice, told on Saturday 21 November 2026."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numerals import BLANKS
from domain.sentence import (
    CATEGORIES,
    Category,
    Draft,
    read_entry_number,
    read_hours,
)
from domain.sentence_refusals import EntryNumberUnreadable
from domain.spans import Span

TODAY = date(2026, 11, 21)
YESTERDAY = TODAY - timedelta(days=1)
MORNING = Span(time(8), time(12))


def read(text: str) -> Draft:
    return read_hours(text, today=TODAY, categories=CATEGORIES)


@pytest.mark.parametrize(
    "text",
    [
        "昨天 4小时 实操 车床外圆",
        "4小时 昨天 实操 车床外圆",
        "实操 4小时 昨天 车床外圆",
        "昨天，4小时，实操，车床外圆",
        "昨天,4小时,实操,车床外圆",
        "\t昨天\u30004小时\u00a0实操\u200b车床外圆\n",
        "昨天４小时實操 车床外圆",
        "昨天4小时实操车床外圆",
        "昨天实操4小时车床外圆",
        "实操昨天4小时车床外圆",
        "11-20实操4小时车床外圆",
        "周五4小时实操车床外圆",
        "20号 四小时 实操：车床外圆",
        "昨天 11月20日 4小时 实操 车床外圆",
        "昨天下午4小时实操车床外圆",
        "昨天上午实操4小时车床外圆",
        "昨晚 4小时 实操 车床外圆",
        "昨晚4小时实操车床外圆",
        "昨天 实操 车床外圆 4小时",
        "昨天 实操 车床外圆，4小时。",
        "昨天 车床外圆 4小时 实操",
    ],
)
def test_day_amount_and_category_come_in_any_order_and_dress(text: str) -> None:
    assert read(text) == Draft(YESTERDAY, 240, None, "practice", "车床外圆")


@pytest.mark.parametrize(
    "text",
    [
        "8:00-12:00 实操 车床",
        "8点到12点实操车床",
        "8-12点 实操 车床",
        "实操 上午8点到12点 车床",
        "8:00-12:00 4小时 实操 车床",
        "8:00-12:00实操 车床",
    ],
)
def test_a_span_gives_the_minutes_too(text: str) -> None:
    assert read(text) == Draft(None, 240, MORNING, "practice", "车床")


@pytest.mark.parametrize(
    "text", ["昨晚 22:00-02:00 岗位 夜班", "岗位 昨晚22:00-2:00 夜班", "昨天晚上22:00到02:00 岗位 夜班"]
)
def test_a_night_shift_belongs_to_the_day_it_began(text: str) -> None:
    assert read(text) == Draft(YESTERDAY, 240, Span(time(22), time(2)), "on_the_job", "夜班")


@pytest.mark.parametrize(
    "text", ["今早 8:00-12:00 实操 车床", "今早8点到12点实操车床", "实操 今早8-12点 车床"]
)
def test_this_morning_is_today(text: str) -> None:
    assert read(text) == Draft(TODAY, 240, MORNING, "practice", "车床")


@pytest.mark.parametrize(
    "text", ["3个钟 实操 车床", "3个钟实操车床", "实操 三个钟 车床", "昨天 3个钟 实操 车床"]
)
def test_hours_are_counted_as_in_guangdong(text: str) -> None:
    draft = read(text)
    assert (draft.minutes, draft.category, draft.content) == (180, "practice", "车床")


def test_clocks_are_no_hours() -> None:
    assert read("3个钟表装配 实操").minutes is None


def test_last_night_is_yesterday_evening() -> None:
    assert read("昨晚7点到9点 理论 识图") == Draft(YESTERDAY, 120, Span(time(19), time(21)), "theory", "识图")


@pytest.mark.parametrize(
    ("text", "draft"),
    {
        "": Draft(),
        " ，": Draft(),
        "昨天": Draft(YESTERDAY),
        "4小时": Draft(None, 240),
        "实操": Draft(None, None, None, "practice"),
        "4小时 车床外圆": Draft(None, 240, None, None, "车床外圆"),
        "实操 车床外圆": Draft(None, None, None, "practice", "车床外圆"),
        "车床外圆": Draft(None, None, None, None, "车床外圆"),
        "11-20 实操 车床": Draft(YESTERDAY, None, None, "practice", "车床"),
        "明天 4小时 实操": Draft(TODAY + timedelta(days=1), 240, None, "practice"),
    }.items(),
)
def test_what_is_missing_stays_open(text: str, draft: Draft) -> None:
    assert read(text) == draft


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("理论", "theory"),
        ("理论课", "theory"),
        ("理論", "theory"),
        ("实训", "practice"),
        ("实践", "practice"),
        ("岗位", "on_the_job"),
        ("上岗", "on_the_job"),
        ("公共实训", "public_base"),
        ("公共实训基地", "public_base"),
        ("安全教育", "safety"),
    ],
)
def test_the_longest_category_word_wins(words: str, code: str) -> None:
    assert read(f"2小时 {words} 讲解") == Draft(None, 120, None, code, "讲解")
    assert read(f"2小时{words} 讲解") == Draft(None, 120, None, code, "讲解")


def test_categories_are_data() -> None:
    welding = (Category("welding", ("焊接", "焊接（基础）")),)
    draft = read_hours("4小时 焊接（基础） 平焊", today=TODAY, categories=welding)
    assert (draft.category, draft.content) == ("welding", "平焊")
    assert read_hours("4小时 实操 平焊", today=TODAY, categories=()).content == "实操 平焊"


def test_a_plan_may_count_other_lessons() -> None:
    assert read_hours("2学时 理论", today=TODAY, categories=CATEGORIES, lesson_minutes=40).minutes == 80


@pytest.mark.parametrize(
    "text",
    [
        "4小时 实操 车床 @三号车间 原因：忘带手机，补记",
        "@三号车间 4小时 实操 车床 原因:忘带手机，补记",
        "4小时 实操 @三号车间 车床\n原因： 忘带手机，补记 ",
        "地点：三号车间，4小时，实操，车床，原因：忘带手机，补记",
        "4小时 实操 车床 原因：忘带手机，补记 地点: 三号车间",
    ],
)
def test_place_and_reason_are_marked(text: str) -> None:
    assert read(text) == Draft(None, 240, None, "practice", "车床", "三号车间", "忘带手机，补记")


categories = st.sampled_from([(word, category.code) for category in CATEGORIES for word in category.words])
letters = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=BLANKS + "@：:"),
    min_size=1,
    max_size=12,
)
contents = st.lists(letters, min_size=1, max_size=4).map(" ".join).map(lambda words: "车" + words)


@given(contents, st.integers(1, 12), categories, st.permutations(["day", "amount", "category"]))
def test_content_is_kept_word_for_word(
    content: str, hours: int, category: tuple[str, str], order: list[str]
) -> None:
    parts = {"day": "昨天", "amount": f"{hours}小时", "category": category[0]}
    text = " ".join([*(parts[part] for part in order), content])
    assert read(text) == Draft(YESTERDAY, hours * 60, None, category[1], content)


@pytest.mark.parametrize(
    "text", ["128", "１２８", "#128", "编号128", "编号：128", "撤回 128", "撤回128", "128号", " ＃128 "]
)
def test_an_entry_number_is_read(text: str) -> None:
    assert read_entry_number(text) == 128


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "1.5", "128a", "1e3", "撤回", "1 2", "一二八", "1" * 16, "²", "编号"]
)
def test_other_words_are_no_entry_number(text: str) -> None:
    with pytest.raises(EntryNumberUnreadable):
        read_entry_number(text)


@given(st.text())
def test_no_text_at_all_breaks_the_number_reader(text: str) -> None:
    with suppress(EntryNumberUnreadable):
        assert read_entry_number(text) > 0
