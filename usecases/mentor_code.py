"""我的二维码: a mentor's own code, and what the picture of it holds."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.bonds import SCENE
from domain.invitations import new_code, read_code
from domain.roles import Actor
from models.statement import Insert, Statement, as_instant
from models.transaction import atomic

from .deputies import check_mentor

# The platform keeps a QR for 30 days; a new one is asked for before someone looks at a dead one.
HOLDS = timedelta(days=30)
RENEW_BEFORE = timedelta(days=7)

# What a scan of this content says, for so many seconds.
SceneUrl = Callable[[str, int], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class MentorPicture:
    """`content` is what the QR holds, until `until`."""

    mentor: str
    code: str
    content: str
    until: datetime


_INSERT = Insert(
    "mentor_code", "mentor_id", "code", "created_at", "url", on_conflict="ON CONFLICT (mentor_id) DO NOTHING"
)
_OWN = Statement("SELECT code FROM mentor_code WHERE mentor_id = $1")
_BY_CODE = Statement(
    """
    SELECT c.code, c.url, c.url_until, person.name FROM mentor_code c
    JOIN person ON person.id = c.mentor_id AND person.erased_at IS NULL
    WHERE c.code = $1
      AND EXISTS (SELECT 1 FROM role_held held WHERE held.person_id = c.mentor_id AND held.role = 'mentor')
    """
)
_KEEP = Statement("UPDATE mentor_code SET url = $2, url_until = $3 WHERE code = $1")


async def mentor_code(actor: Actor, *, now: datetime) -> str:
    """The actor's code, made at the first call. It lets in nobody: it only names the mentor. Refusal: `OnlyMentors`."""
    check_mentor(actor)
    async with atomic():
        await _INSERT.row(mentor_id=actor.person_id, code=new_code(secrets.choice), created_at=now, url="")
        own = await _OWN.row(actor.person_id)
    if own is None:
        raise LookupError("the code just made is gone")
    return str(own["code"])


async def mentor_picture(text: str, scene_url: SceneUrl, *, now: datetime) -> MentorPicture | None:
    """What to draw for a code; None if it is no mentor's. The platform is asked about once a month.

    Raises what `scene_url` raises. Outside any transaction, because it may wait for the network.
    """
    code = read_code(text)
    row = await _BY_CODE.row(code) if code else None
    if row is None:
        return None
    until = as_instant(row["url_until"])
    if row["url"] and until and until - RENEW_BEFORE > now:
        return MentorPicture(row["name"], row["code"], row["url"], until)
    url = await scene_url(f"{SCENE}{row['code']}", int(HOLDS.total_seconds()))
    async with atomic():
        await _KEEP.run(row["code"], url, now + HOLDS)
    return MentorPicture(row["name"], row["code"], url, now + HOLDS)
