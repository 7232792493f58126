"""What others say of our credentials: jose and Digital Bazaar's libraries, run by Node where it is present."""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.certificate_states import CertificateState
from domain.issuer_keys import KeyPurpose
from domain.roles import Door
from models.certificates import Certificate
from tests.cast import NOON
from tests.credentials.certificates import ISSUER, certificate
from tests.credentials.forging import Saved, altered, keyed_by_public, saved, unsigned
from usecases.rotate_keys import compromise_key, rotate_keys

HERE = Path(__file__).parent / "node"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
MOST_SECONDS = 180

Verifier = Callable[..., list[str]]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="no Node here"),
]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The verifier with its libraries, as the lock names them."""
    place = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", "verify.js"):
        shutil.copy(HERE / name, place)
    try:
        done = subprocess.run(
            INSTALL, cwd=place, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm answers too slowly")
    if done.returncode:
        pytest.skip(f"npm can't install: {done.stderr.strip().splitlines()[-1:]}")
    return place


@pytest.fixture
def others_say(folder: Path) -> Verifier:
    """For each token "" where it holds, else why not."""

    def ask(held: Saved, tokens: Sequence[str], now: datetime = NOON) -> list[str]:
        asked = {
            "issuer": ISSUER,
            "keys": held.jwks,
            "lists": held.lists,
            "now": now.isoformat(),
            "tokens": tokens,
        }
        done = subprocess.run(
            ["node", "verify.js"],
            cwd=folder,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=MOST_SECONDS,
            check=True,
        )
        return list(json.loads(done.stdout))

    return ask


async def test_a_valid_credential_holds(shop, others_say):
    held = await saved(await certificate(shop))
    assert others_say(held, [held.token]) == [""]


async def test_no_forgery_holds(shop, others_say):
    """Every member changed in several ways, alg none, the public key as a secret."""
    held = await saved(await certificate(shop))
    public = held.jwks["keys"][0]["x"]
    forged = sorted(
        {*altered(held.token), *unsigned(held.token), *keyed_by_public(held.token, public)} - {held.token}
    )
    count, shown_valid = len(forged), others_say(held, forged).count("")
    assert (count >= 1000, shown_valid) == (True, 0)


@pytest.mark.parametrize(
    "state", [CertificateState.REVOKED, CertificateState.REISSUED, CertificateState.SUSPENDED]
)
async def test_what_was_decided_does_not_hold(shop, others_say, state):
    row = await certificate(shop, state=state)
    other = await saved(await certificate(shop))
    held = await saved(row)
    (why, holds) = others_say(held, [held.token, other.token])
    purpose = "suspension" if state is CertificateState.SUSPENDED else "revocation"
    assert (why, holds) == (f"Error status: {purpose}", "")


async def test_a_stale_list_proves_nothing(shop, others_say):
    held = await saved(await certificate(shop))
    (why,) = others_say(held, [held.token], NOON + timedelta(hours=25))
    assert "exp" in why


async def test_keys_rotate_and_a_compromised_one_is_no_longer_published(shop, others_say):
    row = await certificate(shop)
    held = await saved(row)
    await rotate_keys(Door.COMMAND_LINE, KeyPurpose.CREDENTIAL, now=NOON)
    rotated = await saved(row)
    assert others_say(rotated, [held.token]) == [""]
    await compromise_key(Door.COMMAND_LINE, (await Certificate.get()).key_id, NOON, now=NOON)
    anew = await saved(row)
    (old, new) = others_say(anew, [held.token, anew.token])
    assert ("no applicable key" in old, new) == (True, "")
