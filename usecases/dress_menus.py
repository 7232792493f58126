"""Who sees which menu below the chat: told to the platform after a binding, an unbinding or a new role."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.menus import menu_name, menu_roles
from domain.roles import Role
from models.people import Identity, RoleHeld
from models.statement import Statement
from models.transaction import atomic

# The platform takes so many people at once.
BATCH = 50
AGAIN = timedelta(minutes=10)
MOST_BATCHES = 20

# Openids, their menu before and after; brings back those who can't be shown any. Raises OSError for another time.
Dress = Callable[[Sequence[str], str, str], Awaitable[Collection[str]]]

# Moving the time on is the claim: another process, or this one after a crash, comes only later.
_CLAIM = Statement(
    f"""
    UPDATE identity SET menu_due_at = $3 WHERE id IN (
        SELECT id FROM identity WHERE app = $1 AND menu_due_at <= $2 ORDER BY menu_due_at, id LIMIT {BATCH}
    ) AND menu_due_at <= $2 RETURNING id, openid, menu, person_id, follows
    """  # nosec B608
)
# Where it was asked for anew meanwhile, the time is another, and it stays due.
_DONE = Statement("UPDATE identity SET menu = $2, menu_due_at = NULL WHERE id = $1 AND menu_due_at = $3")


async def dress_menus(app: str, dress: Dress, *, now: datetime) -> int:
    """Tell the platform of what is due; of how many accounts. What it didn't take is due again in ten minutes."""
    told = 0
    for _ in range(MOST_BATCHES):
        async with atomic():
            due = await _CLAIM.rows(app, now, now + AGAIN)
        for (before, after), group in (await _groups(due)).items():
            told += await _dress(dress, group, before, after, now)
        if len(due) < BATCH:
            break
    return told


async def _dress(
    dress: Dress, group: Sequence[dict[str, Any]], before: str, after: str, now: datetime
) -> int:
    try:
        gone = await dress([row["openid"] for row in group], before, after)
    except OSError:
        return 0
    async with atomic():
        for row in group:
            await _DONE.run(row["id"], "" if row["openid"] in gone else after, now + AGAIN)
    return len(group)


async def _groups(due: Sequence[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Those who change alike. Who has left sees no menu; following again makes it due."""
    roles = defaultdict(set)
    persons = [row["person_id"] for row in due if row["person_id"]]
    for person_id, role in await RoleHeld.filter(person_id__in=persons).values_list("person_id", "role"):
        roles[person_id].add(Role(role))
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in due:
        after = menu_name(menu_roles(roles[row["person_id"]])) if row["person_id"] else ""
        groups[row["menu"], after].append(row)
    return groups


async def ask_for_menus(person_ids: Collection[int], *, now: datetime) -> None:
    """In the transaction that changes the persons' roles."""
    await Identity.filter(person_id__in=list(person_ids)).update(menu_due_at=now)
