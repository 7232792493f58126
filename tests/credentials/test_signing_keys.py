"""The keys that sign: made once, replaced by command, never read again once retired."""

import asyncio
from datetime import timedelta

import pytest

from domain.audit import Event
from domain.issuer_keys import CompromisedInFuture, KeyPurpose, NoSuchKey, thumbprint
from domain.roles import Door
from models.audit import AuditEntry
from models.certificates import SigningKey
from models.statement import Statement
from tests.cast import NOON
from usecases.rotate_keys import compromise_key, list_keys, rotate_keys
from usecases.signing_keys import current_signer, published_keys

OF = KeyPurpose.CREDENTIAL
LATER = NOON + timedelta(days=1)


async def events() -> list[str]:
    return [entry.event for entry in await AuditEntry.all().order_by("id")]


async def rotate():
    return await rotate_keys(Door.COMMAND_LINE, OF, now=LATER)


async def test_the_first_signature_makes_the_key_and_the_next_uses_it(database):
    first = await current_signer(OF, now=NOON)
    assert (await current_signer(OF, now=LATER)).kid == first.kid
    assert await events() == [Event.KEY_CREATED]


async def test_ten_at_once_make_one_key(database):
    signers = await asyncio.gather(*[current_signer(OF, now=NOON) for _ in range(10)])
    assert len({signer.kid for signer in signers}) == 1
    assert await SigningKey.all().count() == 1


async def test_the_secret_half_is_sealed_in_the_database(database):
    signer = await current_signer(OF, now=NOON)
    row = await Statement("SELECT private, public, kid FROM signing_key").row()
    assert row
    assert row["private"].startswith("v2.")
    assert row["kid"] == signer.kid == thumbprint(row["public"])


async def test_after_a_rotation_the_new_one_signs_and_both_are_published(database):
    old = await current_signer(OF, now=NOON)
    new = await rotate()
    assert (await current_signer(OF, now=LATER)).kid == new.kid != old.kid
    assert [thumbprint(public) for public in await published_keys(OF)] == [new.kid, old.kid]
    assert await events() == [Event.KEY_CREATED, Event.KEY_RETIRED, Event.KEY_CREATED]


async def test_a_retired_key_has_no_secret_half_any_more(database):
    old = await current_signer(OF, now=NOON)
    await rotate()
    assert (await SigningKey.get(kid=old.kid)).private == ""


async def test_a_compromised_key_is_replaced_and_published_no_more(database):
    bad = await current_signer(OF, now=NOON)
    await compromise_key(Door.COMMAND_LINE, bad.kid, NOON, now=LATER)
    good = await current_signer(OF, now=LATER)
    assert good.kid != bad.kid
    assert [thumbprint(public) for public in await published_keys(OF)] == [good.kid]


async def test_telling_it_again_keeps_the_earlier_moment_and_the_new_key(database):
    bad = await current_signer(OF, now=NOON)
    for since in (NOON, LATER, NOON - timedelta(days=3)):
        await compromise_key(Door.COMMAND_LINE, bad.kid, since, now=LATER)
    told = {key.kid: key.compromised_at for key in await list_keys()}
    assert told.pop(bad.kid) == NOON - timedelta(days=3)
    assert list(told.values()) == [None]


async def test_keys_of_other_purposes_are_left_alone(database):
    checkpoint = await current_signer(KeyPurpose.CHECKPOINT, now=NOON)
    await rotate()
    assert (await current_signer(KeyPurpose.CHECKPOINT, now=LATER)).kid == checkpoint.kid


async def test_an_unknown_key_and_a_day_to_come_are_refused(database):
    with pytest.raises(NoSuchKey):
        await compromise_key(Door.COMMAND_LINE, "nobody", NOON, now=LATER)
    with pytest.raises(CompromisedInFuture):
        await compromise_key(Door.COMMAND_LINE, "nobody", LATER, now=NOON)
