"""The form in which hours are written: read into a claim, and filled in again from an entry."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.claims import Claim, stretch
from domain.form_refusals import AmountOutsideTimes, FieldMissing, FieldUnreadable
from texts.format import clock
from usecases.own_entry import OwnEntry

from ..forms import Form

MOST_HOURS = 24
# A phone may send seconds too.
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?", re.ASCII)


def claim_of(form: Form, ref: str) -> Claim:
    """Refusals: `FieldMissing`, `FieldUnreadable`, `AmountOutsideTimes`; the rules of hours are asked later."""
    starts, ends = time_of(form, "starts"), time_of(form, "ends")
    span = stretch(starts, ends)
    if (starts is None) is not (ends is None):
        raise AmountOutsideTimes
    minutes = _amount(form) if form.text("amount") or span is None else span[1] - span[0]
    if span and minutes > span[1] - span[0]:
        raise AmountOutsideTimes
    return Claim(
        day=day_of(form),
        minutes=minutes,
        category=given(form, "category"),
        content=given(form, "content"),
        ref=ref,
        starts=starts,
        ends=ends,
        place=form.text("place"),
        reason=form.text("reason"),
    )


def filled(entry: OwnEntry) -> Mapping[str, tuple[str, ...]]:
    """The fields that say what an entry says."""
    times = entry.starts is not None and entry.ends is not None
    return {
        "day": (entry.day.isoformat(),),
        "amount": (f"{entry.minutes / 60:.4f}".rstrip("0").rstrip("."),),
        "category": (entry.category,),
        "content": (entry.content,),
        "starts": (_clock(entry.starts),) if times else (),
        "ends": (_clock(entry.ends),) if times else (),
        "place": (entry.place,),
        "reason": (entry.late_reason,),
    }


def fill(form: Form, values: Mapping[str, tuple[str, ...]]) -> Form:
    """Where nothing was sent, what stands."""
    return form if "content" in form.values else replace(form, values={**values, **form.values})


def _clock(minute: int | None) -> str:
    return clock(minute or 0).rjust(5, "0")


def given(form: Form, name: str) -> str:
    """Raises `FieldMissing`."""
    if found := form.text(name):
        return found
    raise FieldMissing(name)


def day_of(form: Form) -> date:
    """Refusals: `FieldMissing`, `FieldUnreadable`."""
    try:
        return date.fromisoformat(given(form, "day"))
    except ValueError:
        raise FieldUnreadable("day") from None


def _amount(form: Form) -> int:
    """Hours with a fraction, of which every minute can be written."""
    try:
        hours = float(given(form, "amount"))
    except ValueError:
        raise FieldUnreadable("amount") from None
    minutes = round(hours * 60) if 0 < hours <= MOST_HOURS else 0
    if minutes < 1:
        raise FieldUnreadable("amount")
    return minutes


def time_of(form: Form, name: str) -> int | None:
    """Minutes after midnight of 08:30; None where nothing was filled in. Raises `FieldUnreadable`."""
    text = form.text(name)
    if not text:
        return None
    found = CLOCK.fullmatch(text)
    if found is None:
        raise FieldUnreadable(name)
    return int(found[1]) * 60 + int(found[2])
