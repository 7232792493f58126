"""The rows of mass sends as the steps of a notice see them: planned with the draft, stopped with it, reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.mass_sends import HOLDING, LEFT, MassState, client_id
from models.statement import Statement, as_instant


def _among(states: tuple[MassState, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


# Of a notice: nothing of it goes by itself yet; and what has the tag can't be taken back.
HELD = f"""
    EXISTS (SELECT 1 FROM mass_send m WHERE m.notice_id = {{notice}} AND m.state IN ({_among(HOLDING)}))
"""  # nosec B608
HAS_LEFT = f"""
    EXISTS (SELECT 1 FROM mass_send m WHERE m.notice_id = {{notice}} AND m.state IN ({_among(LEFT)}))
"""  # nosec B608


@dataclass(frozen=True, slots=True)
class MassReport:
    """`people` have the tag. `left_at` is set once it may have gone out; `why` says what is unsure about that, or
    why it went another way. The other figures are the platform's own and None until it has told them: it tells of
    how many it `kept` after its filter, and not who was left out.
    """

    state: MassState
    people: int
    left_at: datetime | None
    why: str
    status: str
    kept: int | None
    sent: int | None
    errors: int | None


_PLAN = Statement(
    """
    INSERT INTO mass_send (notice_id, state, client_id, due_at, turn, reached_to, people, attempts, msg_id, why)
    VALUES ($1, 'tagging', $2, $3, 0, 0, 0, 0, '', '')
    ON CONFLICT (notice_id) DO UPDATE SET state = 'tagging', due_at = excluded.due_at, attempts = 0, why = ''
    WHERE mass_send.tag_id IS NULL AND mass_send.left_at IS NULL
    """
)
_DROP = Statement("DELETE FROM mass_send WHERE notice_id = $1 AND tag_id IS NULL AND left_at IS NULL")
_STOP = Statement(
    """
    UPDATE mass_send SET state = 'clearing', turn = turn + 1, due_at = $2, reached_to = 0, attempts = 0, why = $3
    WHERE notice_id = $1 AND state IN ('tagging', 'tagged')
    """
)
_REPORT = Statement(
    """
    SELECT m.state, m.people, m.left_at, m.why, coalesce(r.status, '') AS status, r.filtered, r.sent, r.errors
    FROM mass_send m LEFT JOIN mass_receipt r ON r.msg_id = m.msg_id WHERE m.notice_id = $1
    """
)


async def plan_mass_send(number: int, ref: str, wanted: bool, *, now: datetime) -> None:
    """Have a draft go out by tag, or not; in the transaction that holds the draft's row."""
    if wanted:
        await _PLAN.run(number, client_id(number, ref), now)
    else:
        await _DROP.run(number)


async def stop_mass_send(number: int, why: str, *, now: datetime) -> None:
    """Let the call not be made, unless it may have been; in the transaction that cancels the notice."""
    await _STOP.run(number, now, why)


async def report_mass_send(number: int) -> MassReport | None:
    """None for a notice that goes out to each by itself."""
    row = await _REPORT.row(number)
    return _report(row) if row else None


def _report(row: Mapping[str, Any]) -> MassReport:
    return MassReport(
        MassState(row["state"]),
        row["people"],
        as_instant(row["left_at"]),
        row["why"],
        row["status"],
        row["filtered"],
        row["sent"],
        row["errors"],
    )
