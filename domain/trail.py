"""What the trail's hashes cover: one text for each entry, and how they hang together."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from .canonical import canonical
from .merkle import leaf_hash

# What the chain of an empty trail stands at.
START = bytes(32)
NOTHING = "null"
# The witness of a row that its change took away.
GONE = "gone"
# Without the steps before it, which take longer than a short text itself.
_SCAN = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def content(head: Sequence[Any], before: str, after: str, witness: str) -> str:
    """Everything an entry says, but for its id and tag: `head` is moment, actor, door, event, subject, rule and
    request, the others are canonical JSON."""
    return f"{canonical(list(head))},{before},{after},{witness}"


def entry_text(entry_id: int, said: str, tag: str) -> str:
    """The canonical JSON that an entry's leaf is the hash of."""
    return f'[{entry_id},{said},"{tag}"]'


def entry_leaf(entry_id: int, said: str, tag: str) -> bytes:
    return leaf_hash(entry_text(entry_id, said, tag).encode())


def link(before: bytes, leaf: bytes) -> bytes:
    """The chain after one more entry."""
    return hashlib.sha256(before + leaf).digest()


def stored_json(value: Any) -> str:
    """A JSON column, as text or read, in its one spelling."""
    if value is None:
        return NOTHING
    return canonical(read_json(value) if isinstance(value, str) else value)


def read_json(text: str) -> Any:
    """Raises ValueError where it is no JSON."""
    try:
        value, end = _SCAN(text, 0)
    except StopIteration:
        end = -1
    return value if end == len(text) else json.loads(text)
