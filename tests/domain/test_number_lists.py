"""Which lines a mentor means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.number_lists import NumbersUnreadable, means_all, read_numbers, split_numbers

NUMBERS = st.lists(st.integers(1, 999), min_size=1, max_size=12)
SEPARATORS = st.sampled_from([" ", ",", "，", "、", ", ", " 、", "和", "　", ". ", "　，"])
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 3", (1, 3)),
        ("1,3", (1, 3)),
        ("1-3", (1, 2, 3)),
        ("１－３", (1, 2, 3)),
        ("1、3", (1, 3)),
        ("第1条 第3条", (1, 3)),
        ("1到3，5", (1, 2, 3, 5)),
        ("一 三", (1, 3)),
        ("1 1 3 1", (1, 3)),
        ("3 1", (3, 1)),
        ("1. 3.", (1, 3)),
        ("", ()),
    ],
)
def test_lists_are_read_as_people_write_them(text, numbers):
    assert read_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "1 x",
        "3-1",
        "-1",
        "1e3",
        "12345",
        "1-99999",
        "²",
        "一二",
        "1小时",
        "#",
        "1 2 好的",
        "1.5",
        "１．５",
        "2 1.5",
    ],
)
def test_anything_else_is_refused_rather_than_guessed(text):
    with pytest.raises(NumbersUnreadable):
        read_numbers(text)


@pytest.mark.parametrize("text", ["1-9999 2-9999", "1-9999 " * 3000, "1-9999、" * 3000 + "太多"])
def test_no_list_has_more_numbers_than_can_be_counted(text):
    """Each range is cheap to write and dear to read, so that they are counted before they are read."""
    with pytest.raises(NumbersUnreadable):
        read_numbers(text)
    with pytest.raises(NumbersUnreadable):
        split_numbers(text)


@pytest.mark.parametrize("text", ["全部", "全", "所有", "　全部。"])
def test_all_has_several_words(text):
    assert means_all(text)


@given(NUMBERS, st.data())
def test_any_separators_and_widths_give_the_same_lines(numbers, data):
    text = str(numbers[0])
    for number in numbers[1:]:
        text += data.draw(SEPARATORS) + str(number)
    wide = text.translate(FULL_WIDTH)
    assert read_numbers(text) == read_numbers(wide) == tuple(dict.fromkeys(numbers))


@given(st.integers(1, 400), st.integers(0, 50), st.sampled_from(["-", "~", "到", "至", " - ", "－", "—"]))
def test_a_range_is_every_line_in_it(first, more, to):
    assert read_numbers(f"{first}{to}{first + more}") == tuple(range(first, first + more + 1))


@given(st.text(max_size=30))
def test_no_words_at_all_give_a_number_that_was_not_written(text):
    try:
        numbers = read_numbers(text)
    except NumbersUnreadable:
        return
    assert len(numbers) == len(set(numbers)) <= 9999
    assert not numbers or any(sign.isnumeric() or sign in "零两廿卅" for sign in text)


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("2 时间不符", (2,), "时间不符"),
        ("2,3 时间不符", (2, 3), "时间不符"),
        ("1-2：重复", (1, 2), "重复"),
        ("2 3", (2, 3), ""),
        ("2 3 小时太多", (2,), "3 小时太多"),
        ("2，3小时太多", (2,), "3小时太多"),
        ("2 1.5小时太多", (2,), "1.5小时太多"),
        ("２　时间不符　请改", (2,), "时间不符　请改"),
        ("", (), ""),
    ],
)
def test_a_return_names_its_lines_before_its_reason(text, numbers, words):
    assert split_numbers(text) == (numbers, words)


@pytest.mark.parametrize("text", ["时间不符", "2小时太多", "太多了 2", "1.5", "1.5 太多"])
def test_a_reason_without_a_line_returns_nothing(text):
    with pytest.raises(NumbersUnreadable):
        split_numbers(text)


@given(
    NUMBERS,
    st.text(alphabet="时间不符内容重复太多，。 3", min_size=1, max_size=40).filter(
        lambda w: w[0] in "时内重太"
    ),
)
def test_the_reason_comes_through_unchanged(numbers, reason):
    found, words = split_numbers(f"{'、'.join(map(str, numbers))} {reason}")
    assert found == tuple(dict.fromkeys(numbers))
    assert words == reason.strip()
