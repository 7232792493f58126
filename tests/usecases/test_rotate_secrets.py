"""A new secret key: everything sealed before still opens, is found, and is sealed anew piece by piece."""

import pytest
from cryptography.exceptions import InvalidTag

from domain.roles import Door
from models import secrecy
from models.audit import AuditEntry
from models.certificates import SigningKey
from models.people import Person
from models.secrecy import Keyring, keyring
from models.statement import Statement
from tests.cast import NOON
from tests.conftest import SECRET
from tests.trails import found
from tests.usecases.claims import claim
from usecases import rotate_secrets as rotating
from usecases.begin_trail import begin_anew
from usecases.find_people import find_people
from usecases.log_hours import log_hours
from usecases.manages import person_by_phone
from usecases.rotate_secrets import rotate_secrets
from usecases.seal_trail import seal_trail

NEW = "another-secret-for-tests-only-0123456789"
NUMBER = "440499200805060130"
_STORED = Statement("SELECT phone, id_number FROM person ORDER BY id")


@pytest.fixture
async def phone(shop):
    """林子轩's, who has an identity number and wrote hours; then the key changes."""
    lin = await Person.get(id=shop.lin.person_id)
    lin.id_number, lin.id_number_index = NUMBER, keyring().index(NUMBER)
    await lin.save()
    await SigningKey.create(kid="k", purpose="credential", public="p", private="secret seed", created_at=NOON)
    await begin_anew(now=NOON)
    await log_hours(shop.lin, claim(), now=NOON)
    secrecy.use(NEW, SECRET)
    yield lin.phone
    secrecy.use(SECRET)


async def rotate():
    return await rotate_secrets(Door.COMMAND_LINE, now=NOON, report=lambda people: None)


async def test_before_anything_is_sealed_anew_it_opens_and_is_found(shop, phone):
    assert (await Person.get(id=shop.lin.person_id)).id_number == NUMBER
    assert await person_by_phone(phone) == shop.lin.person_id
    assert len((await find_people(Door.COMMAND_LINE, phone, now=NOON)).people) == 1


async def test_afterwards_the_new_key_alone_opens_and_finds(shop, phone):
    done = await rotate()
    assert (done.people, done.signing_keys, done.key) == (await Person.all().count(), 1, keyring().key_id)
    secrecy.use(NEW)
    assert (await Person.get(id=shop.lin.person_id)).id_number == NUMBER
    assert await person_by_phone(phone) == shop.lin.person_id
    assert (await SigningKey.get()).private == "secret seed"
    stored = [value for row in await _STORED.rows() for value in row.values() if value]
    assert {value.startswith(f"v2.{keyring().key_id}.") for value in stored} == {True}


async def test_the_trail_agrees_before_and_after(shop, phone, database, tmp_path):
    await seal_trail()
    assert await found(database, tmp_path) == []
    await rotate()
    await seal_trail()
    assert await found(database, tmp_path) == []


async def test_cut_short_it_goes_on_where_it_stopped(shop, phone, monkeypatch):
    monkeypatch.setattr(rotating, "PIECE", 2)

    def stop(people):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await rotate_secrets(Door.COMMAND_LINE, now=NOON, report=stop)
    assert await person_by_phone(phone) == shop.lin.person_id
    assert (await rotate()).people == await Person.all().count() - 2
    assert (await rotate()).people == 0
    assert await AuditEntry.filter(event="secrets.rotated").count() == 4


def test_what_the_first_version_sealed_still_opens():
    ring = Keyring(SECRET)
    sealed = "v1." + ring.seal("17000000001").rpartition(".")[2]
    assert ring.open(sealed) == Keyring(NEW, SECRET).open(sealed) == "17000000001"
    with pytest.raises(InvalidTag):
        Keyring(NEW).open(sealed)
