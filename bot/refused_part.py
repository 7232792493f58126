"""Which part of a line of hours a rule refused, so that only that part is asked for again."""

from domain.errors import Refusal
from domain.hours_refusals import InFuture, OverDailyCap, OverWeeklyCap, TooLongText, Unstorable

# By the refusal's code. What isn't here can't be mended with other words.
_PARTS = {
    "hours.over_entry_cap": "minutes",
    "hours.over_daily_cap": "minutes",
    "hours.over_weekly_cap": "minutes",
    "hours.not_yet_lived": "minutes",
    "hours.night_shift": "minutes",
    "hours.overlapping": "minutes",
    "hours.before_start": "day",
    "hours.after_end": "day",
    "hours.too_long_ago": "day",
    "hours.reason_needed": "reason",
    "hours.category_not_in_plan": "category",
}


def refused_part(refusal: Refusal) -> str:
    """A field of `Draft`: the amount counts as "minutes", with or without times. Empty for none."""
    match refusal:
        case TooLongText(field=field) | Unstorable(field=field):
            return field
        case OverDailyCap() | OverWeeklyCap() if refusal.already >= refusal.cap:
            return "day"
        case InFuture():
            return "day" if refusal.ends is None else "minutes"
    return _PARTS.get(refusal.code, "")
