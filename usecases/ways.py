"""What the platform allows and the operator has set up, for those who ask without sending."""

from dataclasses import dataclass
from datetime import timedelta

from domain.channels import Allowance, Limits
from domain.deliveries import Channel

USUAL = Limits(Allowance(5, timedelta(hours=48)), Allowance(3, timedelta(minutes=1)))
EVERY = frozenset({Channel.CUSTOMER, Channel.TEMPLATE, Channel.SUBSCRIBE, Channel.MINI})


@dataclass(frozen=True, slots=True)
class Ways:
    """The official account, the mini-program, what customer messages are allowed, and the channels through which
    a notice can go: a template must have been named for all but customer messages. From so many followers on
    (0 for never) a mass send is proposed.
    """

    app: str = ""
    mini_app: str = ""
    limits: Limits = USUAL
    channels: frozenset[Channel] = EVERY
    mass_from: int = 0


_ways = Ways()


def use(ways: Ways) -> None:
    """Set what this process sends through."""
    global _ways
    _ways = ways


def in_use() -> Ways:
    return _ways
