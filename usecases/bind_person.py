"""绑定: an openid becomes a person's, by an invitation's code and the last four digits of the phone.

Wrong tries are counted, and counting must outlast the answer, so outcomes are returned, not raised.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.audit import Event
from domain.clock import local_day
from domain.invitations import (
    LOCKED_FOR,
    MOST_UNKNOWN_CODES,
    MOST_WRONG_ANSWERS,
    PRIVACY_VERSION,
    needs_guardian,
    read_code,
)
from domain.roles import Actor, Door, Role
from models.audit import AuditEntry
from models.people import Identity, Invitation, Person
from models.statement import Statement
from models.transaction import atomic


class Failure(StrEnum):
    """Why a code or an answer doesn't bind."""

    UNKNOWN = "unknown"
    TRIED_TOO_OFTEN = "tried_too_often"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    LOCKED = "locked"
    WRONG_DIGITS = "wrong_digits"
    BOUND_ALREADY = "bound_already"
    BOUND_TO_ANOTHER = "bound_to_another"
    PERSON_HAS_ANOTHER = "person_has_another"
    NEEDS_GUARDIAN = "needs_guardian"
    # Nobody on file fits the proof.
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NotBound:
    """`left` answers remain before the code is locked until `until`."""

    why: Failure
    left: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodeFits:
    """The code is good; only the surname is told before the phone's digits are."""

    code: str
    surname: str


@dataclass(frozen=True, slots=True)
class Bound:
    actor: Actor


# The row is written first, so that two answers at once are counted one after the other.
_HOLD_CONTACT = Statement("UPDATE identity SET wrong_codes = wrong_codes WHERE id = $1")
# Whatever proves who it is: two accounts of one app at once become the person's one after the other.
_HOLD_PERSON = Statement("UPDATE person SET last_entry_number = last_entry_number WHERE id = $1")
_HOLD_CODE = Statement("UPDATE invitation SET wrong_answers = wrong_answers WHERE code = $1")


async def try_code(identity_id: int, text: str, *, now: datetime) -> CodeFits | NotBound:
    """Whether a code may be answered by this contact."""
    async with atomic():
        found = await _usable(identity_id, text, now)
        if isinstance(found, NotBound):
            return found
        return CodeFits(found.code, found.person.name[:1])


async def bind_person(
    identity_id: int, text: str, digits: str, *, now: datetime, request: str, door: Door = Door.CHAT
) -> Bound | NotBound:
    """Bind the contact to the code's person if `digits` are the last four of the phone on file.

    The privacy text was shown with the question for the digits; its version is kept as consented.
    """
    async with atomic():
        found = await _usable(identity_id, text, now)
        if isinstance(found, NotBound):
            return found
        if found.person.phone[-4:] != digits:
            return await _count_wrong(found, door, now)
        return await _accept(identity_id, found, door, now, request)


async def _usable(identity_id: int, text: str, now: datetime) -> Invitation | NotBound:
    await _HOLD_CONTACT.run(identity_id)
    contact = await Identity.get(id=identity_id)
    if contact.codes_locked_until and contact.codes_locked_until > now:
        return NotBound(Failure.TRIED_TOO_OFTEN, until=contact.codes_locked_until)
    code = read_code(text)
    if code:
        await _HOLD_CODE.run(code)
    invitation = await Invitation.get_or_none(code=code).prefetch_related("person") if code else None
    if invitation is None:
        return await _count_unknown(contact, now)
    why = await _obstacle(contact, invitation, now)
    return NotBound(why, until=invitation.locked_until) if why else invitation


async def _obstacle(contact: Identity, invitation: Invitation, now: datetime) -> Failure | None:
    if bound := _bound_already(contact, invitation.person):
        return bound
    state = {
        Failure.USED: invitation.used_at is not None,
        Failure.REVOKED: invitation.revoked_at is not None,
        Failure.EXPIRED: invitation.expires_at <= now,
        Failure.LOCKED: invitation.locked_until is not None and invitation.locked_until > now,
    }
    if why := next((failure for failure, holds in state.items() if holds), None):
        return why
    return await _personal_obstacle(contact, invitation.person, now)


async def obstacle_to(contact: Identity, person: Person, *, now: datetime) -> Failure | None:
    """Why this account can't become this person's, whatever proves that it is."""
    return _bound_already(contact, person) or await _personal_obstacle(contact, person, now)


def _bound_already(contact: Identity, person: Person) -> Failure | None:
    if contact.person_id is None:  # type: ignore[attr-defined]
        return None
    same = contact.person_id == person.id  # type: ignore[attr-defined]
    return Failure.BOUND_ALREADY if same else Failure.BOUND_TO_ANOTHER


async def _personal_obstacle(contact: Identity, person: Person, now: datetime) -> Failure | None:
    if needs_guardian(person.born_on, local_day(now)) and not person.guardian:
        return Failure.NEEDS_GUARDIAN
    await _HOLD_PERSON.run(person.id)
    if await Identity.filter(person_id=person.id, app=contact.app).exists():
        return Failure.PERSON_HAS_ANOTHER
    return None


async def _count_unknown(contact: Identity, now: datetime) -> NotBound:
    contact.wrong_codes += 1
    locked = contact.wrong_codes >= MOST_UNKNOWN_CODES
    if locked:
        contact.wrong_codes, contact.codes_locked_until = 0, now + LOCKED_FOR
    await contact.save(update_fields=["wrong_codes", "codes_locked_until"])
    if locked:
        return NotBound(Failure.TRIED_TOO_OFTEN, until=contact.codes_locked_until)
    return NotBound(Failure.UNKNOWN, left=MOST_UNKNOWN_CODES - contact.wrong_codes)


async def _count_wrong(invitation: Invitation, door: Door, now: datetime) -> NotBound:
    invitation.wrong_answers += 1
    locked = invitation.wrong_answers >= MOST_WRONG_ANSWERS
    if locked:
        invitation.wrong_answers, invitation.locked_until = 0, now + LOCKED_FOR
        await AuditEntry.record(door, Event.INVITATION_LOCKED, f"invitation:{invitation.id}", now=now)
    await invitation.save(update_fields=["wrong_answers", "locked_until"])
    if locked:
        return NotBound(Failure.LOCKED, until=invitation.locked_until)
    return NotBound(Failure.WRONG_DIGITS, left=MOST_WRONG_ANSWERS - invitation.wrong_answers)


async def _accept(identity_id: int, invitation: Invitation, door: Door, now: datetime, request: str) -> Bound:
    invitation.used_at = now
    await invitation.save(update_fields=["used_at"])
    proof = {"invitation": invitation.id}
    return await bind_account(identity_id, invitation.person, proof, door=door, now=now, request=request)


async def bind_account(
    identity_id: int, person: Person, proof: dict[str, Any], *, door: Door, now: datetime, request: str
) -> Bound:
    """Bind an account that has no obstacle, in the caller's transaction; the trail tells of the `proof`."""
    await Identity.filter(id=identity_id).update(
        person_id=person.id,
        bound_at=now,
        follows=True,
        wrong_codes=0,
        menu_due_at=now,
        consented_version=PRIVACY_VERSION,
        consented_at=now,
    )
    actor = await actor_of(person, request, door)
    after = {"person": actor.person_id, **proof, "privacy": PRIVACY_VERSION}
    await AuditEntry.record(actor, Event.IDENTITY_BOUND, f"identity:{identity_id}", now=now, after=after)
    return Bound(actor)


async def actor_of(person: Person, request: str, door: Door = Door.CHAT) -> Actor:
    """The person at a door, with the roles held now."""
    held = await person.roles.all().values_list("role", "organization_id")  # type: ignore[attr-defined]
    roles = frozenset((Role(role), int(organization)) for role, organization in held)
    return Actor(person.id, person.name, roles, door, request)
