"""What may leave next: deliveries leased in the order of their lanes, with the accounts they go to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.channels import Limits
from domain.reminders import quiet_until

from .conditions import Conditions, look_at_conditions
from .find_accounts import Account, find_accounts
from .outbox import Lanes, Leased, free_expired, take_due

# How soon a paused notice, a closed channel or a message of higher priority is seen.
LOOK_EVERY = timedelta(seconds=0.5)
# How soon a message of higher priority is seen while a notice fills every slot.
AHEAD_EVERY = timedelta(seconds=0.1)
# What was found out about an account is asked again when a message leaves later than this.
FRESH = timedelta(seconds=5)
# How soon a round that goes on for hours takes over what another process held when it died.
FREE_EVERY = timedelta(seconds=10)


@dataclass(slots=True)
class Flight:
    """A leased delivery and its account as it was at `found_at`; None where that holds no more."""

    leased: Leased
    account: Account
    found_at: datetime | None


class Intake:
    """Takes from the outbox for one round. `suspected`: one that a process died with is on its way."""

    def __init__(self, app: str, mini_app: str, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._app = app
        self._mini_app = mini_app
        self._limits = limits
        self._clock = clock
        self.suspected = False
        self._conditions = Conditions(Lanes(), {})
        self._looked_at: datetime | None = None
        self._freed_at: datetime | None = None
        self._empty_ahead_at: datetime | None = None

    async def free_expired(self) -> None:
        now = self._clock()
        if not _lately(self._freed_at, now, FREE_EVERY):
            self._freed_at = now
            await free_expired(now=now)

    async def look(self) -> Conditions:
        """The conditions of this moment, at most half a second old."""
        now = self._clock()
        if not _lately(self._looked_at, now, LOOK_EVERY):
            self._looked_at = now
            self._conditions = await look_at_conditions(self._app, now=now)
        return self._conditions

    async def take(self, most: int) -> list[Flight]:
        """Up to `most` of all lanes, in a transaction of the caller's, who tells `took` once it is on disk."""
        if flights := await self.take_more(most):
            return flights
        now = self._clock()
        lanes = await self._lanes(now)
        due = await take_due(most, now=now, lanes=lanes, suspect=not self.suspected)
        # Where the last lanes just filled the slots, those before them are empty.
        filled = len(due) == most and all(leased.notice_id in lanes.notices for leased in due)
        self._empty_ahead_at = now if filled else None
        return await self._flights(due, now)

    async def take_more(self, most: int) -> list[Flight]:
        """The same, but nothing unless the lanes before the last were found empty just now."""
        now = self._clock()
        if not _lately(self._empty_ahead_at, now, AHEAD_EVERY):
            return []
        return await self._flights(
            await take_due(most, now=now, lanes=await self._lanes(now), ahead=False), now
        )

    def took(self, flights: Iterable[Flight]) -> None:
        self.suspected |= any(flight.leased.crashed for flight in flights)

    async def account(self, flight: Flight, now: datetime) -> Account:
        """Where it goes, asked again if it was found out too long ago."""
        if flight.found_at is not None and now - flight.found_at <= FRESH:
            return flight.account
        person_id = flight.leased.person_id
        return (await self._find([person_id], now))[person_id]

    async def _lanes(self, now: datetime) -> Lanes:
        lanes = (await self.look()).lanes
        return replace(lanes, notices=()) if quiet_until(now) else lanes

    async def _flights(self, due: list[Leased], now: datetime) -> list[Flight]:
        if not due:
            return []
        accounts = await self._find([leased.person_id for leased in due], now)
        return [Flight(leased, accounts[leased.person_id], now) for leased in due]

    async def _find(self, persons: list[int], now: datetime) -> dict[int, Account]:
        return await find_accounts(persons, self._app, self._limits, mini_app=self._mini_app, now=now)


def _lately(then: datetime | None, now: datetime, within: timedelta) -> bool:
    """Whether `then` is less than `within` ago; not so where the clock went back."""
    return then is not None and timedelta(0) <= now - then < within
