"""Which command a line begins with, and which entry it names."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import routers
from bot.router import Router
from bot.words import find_command, take_number, tidy

COMMANDS = Router(*routers()).commands


def found(text):
    return find_command(text, COMMANDS)


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("学时", "学时", ""),
        ("学时 4小时 实操", "学时", "4小时 实操"),
        ("学时4小时实操", "学时", "4小时实操"),
        ("学时，4小时，实操", "学时", "4小时，实操"),
        ("学时：4小时", "学时", "4小时"),
        ("學時 4小時", "学时", "4小時"),
        ("　学时　4小时\n", "学时", "4小时"),
        ("\u200b\ufeff学时 4小时", "学时", "4小时"),
        ("\u202e 学时 4小时", "学时", "4小时"),
        ("学时 -8小时", "学时", "-8小时"),
        ("学时－8小时", "学时", "－8小时"),
        ("我的学时 118", "我的学时", "118"),
        ("记学时 4小时", "记学时", "4小时"),
        ("打卡", "打卡", ""),
        ("改 128 3小时", "改", "128 3小时"),
        ("改128 3小时", "改", "128 3小时"),
        ("改１２８ 3小时", "改", "１２８ 3小时"),
        ("改#128 3小时", "改", "#128 3小时"),
        ("改：128", "改", "128"),
        ("修改 128 3小时", "修改", "128 3小时"),
        ("撤128", "撤", "128"),
        ("撤回128", "撤回", "128"),
        ("？", "?", ""),
        ("Help", "help", ""),
        ("本周无训练 停产", "本周无训练", "停产"),
    ],
)
def test_a_command_is_found_at_the_beginning(text, word, rest):
    assert found(text) == (word, rest)


@pytest.mark.parametrize("text", ["改天再记", "撤销", "催一下师傅", "改", ""])
def test_a_word_of_one_character_must_stand_alone(text):
    assert found(text) == (("改", "") if text == "改" else None)


@pytest.mark.parametrize("text", ["今天学时", "我要撤回 128", "4小时 实操", "取消", "🛠️"])
def test_other_words_are_no_command(text):
    assert found(text) is None


def test_what_follows_a_command_keeps_its_own_marks():
    assert found("学时 4小时 \u202eنص\u202c 👩‍🔧") == ("学时", "4小时 \u202eنص\u202c 👩‍🔧")


@pytest.mark.parametrize("text", ["取消", " 取消\n", "\u200b取消\u200b", "\u2068取消\u2069"])
def test_blanks_and_marks_around_words_are_dropped(text):
    assert tidy(text) == "取消"


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("128", 128, ""),
        ("128 3小时", 128, "3小时"),
        ("128　3小时", 128, "3小时"),
        ("128，3小时", 128, "3小时"),
        ("128：昨天 理论", 128, "昨天 理论"),
        ("128昨天 理论", 128, "昨天 理论"),
        ("１２８ 3小时", 128, "3小时"),
        ("#128 3小时", 128, "3小时"),
        ("编号128 3小时", 128, "3小时"),
        ("编号：128号，3小时", 128, "3小时"),
        ("第128条 3小时", 128, "3小时"),
        ("128 11-20", 128, "11-20"),
        ("128 时间记错了", 128, "时间记错了"),
        ("128 点焊", 128, "点焊"),
    ],
)
def test_an_entry_is_named_by_its_number(text, number, rest):
    assert take_number(text) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3小时",
        "3 小时",
        "3个小时",
        "1.5小时",
        "11-20 4小时",
        "20号 4小时",
        "11月20日",
        "8:30-12:00",
        "3h",
        "半天",
        "",
        "abc",
    ],
)
def test_an_amount_or_a_day_names_no_entry(text):
    assert take_number(text) == (0, text)


@pytest.mark.parametrize("beginning", ["1", "编号", "第1条", "学时", ""])
def test_a_run_of_blanks_is_walked_once(beginning):
    """It would take minutes if the time grew with the square of the length."""
    begun = time.perf_counter()
    for end in ("x", "小时", "1"):
        text = f"{beginning}{' ' * 100_000}{end}"
        found(text)
        take_number(text)
    assert time.perf_counter() - begun < 5


@given(st.text(max_size=60))
def test_any_text_is_looked_at_without_failing(text):
    assert take_number(text)[0] >= 0
    command = found(text)
    assert command is None or command[0] in COMMANDS
