"""Everything that the rules refuse of one row of a score sheet, so that a sheet is mended in one go."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from domain.assessment_refusals import AssessorsAllMentors, AssessorsMissing, AssessorUnknown
from domain.errors import Refusal
from domain.roles import Actor, Door
from domain.score_words import NamedRow, ScoreRow

from .attempt import attempt
from .decide_assessment import decision_faults
from .scored_person import check_name, read_result, training_of


async def row_faults(by: Actor | Door, row: ScoreRow, *, now: datetime) -> list[Refusal]:
    """Who is meant, who assessed, and what is wrong with the result; changes nothing."""
    found = await identity_faults(row)
    # Whose name or occupation is mistaken is known by the phone all the same.
    training = await attempt(partial(training_of, replace(row, name="", occupation="")))
    if isinstance(training, Refusal) or row.passed is None:
        return found
    result, _ = await read_result(row, row.passed)
    faults = await attempt(partial(decision_faults, by, training, result, now=now))
    more = [faults] if isinstance(faults, Refusal) else faults
    return [*found, *_without_echo(more, found)]


async def identity_faults(row: ScoreRow) -> list[Refusal]:
    """Of the row alone, whatever other rows do."""
    _, unknown = await read_result(row, bool(row.passed))
    return [*await _refusal(partial(training_of, row)), *unknown]


async def named_faults(row: NamedRow) -> list[Refusal]:
    return await _refusal(partial(check_name, row.phone, row.name))


def _without_echo(faults: Iterable[Refusal], found: Iterable[Refusal]) -> list[Refusal]:
    """That nobody known assessed follows from an unknown phone."""
    if not any(isinstance(one, AssessorUnknown) for one in found):
        return list(faults)
    return [one for one in faults if not isinstance(one, AssessorsMissing | AssessorsAllMentors)]


async def _refusal(work: Callable[[], Awaitable[object]]) -> list[Refusal]:
    outcome = await attempt(work)
    return [outcome] if isinstance(outcome, Refusal) else []
