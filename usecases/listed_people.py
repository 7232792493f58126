"""The people of a list of phones."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import Refusal
from domain.phones import bare_phone
from models.secrecy import keyring
from models.statement import Statement, to_json

PIECE = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """Ids in ascending order, and how many phones belong to nobody."""

    people: tuple[int, ...]
    unknown: int


@dataclass(eq=False)
class NobodyListed(Refusal):
    """None of the `count` phones belongs to anybody."""

    code = "notices.nobody_listed"
    count: int


_FIND = Statement(
    """
    SELECT id FROM person
    WHERE phone_index IN (SELECT value FROM json_array_elements_text($1::json)) AND erased_at IS NULL
    """
)


async def listed_people(phones: Sequence[str]) -> Listed:
    """Phones in any spelling, each once. Refusal: `NobodyListed`. Who is out of reach drops out when sending."""
    keys = keyring()
    listed = {bare_phone(phone) for phone in phones}
    wanted = sorted(index for phone in listed for index in keys.indexes(phone))
    people: set[int] = set()
    for first in range(0, len(wanted), PIECE):
        people |= {row["id"] for row in await _FIND.rows(to_json(wanted[first : first + PIECE]))}
        await asyncio.sleep(0)
    if not people:
        raise NobodyListed(len(listed))
    return Listed(tuple(sorted(people)), len(listed) - len(people))
