"""The words of the command line's own help: how a command is written, its arguments, options and commands."""

import re

from .command_line import ARGUMENTS

USAGE = "用法："
OPTIONS, COMMAND = "[选项]", "命令 [参数]……"
ARGUMENTS_TITLE, OPTIONS_TITLE, COMMANDS_TITLE = "参数：", "选项：", "命令："
HELP = "显示这段用法。"

TYPES = {
    "<str>": "<文字>",
    "<path>": "<文件>",
    "<int>": "<数字>",
    "<int range>": "<数字>",
    # May be given several times.
    "<list[int]>": "<数字>……",
    "<list[str]>": "<文字>……",
    "<list[Path]>": "<文件>……",
}
_NOTES = re.compile(r"  \[([^\]]*)\]$|^\[([^\]]*)\]$")
_BETWEEN = re.compile(r"(-?\d+)<=x<=(-?\d+)")
_AT_LEAST = re.compile(r"x>=(-?\d+)")


def term(text: str) -> str:
    """What is typed, with what kind of value: "--limit <数字>"."""
    for kind, said in TYPES.items():
        text = text.replace(kind, said)
    name, space, rest = text.partition(" ")
    return f"{ARGUMENTS.get(name, name)}{space}{rest}"


def explanation(text: str) -> str:
    """The help of an argument or option, with what is added about its values."""
    found = _NOTES.search(text)
    if not found:
        return text
    notes = [_note(each) for each in (found[1] or found[2]).split("; ")]
    return f"{text[: found.start()]}（{'，'.join(notes)}）"


def _note(text: str) -> str:
    if text == "required":
        return "必填"
    if text.startswith("default: "):
        return f"默认 {text.removeprefix('default: ')}"
    if between := _BETWEEN.fullmatch(text):
        return f"{between[1]} 到 {between[2]}"
    if least := _AT_LEAST.fullmatch(text):
        return f"不小于 {least[1]}"
    return text
