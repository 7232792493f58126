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
    """Whose the access tokens are that were good lately, by the tokens' digests."""

    def __init__(self) -> None:
        self._people: OrderedDict[bytes, int] = OrderedDict()

    def person(self, token: str) -> int | None:
        return self._people.get(_digest(token))

    def add(self, token: str, person_id: int) -> None:
        self._people[_digest(token)] = person_id
        if len(self._people) > MOST_NAMES:
            self._people.popitem(last=False)

    def forget(self, token: str) -> None:
        self._people.pop(_digest(token), None)


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

    def check_token(self, token: str, address: str, now: datetime) -> None:
        """Before anybody looks the token up, so that no flood gets further than the memory of this process.

        Whoever came with a good one before is counted alone, and so not kept waiting by others behind the same
        address. Raises `Trouble` 429, as all of these do.
        """
        person_id = self.known.person(token)
        if person_id is None:
            _refuse_until(self.made_up.draw(address, now) or self.door.draw("", now))
        else:
            self._check_person(person_id, now)

    def trust(self, token: str, person_id: int, address: str, now: datetime) -> None:
        """The token is good: it was not one to count, and the person is."""
        if self.known.person(token) is None:
            self.made_up.give_back(address, now)
            self.door.give_back("", now)
            self.known.add(token, person_id)
            self._check_person(person_id, now)

    def check_stranger(self, address: str, now: datetime) -> None:
        _refuse_until(self.stranger.draw(address, now) or self.door.draw("", now))

    def check_heavy(self, heavy: Heavy, person_id: int, now: datetime) -> None:
        _refuse_until(self.heavy[heavy].draw(str(person_id), now))

    def _check_person(self, person_id: int, now: datetime) -> None:
        _refuse_until(self.person.draw(str(person_id), now) or self.door.draw("", now))


def _refuse_until(seconds: int) -> None:
    if seconds:
        raise Trouble(429, "requests.too_many", headers={"Retry-After": str(seconds)})
