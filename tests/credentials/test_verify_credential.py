"""A credential holds as it was signed, by saved keys and lists alone; nothing that a forger makes of it does."""

from datetime import date, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from domain.certificate_states import CertificateState
from domain.credential_checks import NEEDED, Trusted, Why, read_trusted
from domain.issuer_keys import KeyPurpose, key_id, thumbprint, to_base64url
from domain.roles import Door
from models.certificates import Certificate
from tests.cast import NOON
from tests.credentials.certificates import ISSUER, SITE, certificate
from tests.credentials.forging import altered, keyed_by_public, parts, put_together, saved, unsigned
from usecases.rotate_keys import compromise_key, rotate_keys
from usecases.signing_keys import Signer, sign_claims
from usecases.verify_credential import Against, verify_credential

FORGED_CASES = 1000


@pytest.fixture
async def held(shop):
    """What a verifier saved of a valid certificate."""
    return await saved(await certificate(shop, expires_on=date(2029, 11, 20)))


def whys(token: str, against: Against, now=NOON) -> set[Why]:
    verdict = verify_credential(token, against, now=now)
    assert not verdict.valid
    return {finding.why for finding in verdict.findings if finding.why}


async def test_as_it_was_signed_it_holds_and_says_what_the_certificate_says(held):
    verdict = verify_credential(held.token, held.against, now=NOON)
    assert verdict.valid
    assert {finding.check for finding in verdict.findings} == NEEDED
    subject = verdict.says["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "林子轩"
    assert subject["achievement"]["achievementType"] == "ApprenticeshipCertificate"
    assert subject["creditsEarned"] == 520.44
    assert verdict.says["issuer"] == {"id": ISSUER, "type": ["Profile"], "name": "海晟智能装备"}


async def test_the_jwk_set_serves_as_well_as_the_did_document(held):
    assert read_trusted(held.jwks) == read_trusted(held.did)


async def test_a_thousand_changed_members_never_hold(held):
    forged = set(altered(held.token)) - {held.token}
    count = len(forged)
    shown_valid = sum(verify_credential(token, held.against, now=NOON).valid for token in forged)
    assert count >= FORGED_CASES
    assert shown_valid == 0


async def test_no_changed_letter_holds(held):
    for place, letter in enumerate(held.token):
        other = held.token[:place] + ("A" if letter != "A" else "B") + held.token[place + 1 :]
        assert not verify_credential(other, held.against, now=NOON).valid, place


async def test_alg_none_and_the_public_key_as_a_secret_never_hold(held):
    public = held.jwks["keys"][0]["x"]
    for token in [*unsigned(held.token), *keyed_by_public(held.token, public)]:
        assert whys(token, held.against) <= {Why.OTHER_ALGORITHM, Why.UNREADABLE}


async def test_another_signer_never_holds_whatever_the_header_names(held):
    """A forger's own key, under the issuer's name, its own, or brought along in the header."""
    _, payload, _ = parts(held.token)
    forger = Ed25519PrivateKey.generate()
    public = to_base64url(forger.public_key().public_bytes_raw())
    named = held.jwks["keys"][0]["kid"]
    own = key_id(SITE, thumbprint(public))
    brought = {"kty": "OKP", "crv": "Ed25519", "x": public}
    headers = [{"kid": named}, {"kid": own}, {"kid": named, "jwk": brought}, {"jwk": brought}, {}]
    for header in headers:
        token = jwt.encode(payload, forger, algorithm="EdDSA", headers={"typ": "JWT", **header})
        assert whys(token, held.against) <= {Why.SIGNATURE_WRONG, Why.UNKNOWN_KEY, Why.OTHER_ALGORITHM}


async def test_an_issuer_does_not_sign_for_another(held):
    """Somebody else's real keys and lists don't make this one theirs, nor the other way round."""
    _, payload, _ = parts(held.token)
    other = Ed25519PrivateKey.generate()
    public = to_base64url(other.public_key().public_bytes_raw())
    site = "https://elsewhere.example"
    token = sign_claims(Signer(thumbprint(public), other), payload, site=site)
    theirs = Against(
        Trusted("did:web:elsewhere.example", {key_id(site, thumbprint(public)): public}), held.lists
    )
    assert Why.OTHER_ISSUER in whys(token, theirs)
    assert whys(held.token, theirs) == {Why.UNKNOWN_KEY}


async def test_members_that_differ_from_the_claims_never_hold(shop, held):
    """Even signed by the right key: what an older verifier reads must be what a newer one reads."""
    _, payload, _ = parts(held.token)
    key = Ed25519PrivateKey.generate()
    public = to_base64url(key.public_key().public_bytes_raw())
    ours = Against(Trusted(ISSUER, {key_id(SITE, thumbprint(public)): public}))
    for claim, value in (
        ("iss", "did:web:x"),
        ("jti", "x"),
        ("sub", "x"),
        ("nbf", 0),
        ("exp", 2**40),
        ("aud", "x"),
    ):
        token = sign_claims(Signer(thumbprint(public), key), payload | {claim: value}, site=SITE)
        assert Why.CLAIMS_DIFFER in whys(token, ours)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (CertificateState.REVOKED, Why.REVOKED),
        (CertificateState.REISSUED, Why.REVOKED),
        (CertificateState.SUSPENDED, Why.SUSPENDED),
    ],
)
async def test_what_was_decided_stands_in_the_list_at_once(shop, state, why):
    row = await certificate(shop)
    other = await saved(await certificate(shop))
    await Certificate.filter(id=row.id).update(state=state)
    now = await saved(row)
    assert whys(now.token, now.against) == {why}
    assert verify_credential(other.token, now.against, now=NOON).valid


async def test_a_suspension_that_is_lifted_leaves_the_list(shop):
    row = await certificate(shop, state=CertificateState.SUSPENDED)
    await saved(row)
    await Certificate.filter(id=row.id).update(state=CertificateState.VALID)
    now = await saved(row)
    assert verify_credential(now.token, now.against, now=NOON).valid


async def test_a_list_of_yesterday_proves_nothing_today(held):
    assert whys(held.token, held.against, NOON + timedelta(hours=25)) == {Why.LIST_STALE}
    assert whys(held.token, held.against, NOON - timedelta(hours=1)) == {Why.LIST_STALE}


async def test_without_a_list_nothing_is_called_valid(held):
    assert whys(held.token, Against(held.trusted)) == {Why.LIST_MISSING}
    assert whys(held.token, Against(held.trusted, held.lists[:1])) == {Why.LIST_MISSING}


async def test_a_forged_list_clears_nobody(shop):
    row = await certificate(shop, state=CertificateState.REVOKED)
    held = await saved(row)
    clean = await saved(await certificate(shop, status_index=200_000))
    header, payload, signature = parts(held.lists[0])
    _, other, _ = parts(held.lists[1])
    emptied = payload | {"credentialSubject": other["credentialSubject"] | {"statusPurpose": "revocation"}}
    forged = put_together(header, emptied, signature)
    # Somebody else's list under this purpose, and the list of suspensions in the place of the other.
    for lists in ((forged, held.lists[1]), (held.lists[1], held.lists[1]), (clean.token, held.lists[1])):
        assert whys(held.token, Against(held.trusted, lists)) & {Why.LIST_UNSOUND, Why.LIST_MISSING}


async def test_before_its_day_and_after_its_last_it_does_not_hold(shop, held):
    assert Why.NOT_YET in whys(held.token, held.against, NOON - timedelta(days=2))
    assert Why.EXPIRED in whys(held.token, held.against, NOON + timedelta(days=1200))


async def test_after_two_rotations_it_still_holds_and_after_a_compromise_no_more(shop, held):
    row = await Certificate.get()
    for _ in range(2):
        await rotate_keys(Door.COMMAND_LINE, KeyPurpose.CREDENTIAL, now=NOON)
    rotated = await saved(row)
    assert rotated.token == held.token
    assert verify_credential(held.token, rotated.against, now=NOON).valid
    await compromise_key(Door.COMMAND_LINE, (await Certificate.get()).key_id, NOON, now=NOON)
    anew = await saved(row)
    assert whys(held.token, anew.against) == {Why.UNKNOWN_KEY}
    assert verify_credential(anew.token, anew.against, now=NOON).valid


@given(st.one_of(st.text(max_size=60), st.text(alphabet="AQeyJ._-={}", max_size=200)))
def test_whatever_is_brought_is_answered(text):
    trusted = Trusted(ISSUER, {})
    assert not verify_credential(text, Against(trusted), now=NOON).valid


@pytest.mark.parametrize(
    "document", [[], {}, {"keys": []}, {"keys": [1]}, {"keys": [{"kty": "RSA"}]}, "x", 1, None]
)
def test_what_are_no_keys_is_refused(document):
    with pytest.raises(ValueError, match=r"key|neither"):
        read_trusted(document)
