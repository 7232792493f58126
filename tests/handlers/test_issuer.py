"""What verifiers fetch: keys and status lists, and the credential that names them."""

import asyncio
from datetime import timedelta

import pytest

from domain.audit import Event
from domain.certificate_states import CertificateState
from domain.status_entries import LIST_ENTRIES
from domain.status_lists import is_set
from models.audit import AuditEntry
from models.certificates import Certificate, SigningKey
from tests.cast import NOON
from tests.credentials.certificates import ISSUER, SITE, certificate
from tests.handlers.employer import employer
from usecases.sign_credential import sign_credential
from usecases.signing_keys import read_claims

__all__ = ["employer"]


async def bits(employer, path: str) -> str:
    answer, token = await employer.ask(path)
    assert (answer.status, answer.content_type) == (200, "application/vc+jwt")
    return read_claims(token)["credentialSubject"]["encodedList"]


async def test_every_address_in_a_credential_leads_somewhere(employer, shop):
    row = await certificate(shop)
    _, token = await employer.ask(f"/v/{row.code}.jwt")
    says = read_claims(token)
    for url in (says["id"], *[entry["statusListCredential"] for entry in says["credentialStatus"]]):
        assert url.startswith(SITE)
        assert (await employer.ask(url.removeprefix(SITE)))[0].status == 200


async def test_the_keys_are_published_for_verifiers_in_browsers_too(employer):
    for path in ("/.well-known/did.json", "/.well-known/jwks.json"):
        answer, _ = await employer.ask(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
    async with employer.client.get("/.well-known/did.json") as answer:
        did = await answer.json(content_type="application/did+json")
    key = await SigningKey.get()
    assert (did["id"], did["assertionMethod"]) == (ISSUER, [f"{ISSUER}#{key.kid}"])
    assert "d" not in did["verificationMethod"][0]["publicKeyJwk"]


async def test_lists_hold_what_does_not_hold(employer, shop):
    states = [
        CertificateState.REVOKED,
        CertificateState.VALID,
        CertificateState.SUSPENDED,
        CertificateState.REISSUED,
    ]
    rows = [await certificate(shop, state=state) for state in states]
    revoked, suspended = [
        await bits(employer, f"/v/status/0/{name}") for name in ("revocation", "suspension")
    ]
    assert [is_set(revoked, row.status_index) for row in rows] == [True, False, False, True]
    assert [is_set(suspended, row.status_index) for row in rows] == [False, False, True, False]


async def test_the_next_list_begins_with_its_first_certificate(employer, shop):
    assert (await employer.ask("/v/status/1/revocation"))[0].status == 404
    row = await certificate(shop, status_index=LIST_ENTRIES + 7, state=CertificateState.REVOKED)
    assert is_set(await bits(employer, "/v/status/1/revocation"), 7)
    assert not is_set(await bits(employer, "/v/status/0/revocation"), 7)
    _, token = await employer.ask(f"/v/{row.code}.jwt")
    (entry, _) = read_claims(token)["credentialStatus"]
    assert entry["statusListCredential"] == f"{SITE}/v/status/1/revocation"
    assert entry["statusListIndex"] == "7"


async def test_a_second_download_is_the_same_text_and_signed_once(employer, shop):
    row = await certificate(shop)
    first = (await employer.ask(f"/v/{row.code}.jwt"))[1]
    employer.now = NOON + timedelta(days=30)
    assert (await employer.ask(f"/v/{row.code}.jwt"))[1] == first
    assert await AuditEntry.filter(event=Event.CREDENTIAL_SIGNED).count() == 1


async def test_many_who_download_at_once_get_one_text(shop):
    row = await certificate(shop)
    found = await asyncio.gather(*[sign_credential(row.code, site=SITE, now=NOON) for _ in range(10)])
    assert len({each.token for each in found if each}) == 1
    assert await AuditEntry.filter(event=Event.CREDENTIAL_SIGNED).count() == 1


async def test_it_is_signed_anew_once_its_pdf_is_printed(shop):
    row = await certificate(shop)
    before = await sign_credential(row.code, site=SITE, now=NOON)
    await Certificate.filter(id=row.id).update(pdf_sha256="ab" * 32)
    after = await sign_credential(row.code, site=SITE, now=NOON)
    assert "relatedResource" not in read_claims(before.token)
    assert read_claims(after.token)["relatedResource"][0]["digestSRI"].startswith("sha256-q6ur")


@pytest.mark.parametrize("path", ["/v/status/0/message", "/v/status/x/revocation", "/v/status/-1/revocation"])
async def test_what_is_no_list_is_not_found(employer, path):
    assert (await employer.ask(path))[0].status == 404
