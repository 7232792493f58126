"""assess, assessments and reverse-hours, by an administrator or by the operator of the service."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.clock import local_day
from domain.coming_days import coming_day
from domain.roles import Actor, Door
from domain.score_words import KINDS, MOST_ROWS, ScoreRow
from texts import command_assess as texts
from usecases.assessments_due import assessments_due, phones_of
from usecases.cancel_assessment import cancel_assessment
from usecases.find_administrator import find_administrator
from usecases.import_scores import ScoreLine, import_scores, read_sheet
from usecases.list_assessments import list_assessments
from usecases.manages import person_by_phone
from usecases.name_grades import organization_named
from usecases.plan_assessment import plan_assessment
from usecases.reverse_hours import reverse_hours
from usecases.scored_person import training_of
from usecases.void_assessment import VoidedAssessment, void_assessments

from .control import Refused, Report
from .operation_tools import Arguments, Tools
from .roster_json import sheets_from_json

# Others get their turn at the socket, and nobody reads faster.
REPORTED_ROWS = 100


async def enter(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `sheets`, `dry_run` and `by`. Raises `Refused` with every problem of the sheet."""
    now, dry_run = tools.clock(), bool(arguments["dry_run"])
    by = await _by(arguments)
    # However long the table is, others get their turn.
    sheet = await asyncio.to_thread(read_sheet, sheets_from_json(arguments["sheets"]), today=local_day(now))
    found = await import_scores(
        by, sheet, now=now, dry_run=dry_run, report=_progress(report, len(sheet.rows))
    )
    wrong = [one for one in found if not isinstance(one, ScoreLine)]
    if wrong:
        raise Refused(texts.refused(wrong))
    lines = [one for one in found if isinstance(one, ScoreLine)]
    return {
        "report": texts.report(lines, sheet.left_out, dry_run=dry_run),
        "left_out": sheet.left_out,
        "rows": [_score_line(line) for line in lines],
    }


def _progress(report: Report, rows: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if done % REPORTED_ROWS == 0:
            report(texts.progress(done, rows))

    return tell


def _score_line(line: ScoreLine) -> dict[str, Any]:
    return {**asdict(line), "day": line.day.isoformat()}


async def due(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `organization` and `by`. As many as one sheet holds, with phones in the clear for whoever is in charge."""
    by, firm = await _by(arguments), arguments["organization"]
    if firm:
        await organization_named(firm)
    found = await assessments_due(by, organization=firm, most=MOST_ROWS + 1, now=tools.clock())
    rows = found[:MOST_ROWS]
    phones = await phones_of(sorted({row.person_id for row in rows}))
    return {
        "more": len(found) > MOST_ROWS,
        "due": [
            {
                "name": row.name,
                "phone": phones.get(row.person_id, ""),
                "occupation": row.occupation,
                "kind": str(row.kind),
                "planned_on": _iso(row.planned_on),
            }
            for row in rows
        ],
    }


async def show(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone` ("" for everybody), `before`, `limit` and `by`."""
    person_id = await person_by_phone(arguments["phone"]) if arguments["phone"] else 0
    lines = await list_assessments(
        await _by(arguments), person_id=person_id, before=arguments["before"], most=arguments["limit"]
    )
    rows = [asdict(line) for line in lines]
    for row in rows:
        row |= {"planned_on": _iso(row["planned_on"]), "sat_on": _iso(row["sat_on"])}
    return {"assessments": rows}


async def plan(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`, `kind`, `day`, `occupation` and `by`."""
    now = tools.clock()
    kind = KINDS.get(arguments["kind"])
    if kind is None:
        raise Refused(texts.kind_unknown(arguments["kind"]))
    day, rest = coming_day(arguments["day"], local_day(now))
    if day is None or rest:
        raise Refused(texts.day_unreadable(arguments["day"]))
    row = ScoreRow(0, arguments["phone"], kind, day, None, None, (), (), "", "", arguments["occupation"])
    done = await plan_assessment(await _by(arguments), await training_of(row), kind, day, now=now)
    return {
        "number": done.assessment_id,
        "name": done.name,
        "kind": str(done.kind),
        "attempt": done.attempt,
        "day": done.day.isoformat(),
        "before": _iso(done.before),
        "again": done.again,
    }


async def cancel(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `number`, `reason` and `by`."""
    by, reason = await _by(arguments), arguments["reason"]
    done = await cancel_assessment(by, arguments["number"], reason, now=tools.clock())
    return {
        "number": done.assessment_id,
        "name": done.name,
        "kind": str(done.kind),
        "day": _iso(done.day),
        "again": done.again,
    }


async def void(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `numbers`, `reason` and `by`."""
    by, reason = await _by(arguments), arguments["reason"]
    done = await void_assessments(by, arguments["numbers"], reason, now=tools.clock())
    return {"voided": [_voided(one) for one in done]}


def _voided(done: VoidedAssessment) -> dict[str, Any]:
    return {
        "number": done.assessment_id,
        "name": done.name,
        "kind": str(done.kind),
        "day": _iso(done.day),
        "grades": done.grades,
        "suspended": list(done.suspended),
        "again": done.again,
    }


async def reverse(tools: Tools, arguments: Arguments, report: Report) -> Arguments:
    """Takes `phone`, `number`, `reason` and `by`: an administrator signs for it."""
    actor = await find_administrator(arguments["by"], "", request=secrets.token_hex(5))
    person_id = await person_by_phone(arguments["phone"])
    done = await reverse_hours(actor, person_id, arguments["number"], arguments["reason"], now=tools.clock())
    return {**asdict(done), "suspended": list(done.suspended)}


async def _by(arguments: Arguments) -> Actor | Door:
    """The administrator with the phone `by`, within whose reach this stays; without one, the operator."""
    if not arguments["by"]:
        return Door.COMMAND_LINE
    return await find_administrator(arguments["by"], "", request=secrets.token_hex(5))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
