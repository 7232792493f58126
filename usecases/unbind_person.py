"""解绑: an openid is no longer a person's. What was recorded stays."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.errors import Refusal
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.statement import Statement
from models.transaction import atomic

from .api_sessions import end_sessions_of
from .manages import check_manages

MOST_REASON = 200


class NobodyBound(Refusal):
    code = "people.not_bound"


@dataclass(eq=False)
class UnbindReason(Refusal):
    """Taking a person's account away needs a reason of 1 to `most` characters."""

    code = "people.unbind_reason"
    most: int


# The conversation goes too: whoever binds the openid next has seen no list and was asked nothing.
_FREE = "UPDATE identity SET person_id = NULL, bound_at = NULL, menu_due_at = $2 WHERE {} RETURNING id, app, openid"
_UNBIND = Statement(_FREE.format("id = $1 AND person_id = $3"))
_UNBIND_ALL = Statement(_FREE.format("person_id = $1"))
_FORGET = Statement("DELETE FROM dialog WHERE app = $1 AND openid = $2")


async def unbind_person(actor: Actor, identity_id: int, *, now: datetime) -> bool:
    """Free the actor's own identity; False if it was free already. A new invitation binds again."""
    async with atomic():
        freed = await _UNBIND.rows(identity_id, now, actor.person_id)
        await _record(actor, freed, actor.person_id, now)
    return bool(freed)


async def unbind_by_administrator(by: Actor | Door, person_id: int, reason: str, *, now: datetime) -> int:
    """Free all identities of a person; how many. Refusals: those of `check_manages`, `NobodyBound`, `UnbindReason`."""
    words = reason.strip()
    if not 0 < len(words) <= MOST_REASON:
        raise UnbindReason(MOST_REASON)
    async with atomic():
        freed = await free_accounts(by, person_id, words, now=now)
        await check_manages(by, person_id)
        if not freed:
            raise NobodyBound
    return freed


async def free_accounts(by: Actor | Door, person_id: int, reason: str, *, now: datetime) -> int:
    """Free all identities of a person, in the caller's transaction and under its right; how many."""
    freed = await _UNBIND_ALL.rows(person_id, now)
    await _record(by, freed, person_id, now, reason)
    return len(freed)


async def _record(
    by: Actor | Door, freed: list[dict[str, object]], person_id: int, now: datetime, reason: str = ""
) -> None:
    for row in freed:
        await _FORGET.run(row["app"], row["openid"])
        await end_sessions_of(int(str(row["id"])), now=now)
        await AuditEntry.record(
            by,
            Event.IDENTITY_UNBOUND,
            f"identity:{row['id']}",
            now=now,
            before={"person": person_id},
            after={"reason": reason} if reason else None,
        )
