"""Identity numbers by GB 11643-1999."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.idcard import IdNumberWrong, check_digit, masked, read_born_on

TODAY = date(2026, 11, 20)
# The standard's own example.
EXAMPLE = "11010519491231002X"


def test_the_standards_example_is_right():
    assert read_born_on(EXAMPLE, TODAY) == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105194912310021", "check_digit"),
        ("110105491231002", "form"),
        ("1101051949123100２X", "form"),
        ("11010519491331002X", "birth"),
        ("11010520261121002X", "birth"),
        ("11010518991231002X", "birth"),
        ("", "form"),
        ("11010519491231002x", "form"),
    ],
)
def test_a_wrong_number_says_where(number, fault):
    with pytest.raises(IdNumberWrong) as wrong:
        read_born_on(number, TODAY)
    assert wrong.value.fault == fault


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
    st.integers(0, 16),
    st.integers(1, 9),
)
def test_one_changed_digit_is_always_noticed(born, serial, place, more):
    first = f"440499{born:%Y%m%d}{serial:03}"
    number = first + check_digit(first)
    assert read_born_on(number, TODAY) == born
    other = str((int(number[place]) + more) % 10)
    with pytest.raises(IdNumberWrong):
        read_born_on(number[:place] + other + number[place + 1 :], TODAY)


def test_a_shown_number_hides_the_birthday():
    assert masked("440499200608230130") == "4404**********0130"
