"""Codes and digits, however they are typed."""

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.invitations import (
    ALPHABET,
    LENGTH,
    needs_guardian,
    new_code,
    read_code,
    read_digits,
    split_digits,
)


def test_no_two_signs_of_a_code_look_alike():
    pairs = ("0O", "1I", "1L", "2Z", "5S", "8B", "UV")
    assert [pair for pair in pairs if set(pair) <= set(ALPHABET)] == []
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_a_new_code_can_be_read():
    code = new_code(secrets.choice)
    assert len(code) == LENGTH
    assert read_code(code) == code


@pytest.mark.parametrize(
    "typed", ["7kx4m2pq", "７ＫＸ４Ｍ２ＰＱ", "7KX4-M2PQ", " 7KX4 M2PQ ", "7KX4·M2PQ", "7KX4MZPQ"]
)
def test_a_code_is_read_in_any_width_and_case(typed):
    assert read_code(typed) == "7KX4M2PQ"


@pytest.mark.parametrize(
    "typed", ["", "7KX4M2P", "7KX4M2PQQ", "7KX4M2P0", "七KX4M2PQ", "7KX4M2P\x00", "😀" * 8]
)
def test_what_can_be_no_code_is_none(typed):
    assert read_code(typed) is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("7KX4M2PQ 1234", ("7KX4M2PQ", "1234")),
        ("7KX4M2PQ1234", ("7KX4M2PQ", "1234")),
        ("７KX4M2PQ，１２３４", ("7KX4M2PQ", "1234")),
        ("7KX4M2PQ 17000001234", ("7KX4M2PQ", "1234")),
        ("7KX4 2345", ("7KX4 2345", "")),
        ("7KX4M2PQ", ("7KX4M2PQ", "")),
        ("7KX4M2PQ 123", ("7KX4M2PQ 123", "")),
    ],
)
def test_a_line_may_hold_the_digits_too(line, parts):
    assert split_digits(line) == parts


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1234", "1234"),
        ("１２ ３４", "1234"),
        ("17000001234", "1234"),
        ("123", None),
        ("12345", None),
        ("一二三四", None),
        ("后四位1234", None),
        ("٤٤٤٤", None),
    ],
)
def test_digits_are_read_alone_or_with_the_whole_phone(typed, digits):
    assert read_digits(typed) == digits


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    read_digits(text)
    code, _ = split_digits(text)
    assert read_code(code) is None or len(read_code(code) or "") == LENGTH


def test_a_guardian_is_needed_until_the_fourteenth_birthday():
    assert needs_guardian(date(2012, 11, 21), date(2026, 11, 20))
    assert not needs_guardian(date(2012, 11, 21), date(2026, 11, 21))
    assert not needs_guardian(None, date(2026, 11, 21))
