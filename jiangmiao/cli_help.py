"""The help of every command in the operator's language, in columns that fit signs of double width."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from texts import command_usage

from .cli_support import width

MOST_COLUMNS = 100
# Words that stay whole; any other sign may end a line, but none of these may begin one.
_PIECES = re.compile(r"(?:[\x21-\x7e]+ ?|.)[，。、；：！？）”》]*")
Record = tuple[str, str]


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _page(self, ctx, [])


class _Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return _page(self, ctx, [(name, command.help or "") for name, command in found if command])


class Commands(typer.Typer):
    """Commands, or a command with commands below it, whose help is ours."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, add_completion=False, rich_markup_mode=None, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        return super().command(name, cls=_Command, **settings)


def _page(command: TyperCommand | TyperGroup, ctx: Any, commands: list[Record]) -> str:
    lines = [_usage(command, ctx), "", *_wrapped(command.help or "", 2)]
    for title, records in (
        (command_usage.ARGUMENTS_TITLE, _records(command, ctx, "argument")),
        (command_usage.OPTIONS_TITLE, _records(command, ctx, "option")),
        (command_usage.COMMANDS_TITLE, commands),
    ):
        if records:
            lines += ["", title, *_columns(records)]
    return "\n".join(lines)


def _records(command: TyperCommand | TyperGroup, ctx: Any, kind: str) -> list[Record]:
    found = []
    for one in command.get_params(ctx):
        if one.param_type_name != kind:
            continue
        if one.name == "help":
            found.append(("--help", command_usage.HELP))
        elif record := one.get_help_record(ctx):
            found.append((command_usage.term(record[0]), command_usage.explanation(record[1])))
    return found


def _usage(command: TyperCommand | TyperGroup, ctx: Any) -> str:
    named = [one for one in command.get_params(ctx) if one.param_type_name == "argument"]
    pieces = [_place(command_usage.term(one.name), required=one.required) for one in named]
    if isinstance(command, TyperGroup):
        pieces.append(command_usage.COMMAND)
    return " ".join([f"{command_usage.USAGE}{ctx.command_path}", command_usage.OPTIONS, *pieces])


def _place(name: str, *, required: bool) -> str:
    return f"{{{name}}}" if required else f"[{name}]"


def _columns(records: list[Record]) -> Iterator[str]:
    indent = max(width(term) for term, _ in records) + 4
    for term, said in records:
        first, *rest = list(_wrapped(said, indent)) or [""]
        yield f"  {term}{' ' * (indent - 2 - width(term))}{first.strip()}".rstrip()
        yield from rest


def _wrapped(text: str, indent: int) -> Iterator[str]:
    """Lines that begin at this column."""
    columns = min(shutil.get_terminal_size().columns, MOST_COLUMNS) - indent
    for line in _filled(_PIECES.findall(text), columns):
        yield " " * indent + line.rstrip()


def _filled(pieces: Iterable[str], columns: int) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line
            line = ""
        line += piece
    if line:
        yield line
