"""/m/queue/ENTRY: one entry in full, to be confirmed or returned as it was seen."""

from aiohttp import web

from domain.entries import Decision, EntryStatus
from domain.signing import NotYours
from domain.undoing import UNDO_HELD
from texts import pages as words
from texts.replies_mentor import OTHER_REASON, REASONS
from texts.replies_opened import EARLIER
from usecases.confirm_hours import confirm_hours
from usecases.decide_hours import Outcome
from usecases.open_entry import open_entry
from usecases.queue_seen import Seen
from usecases.return_hours import return_hours

from . import decided
from .door import Pages
from .queue import CONFIRMERS
from .visit import Visit, to

pages = Pages()
ENTRY = r"/m/queue/{entry:[0-9]{1,15}}"


@pages.get(ENTRY, *CONFIRMERS)
async def show(visit: Visit) -> web.StreamResponse:
    return await _shown(visit, [])


async def _shown(visit: Visit, troubles: list[str]) -> web.StreamResponse:
    opened = await open_entry(visit.actor, _number(visit), now=visit.now)
    line = opened.line
    earlier = EARLIER.get(opened.compared.status, "") if opened.compared else ""
    return visit.page(
        "queue_entry.html",
        opened=opened,
        line=line,
        earlier=earlier,
        waits=line.status is EntryStatus.SUBMITTED,
        reasons=REASONS,
        other=OTHER_REASON,
        proof=visit.seal.sign(_opened(visit), f"{line.entry_id}:{line.revision}"),
        troubles=troubles,
    )


@pages.post(f"{ENTRY}/confirm", *CONFIRMERS, again=show)
async def confirm(visit: Visit) -> web.StreamResponse:
    """What this page showed, flagged or not."""
    seen = [_seen(visit)]
    outcomes = await confirm_hours(visit.actor, seen, batch=visit.ref, now=visit.now, hold=UNDO_HELD)
    return await _told(visit, Decision.CONFIRMED, outcomes)


@pages.post(f"{ENTRY}/return", *CONFIRMERS, again=show)
async def send_back(visit: Visit) -> web.StreamResponse:
    """With own words, else the reason that was tapped."""
    reason = visit.form.text("words") or visit.form.text("reason")
    batch = await return_hours(visit.actor, [_seen(visit)], reason, batch=visit.ref, now=visit.now)
    return await _told(visit, Decision.RETURNED, batch.lines)


async def _told(visit: Visit, decision: Decision, outcomes: tuple[Outcome, ...]) -> web.StreamResponse:
    if troubles := words.troubles(outcomes, decision):
        return await _shown(visit, troubles)
    done = decided.done_by(outcomes, decision)
    return to(decided.address(visit, done, decided.first_done(outcomes, visit.now)))


def _seen(visit: Visit) -> Seen:
    """The revision that the form showed. Raises `NotYours` for a form that never was one of ours."""
    proof = visit.form.text("proof")
    entry = decided.entries_of([proof.partition(".")[0]])
    if not entry or entry[0].entry_id != _number(visit) or not visit.seal.signed(_opened(visit), proof):
        raise NotYours
    return Seen(entry[0].entry_id, entry[0].revision, opened=True)


def _opened(visit: Visit) -> str:
    return f"opened {visit.session.id}"


def _number(visit: Visit) -> int:
    return int(visit.request.match_info["entry"])
