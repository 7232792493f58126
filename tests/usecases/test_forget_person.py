"""删除个人信息: the person is gone, what the law keeps stands, and the trail still agrees."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.programmes import ApprenticeshipStatus
from domain.roles import Role
from models.audit import AuditEntry
from models.certificates import Certificate
from models.conversation import Dialog, InboundMessage
from models.deliveries import Delivery
from models.hours import Evidence, HoursEntry
from models.organizations import Organization
from models.people import Identity, Person
from models.training import Apprenticeship, Mentorship
from tests.cast import APP, NOON, TODAY, contact, person
from tests.certified import TRAINING, decided
from tests.trails import found
from tests.usecases.claims import claim
from texts import trace
from usecases.add_evidence import add_evidence
from usecases.begin_trail import begin_anew
from usecases.fetch_evidence import fetch_evidence
from usecases.forget_person import ForgetReason, StillInTraining, forget_person, look_before_forgetting
from usecases.issue_certificate import issue_certificate
from usecases.log_hours import log_hours
from usecases.manages import PersonUnknown, person_by_phone
from usecases.seal_trail import seal_trail
from usecases.trace_certificate import trace_certificate

LATER = NOON + timedelta(days=1)
PICTURE = b"\xff\xd8\xff\xe0picture"


class Files:
    """Deletes in a folder, and remembers the names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lost: list[str] = []

    def lose(self, names) -> None:
        self.lost += names
        for name in names:
            (self.folder / name).unlink()


@pytest.fixture
async def files(shop, tmp_path) -> Files:
    """林子轩 wrote hours with a picture, has a certificate and a WeChat account, and has finished."""
    await contact(shop.lin)
    await decided(shop, shop.lin)
    await shop.entry(shop.lin)
    await begin_anew(now=NOON)
    await log_hours(shop.lin, claim(), now=NOON)
    await add_evidence(shop.lin, "image", "m1", now=NOON)
    await fetch_evidence(picture, tmp_path, now=NOON)
    await issue_certificate(shop.admin, 1, TRAINING, now=NOON)
    await InboundMessage.create(
        key="k", openid=f"openid-{shop.lin.person_id}", kind="text", received_at=NOON, answer="林子轩"
    )
    await Dialog.create(app=APP, openid=f"openid-{shop.lin.person_id}", facts={"content": "车床"})
    return Files(tmp_path)


async def picture(media_id: str) -> bytes:
    return PICTURE


async def finish(shop):
    """As the roster's import would; the trail is told."""
    await Apprenticeship.filter(id=shop.lin_training).update(status=ApprenticeshipStatus.FINISHED)
    await begin_anew(now=NOON)


async def forget(shop, files, reason="本人申请"):
    return await forget_person(shop.admin, shop.lin.person_id, reason, lose=files.lose, now=LATER)


async def test_nothing_that_names_the_person_is_left(shop, files):
    await finish(shop)
    phone = (await Person.get(id=shop.lin.person_id)).phone
    done = await forget(shop, files)
    assert (done.entries, done.certificates, done.accounts, done.pictures) == (2, 1, 1, 1)
    left = await Person.get(id=shop.lin.person_id)
    assert (left.name, left.phone, left.id_number, left.born_on) == ("***", "", None, None)
    assert left.erased_at == LATER
    assert await Identity.filter(person_id=left.id).count() == 0
    assert await InboundMessage.all().count() == await Dialog.all().count() == 0
    assert {str(row.facts) for row in await Delivery.filter(person_id=left.id)} <= {"{}"}
    assert await Delivery.filter(person_id=left.id, state="waiting").count() == 0
    with pytest.raises(PersonUnknown):
        await person_by_phone(phone)


async def test_pictures_are_deleted_and_their_digest_stays(shop, files):
    await finish(shop)
    await forget(shop, files)
    piece = await Evidence.get()
    assert (len(files.lost), piece.file, len(piece.sha256)) == (1, "", 64)
    assert [path for path in files.folder.rglob("*") if path.is_file()] == []


async def test_the_trail_still_agrees_and_tells_who_erased_and_why(shop, files, database, tmp_path):
    await finish(shop)
    await forget(shop, files)
    told = await AuditEntry.get(subject=f"person:{shop.lin.person_id}", event="person.forgotten")
    assert (told.actor_id, told.after) == (shop.admin.person_id, {"reason": "本人申请"})
    await seal_trail()
    assert await found(database, tmp_path) == []


async def test_hours_stay_and_the_certificate_can_still_be_traced(shop, files):
    await finish(shop)
    await forget(shop, files)
    assert await HoursEntry.filter(person_id=shop.lin.person_id).count() == 2
    certificate = await Certificate.get()
    assert certificate.snapshot["name"] == "林子轩"
    assert certificate.number in trace.text(
        await trace_certificate(shop.admin, certificate.number, now=LATER)
    )


async def test_not_while_an_agreement_runs(shop, files):
    for who in (shop.lin, shop.wang):
        with pytest.raises(StillInTraining):
            await look_before_forgetting(shop.admin, who.person_id, now=LATER)
        with pytest.raises(StillInTraining):
            await forget_person(shop.admin, who.person_id, "本人申请", lose=files.lose, now=LATER)
    await Mentorship.filter(mentor_id=shop.chen.person_id).update(until=TODAY)
    assert (await look_before_forgetting(shop.admin, shop.chen.person_id, now=LATER)).entries == 0


async def test_only_with_a_reason_and_only_by_who_may(shop, files):
    await finish(shop)
    with pytest.raises(ForgetReason):
        await forget(shop, files, " ")
    far = await Organization.create(name="外地机械", kind="enterprise")
    stranger = await person("孙丽", Role.ADMINISTRATOR, far)
    with pytest.raises(PersonUnknown):
        await forget_person(stranger, shop.lin.person_id, "本人申请", lose=files.lose, now=LATER)
    assert (await Person.get(id=shop.lin.person_id)).name == "林子轩"


async def test_a_picture_that_cannot_be_deleted_leaves_everything_as_it_was(shop, files):
    await finish(shop)

    def fail(names):
        raise PermissionError

    with pytest.raises(PermissionError):
        await forget_person(shop.admin, shop.lin.person_id, "本人申请", lose=fail, now=LATER)
    assert (await Person.get(id=shop.lin.person_id)).name == "林子轩"
    assert (await forget(shop, files)).pictures == 1
