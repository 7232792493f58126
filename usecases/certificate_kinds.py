"""The kinds of certificates that can be issued: one TOML file a kind in policies/certificates/."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from domain.certificate_kinds import Issuing, Kind, Requirement, Version
from domain.errors import Refusal
from domain.grading import AssessmentKind

from .policies import FOLDER, papers, source_of


@dataclass(eq=False)
class KindUnknown(Refusal):
    """`text` names none of the kinds `known`."""

    code = "certificates.kind_unknown"
    text: str
    known: tuple[str, ...]


def kind_named(text: str) -> Kind:
    """By its Chinese name or its code. Refusal: `KindUnknown`."""
    wanted = text.strip()
    for kind in kinds().values():
        if wanted in {kind.name, kind.code}:
            return kind
    raise KindUnknown(wanted[:20], tuple(kind.name for kind in kinds().values()))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, which is the name of its file."""
    files = sorted((FOLDER / "certificates").glob("*.toml"))
    return {path.stem: _kind(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in files}


def source_on(kind: Kind, day: date) -> str:
    """The paper and clause under which it is issued; "" where that paper isn't in force on the day."""
    for paper in papers():
        until = paper.get("in_force_until")
        if paper["number"] == kind.paper and paper["in_force_from"] <= day and (not until or day <= until):
            return source_of(paper, {"clause": kind.clause})
    return ""


def _kind(code: str, row: dict[str, Any]) -> Kind:
    return Kind(
        code,
        row["name"],
        AssessmentKind(row["stands_on"]),
        Issuing(row["issuer"]),
        row["paper"],
        row["clause"],
        tuple(_version(version) for version in row["versions"]),
    )


def _version(row: dict[str, Any]) -> Version:
    return Version(**row | {"requires": tuple(Requirement(name) for name in row["requires"])})
