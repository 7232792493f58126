"""papers: the policy papers at hand, checked."""

from typing import Annotated

import typer

from domain.clock import local_day
from texts import command_help, command_papers
from usecases.list_papers import list_papers

from .carry_out import clock
from .cli_support import say_json, say_table


def papers(as_json: Annotated[bool, typer.Option("--json", help=command_help.JSON)] = False) -> None:
    """Each paper with its period, or the first slip in a file."""
    today = local_day(clock())
    found = list_papers(today)
    if as_json:
        say_json(found)
    else:
        say_table(command_papers.COLUMNS, [command_papers.row(paper) for paper in found])
