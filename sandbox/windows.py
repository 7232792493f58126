"""How many customer messages a person's own acts allow (facts: the platform's rules since June 2023)."""

from dataclasses import dataclass


@dataclass
class Grant:
    """An allowance: `left` messages until `until`, in Unix seconds."""

    left: int
    until: float


MESSAGE = (5, 48 * 3600.0)
ACTION = (3, 60.0)


class Windows:
    """One person's allowances. A new message renews the first, a follow, scan or menu click the second.

    How overlapping allowances combine is not documented; here the one that ends sooner is used up first.
    """

    def __init__(self) -> None:
        self.grants: dict[str, Grant] = {}

    def after_message(self, now: float) -> None:
        self._open("message", *MESSAGE, now)

    def after_action(self, now: float) -> None:
        self._open("action", *ACTION, now)

    def refusal(self, now: float) -> int:
        """0 when a message may be sent, else 45015 (no window) or 45047 (allowance used up)."""
        live = self._live(now)
        if not live:
            return 45015
        return 0 if any(grant.left for grant in live) else 45047

    def spend(self, now: float) -> None:
        """Use one message of the allowance that ends first."""
        min((grant for grant in self._live(now) if grant.left), key=lambda grant: grant.until).left -= 1

    def _open(self, name: str, count: int, seconds: float, now: float) -> None:
        self.grants[name] = Grant(count, now + seconds)

    def _live(self, now: float) -> list[Grant]:
        return [grant for grant in self.grants.values() if grant.until > now]
