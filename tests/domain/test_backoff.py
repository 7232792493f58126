"""The pause before the next attempt grows, and is spread."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.backoff import FIRST, GROWTH, MOST_ATTEMPTS, delay, is_last

attempts = st.integers(1, MOST_ATTEMPTS)
seeds = st.integers(0, 10**12)


@given(attempts, seeds)
def test_a_pause_is_at_least_half_of_what_its_attempt_allows(attempt, seed):
    full = FIRST * GROWTH ** (attempt - 1)
    assert full / 2 <= delay(attempt, seed) <= full


@given(seeds)
def test_each_pause_is_longer_than_the_one_before(seed):
    pauses = [delay(attempt, seed) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert all(sooner < later for sooner, later in pairwise(pauses))


@given(attempts, seeds)
def test_the_same_message_waits_the_same_pause(attempt, seed):
    assert delay(attempt, seed) == delay(attempt, seed)


def test_messages_that_failed_together_come_back_apart():
    pauses = sorted(delay(1, seed) for seed in range(1000, 1100))
    assert max(later - sooner for sooner, later in pairwise(pauses)) < timedelta(seconds=1)


def test_the_fifth_attempt_is_the_last():
    assert [is_last(attempt) for attempt in range(1, 6)] == [False, False, False, False, True]
