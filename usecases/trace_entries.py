"""The entries behind an assessment: each with its revisions, its decisions and whether they still fit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.assessments import FrozenEntry, hours_digest
from domain.signing import Protected, digest
from models.statement import as_day, as_json

from .trace_rows import DECISIONS, ENTRIES, EVIDENCE, REVISIONS, Row, plain

PROTECTED = ("work_date", "minutes", "starts", "ends", "category", "place", "content")
_FROZEN = ("frozen_revision", "frozen_category", "frozen_minutes")
Contents = Mapping[int, Mapping[str, Any]]


async def traced_entries(assessment_id: int) -> list[dict[str, Any]]:
    """By their days. `digest_agrees`: what was signed is what stands in that revision now.

    `frozen` is what the assessment counted, None for an entry that came later and took one of the others back.
    """
    entries = await ENTRIES.rows(assessment_id)
    revisions = _by_entry(await REVISIONS.rows(assessment_id))
    decisions = _by_entry(await DECISIONS.rows(assessment_id))
    pictures = _by_entry(await EVIDENCE.rows(assessment_id))
    taken_back = {row["reverses"]: row["number"] for row in entries if row["reverses"]}
    return [
        {
            **plain(row, "person_id", *_FROZEN),
            "frozen": _frozen(row, _contents(row, revisions[row["id"]])),
            "revisions": [plain(each, "entry_id") for each in revisions[row["id"]]],
            "decisions": [
                _decision(row["person_id"], each, _contents(row, revisions[row["id"]]))
                for each in decisions[row["id"]]
            ],
            "evidence": [plain(each, "entry_id") for each in pictures[row["id"]]],
            "reversed_by": taken_back.get(row["number"]),
        }
        for row in entries
    ]


def frozen_digest(entries: Iterable[Mapping[str, Any]]) -> str:
    """The digest of what is frozen now, to be compared with the one kept when it was decided."""
    return hours_digest(
        FrozenEntry(
            entry["id"], entry["frozen"]["revision"], entry["frozen"]["category"], entry["frozen"]["minutes"]
        )
        for entry in entries
        if entry["frozen"]
    )


def _by_entry(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["entry_id"]].append(row)
    return found


def _contents(row: Row, revisions: Iterable[Row]) -> Contents:
    """What each revision says, the newest included."""
    newest = {name: row[name] for name in PROTECTED} | {"work_date": as_day(row["work_date"]).isoformat()}
    return {each["revision"]: as_json(each["facts"]) for each in revisions} | {row["revision"]: newest}


def _frozen(row: Row, contents: Contents) -> dict[str, Any] | None:
    if row["frozen_revision"] is None:
        return None
    said = contents.get(row["frozen_revision"], {})
    frozen = {name: row[f"frozen_{name}"] for name in ("revision", "category", "minutes")}
    agrees = (said.get("category"), said.get("minutes")) == (frozen["category"], frozen["minutes"])
    return {**frozen, "agrees": agrees}


def _decision(person_id: int, row: Row, contents: Contents) -> dict[str, Any]:
    said = contents.get(row["revision"])
    agrees = said is not None and _digest(person_id, row["revision"], said) == row["digest"]
    return {**plain(row, "entry_id", "signer_id"), "digest_agrees": agrees}


def _digest(person_id: int, revision: int, said: Mapping[str, Any]) -> str:
    return digest(
        Protected(
            person=person_id,
            work_date=date.fromisoformat(said["work_date"]),
            revision=revision,
            **{name: said[name] for name in PROTECTED if name != "work_date"},
        )
    )
