"""Bits that say what doesn't hold, and the names of who signs them."""

import base64
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.issuer_keys import from_base64url, issuer_id, thumbprint, to_base64url
from domain.status_entries import LIST_ENTRIES
from domain.status_lists import LARGEST_LIST, encoded, is_set

PLACES = st.sets(st.integers(0, LIST_ENTRIES - 1), max_size=50)


@settings(deadline=None)
@given(PLACES, st.integers(0, LIST_ENTRIES - 1))
def test_a_place_is_set_if_it_was_given(places, place):
    assert is_set(encoded(places), place) == (place in places)


def test_the_first_place_is_the_leftmost_bit_of_16_kilobytes():
    """Bitstring Status List 1.0, 3.2 and 3.3."""
    raw = gzip.decompress(base64.urlsafe_b64decode(encoded([0])[1:] + "=="))
    assert (len(raw), raw[0], sum(raw)) == (16 * 1024, 0x80, 0x80)


@pytest.mark.parametrize("place", [-1, LIST_ENTRIES])
def test_a_place_outside_is_no_answer(place):
    with pytest.raises(ValueError, match="no such place"):
        is_set(encoded([]), place)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "z" + encoded([])[1:],
        encoded([])[:-4],
        encoded([]) + "AAAA",
        "u" + to_base64url(gzip.compress(bytes(100), mtime=0)),
        "u" + to_base64url(gzip.compress(bytes(LARGEST_LIST + 1), mtime=0)),
    ],
)
def test_a_list_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        is_set(text, 0)


@pytest.mark.parametrize(
    ("site", "issuer"),
    [
        ("https://xuetu.example.cn", "did:web:xuetu.example.cn"),
        ("https://xuetu.example.cn:8443", "did:web:xuetu.example.cn%3A8443"),
        ("https://example.cn/jiangmiao/zhuhai", "did:web:example.cn:jiangmiao:zhuhai"),
    ],
)
def test_an_issuer_is_named_by_its_address(site, issuer):
    assert issuer_id(site) == issuer


def test_a_thumbprint_is_that_of_the_standard():
    """RFC 8037, A.3."""
    assert (
        thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    )


@given(st.binary(max_size=40))
def test_bytes_have_one_spelling(raw):
    text = to_base64url(raw)
    assert from_base64url(text) == raw
    for other in (text + "=", text + "A" * (4 - len(text) % 4 or 1), f" {text}"):
        try:
            assert from_base64url(other) != raw
        except ValueError:
            continue
