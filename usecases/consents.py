"""订阅: one consent of a person allows one subscription message; it is spent before the message goes."""

from datetime import datetime

from models.statement import Statement
from models.transaction import atomic

# More than anybody ticks in a row; a number out of a forged event must not fill the column.
MOST = 1000

_GRANT = Statement(
    f"""
    INSERT INTO consent (identity_id, template_id, remaining, long_term, updated_at) VALUES ($1, $2, 1, $3, $4)
    ON CONFLICT (identity_id, template_id) DO UPDATE
    SET remaining = CASE WHEN consent.remaining < {MOST} THEN consent.remaining + 1 ELSE consent.remaining END,
        long_term = excluded.long_term, updated_at = excluded.updated_at
    """  # nosec B608
)
_WITHDRAW = Statement(
    """
    UPDATE consent SET remaining = 0, long_term = false, updated_at = $3
    WHERE identity_id = $1 AND template_id = $2
    """
)
_SPEND = Statement(
    """
    UPDATE consent SET remaining = CASE WHEN long_term THEN remaining ELSE remaining - 1 END
    WHERE identity_id = $1 AND template_id = $2 AND (long_term OR remaining > 0)
    """
)
_GIVE_BACK = Statement(
    "UPDATE consent SET remaining = remaining + 1 WHERE identity_id = $1 AND template_id = $2 AND NOT long_term"
)


async def grant_consent(
    identity_id: int, template_id: str, *, long_term: bool = False, now: datetime
) -> None:
    """The person ticked it once more."""
    await _GRANT.run(identity_id, template_id, long_term, now)


async def withdraw_consent(identity_id: int, template_id: str, *, now: datetime) -> None:
    """The person refused it, or the platform says that none is left."""
    await _WITHDRAW.run(identity_id, template_id, now)


async def spend_consent(identity_id: int, template_id: str) -> bool:
    """Whether a message may go. Committed before the call, so that a kill can't let one consent carry two."""
    async with atomic():
        return bool(await _SPEND.run(identity_id, template_id))


async def give_consent_back(identity_id: int, template_id: str) -> None:
    """The message never reached the platform."""
    await _GIVE_BACK.run(identity_id, template_id)
