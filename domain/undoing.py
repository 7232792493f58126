"""How long a mentor may take back a confirmation just given on a page."""

from dataclasses import dataclass
from datetime import timedelta

from .errors import Refusal

# What the page offers, and what is held: a tap in the last second may take a while to arrive.
UNDO_OFFERED = timedelta(seconds=10)
UNDO_HELD = timedelta(seconds=15)


@dataclass(eq=False)
class UndoTooLate(Refusal):
    """The time is over, the apprentice has been told, or something stands upon the confirmation."""

    code = "signing.undo_too_late"
