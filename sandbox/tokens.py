"""Access tokens with an end, the old one living five minutes more."""

import secrets
from collections.abc import Callable

LIFE = 7200
OVERLAP = 300
FORCED_A_DAY = 20
FORCED_APART = 30.0


class Tokens:
    """`refreshes` counts the tokens ever issued, `stable_calls` and `plain_calls` the requests for one."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.ends: dict[str, float] = {}
        self.current: dict[str, str] = {}
        self.refreshes = self.stable_calls = self.plain_calls = 0
        self.forced: list[float] = []
        self.tickets: dict[str, tuple[str, float]] = {}

    def plain(self) -> tuple[str, int]:
        """/cgi-bin/token: always a new one; the one before lives five minutes at most."""
        self.plain_calls += 1
        return self._issue("plain"), LIFE

    def stable(self, *, force: bool) -> tuple[str, int]:
        """/cgi-bin/stable_token: the same one until five minutes before its end, and its seconds left."""
        self.stable_calls += 1
        now = self.clock()
        token = self.current.get("stable", "")
        left = self.ends.get(token, 0.0) - now
        if force and self._may_force(now):
            self.forced.append(now)
            self.ends.pop(token, None)
            return self._issue("stable"), LIFE
        if left > OVERLAP:
            return token, int(left)
        return self._issue("stable"), LIFE

    def forced_today(self) -> int:
        return sum(at > self.clock() - 86400 for at in self.forced)

    def refusal(self, token: str) -> int:
        """0 for a valid one, 41001 missing, 42001 expired, 40014 no token at all, 40001 not the latest."""
        if not token:
            return 41001
        if token not in self.ends:
            return 40001 if token.startswith("sandbox_") else 40014
        return 0 if self.clock() < self.ends[token] else 42001

    def ticket(self, kind: str) -> tuple[str, int]:
        """The JS-SDK's ticket, the same one for two hours, and the seconds it has left."""
        ticket, end = self.tickets.get(kind, ("", 0.0))
        if self.clock() >= end:
            ticket, end = f"ticket_{secrets.token_urlsafe(48)}", self.clock() + LIFE
            self.tickets[kind] = (ticket, end)
        return ticket, int(end - self.clock())

    def kill(self) -> None:
        """Every token now in use stops working at once, as when somebody resets it elsewhere."""
        self.ends.clear()
        self.current.clear()

    def _may_force(self, now: float) -> bool:
        return not self.forced or now - self.forced[-1] >= FORCED_APART

    def _issue(self, lane: str) -> str:
        now, old = self.clock(), self.current.get(lane)
        if old in self.ends:
            self.ends[old] = min(self.ends[old], now + OVERLAP)
        token = f"sandbox_{secrets.token_urlsafe(96)}"
        self.ends[token], self.current[lane] = now + LIFE, token
        self.refreshes += 1
        return token
