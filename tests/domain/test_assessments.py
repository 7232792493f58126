"""What holds for every assessment, whoever records it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment_refusals import (
    AssessedBefore,
    AssessorsAllMentors,
    FailedWithoutReason,
    HoursIncomplete,
    ItemsUnfit,
    NoAttemptLeft,
    PassedAlready,
    ScoreDiffers,
    ScoreUnfit,
    TextTooLong,
)
from domain.assessments import (
    FULL_SCORE,
    Attempt,
    FrozenEntry,
    ItemScore,
    Result,
    Standing,
    Terms,
    check_result,
    final_score,
    hours_digest,
    minutes_by_category,
    weighted,
)
from domain.grading import AssessmentKind

TODAY = date(2026, 11, 20)
SAT = date(2026, 11, 18)
APPRENTICE, MENTOR, OTHER = 1, 2, 3
NEW = Standing(APPRENTICE, date(2026, 7, 1), frozenset({MENTOR}), (), {}, 45, Terms())
PASSED = Result(AssessmentKind.FINAL, SAT, True, 8000, (OTHER,))
ITEMS = (ItemScore("理论", 40, 7050), ItemScore("实操", 60, 9000))


def checked(result: Result, standing: Standing = NEW) -> None:
    check_result(result, standing, TODAY)


def test_a_plain_result_is_right():
    checked(PASSED)
    checked(replace(PASSED, score=None))
    checked(replace(PASSED, passed=False, reasons="缺考"))


def test_items_make_the_score():
    assert weighted(ITEMS) == 8220
    assert final_score(replace(PASSED, score=None, items=ITEMS)) == 8220
    checked(replace(PASSED, score=8220, items=ITEMS))


@given(st.lists(st.integers(0, FULL_SCORE), min_size=1, max_size=5))
def test_a_weighted_score_lies_between_its_items(scores):
    share, rest = divmod(100, len(scores))
    items = [
        ItemScore(str(place), share + (rest if place == 0 else 0), score)
        for place, score in enumerate(scores)
    ]
    assert min(scores) <= weighted(items) <= max(scores)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"score": FULL_SCORE + 1}, ScoreUnfit),
        ({"score": -1}, ScoreUnfit),
        ({"items": (ItemScore("理论", 100, FULL_SCORE + 1),)}, ScoreUnfit),
        ({"items": ITEMS[:1], "score": None}, ItemsUnfit),
        ({"items": (ITEMS[0], replace(ITEMS[1], name="理论")), "score": None}, ItemsUnfit),
        ({"items": (*ITEMS, ItemScore("安全", 0, 100)), "score": None}, ItemsUnfit),
        ({"items": ITEMS, "score": 8221}, ScoreDiffers),
        ({"passed": False}, FailedWithoutReason),
        ({"remarks": "长" * 501}, TextTooLong),
        ({"assessors": (MENTOR,)}, AssessorsAllMentors),
    ],
)
def test_what_is_wrong_is_refused(facts, refusal):
    with pytest.raises(refusal):
        checked(replace(PASSED, **facts))


def test_a_paper_may_allow_more_attempts():
    failed = tuple(Attempt(SAT - timedelta(days=days), False) for days in (9, 5))
    with pytest.raises(NoAttemptLeft):
        checked(PASSED, replace(NEW, attempts=failed))
    checked(PASSED, replace(NEW, attempts=failed, terms=Terms(attempts=3)))


def test_attempts_follow_one_another():
    with pytest.raises(AssessedBefore):
        checked(PASSED, replace(NEW, attempts=(Attempt(SAT, False),)))
    with pytest.raises(PassedAlready):
        checked(PASSED, replace(NEW, attempts=(Attempt(SAT - timedelta(days=1), True),)))


def test_where_a_paper_says_so_only_complete_hours_pass():
    short = replace(
        NEW, missing={"theory": 0, "practice": 90}, terms=Terms(hours_complete=True, source="二（一）6")
    )
    with pytest.raises(HoursIncomplete) as refusal:
        checked(PASSED, short)
    assert refusal.value.missing["practice"] == 90
    checked(replace(PASSED, passed=False, reasons="学时不足"), short)
    checked(PASSED, replace(short, missing={"theory": 0}))
    checked(PASSED, replace(short, terms=Terms()))


ENTRIES = st.lists(
    st.builds(
        FrozenEntry,
        st.integers(1, 9),
        st.integers(1, 3),
        st.sampled_from(["theory", "practice"]),
        st.integers(1, 480),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry.entry_id,
)


@given(ENTRIES, st.randoms())
def test_the_digest_knows_no_order_but_every_minute(entries, random):
    before = hours_digest(entries)
    random.shuffle(entries)
    assert hours_digest(entries) == before
    assert sum(minutes_by_category(entries).values()) == sum(entry.minutes for entry in entries)
    entries[0] = replace(entries[0], minutes=entries[0].minutes + 1)
    assert hours_digest(entries) != before
