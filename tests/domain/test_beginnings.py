"""The signs that are looked at first leave out nothing that can be read."""

from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import DURATION
from domain.days import _FORMS, DAY_BEGINS
from domain.phrases import NUMBER_BEGINS
from domain.spans import SPAN


@given(st.one_of([st.from_regex(pattern) for _, pattern, _ in _FORMS]))
def test_no_day_begins_with_another_sign(text):
    for at in range(len(text)):
        if any(pattern.match(text, at) for _, pattern, _ in _FORMS):
            assert text[at] in DAY_BEGINS


@given(st.one_of(st.from_regex(SPAN), st.from_regex(DURATION)))
def test_no_amount_begins_with_another_sign(text):
    for at in range(len(text)):
        if SPAN.match(text, at) or DURATION.match(text, at):
            assert text[at] in NUMBER_BEGINS
