"""Which WeChat user is behind an account, so that the same one is recognized in the mini-program."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from models.statement import Statement

# The platform tells of so many at once.
BATCH = 100

# Unionids by openid, of those who have one. Raises OSError for another time.
Ask = Callable[[Sequence[str]], Awaitable[Mapping[str, str]]]

_REMEMBER = Statement(
    "UPDATE identity SET unionid = $3 WHERE app = $1 AND openid = $2 AND coalesce(unionid, '') <> $3"
)
# Of strangers nothing is asked: they have not agreed to anything yet.
_UNKNOWN = Statement(
    f"""
    SELECT id, openid FROM identity
    WHERE unionid IS NULL AND app = $1 AND person_id IS NOT NULL AND ($2 = 0 OR id < $2)
    ORDER BY id DESC LIMIT {BATCH}
    """  # nosec B608
)


async def remember_unionid(app: str, openid: str, unionid: str) -> None:
    """Keep what the platform told; an empty one tells nothing."""
    if unionid:
        await _REMEMBER.run(app, openid, unionid)


async def learn_unionids(app: str, ask: Ask) -> int:
    """Ask for those of bound accounts, the newest first; how many are known now.

    It ends with the first batch that brings none: an account that belongs to no open-platform account has none.
    """
    learnt, below = 0, 0
    while rows := await _UNKNOWN.rows(app, below):
        try:
            found = await ask([row["openid"] for row in rows])
        except OSError:
            break
        for openid, unionid in found.items():
            await remember_unionid(app, openid, unionid)
        learnt += len(found)
        below = rows[-1]["id"]
        if not found or len(rows) < BATCH:
            break
    return learnt
