"""What the commands print is what somebody may have written elsewhere; a terminal obeys none of it."""

from jiangmiao.cli_support import say, say_table, tell


def test_words_neither_move_the_cursor_nor_break_a_table(capsys):
    words = "车床\x1b[2J\x9b1m\x07\u202e"
    say(f"{words}\n第二行")
    tell(words)
    say_table(["内容", "状态"], [[f"{words}\n编号 9  已确认", "待确认"]])
    out, err = capsys.readouterr()
    assert err == "车床[2J1m\n"
    text, second, head, row = out.splitlines()
    assert (text, second) == ("车床[2J1m", "第二行")
    assert (head.split(), row) == (["内容", "状态"], "车床[2J1m 编号 9  已确认  待确认")
