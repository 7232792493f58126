"""A notice goes out by tag, step by step: each is on disk before the next, so that a dying process loses none.

The followers get the tag, then there is one call, then its deliveries are written down, then the tag goes. Who has
no tag gets the message alone as soon as the call is answered.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.mass_sends import MassState

from .call_mass_send import call, settle_piece
from .clear_mass_send import clear
from .mass_leases import Leased, take_mass_send
from .mass_platform import Hands, MassPlatform
from .tag_mass_send import tag_piece

STEPS: dict[MassState, Callable[[Leased, Hands], Awaitable[None]]] = {
    MassState.TAGGING: tag_piece,
    MassState.TAGGED: call,
    MassState.CALLING: call,
    MassState.CALLED: settle_piece,
    MassState.CLEARING: clear,
}


async def advance_mass_sends(
    app: str,
    platform: MassPlatform,
    *,
    clock: Callable[[], datetime],
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Make steps until none is due; how many. Twice at once does each step once."""
    hands, steps = Hands(app, platform, clock), 0
    while not stopping() and (held := await take_mass_send(now=clock())):
        await STEPS[held.state](held, hands)
        steps += 1
    return steps
