"""Which command a line begins with, and which entry it names."""

import time

import pytest
from hypothesis import assume, given
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


@pytest.mark.parametrize("text", ["改天再记", "撤走了", "催一下师傅", "改", ""])
def test_a_word_of_one_character_must_stand_alone(text):
    assert found(text) == (("改", "") if text == "改" else None)


@pytest.mark.parametrize("text", ["今天学时", "我要撤回 128", "4小时 实操", "取消", "🛠️"])
def test_other_words_are_no_command(text):
    assert found(text) is None


def answering(text):
    return find_command(text, COMMANDS, answering=True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("进度", "进度"),
        ("进度 ", "进度"),
        ("学时 昨天 4小时 实操", "学时"),
        ("学时4小时实操", "学时"),
        ("学时四小时实操", "学时"),
        ("学时，4小时，实操", "学时"),
        ("学时：实操 4小时", "学时"),
        ("学时 -8小时", "学时"),
        ("改128 3小时", "改"),
        ("撤回#128", "撤回"),
        ("确认1 3", "确认"),
        ("确认全部", "确认"),
        ("本周无训练", "本周无训练"),
        ("我的学时", "我的学时"),
    ],
)
def test_what_is_surely_a_command_beats_an_open_question(text, word):
    assert answering(text)[0] == word


@pytest.mark.parametrize(
    "text",
    [
        "进度检查和整改",
        "通知张贴",
        "确认图纸尺寸",
        "学时统计表填写",
        "等级评定讲座",
        "看图纸",
        "退回料清点",
        "确认全部尺寸",
    ],
)
def test_content_that_begins_like_a_command_is_an_answer(text):
    assert answering(text) is None


@given(st.sampled_from(sorted(COMMANDS)), st.text(max_size=20))
def test_a_command_word_is_meant_only_before_a_blank_a_colon_a_number_or_all(word, rest):
    found = answering(word + rest)
    if found is None or len(found[0]) < len(word):
        assert rest
        assert rest[0] not in " \t\n\u3000:：0123456789０１２３４５６７８９"
    elif found[0] == word and rest:
        assert (
            not rest[0].isalpha()
            or rest[0] in "零一二三四五六七八九两十百廿卅半个全所〇壹贰貳叁參肆伍陆陸柒捌玖拾佰兩個"
        )


@given(st.sampled_from(sorted(COMMANDS)), st.text("检查整改车床尺寸图纸讲座演练", min_size=1))
def test_a_command_word_with_more_words_at_once_is_content(word, rest):
    assume(word + rest not in COMMANDS)  # 进度图
    assert answering(word + rest) is None


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
        ("128 +1小时", 128, "+1小时"),
        ("128+1小时", 128, "+1小时"),
        ("128，＋1小时", 128, "＋1小时"),
        ("128 -1小时", 128, "-1小时"),
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
        "3 个小时",
        "3 个钟",
        "3个半钟",
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


@pytest.mark.parametrize(
    "text",
    ["学时：年底补录", "学时 补录", "学时4小时 实操 车床", "通知：放假", "通知 关于补录", "通知12月补录"],
)
def test_where_any_words_may_answer_a_command_word_may_begin_them(text):
    assert find_command(text, COMMANDS, answering=True, free=True) is None


@pytest.mark.parametrize("text", ["学时", "通知 12", "通知12、13", "通知。", " 通知 全部"])
def test_where_any_words_may_answer_a_command_stands_alone_or_before_numbers(text):
    assert find_command(text, COMMANDS, answering=True, free=True) is not None
