"""拜师: an apprentice scans a mentor's QR, and the mentor is asked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.audit import Event
from domain.bonds import (
    EXPIRES_AFTER,
    PAUSE_AFTER_DECLINE,
    Agreement,
    BondCodeUnknown,
    BondSelf,
    BondState,
    DeclinedLately,
    choose_agreement,
)
from domain.clock import local_day
from domain.invitations import read_code
from domain.programmes import ApprenticeshipStatus
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement, as_day, as_instant
from models.transaction import atomic


class Became(StrEnum):
    """What a scan came to."""

    PROPOSED = "proposed"
    WAITING = "waiting"
    BONDED = "bonded"


@dataclass(frozen=True, slots=True)
class Proposed:
    """`until`: the mentor may answer until then; None where the bond holds already."""

    became: Became
    mentor: str
    until: datetime | None = None


# Written first, so that two scans at once are one after the other.
_HOLD = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_OWNER = Statement(
    """
    SELECT c.mentor_id, person.name FROM mentor_code c
    JOIN person ON person.id = c.mentor_id AND person.erased_at IS NULL WHERE c.code = $1
    """
)
_EMPLOYERS = Statement("SELECT organization_id FROM role_held WHERE person_id = $1 AND role = 'mentor'")
_AGREEMENTS = Statement(
    "SELECT id, employer_id, status, starts_on, ends_on FROM apprenticeship WHERE person_id = $1"
)
_BONDED = Statement(
    """
    SELECT id FROM mentorship
    WHERE apprenticeship_id = $1 AND mentor_id = $2 AND (until IS NULL OR until >= $3) LIMIT 1
    """
)
_STANDING = Statement(
    "SELECT state, expires_at, decided_at FROM bond_proposal WHERE apprenticeship_id = $1 AND mentor_id = $2"
)
_PROPOSE = Statement(
    """
    INSERT INTO bond_proposal (apprenticeship_id, mentor_id, state, round, proposed_at, expires_at)
    VALUES ($1, $2, 'proposed', 1, $3, $4)
    ON CONFLICT (apprenticeship_id, mentor_id) DO UPDATE
    SET state = 'proposed', round = bond_proposal.round + 1, proposed_at = excluded.proposed_at,
        expires_at = excluded.expires_at, decided_at = NULL
    RETURNING id, round
    """
)


async def propose_bond(actor: Actor, text: str, *, now: datetime) -> Proposed:
    """Ask the mentor with this code; asking again while the mentor thinks changes nothing.

    Refusals: `BondCodeUnknown`, `BondSelf`, `NoAgreement`, `OtherEmployer`, `DeclinedLately`.
    """
    today = local_day(now)
    async with atomic():
        await _HOLD.run(actor.person_id)
        mentor_id, mentor, employers = await _owner(text)
        if mentor_id == actor.person_id:
            raise BondSelf
        agreement = choose_agreement(await agreements_of(actor.person_id), employers, mentor, today)
        if await is_bonded(agreement.id, mentor_id, today):
            return Proposed(Became.BONDED, mentor)
        if waiting_until := await _waiting_until(agreement.id, mentor_id, mentor, now):
            return Proposed(Became.WAITING, mentor, waiting_until)
        await _propose(actor, agreement, mentor_id, now)
    return Proposed(Became.PROPOSED, mentor, now + EXPIRES_AFTER)


async def _owner(text: str) -> tuple[int, str, frozenset[int]]:
    code = read_code(text)
    row = await _OWNER.row(code) if code else None
    employers = await employers_of(row["mentor_id"]) if row else frozenset()
    if row is None or not employers:
        raise BondCodeUnknown
    return row["mentor_id"], row["name"], employers


async def employers_of(mentor_id: int) -> frozenset[int]:
    """Ids of the organizations in which the person is a mentor now."""
    return frozenset(row["organization_id"] for row in await _EMPLOYERS.rows(mentor_id))


async def agreements_of(person_id: int) -> list[Agreement]:
    return [
        Agreement(
            row["id"],
            row["employer_id"],
            ApprenticeshipStatus(row["status"]),
            as_day(row["starts_on"]),
            as_day(row["ends_on"]),
        )
        for row in await _AGREEMENTS.rows(person_id)
    ]


async def is_bonded(apprenticeship_id: int, mentor_id: int, today: date) -> bool:
    """Whether the mentor has this apprentice today or will."""
    return await _BONDED.row(apprenticeship_id, mentor_id, today) is not None


async def _waiting_until(
    apprenticeship_id: int, mentor_id: int, mentor: str, now: datetime
) -> datetime | None:
    """Until when an earlier proposal still waits. Refusal: `DeclinedLately`."""
    row = await _STANDING.row(apprenticeship_id, mentor_id)
    if row is None:
        return None
    expires_at, decided_at = as_instant(row["expires_at"]), as_instant(row["decided_at"])
    if row["state"] == BondState.DECLINED and decided_at and now < decided_at + PAUSE_AFTER_DECLINE:
        raise DeclinedLately(mentor, decided_at + PAUSE_AFTER_DECLINE)
    waits = row["state"] == BondState.PROPOSED and expires_at and expires_at > now
    return expires_at if waits else None


async def _propose(actor: Actor, agreement: Agreement, mentor_id: int, now: datetime) -> None:
    until = now + EXPIRES_AFTER
    made = await _PROPOSE.row(agreement.id, mentor_id, now, until)
    if made is None:
        raise LookupError("a proposal was not kept")
    await Delivery.enqueue(
        mentor_id,
        "bond_proposed",
        key=f"bond:{made['id']}:{made['round']}",
        now=now,
        expires_at=until,
        number=made["id"],
        round=made["round"],
        name=actor.name,
        until=local_day(until).isoformat(),
    )
    await AuditEntry.record(
        actor,
        Event.BOND_PROPOSED,
        f"bond_proposal:{made['id']}",
        now=now,
        after={"apprenticeship": agreement.id, "mentor": mentor_id, "round": made["round"]},
    )
