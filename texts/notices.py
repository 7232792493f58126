"""Every message that goes out by itself, by the kind of its delivery.

Each area keeps its wordings in a module `texts/notices_*.py`; this module joins them.
"""

from dataclasses import replace
from typing import Any

from . import (
    notices_assessments,
    notices_bonds,
    notices_certificates,
    notices_deadlines,
    notices_disputes,
    notices_hours,
    notices_mentor,
    notices_policy,
    notices_reminders,
)
from .format import one_line
from .notice_pages import PAGES
from .wording import Facts, Notice, Wording

NOTICES: dict[str, Notice] = {
    **notices_assessments.NOTICES,
    **notices_bonds.NOTICES,
    **notices_certificates.NOTICES,
    **notices_deadlines.NOTICES,
    **notices_disputes.NOTICES,
    **notices_hours.NOTICES,
    **notices_mentor.NOTICES,
    **notices_policy.NOTICES,
    **notices_reminders.NOTICES,
}

# An administrator's text, which has lines of its own.
LINES = {"body"}


def word(kind: str, facts: Facts) -> Wording:
    """The words of a delivery of this kind, with the page that it is about."""
    wording = NOTICES[kind]({name: value if name in LINES else _flat(value) for name, value in facts.items()})
    page = PAGES.get(kind)
    return replace(wording, path=page(facts)) if page else wording


def _flat(value: Any) -> Any:
    """Whatever a person wrote stands in one line."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_flat(one) for one in value]
    return {name: _flat(one) for name, one in value.items()} if isinstance(value, dict) else value
