"""The help of every command is Chinese throughout."""

import re
from collections.abc import Iterator

import pytest
import typer

from jiangmiao import cli

ENGLISH = re.compile(
    r"Usage|Options|Arguments|Commands|COMMAND|ARGS|Show this|required|default|<[a-z]|[{\[][a-z]+[}\]]"
)


def commands(command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = sorted(commands(typer.main.get_command(cli.app), ()))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_no_english_is_left_in_the_help(words, capsys):
    assert cli.run([*words, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"用法：{' '.join(('jiangmiao', *words))} [选项]")
    assert not ENGLISH.findall(page)


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_an_option_that_is_none_is_told_in_a_sentence(words, capsys):
    assert cli.run([*words, "--dance"]) == 2
    assert capsys.readouterr().err.startswith("没有 --dance 这个选项。看用法：")


def test_columns_stand_below_each_other_however_wide_their_signs_are(capsys):
    cli.run(["grades", "name", "--help"])
    lines = capsys.readouterr().out.splitlines()
    assert "  单位 <文字>      单位名称。（必填）" in lines
    assert "  自定名称 <文字>  单位的叫法，最多 30 个字。" in lines


def test_long_lines_are_broken_within_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "60")
    cli.run(["broadcast", "--help"])
    assert all(cli_width(line) <= 60 for line in capsys.readouterr().out.splitlines())


def cli_width(line: str) -> int:
    return sum(1 if sign.isascii() else 2 for sign in line)
