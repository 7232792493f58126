"""What only the service can make of a text."""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from models.secrecy import Keyring

SECRET = "a-secret-of-this-test-only-0123456789"


@given(st.binary(max_size=300))
def test_a_tag_is_an_hmac_as_anybody_else_makes_it(data):
    key = HKDF(SHA256(), 32, salt=b"jiangmiao", info=b"trail").derive(SECRET.encode())
    assert Keyring(SECRET).tag(data) == hmac.new(key, data, hashlib.sha256).hexdigest()


def test_the_newest_keys_tag_comes_first():
    rings = Keyring("new" * 12), Keyring("old" * 12)
    assert Keyring("new" * 12, "old" * 12).tags(b"x") == [ring.tag(b"x") for ring in rings]
