"""What earlier keys sealed is sealed anew under the newest, and found under it, while the service goes on."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.audit import Event
from domain.roles import Actor, Door
from models.audit import AuditEntry
from models.secrecy import is_sealed, keyring
from models.statement import Statement
from models.transaction import atomic
from models.witness import Digests, witness_all

# A piece is one transaction, short enough for whoever waits.
PIECE = 200
Report = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Rotated:
    """`key` is the id of the newest key; how many people and signing keys were sealed anew."""

    key: str
    people: int
    signing_keys: int


# Writing holds the rows until the piece is committed.
_HOLD = Statement(
    """
    UPDATE person SET grade = grade
    WHERE id IN (SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2)
    RETURNING id, phone, phone_index, id_number, id_number_index
    """
)
_PERSON = Statement(
    "UPDATE person SET phone = $2, phone_index = $3, id_number = $4, id_number_index = $5 WHERE id = $1"
)
_HOLD_KEYS = Statement("UPDATE signing_key SET private = private WHERE private <> '' RETURNING id, private")
_SIGNING_KEY = Statement("UPDATE signing_key SET private = $2 WHERE id = $1")
_HOLD_TOKENS = Statement("UPDATE platform_token SET token = token WHERE token <> '' RETURNING app, token")
_TOKEN = Statement("UPDATE platform_token SET token = $2 WHERE app = $1")


async def rotate_secrets(by: Actor | Door, *, now: datetime, report: Report) -> Rotated:
    """Cut short, it goes on where it stopped when it is asked again: what is sealed anew stays as it is.

    The trail gets one entry a piece, with the witnesses of its people, whose look-up hashes it changes.
    """
    signing_keys = await _reseal(_HOLD_KEYS, _SIGNING_KEY, "id", "private")
    await _reseal(_HOLD_TOKENS, _TOKEN, "app", "token")
    people, last = 0, 0
    while True:
        async with atomic():
            rows = await _HOLD.rows(last, PIECE)
            people += await _people(by, [row for row in rows if _is_old(row)], now)
        if not rows:
            return Rotated(keyring().key_id, people, signing_keys)
        last = max(row["id"] for row in rows)
        report(people)
        await asyncio.sleep(0)


def _is_old(row: dict[str, Any]) -> bool:
    """Someone who was forgotten has nothing sealed."""
    return any(row[name] and not keyring().is_current(row[name]) for name in ("phone", "id_number"))


async def _people(by: Actor | Door, rows: list[dict[str, Any]], now: datetime) -> int:
    for row in rows:
        phone, phone_index = _anew(row["phone"])
        number, number_index = _anew(row["id_number"])
        await _PERSON.run(row["id"], phone, phone_index or row["phone_index"], number, number_index)
    if rows:
        after = {"key": keyring().key_id, "people": len(rows)}
        beside = await _witnesses([row["id"] for row in rows])
        await AuditEntry.record(by, Event.SECRETS_ROTATED, "secrets", now=now, after=after, beside=beside)
    return len(rows)


def _anew(sealed: str | None) -> tuple[str | None, str | None]:
    """Sealed by the newest key, and its look-up hash; nothing stays nothing."""
    if not sealed:
        return sealed, None
    ring = keyring()
    plain = ring.open(sealed) if is_sealed(sealed) else sealed
    return ring.seal(plain), ring.index(plain)


async def _witnesses(ids: list[int]) -> Digests:
    found = await witness_all([(Event.SECRETS_ROTATED, f"person:{each}", ()) for each in ids])
    return {row: digest for digests in found for row, digest in digests.items()}


async def _reseal(hold: Statement, store: Statement, name: str, column: str) -> int:
    async with atomic():
        old = [row for row in await hold.rows() if not keyring().is_current(row[column])]
        for row in old:
            await store.run(row[name], _anew(row[column])[0])
    return len(old)
