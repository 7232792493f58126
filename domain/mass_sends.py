"""群发: one call that reaches all of a notice's followers, and what its answers mean."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .backoff import MOST_ATTEMPTS, delay, is_last
from .deliveries import Answer, Busy, Channel, Closed, Later, Never, Outcome, Sent, Unsure

# The platform knows a client id again for 24 hours; a call later than this could be a second one.
KNOWN_AGAIN = timedelta(hours=23)
# Whom the tag holds is asked for while the platform sends, so that the tag outlives the call.
TAG_KEPT = timedelta(days=1)
# The status of MASSSENDJOBFINISH that is no failure.
SENT_WELL = "send success"


class MassState(StrEnum):
    """Tagging: followers get the tag. Tagged: no call can have arrived. Calling: one may have.

    Called: the platform took it, its deliveries are being written down. Clearing: the tag is still there.
    """

    TAGGING = "tagging"
    TAGGED = "tagged"
    CALLING = "calling"
    CALLED = "called"
    CLEARING = "clearing"
    DONE = "done"


# Until then nothing of the notice goes by itself.
HOLDING = (MassState.TAGGING, MassState.TAGGED, MassState.CALLING, MassState.CALLED)
# From then on nobody can take it back.
LEFT = (MassState.CALLING, MassState.CALLED)


@dataclass(frozen=True, slots=True)
class MassCall:
    """A call about to be made or just made. `attempts` counts it, `first_at` is when the first one began.

    `doubtful`: an earlier one may have arrived. `wanted`: the notice was not cancelled meanwhile.
    """

    seed: int
    attempts: int
    first_at: datetime
    doubtful: bool
    wanted: bool = True


def before_call(call: MassCall, now: datetime) -> Outcome | None:
    """What it comes to without calling; None where the call should be made."""
    if call.doubtful and (not call.wanted or now >= call.first_at + KNOWN_AGAIN):
        return _unknown("")
    return None if call.wanted else Never("notice cancelled")


def after_call(answer: Answer, call: MassCall, now: datetime) -> Outcome:
    """Sent; `Later` under the same client id; or `Never`, and then the platform surely has not taken it.

    Where a call may have arrived only the same client id can tell, and only as long as the platform knows it:
    after that it counts as sent, because two are worse than a message that stands in the inbox alone.
    """
    if isinstance(answer, Sent):
        return answer
    at = _again_at(answer, call, now)
    if call.doubtful or isinstance(answer, Unsure):
        in_time = call.wanted and at < call.first_at + KNOWN_AGAIN
        return Later(at, answer.why) if in_time else _unknown(answer.why)
    if not call.wanted or not isinstance(answer, Busy) or is_last(call.attempts):
        return Never(answer.why)
    return Later(at, answer.why)


def after_refused_tag(answer: Answer, failures: int, seed: int, now: datetime) -> Later | Never:
    """The same for a call about the tag, of which one more does no harm; `failures` in a row."""
    why = "" if isinstance(answer, Sent) else answer.why
    if not isinstance(answer, Busy | Unsure) or is_last(failures):
        return Never(why)
    return Later(_again_at(answer, MassCall(seed, failures, now, doubtful=False), now), why)


def client_id(number: int, ref: str) -> str:
    """The same for each call about this notice: at most 32 bytes, and another one in another database."""
    return f"jm-{number}-{hashlib.sha256(ref.encode()).hexdigest()[:16]}"


def _again_at(answer: Answer, call: MassCall, now: datetime) -> datetime:
    at_least = answer.at_least if isinstance(answer, Busy) else timedelta(0)
    at = now + max(delay(min(call.attempts, MOST_ATTEMPTS), call.seed), at_least)
    return max(at, answer.until) if isinstance(answer, Closed) else at


def _unknown(why: str) -> Sent:
    return Sent(Channel.MASS, why=f"unknown: {why}".rstrip(" :"))
