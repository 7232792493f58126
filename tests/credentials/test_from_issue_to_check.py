"""A certificate of each kind as it is really issued: printed, checked on the page, signed, verified, decided about."""

import pytest

from domain.certificates import digest_of
from domain.grading import AssessmentKind
from domain.roles import Door
from models.certificates import Certificate
from tests.cast import NOON
from tests.certified import GRADE, POST, TRAINING, decided
from tests.credentials.certificates import SITE
from tests.credentials.forging import saved
from tests.handlers.employer import employer
from usecases.check_credential import check_credential
from usecases.issue_certificate import issue_certificate
from usecases.reissue_certificate import reissue_certificate
from usecases.revoke_certificate import revoke_certificate
from usecases.suspend_certificates import restore_certificate, suspend_certificate
from usecases.verify_credential import verify_credential

__all__ = ["employer"]

FACTS = {GRADE.code: {"kind": AssessmentKind.GRADE, "grade": 3}}


async def issued(shop, kind) -> Certificate:
    assessment = await decided(shop, shop.lin, **FACTS.get(kind.code, {}))
    await issue_certificate(Door.COMMAND_LINE, assessment, kind, now=NOON)
    return await Certificate.get()


async def holds(row: Certificate) -> tuple[bool, bool]:
    """By saved files, and by the service itself."""
    held = await saved(row)
    own = await check_credential(held.token, site=SITE, now=NOON)
    return verify_credential(held.token, held.against, now=NOON).valid, own.valid


@pytest.mark.parametrize("kind", [TRAINING, GRADE, POST], ids=lambda kind: kind.code)
async def test_it_is_shown_printed_and_verified(employer, shop, kind):
    row = await issued(shop, kind)
    status, page = await employer.reads(f"/v/{row.code}")
    assert (status, kind.name in page, row.snapshot["body"] in page, row.number in page) == (
        200,
        True,
        True,
        True,
    )
    assert (await employer.ask(f"/v/{row.code}.jwt"))[0].status == 200
    _, told = await employer.program_reads(f"/v/{row.code}")
    assert told["sha256"] == digest_of(told["certificate"])
    assert await holds(row) == (True, True)


async def test_it_holds_no_more_from_the_moment_of_each_decision(employer, shop):
    row = await issued(shop, TRAINING)

    async def state() -> str:
        return str((await employer.program_reads(f"/v/{row.code}"))[1]["state"])

    await suspend_certificate(Door.COMMAND_LINE, row.number, "核对学时", now=NOON)
    assert (await state(), await holds(row)) == ("suspended", (False, False))
    await restore_certificate(Door.COMMAND_LINE, row.number, "核对无误", now=NOON)
    assert (await state(), await holds(row)) == ("valid", (True, True))
    await reissue_certificate(Door.COMMAND_LINE, row.number, "姓名有误", now=NOON)
    assert (await state(), await holds(row)) == ("reissued", (False, False))
    new = await Certificate.get(replaces_id=row.id)
    assert await holds(new) == (True, True)
    await revoke_certificate(Door.COMMAND_LINE, new.number, "冒名", now=NOON)
    assert await holds(new) == (False, False)
