"""The policy papers at hand, for the operator of the machine."""

from datetime import date
from typing import Any

from domain.paper_format import entries

from .policies import paper_files


def list_papers(today: date) -> list[dict[str, Any]]:
    """By file: number, title, first and last day in force (the last None where it is open), state, and entries.

    Refusal: `PaperUnfit`.
    """
    return [_listed(file, paper, today) for file, paper in paper_files()]


def _listed(file: str, paper: dict[str, Any], today: date) -> dict[str, Any]:
    since, until = paper["in_force_from"], paper.get("in_force_until")
    return {
        "file": file,
        "number": paper["number"],
        "title": paper["title"],
        "in_force_from": since.isoformat(),
        "in_force_until": until.isoformat() if until else None,
        "state": _state(since, until, today),
        "entries": sum(1 for _ in entries(paper)),
    }


def _state(since: date, until: date | None, today: date) -> str:
    if today < since:
        return "to_come"
    return "lapsed" if until and until < today else "in_force"
