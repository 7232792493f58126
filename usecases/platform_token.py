"""The platform's access token, in one row that all processes share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.secrecy import keyring
from models.statement import Statement, as_instant
from models.transaction import atomic

# Whoever claimed the fetching and died gives way after this.
CLAIM = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class HeldToken:
    token: str
    valid_until: datetime


_READ = Statement("SELECT token, valid_until FROM platform_token WHERE app = $1")
_CLAIM = Statement(
    """
    INSERT INTO platform_token (app, token, fetching_until) VALUES ($1, '', $2)
    ON CONFLICT (app) DO UPDATE SET fetching_until = excluded.fetching_until
    WHERE (platform_token.fetching_until IS NULL OR platform_token.fetching_until <= $3)
      AND (platform_token.valid_until IS NULL OR platform_token.valid_until <= $3)
    RETURNING app
    """
)
_STORE = Statement(
    "UPDATE platform_token SET token = $2, valid_until = $3, fetching_until = NULL WHERE app = $1"
)
_GIVE_UP = Statement("UPDATE platform_token SET fetching_until = NULL WHERE app = $1")
_DROP = Statement("UPDATE platform_token SET valid_until = NULL WHERE app = $1 AND token = $2")


async def read_token(app: str, *, now: datetime) -> HeldToken | None:
    """The token, if it still is one."""
    row = await _READ.row(app)
    until = as_instant(row["valid_until"]) if row else None
    return HeldToken(keyring().open(row["token"]), until) if row and until and until > now else None


async def claim_refresh(app: str, *, now: datetime) -> bool:
    """Whether fetching a new token is ours to do, for the next seconds."""
    return await _CLAIM.row(app, now + CLAIM, now) is not None


async def store_token(app: str, held: HeldToken) -> None:
    await _STORE.run(app, keyring().seal(held.token), held.valid_until)


async def give_up_refresh(app: str) -> None:
    """Fetching failed: let another try at once."""
    await _GIVE_UP.run(app)


async def drop_token(app: str, token: str) -> None:
    """Forget this token, but not a newer one that another process has fetched meanwhile."""
    async with atomic():
        row = await _READ.row(app)
        if row and row["token"] and keyring().open(row["token"]) == token:
            await _DROP.run(app, row["token"])
