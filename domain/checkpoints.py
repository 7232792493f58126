"""Checkpoints: the trail at one moment, signed, to be kept where the database isn't."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .canonical import canonical
from .clock import local
from .errors import Refusal
from .merkle import Frontier

VERSION = 1
# 02:00 in China: this hour's is written though nothing happened, as a sign that the trail stood so that night.
NIGHT = 2
_TEXTS = ("root", "chain", "at", "previous", "kid", "public", "signature")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`root`, `chain`, `peaks` and `previous` are hexadecimal SHA-256; `previous` is that of the one before.

    `peaks` are the full subtrees, from which the tree grows on. `signature` is Ed25519 over the canonical JSON of
    all the rest, base64url, made by the key `public`.
    """

    size: int
    root: str
    chain: str
    peaks: tuple[str, ...]
    at: str
    previous: str
    kid: str
    public: str
    signature: str = ""

    def signed(self) -> bytes:
        """What the signature covers."""
        facts = {"version": VERSION, **asdict(self)}
        del facts["signature"]
        return canonical(facts).encode()

    def text(self) -> str:
        return canonical({"version": VERSION, **asdict(self)}) + "\n"

    def with_signature(self, signature: str) -> "Checkpoint":
        return replace(self, signature=signature)

    @property
    def tree(self) -> Frontier:
        return Frontier(self.size, [bytes.fromhex(peak) for peak in self.peaks])


@dataclass(eq=False)
class CheckpointUnreadable(Refusal):
    code = "trail.checkpoint_unreadable"
    name: str


@dataclass(eq=False)
class TrailRewritten(Refusal):
    """The trail isn't the one that was checkpointed, so nothing is signed on top of it."""

    code = "trail.rewritten"
    size: int


@dataclass(eq=False)
class CheckpointNotWritten(Refusal):
    code = "trail.checkpoint_not_written"
    folder: str
    why: str


@dataclass(eq=False)
class NoSuchEntry(Refusal):
    """No entry of this number, or not sealed yet."""

    code = "trail.no_such_entry"
    number: int


def read_checkpoint(text: str, name: str) -> Checkpoint:
    """Refusals: `CheckpointUnreadable`."""
    try:
        facts: dict[str, Any] = json.loads(text)
        if facts.pop("version") != VERSION or not all(isinstance(facts[field], str) for field in _TEXTS):
            raise ValueError(name)
        found = Checkpoint(**{**facts, "peaks": tuple(facts["peaks"])})
        if found.tree.root().hex() != found.root:
            raise ValueError(name)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise CheckpointUnreadable(name) from wrong
    return found


def file_name(size: int, at: datetime) -> str:
    """Sorted by name they are sorted by size, then time."""
    return f"checkpoint-{size:014}-{local(at):%Y%m%dT%H%M%S}.json"


def is_due(last: datetime | None, now: datetime) -> bool:
    """Once in each hour of the clock."""
    hour = timedelta(hours=1)
    return last is None or now - last >= hour or local(last).hour != local(now).hour


def is_night(now: datetime) -> bool:
    return local(now).hour == NIGHT
