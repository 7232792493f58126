"""The states of an hours entry and what a mentor can decide."""

from enum import StrEnum


class EntryStatus(StrEnum):
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    CONFIRMED = "confirmed"
    RETURNED = "returned"


# What still takes up the person's day; withdrawn and returned hours free it again.
COUNTED = (EntryStatus.SUBMITTED, EntryStatus.CONFIRMED)
