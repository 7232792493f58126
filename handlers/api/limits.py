"""How often anybody may ask, counted in the memory of this process."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from ..buckets import MOST_NAMES, Buckets
from .problems import Trouble


class Heavy(Enum):
    """Routes of so much work that nobody needs them often; a person has a bucket for each kind."""

    EXPORT = "export"
    PICTURE = "picture"


class Known:
    """Access tokens that were good lately, by their digests."""

    def __init__(self) -> None:
        self._digests: OrderedDict[bytes, None] = OrderedDict()

    def __contains__(self, token: str) -> bool:
        return _digest(token) in self._digests

    def add(self, token: str) -> None:
        self._digests[_digest(token)] = None
        self._digests.move_to_end(_digest(token))
        if len(self._digests) > MOST_NAMES:
            self._digests.popitem(last=False)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


@dataclass(slots=True)
class Limits:
    """Requests of each person, of each address that is not signed in, through the whole door, of each address with
    tokens that open nothing, and each person's of the routes that are a lot of work."""

    person: Buckets
    stranger: Buckets
    door: Buckets
    made_up: Buckets
    heavy: Mapping[Heavy, Buckets]
    known: Known = field(default_factory=Known)

    @classmethod
    def usual(cls) -> "Limits":
        # Whoever taps fast makes a few requests a second; a class that signs in together shares one address.
        # Two entries with all their pictures go at once.
        heavy = {Heavy.EXPORT: Buckets(3, 600.0), Heavy.PICTURE: Buckets(18, 10.0)}
        return cls(Buckets(60, 0.5), Buckets(60, 1.0), Buckets(2000, 0.002), Buckets(60, 1.0), heavy)

    def check_person(self, person_id: int, heavy: Heavy | None, now: datetime) -> None:
        """Raises `Trouble` 429, as all of these do."""
        name = str(person_id)
        _refuse_until(self.person.draw(name, now) or self.door.draw("", now))
        if heavy:
            _refuse_until(self.heavy[heavy].draw(name, now))

    def check_stranger(self, address: str, now: datetime) -> None:
        _refuse_until(self.stranger.draw(address, now) or self.door.draw("", now))

    def check_token(self, token: str, address: str, now: datetime) -> None:
        """Before anybody looks the token up: who makes tokens up gets no further than the memory of this process.

        Whoever came with a good one before isn't kept waiting by others behind the same address.
        """
        if token not in self.known:
            _refuse_until(self.made_up.draw(address, now) or self.door.draw("", now))

    def trust(self, token: str, address: str, now: datetime) -> None:
        """The token is good, so it was not one to count."""
        if token not in self.known:
            self.made_up.give_back(address, now)
            self.door.give_back("", now)
        self.known.add(token)


def _refuse_until(seconds: int) -> None:
    if seconds:
        raise Trouble(429, "requests.too_many", headers={"Retry-After": str(seconds)})
