"""broadcast --mass, and where its reports show it."""

import json

from jiangmiao import cli
from tests.jiangmiao.test_cli import firm, listed, place

__all__ = ["firm", "place"]
SEND = ("broadcast", "--file", "notice.md", "--to", "学徒", "-y")


def test_a_mass_send_is_chosen_and_said_before_and_after(firm, capsys):
    assert cli.run([*SEND, "--mass"]) == 0
    assert "这条通知会群发。群发会用掉每位关注者本月 4 条群发中的 1 条" in capsys.readouterr().out
    (notice,) = listed("notices", capsys)
    assert notice["by_mass"] is True
    assert cli.run(["notices"]) == 0
    assert "发送中·群发" in capsys.readouterr().out
    assert cli.run(["notice", "report", str(notice["number"])]) == 0
    assert "群发：正在整理名单" in capsys.readouterr().out
    assert cli.run(["notice", "report", str(notice["number"]), "--json"]) == 0
    mass = json.loads(capsys.readouterr().out)["mass"]
    assert (mass["state"], mass["people"], mass["sent"]) == ("tagging", 0, None)


def test_without_it_nothing_of_it_is_said(firm, capsys):
    assert cli.run(SEND) == 0
    assert "群发" not in capsys.readouterr().out
    assert listed("notices", capsys)[0]["by_mass"] is False


def test_the_same_words_go_out_once_by_either_way(firm, capsys):
    assert [cli.run(SEND), cli.run([*SEND, "--mass"])] == [0, 0]
    assert "没有重复发送" in capsys.readouterr().out
    assert listed("notices", capsys)[0]["by_mass"] is False


def test_one_that_is_cancelled_before_it_left_says_nothing_of_leaving(firm, capsys):
    cli.run([*SEND, "--mass"])
    capsys.readouterr()
    assert cli.run(["notice", "cancel", "1"]) == 0
    assert "2 人的不再送出。\n" in capsys.readouterr().out
