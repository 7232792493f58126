"""A mass send is made once, whatever the platform answers and whenever a process dies."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.audit import Event
from domain.mass_sends import KNOWN_AGAIN, TAG_KEPT
from models.audit import AuditEntry
from models.mass_sends import MassSend
from models.people import Identity
from tests.cast import APP, contact
from tests.mass_office import SENDALL, killed_in, office, states
from usecases.advance_mass_sends import advance_mass_sends
from usecases.cancel_notice import cancel_notice
from usecases.finish_notices import finish_notices
from usecases.mass_leases import LEASE
from usecases.notice_report import notice_report
from usecases.record_mass_receipt import JobFinished, record_mass_receipt

__all__ = ["office"]


async def test_a_receipt_that_overtakes_the_answer_is_joined(office):
    office.box.faults.add("lost", SENDALL, times=1)
    number = await office.mass()
    await office.advance()
    msg_id = str(next(iter(office.box.mass.status)))
    await record_mass_receipt(JobFinished(msg_id, "send success", 7, 7, 7, 0), now=office.clock())
    await office.to_the_end()
    assert (await notice_report(office.shop.admin, number)).mass.sent == 7


async def test_a_job_that_the_platform_stopped_leaves_it_in_the_inbox_with_the_reason(office):
    office.box.mass.verdict = "err(10001)"
    number = await office.mass()
    await office.advance()
    row = await MassSend.get()
    for _ in range(2):
        await record_mass_receipt(JobFinished(row.msg_id, "err(10001)", 7, 0, 0, 0), now=office.clock())
        await office.advance()
    report = await notice_report(office.shop.admin, number)
    assert (report.sums["refused"], report.failures) == (7, (("err(10001)", 7),))
    assert office.box.tags.names == {}


async def test_a_timeout_after_the_call_was_written_is_asked_again_and_doubles_nothing(office):
    office.box.faults.add("lost", SENDALL, times=2)
    number = await office.mass()
    await office.to_the_end()
    assert (office.calls(), office.bubbles("mass")) == (3, 7)
    assert await states(number) == {"sent mass": 7}
    assert (await MassSend.get()).msg_id == str(next(iter(office.box.mass.status)))


async def test_without_quota_everybody_gets_it_alone(office):
    office.box.faults.errcode(45028, SENDALL)
    number = await office.mass()
    await office.to_the_end()
    assert office.calls() == 1
    assert await office.deliver() == {"sent": 7}
    assert await states(number) == {"sent template": 7}
    assert (await notice_report(office.shop.admin, number)).mass.why.startswith("45028")
    assert await AuditEntry.filter(event=str(Event.NOTICE_MASS_REFUSED)).count() == 1
    assert office.box.tags.names == {}


async def test_a_platform_that_wants_a_minute_is_asked_again_after_it(office):
    office.box.faults.errcode(45066, SENDALL, times=1)
    await office.mass()
    await office.advance()
    assert office.bubbles("mass") == 0
    assert (await MassSend.get()).due_at == office.clock() + timedelta(minutes=1)
    await office.to_the_end()
    assert (office.calls(), office.bubbles("mass")) == (2, 7)


@pytest.mark.parametrize("fault", ["http500", "html"])
async def test_a_platform_in_trouble_is_asked_again(office, fault):
    office.box.faults.add(fault, SENDALL, times=2)
    await office.mass()
    await office.to_the_end()
    assert office.bubbles("mass") == 7


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("method", ["make_tag", "tag", "send", "drop_tag"])
async def test_a_process_that_dies_in_a_call_loses_and_doubles_nothing(office, monkeypatch, method, after):
    killed_in(office, monkeypatch, method, after=after)
    number = await office.mass()
    if method == "drop_tag":
        await office.advance()
        office.clock.now += TAG_KEPT
    with pytest.raises(SystemError, match="killed"):
        await office.advance()
    assert await office.advance() == 0
    office.clock.now += LEASE
    await office.to_the_end()
    assert office.bubbles("mass") == 7
    assert await states(number) == {"sent mass": 7}


async def test_a_process_that_died_in_the_call_a_day_ago_makes_no_second_one(office, monkeypatch):
    killed_in(office, monkeypatch, "send", after=True)
    number = await office.mass()
    with pytest.raises(SystemError):
        await office.advance()
    office.clock.now += KNOWN_AGAIN + timedelta(hours=2)
    await office.to_the_end()
    assert (office.calls(), office.bubbles("mass")) == (1, 7)
    assert await states(number) == {"sent mass": 7}
    assert (await notice_report(office.shop.admin, number)).mass.why == "unknown"


async def test_two_processes_at_once_make_one_call(office):
    await office.mass()
    both = (advance_mass_sends(APP, office.masses, clock=office.clock) for _ in range(2))
    await asyncio.gather(*both)
    await office.box.settled()
    assert (office.calls(), office.bubbles("mass")) == (1, 7)


async def test_what_is_cancelled_before_the_platform_took_it_is_not_called_again(office):
    office.box.faults.errcode(45066, SENDALL, times=1)
    number = await office.mass()
    await office.advance()
    found = await cancel_notice(office.shop.admin, number, now=office.clock())
    assert (found.stopped, found.left) == (7, 0)
    office.clock.turn(hours=1)
    await office.advance()
    await finish_notices(now=office.clock())
    assert (office.calls(), office.box.tags.names) == (1, {})
    assert {key.split()[0] for key in await states(number)} == {"cancelled"}
    assert str((await MassSend.get()).state) == "done"


async def test_what_is_cancelled_after_the_call_says_that_it_has_left(office, monkeypatch):
    number = await office.mass()
    killed_in(office, monkeypatch, "send", after=True)
    with pytest.raises(SystemError):
        await office.advance()
    found = await cancel_notice(office.shop.admin, number, now=office.clock())
    assert (found.stopped, found.left) == (0, 7)
    await finish_notices(now=office.clock())
    assert (await notice_report(office.shop.admin, number)).sums["waiting"] == 7
    office.clock.now += LEASE
    await office.to_the_end()
    assert office.calls() == 1
    assert await states(number) == {"sent mass": 7}
    assert sum((await notice_report(office.shop.admin, number)).sums.values()) == 7


async def test_a_call_refused_after_the_notice_was_cancelled_reaches_nobody(office, monkeypatch):
    number = await office.mass()
    real = office.masses.send

    async def cancelled_meanwhile(*args: Any) -> Any:
        await cancel_notice(office.shop.admin, number, now=office.clock())
        return await real(*args)

    monkeypatch.setattr(office.masses, "send", cancelled_meanwhile)
    office.box.faults.errcode(-1, SENDALL)
    await office.to_the_end()
    await finish_notices(now=office.clock())
    assert office.calls() == 1
    assert {key.split()[0] for key in await states(number)} == {"cancelled"}


async def test_a_tag_that_was_deleted_meanwhile_is_made_anew(office, monkeypatch):
    await office.mass()
    real = office.masses.tag

    async def deleted(*args: Any) -> Any:
        monkeypatch.setattr(office.masses, "tag", real)
        office.box.tags.names.clear()
        return await real(*args)

    monkeypatch.setattr(office.masses, "tag", deleted)
    await office.to_the_end()
    assert office.bubbles("mass") == 7


async def test_who_leaves_while_a_deleted_tag_is_made_anew_is_not_called_sent(office):
    office.box.faults.errcode(45066, SENDALL, times=1)
    number = await office.mass()
    await office.advance()
    gone = await contact(office.shop.lin)
    await Identity.filter(id=gone.identity_id).update(follows=False)
    await MassSend.filter(notice_id=number).update(state="tagging", tag_id=None, reached_to=0, people=0)
    await office.to_the_end()
    assert await states(number) == {"sent mass": 6, "waiting": 1}


async def test_a_platform_that_gives_no_tags_lets_everybody_get_it_alone(office):
    office.box.faults.errcode(48001, "/cgi-bin/tags/create")
    number = await office.mass()
    await office.advance()
    assert await office.deliver() == {"sent": 7}
    assert await states(number) == {"sent template": 7}
