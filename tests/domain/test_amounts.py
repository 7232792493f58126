"""Durations: every documented form is read, and nothing else ever becomes a number."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import AmountUnclear, AmountUnreadable, read_minutes
from domain.errors import Refusal

READ = {
    "4小时": 240,
    "4h": 240,
    "4 H": 240,
    "4 hours": 240,
    "4个小时": 240,
    "4 个 小时": 240,
    "4个钟头": 240,
    "3个钟": 180,
    "半个钟": 30,
    "两个半钟": 150,
    "４．５小时": 270,
    "4.5小时": 270,
    "0.25h": 15,
    "4小时30分": 270,
    "4小时 30 分钟": 270,
    "4h30m": 270,
    "4小时零五分": 245,
    "1小时一刻钟": 75,
    "240分钟": 240,
    "240分": 240,
    "90min": 90,
    "一百八十分钟": 180,
    "十分钟": 10,
    "5学时": 225,
    "5课时": 225,
    "四個學時": 180,
    "半小时": 30,
    "半个小时": 30,
    "一个半小时": 90,
    "1个半小时": 90,
    "一个半": 90,
    "八个半": 510,
    "八个半小时": 510,
    "兩個半小時": 150,
    "两小时": 120,
    "二小时半": 150,
    "四小时半": 270,
    "四点五小时": 270,
    "十二小时": 720,
    "廿四小时": 1440,
    "捌小時": 480,
    "25小时": 1500,
    "三刻钟": 45,
    "\u3000 4小时\t": 240,
}

REFUSED = """
-8 -8小时 −8小时 负8小时 0 0小时 零小时 0.0h 零个半 1e3 1e3小时 ∞ ∞小时 NaN
NaN小时 inf小时 4²小时 ½小时 4½小时 ④小时 ٤小时 0.33小时 1.5学时 4.333小时 .5小时
4.小时 4,5小时 99999小时 123456789012345678901234567890小时 小时 个半 半
几小时 好几个小时 四五小时 一百五分钟 两十小时 十百小时 二两小时 4小时90分 4小时60分 4.5小时半
4.5小时30分 4小时5 4h30 4-5小时 4~5小时 4小时-5小时 4小时+2小时 4小时4小时 4小时制
约4小时 3钟 3个钟表 3个半点钟 4小时左右 4小时多 4时 4点 4节课 4天 三十分 百分 8:30-12:00 4小时\u200d
四点小时 1/2小时
"""


@pytest.mark.parametrize(("text", "minutes"), READ.items())
def test_a_documented_duration_is_read(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", " ", "4 小 时", "四五个小时", *REFUSED.split()])
def test_any_other_duration_is_refused(text: str) -> None:
    with pytest.raises(AmountUnreadable) as refused:
        read_minutes(text)
    assert len(refused.value.text) <= 20


@pytest.mark.parametrize(
    ("text", "number"), {"8": "8", "1.5": "1.5", "８．５": "8.5", "八": "八", " 4 ": "4"}.items()
)
def test_a_bare_number_leaves_open_hours_or_lessons(text: str, number: str) -> None:
    with pytest.raises(AmountUnclear) as refused:
        read_minutes(text)
    assert refused.value.number == number


def test_a_plan_may_count_other_lessons() -> None:
    assert read_minutes("5学时", lesson_minutes=40) == 200
    assert read_minutes("1.5学时", lesson_minutes=40) == 60


def spelled(number: int) -> str:
    """A number from 1 to 999 in Chinese, as a school book writes it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = "零一二三四五六七八九"
    text = f"{words[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{words[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (words[ones] if ones else "")


def written(number: int) -> st.SearchStrategy[str]:
    wide = str(number).translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    return st.sampled_from([str(number), wide, spelled(number)])


hour_words = st.sampled_from(["小时", "个小时", "钟头", "个钟头", "h", "H", " 小时", "小時"])


@given(st.data(), st.integers(1, 999), hour_words)
def test_hours_survive_being_written_down(data: st.DataObject, hours: int, unit: str) -> None:
    assert read_minutes(data.draw(written(hours)) + unit) == hours * 60


@given(st.data(), st.integers(1, 99), st.integers(1, 59), st.sampled_from(["分", "分钟", " 分钟", "分鐘"]))
def test_hours_and_minutes_survive_being_written_down(
    data: st.DataObject, hours: int, minutes: int, unit: str
) -> None:
    text = f"{data.draw(written(hours))}小时{data.draw(written(minutes))}{unit}"
    assert read_minutes(text) == hours * 60 + minutes


@given(st.data(), st.integers(1, 99), st.sampled_from(["个半", "个半小时", "小时半", "个小时半", "个半钟头"]))
def test_a_half_adds_thirty_minutes(data: st.DataObject, hours: int, form: str) -> None:
    assert read_minutes(data.draw(written(hours)) + form) == hours * 60 + 30


@given(st.integers(0, 99_99))
def test_decimal_hours_are_read_only_if_they_are_whole_minutes(hundredths: int) -> None:
    text = f"{hundredths // 100}.{hundredths % 100:02}小时"
    minutes = Fraction(hundredths * 60, 100)
    if minutes and minutes.denominator == 1:
        assert read_minutes(text) == minutes
    else:
        with pytest.raises(AmountUnreadable):
            read_minutes(text)


def by_hand(text: str) -> Fraction:
    """A second reader, written apart: units are turned into a sum and the sum is worked out."""
    for before, after in (
        ("个", ""),
        ("小时", "*60+"),
        ("学时", "*45+"),
        ("分钟", "*1+"),
        ("分", "*1+"),
        ("半", "½"),
    ):
        text = text.replace(before, after)
    if text.startswith("½*60+"):
        return Fraction(30) if text == "½*60+" else Fraction(-1)
    if text.endswith(("½", "½*60+")):
        text = text.removesuffix("*60+").removesuffix("½")
        text += "30*1+" if text.endswith("*60+") else "*60+30*1+"
    numbers = {spelled(number): number for number in range(1, 1000)} | {"零": 0, "两": 2, "两百": 200}
    numbers |= {f"一{spelled(number)}": number for number in range(10, 20)}
    terms = [term.split("*") for term in text.removesuffix("+").split("+")]
    return sum((Fraction(numbers.get(amount, amount)) * int(size) for amount, size in terms), Fraction(0))


@given(
    st.text("0123459.一二两三四十百半个小时学分钟-eh", max_size=9)
    | st.from_regex(r"\A[0-9一二十两.]{1,3}(个半|个?小时|学时|分钟?|半)[0-9十五半分小时]{0,4}\Z")
)
def test_a_number_is_never_made_up(text: str) -> None:
    try:
        minutes = read_minutes(text)
    except Refusal:
        return
    assert by_hand(text.replace("h", "小时")) == minutes


@given(st.text())
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with suppress(AmountUnclear, AmountUnreadable):
        assert read_minutes(text) > 0
