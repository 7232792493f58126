"""Agreements that are older than deadlines get theirs, once, and a cut-off run goes on."""

from datetime import date

import pytest

from domain.programmes import ApprenticeshipStatus
from domain.roles import Door
from models.audit import AuditEntry
from models.deadlines import Deadline
from models.training import Apprenticeship
from tests.cast import NOON
from usecases import arrange_missing as module
from usecases.arrange_missing import arrange_missing
from usecases.move_deadline import cancel_deadline

KINDS = ["agreement_end", "final", "midterm"]


async def kinds(training: int) -> list[str]:
    return sorted(str(one.kind) for one in await Deadline.filter(apprenticeship_id=training))


async def test_agreements_without_deadlines_get_theirs_once(shop):
    assert await arrange_missing(now=NOON) == 2
    assert await kinds(shop.lin_training) == await kinds(shop.huang_training) == KINDS
    recorded = await AuditEntry.all().count()
    assert await arrange_missing(now=NOON) == 0
    assert (await Deadline.all().count(), await AuditEntry.all().count()) == (6, recorded)


async def test_what_an_administrator_cancelled_stays_cancelled(shop):
    await arrange_missing(now=NOON)
    one = await Deadline.filter(apprenticeship_id=shop.lin_training, kind="midterm").get()
    await cancel_deadline(Door.COMMAND_LINE, one.id, now=NOON)
    await arrange_missing(now=NOON)
    assert (await Deadline.get(id=one.id)).state == "cancelled"


async def test_those_that_are_over_or_suspended_get_none(shop):
    await Apprenticeship.filter(id=shop.lin_training).update(ends_on=date(2026, 11, 1))
    await Apprenticeship.filter(id=shop.huang_training).update(status=ApprenticeshipStatus.SUSPENDED)
    assert await arrange_missing(now=NOON) == 0
    assert await Deadline.all().count() == 0


async def test_a_run_that_is_cut_off_goes_on(shop, monkeypatch):
    monkeypatch.setattr(module, "PIECE", 1)
    real, calls = module.arrange_deadlines, []

    async def cut_off(*words, **more):
        if calls:
            raise ConnectionError
        calls.append(words)
        await real(*words, **more)

    monkeypatch.setattr(module, "arrange_deadlines", cut_off)
    with pytest.raises(ConnectionError):
        await arrange_missing(now=NOON)
    assert await Deadline.all().count() == 3
    monkeypatch.setattr(module, "arrange_deadlines", real)
    assert await arrange_missing(now=NOON) == 1
    assert await Deadline.all().count() == 6
