"""The messages that an assessment, its hours and its certificate caused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

from models.statement import Statement, as_json, to_json

from .trace_rows import Row, plain

_COLUMNS = """
    SELECT d.key, d.kind, d.facts, p.name AS receiver, d.created_at, d.state, d.channel, d.outcome, d.ended_at,
           d.received_at, d.seen_at FROM delivery d JOIN person p ON p.id = d.person_id
"""
# Those about hours, assessments and certificates. A person gets a few a day.
_OWN = Statement(
    f"""{_COLUMNS} WHERE d.person_id = $1 AND d.kind IN (
        'hours_confirmed', 'hours_returned', 'hours_reversed', 'dispute_settled', 'assessment_planned',
        'assessment_decided', 'assessment_cancelled', 'assessment_voided', 'certificate_issued', 'certificate_decided'
    ) ORDER BY d.id"""
)
# To the others: the day of an assessment is told again whenever it is moved, so no key can be foretold.
_TO_OTHERS = Statement(
    f"""{_COLUMNS} WHERE d.person_id IN (SELECT value::int FROM json_array_elements_text($1::json)) AND d.kind IN (
        'assessment_planned', 'assessment_decided', 'assessment_cancelled', 'assessment_voided'
    ) ORDER BY d.id"""  # nosec B608
)
_BY_KEY = Statement(
    f"{_COLUMNS} WHERE d.key IN (SELECT value FROM json_array_elements_text($1::json)) ORDER BY d.id"  # nosec B608
)
_RECEIVERS = Statement(
    """
    SELECT m.mentor_id AS id FROM assessment s JOIN mentorship m ON m.apprenticeship_id = s.apprenticeship_id
    WHERE s.id = $1
    UNION SELECT a.person_id FROM assessor a WHERE a.assessment_id = $1
    UNION SELECT s.recorded_by_id FROM assessment s WHERE s.id = $1 AND s.recorded_by_id IS NOT NULL
    UNION SELECT c.signer_id FROM frozen_hours f JOIN confirmation c ON c.entry_id = f.entry_id
    WHERE f.assessment_id = $1
    """
)
# Keys that are looked up at once.
PIECE = 500


class Messages:
    """Read once for all that is traced, and found by what each is about."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._found: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            for about in _subjects(row):
                self._found[about].append(plain(row, "key", "facts"))

    def about(self, area: str, number: int) -> list[dict[str, Any]]:
        """Of a certificate, an assessment or an entry by its id."""
        return list(self._found.get((area, number), ()))

    def of_entry(self, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
        """A message that confirms several entries names them by their numbers (编号)."""
        return self.about("hours", entry["id"]) + self.about("number", entry["number"])


async def traced_messages(
    assessment_id: int | None, person_id: int, entries: Sequence[Mapping[str, Any]]
) -> Messages:
    """Those to the apprentice, and those to mentors, assessors, signers and who recorded it about the same."""
    found = {row["key"]: row for row in await _OWN.rows(person_id)}
    receivers = [row["id"] for row in await _RECEIVERS.rows(assessment_id)] if assessment_id else []
    for row in await _TO_OTHERS.rows(to_json(receivers)):
        if row["key"].split(":")[1] == str(assessment_id):
            found[row["key"]] = row
    keys: list[str] = []
    for entry, receiver in product(entries, receivers):
        keys += _keys(entry, receiver)
    for start in range(0, len(keys), PIECE):
        rows = await _BY_KEY.rows(to_json(keys[start : start + PIECE]))
        found |= {row["key"]: row for row in rows}
    return Messages(found.values())


def _keys(entry: Mapping[str, Any], receiver: int) -> list[str]:
    """As the use cases name them that write these messages."""
    number = entry["id"]
    told = [f"{kind}:{number}:{receiver}" for kind in ("hours_reversed", "hours")]
    for revision in range(1, entry["revision"] + 1):
        told += [
            f"{kind}:{number}:{revision}:{receiver}" for kind in ("hours", "dispute", "by_administrator")
        ]
    return told


def _subjects(row: Row) -> list[tuple[str, int]]:
    """What a message is about; one that confirms or settles names entries in its facts, the others in their keys."""
    facts = as_json(row["facts"])
    match row["kind"]:
        # Messages of someone whose data was erased have lost their words.
        case "hours_confirmed":
            return [("number", number) for number in facts.get("numbers", ())]
        case "dispute_settled":
            return [("number", facts["number"])] if facts else []
        case kind:
            return [(kind.partition("_")[0], int(row["key"].split(":")[1]))]
