"""Numbers, last days and states of certificates, and the digest that binds what they say."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.certificate_kinds import Version, last_day, number_of, series_of
from domain.certificate_states import CertificateState
from domain.certificates import WrongState, check_step, code_of, digest_of
from usecases.certificate_kinds import kinds

TRAINING = kinds()["training_completion"]
VERSION = TRAINING.versions[0]
STATES = list(CertificateState)
DAYS = st.dates(date(2022, 1, 1), date(2090, 12, 31))
ENDLESS = {"training_completion", "skill_grade", "post_appointment"}


def of_months(months: int) -> Version:
    return replace(VERSION, valid_months=months)


def test_a_number_names_its_kind_year_and_issuer():
    series = series_of(VERSION, 12, date(2026, 11, 20))
    assert number_of(VERSION, series, 17) == "PX2026-0012-000017"
    assert number_of(VERSION, series, 12_345_678) == "PX2026-0012-12345678"


def test_no_two_kinds_share_a_series():
    made = [
        {series_of(version, 1, date(2026, 1, 1)) for version in kind.versions} for kind in kinds().values()
    ]
    assert len(set.union(*made)) == sum(map(len, made))


def test_the_version_that_had_begun_is_the_one_that_words_it():
    newer = replace(VERSION, version=2, since=date(2027, 1, 1))
    kind = replace(TRAINING, versions=(newer, VERSION))
    assert kind.version_on(date(2026, 12, 31)) == VERSION
    assert kind.version_on(date(2027, 1, 1)) == newer
    assert kind.version_on(date(2022, 10, 30)) is None


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        ("2026-11-20", 36, "2029-11-20"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_the_last_day_is_that_day_of_the_month_or_the_months_last(issued, months, until):
    assert last_day(of_months(months), date.fromisoformat(issued)) == date.fromisoformat(until)


@given(DAYS, st.integers(1, 240))
def test_a_last_day_lies_so_many_months_ahead(issued, months):
    until = last_day(of_months(months), issued)
    assert until is not None
    assert (until.year - issued.year) * 12 + until.month - issued.month == months
    assert until.day == min(issued.day, monthrange(until.year, until.month)[1])


def test_what_has_no_end_has_no_last_day():
    assert {code for code, kind in kinds().items() if not kind.versions[0].valid_months} == ENDLESS
    assert last_day(VERSION, date(2026, 11, 20)) is None


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_22_characters_that_an_address_takes(random):
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", code_of(random))


@pytest.mark.parametrize("wished", STATES)
def test_nothing_leads_out_of_what_is_final(wished):
    for state in (CertificateState.REVOKED, CertificateState.REISSUED):
        with pytest.raises(WrongState):
            check_step("PX2026-0001-000001", state, wished)


VALUES = st.recursive(
    st.none() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, min_size=1, max_size=5), st.data())
def test_every_word_is_bound_by_the_digest_and_no_order_matters(says, data):
    name = data.draw(st.sampled_from(sorted(says)))
    assert digest_of(dict(reversed(says.items()))) == digest_of(says)
    other = data.draw(VALUES.filter(lambda value: value != says[name]))
    assert digest_of(says | {name: other}) != digest_of(says)
