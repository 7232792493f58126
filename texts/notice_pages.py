"""Which phone page each message is about, by the kind of its delivery; those without one are not here."""

from collections.abc import Callable

from .wording import Facts

QUEUE = "/m/queue"
PROGRESS = "/m/progress"
TODAY = "/m/today"


def _queue(_: Facts) -> str:
    return QUEUE


def _today(_: Facts) -> str:
    return TODAY


def _progress(_: Facts) -> str:
    return PROGRESS


def _own_progress(facts: Facts) -> str:
    """Of the apprentice; a mentor is told of the same."""
    return PROGRESS if facts["own"] else ""


def _deadlines(_: Facts) -> str:
    return "/m/deadlines"


def _entry(facts: Facts) -> str:
    return f"/m/entries/{facts['number']}"


def _own_entry(facts: Facts) -> str:
    return _entry(facts) if facts["own"] else ""


def _settled(facts: Facts) -> str:
    return _entry(facts) if facts["own"] else QUEUE


def _confirmed(facts: Facts) -> str:
    """One entry is shown with its signature, several as what they come to."""
    numbers = facts["numbers"]
    return f"/m/entries/{numbers[0]}" if len(numbers) == 1 else PROGRESS


def _notice(facts: Facts) -> str:
    return f"/m/notices/{facts['notice']}"


def _certificate(facts: Facts) -> str:
    return f"/v/{facts['code']}"


PAGES: dict[str, Callable[[Facts], str]] = {
    "hours_to_confirm": _queue,
    "hours_to_confirm_many": _queue,
    "hours_pressed": _queue,
    "hours_unconfirmed": _queue,
    "mentor_digest": _queue,
    "teacher_digest": _queue,
    "deputy_appointed": _queue,
    "deputy_begins": _queue,
    "hours_confirmed": _confirmed,
    "hours_returned": _entry,
    "dispute_settled": _settled,
    "hours_reversed": _own_entry,
    "assessment_planned": _own_progress,
    "assessment_decided": _own_progress,
    "daily_reminder": _today,
    "bond_accepted": _today,
    "week_summary": _progress,
    "deadlines": _deadlines,
    "notice": _notice,
    "notice_unacknowledged": _notice,
    "certificate_issued": _certificate,
    "certificate_decided": _certificate,
}
