"""Keys that sign: listing, taking a new one, and telling that one is in wrong hands."""

from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.issuer_keys import CompromisedInFuture, KeyPurpose, NoSuchKey
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.certificates import SigningKey
from models.transaction import atomic

from .signing_keys import create_key, lock_keys


@dataclass(frozen=True, slots=True)
class KnownKey:
    """One key without its secret half."""

    kid: str
    purpose: str
    public: str
    created_at: datetime
    retired_at: datetime | None
    compromised_at: datetime | None


async def list_keys() -> list[KnownKey]:
    """The newest first."""
    return [_known(row) for row in await SigningKey.all().order_by("-id")]


async def rotate_keys(by: Actor | Door, purpose: KeyPurpose, *, now: datetime) -> KnownKey:
    """Sign with a new key from now on. What the old ones signed stays good; they can't sign any more."""
    async with atomic():
        await lock_keys(purpose)
        for row in await SigningKey.filter(purpose=str(purpose), retired_at=None):
            await _retire(by, row, now)
        return _known(await create_key(by, purpose, now=now))


async def compromise_key(by: Actor | Door, kid: str, since: datetime, *, now: datetime) -> KnownKey:
    """What the key signed from `since` on isn't good; the key is published no more, and one that signs is replaced.

    Telling it again moves the moment to the earlier one. Refusals: `NoSuchKey`, `CompromisedInFuture`.
    """
    if since > now:
        raise CompromisedInFuture(since)
    found = await SigningKey.get_or_none(kid=kid)
    if found is None:
        raise NoSuchKey(kid)
    async with atomic():
        await lock_keys(KeyPurpose(found.purpose))
        row = await SigningKey.get(id=found.id)
        if row.retired_at is None:
            await _retire(by, row, now)
            await create_key(by, KeyPurpose(row.purpose), now=now)
        await _compromise(by, row, min(since, row.compromised_at or since), now)
    return _known(row)


async def _retire(by: Actor | Door, row: SigningKey, now: datetime) -> None:
    """Its secret half goes with it: what can't be read can't be stolen."""
    row.retired_at, row.private = now, ""
    await row.save(update_fields=["retired_at", "private"])
    await AuditEntry.record(by, Event.KEY_RETIRED, f"signing_key:{row.id}", now=now, after={"kid": row.kid})


async def _compromise(by: Actor | Door, row: SigningKey, since: datetime, now: datetime) -> None:
    if row.compromised_at == since:
        return
    row.compromised_at = since
    await row.save(update_fields=["compromised_at"])
    facts = {"kid": row.kid, "since": since.isoformat()}
    await AuditEntry.record(by, Event.KEY_COMPROMISED, f"signing_key:{row.id}", now=now, after=facts)


def _known(row: SigningKey) -> KnownKey:
    return KnownKey(row.kid, row.purpose, row.public, row.created_at, row.retired_at, row.compromised_at)
