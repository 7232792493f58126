"""接受, 谢绝: a mentor answers an apprentice's proposal. A bond holds from the day of the answer on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.audit import Event
from domain.bonds import BondState, NoSuchProposal, NotPossibleNow, ProposalExpired, goes_on
from domain.clock import local_day
from domain.roles import Actor
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.statement import Statement, as_instant
from models.transaction import atomic

from .propose_bond import agreements_of, employers_of, is_bonded

GREATEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """`number` is what the mentor answers with."""

    number: int
    apprentice: str
    occupation: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """`state` is how the proposal stands now. `again`: it stood so before. `since`: the first day of the bond."""

    state: BondState
    apprentice: str
    since: date | None = None
    again: bool = False


# Written first: an answer and a scan meanwhile wait for each other.
_TAKE = Statement("UPDATE bond_proposal SET round = round WHERE id = $1 AND mentor_id = $2 RETURNING id")
_READ = Statement(
    """
    SELECT b.id, b.apprenticeship_id, b.state, b.round, b.expires_at, a.person_id, a.occupation, person.name
    FROM bond_proposal b JOIN apprenticeship a ON a.id = b.apprenticeship_id
    JOIN person ON person.id = a.person_id
    WHERE b.id = $1
    """
)
_OPEN = Statement(
    """
    SELECT b.id, b.expires_at, a.occupation, person.name
    FROM bond_proposal b JOIN apprenticeship a ON a.id = b.apprenticeship_id
    JOIN person ON person.id = a.person_id AND person.erased_at IS NULL
    WHERE b.mentor_id = $1 AND b.state = 'proposed' AND b.expires_at > $2 ORDER BY b.id LIMIT 20
    """
)
_SETTLE = Statement("UPDATE bond_proposal SET state = $2, decided_at = $3 WHERE id = $1")
_BOND = Statement(
    """
    INSERT INTO mentorship (apprenticeship_id, mentor_id, since) VALUES ($1, $2, $3)
    ON CONFLICT (apprenticeship_id, mentor_id, since) DO UPDATE SET until = NULL
    """
)
_STILL_OPEN = Statement(
    "SELECT id FROM bond_proposal WHERE id = $1 AND round = $2 AND state = 'proposed' AND expires_at > $3"
)


async def open_proposals(actor: Actor, *, now: datetime) -> tuple[OpenProposal, ...]:
    """What waits for the actor's answer, the oldest first."""
    return tuple(
        OpenProposal(row["id"], row["name"], row["occupation"], as_instant(row["expires_at"]) or now)
        for row in await _OPEN.rows(actor.person_id, now)
    )


async def accept_bond(actor: Actor, number: int, *, now: datetime) -> Decided:
    """The actor becomes the apprentice's mentor from today, or from the agreement's first day if that is to come.

    Refusals: `NoSuchProposal`, `ProposalExpired`, `NotPossibleNow`.
    """
    today = local_day(now)
    async with atomic():
        found = await _take(actor, number)
        if found["state"] == BondState.ACCEPTED:
            return Decided(BondState.ACCEPTED, found["name"], again=True)
        _check_open(found, now)
        since = await _first_day(actor, found, today)
        if not await is_bonded(found["apprenticeship_id"], actor.person_id, today):
            await _BOND.run(found["apprenticeship_id"], actor.person_id, since)
        await _settle(actor, found, BondState.ACCEPTED, since, now)
    return Decided(BondState.ACCEPTED, found["name"], since)


async def decline_bond(actor: Actor, number: int, *, now: datetime) -> Decided:
    """What was accepted stays so; only an administrator takes a bond away.

    Refusals: `NoSuchProposal`, `ProposalExpired`.
    """
    async with atomic():
        found = await _take(actor, number)
        if found["state"] != BondState.PROPOSED:
            return Decided(BondState(found["state"]), found["name"], again=True)
        _check_open(found, now)
        await _settle(actor, found, BondState.DECLINED, None, now)
    return Decided(BondState.DECLINED, found["name"])


async def _take(actor: Actor, number: int) -> Mapping[str, Any]:
    taken = await _TAKE.row(number, actor.person_id) if 0 < number <= GREATEST else None
    row = await _READ.row(number) if taken else None
    if row is None:
        raise NoSuchProposal(number)
    return row


def _check_open(found: Mapping[str, Any], now: datetime) -> None:
    expires_at = as_instant(found["expires_at"])
    if expires_at is None or expires_at <= now:
        raise ProposalExpired(found["name"])


async def _first_day(actor: Actor, found: Mapping[str, Any], today: date) -> date:
    """Refusal: `NotPossibleNow`."""
    employers = await employers_of(actor.person_id)
    for agreement in await agreements_of(found["person_id"]):
        here = agreement.id == found["apprenticeship_id"] and agreement.employer in employers
        if here and goes_on(agreement, today):
            return max(today, agreement.starts_on)
    raise NotPossibleNow(found["name"])


async def _settle(
    actor: Actor, found: Mapping[str, Any], state: BondState, since: date | None, now: datetime
) -> None:
    await _SETTLE.run(found["id"], str(state), now)
    day = since.isoformat() if since else None
    await Delivery.enqueue(
        found["person_id"],
        f"bond_{state}",
        key=f"bond:{found['id']}:{found['round']}:{state}",
        now=now,
        mentor=actor.name,
        day=day or local_day(now).isoformat(),
    )
    await AuditEntry.record(
        actor,
        Event.BOND_ACCEPTED if state is BondState.ACCEPTED else Event.BOND_DECLINED,
        f"bond_proposal:{found['id']}",
        now=now,
        after={"apprenticeship": found["apprenticeship_id"], "mentor": actor.person_id, "since": day},
    )


async def still_open(person_id: int, facts: Mapping[str, Any], now: datetime) -> bool:
    """Whether a mentor still may answer the proposal that a message tells of."""
    return await _STILL_OPEN.row(facts["number"], facts["round"], now) is not None
