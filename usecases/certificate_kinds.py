"""The kinds of certificates that can be issued: one TOML file a kind in policies/certificates/."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from domain.certificate_kinds import Issuing, Kind, Requirement, Version
from domain.certificate_snapshot import PLACES
from domain.errors import Refusal
from domain.grading import AssessmentKind

from .policies import FOLDER, papers, source_of

LONGEST_SLIP = 100


@dataclass(eq=False)
class KindUnknown(Refusal):
    """`text` names none of the kinds `known`."""

    code = "certificates.kind_unknown"
    text: str
    known: tuple[str, ...]


@dataclass(eq=False)
class KindUnfit(Refusal):
    """A file of policies/certificates/ can't be read as a kind; `slip` is what Python says of it."""

    code = "certificates.kind_unfit"
    file: str
    slip: str


def kind_named(text: str) -> Kind:
    """By its Chinese name or its code. Refusals: `KindUnknown`, `KindUnfit`."""
    wanted = text.strip()
    for kind in kinds().values():
        if wanted in {kind.name, kind.code}:
            return kind
    raise KindUnknown(wanted[:20], tuple(kind.name for kind in kinds().values()))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, which is the name of its file. Refusal: `KindUnfit`."""
    return read_kinds(FOLDER / "certificates")


def read_kinds(folder: Path) -> dict[str, Kind]:
    """Those of a folder. Refusal: `KindUnfit`."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Kind:
    try:
        kind = _kind(path.stem, tomllib.loads(path.read_text("utf-8")))
        for version in kind.versions:
            version.body.format_map(dict.fromkeys(PLACES, ""))
            version.series.format(year=2026, issuer=1)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as slip:
        raise KindUnfit(path.name, f"{type(slip).__name__}: {slip}"[:LONGEST_SLIP]) from slip
    return kind


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
