"""What was said so far is kept as JSON and read back as it was."""

import json
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafts import chosen, claim_of, draft_of, facts_of, joined, missing_in
from domain.sentence import Draft
from domain.spans import Span

TODAY = date(2026, 11, 20)
words = st.text(max_size=20)
minutes = st.none() | st.integers(1, 1440)
clock = st.times().map(lambda at: at.replace(second=0, microsecond=0))
drafts = st.builds(
    Draft,
    st.none() | st.dates(),
    minutes,
    st.none() | st.builds(Span, clock, clock),
    st.none() | words,
    words,
    words,
    words,
)


@given(drafts)
def test_a_draft_survives_until_the_next_message(draft):
    assert draft_of(json.loads(json.dumps(facts_of(draft)))) == draft


@given(drafts, drafts)
def test_what_is_said_later_wins_and_what_is_not_said_stays(earlier, later):
    both = joined(earlier, later)
    assert both.day == (later.day or earlier.day)
    assert both.minutes == (later.minutes or earlier.minutes)
    assert both.content == (later.content or earlier.content)


def test_a_new_length_drops_the_times_of_the_old():
    earlier = Draft(minutes=240, span=Span(time(8), time(12)), category="practice")
    assert joined(earlier, Draft(minutes=180)).span is None
    assert joined(earlier, Draft(content="车床")).span == Span(time(8), time(12))


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (Draft(), "minutes"),
        (Draft(category="practice", content="车床"), "minutes"),
        (Draft(minutes=60, content="车床"), "category"),
        (Draft(minutes=60, category="practice"), "content"),
        (Draft(minutes=60, category="practice", content="车床"), ""),
    ],
)
def test_the_questions_have_an_order(draft, missing):
    assert missing_in(draft) == missing


@pytest.mark.parametrize(
    ("text", "code"),
    [("1", "a"), ("２", "b"), ("第二个", "b"), ("2.", "b"), ("0", None), ("3", None), ("", None)],
)
def test_a_choice_by_number(text, code):
    assert chosen(text, ["a", "b"]) == code


def test_without_a_day_today_is_meant():
    draft = Draft(minutes=240, span=Span(time(8), time(12)), category="practice", content="车床")
    claim = claim_of(draft, TODAY, "r")
    assert (claim.day, claim.starts, claim.ends, claim.ref) == (TODAY, 480, 720, "r")


def test_an_unfinished_draft_is_no_claim():
    with pytest.raises(LookupError):
        claim_of(Draft(minutes=240), TODAY, "r")
