"""What a signature covers, and when a line may be signed."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from domain.entries import Decision, EntryStatus
from domain.roles import Role
from domain.signing import (
    NotYours,
    Obstacle,
    OwnHours,
    Protected,
    ReasonRequired,
    ReasonTooLong,
    Right,
    check_reason,
    check_right,
    digest,
    obstacle,
)

SIGNED = Protected(7, date(2026, 11, 19), 240, 510, None, "practice", "三车间", '车床"外圆"\n𠮷', 2)


def test_the_digest_is_that_of_the_canonical_json():
    text = (
        '{"category":"practice","content":"车床\\"外圆\\"\\n𠮷","ends":null,"minutes":240,"person":7,'
        '"place":"三车间","revision":2,"starts":510,"work_date":"2026-11-19"}'
    )
    assert digest(SIGNED) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"person": 8},
        {"work_date": date(2026, 11, 20)},
        {"minutes": 241},
        {"starts": None},
        {"ends": 750},
        {"category": "theory"},
        {"place": ""},
        {"content": "车床外圆"},
        {"revision": 3},
    ],
)
def test_any_change_of_a_protected_field_is_another_digest(change):
    assert digest(replace(SIGNED, **change)) != digest(SIGNED)


def found(decision=Decision.CONFIRMED, **facts):
    usual = {
        "status": EntryStatus.SUBMITTED,
        "revision": 1,
        "flagged": False,
        "seen_revision": 1,
        "opened": False,
    }
    return obstacle(decision, **{**usual, **facts})


def test_a_plain_line_as_it_was_seen_can_be_confirmed():
    assert found() is None


def test_a_line_amended_after_it_was_seen_can_not():
    assert found(revision=2) is Obstacle.AMENDED


def test_a_flagged_line_must_be_opened_before_it_is_confirmed_but_not_before_it_is_returned():
    assert found(flagged=True) is Obstacle.MUST_OPEN
    assert found(flagged=True, opened=True) is None
    assert found(Decision.RETURNED, flagged=True) is None


@pytest.mark.parametrize("status", [EntryStatus.CONFIRMED, EntryStatus.RETURNED])
def test_what_was_decided_is_not_decided_again(status):
    assert found(status=status) is Obstacle.DECIDED
    assert found(status=status, revision=2) is Obstacle.DECIDED


def test_withdrawn_hours_can_not_be_decided():
    assert found(status=EntryStatus.WITHDRAWN) is Obstacle.WITHDRAWN


def test_nobody_decides_the_own_hours_whatever_the_right():
    with pytest.raises(OwnHours):
        check_right(Right(Role.ADMINISTRATOR), signer=7, apprentice=7)


def test_without_a_right_nothing_is_decided():
    with pytest.raises(NotYours):
        check_right(None, signer=8, apprentice=7)


def test_a_reason_has_words_and_at_most_200_of_their_signs():
    assert check_reason("  时间不符\x00 ") == "时间不符"
    assert check_reason("长" * 200) == "长" * 200
    for nothing in (" 　\n", "\u200b", "\u202e \x1b"):
        with pytest.raises(ReasonRequired):
            check_reason(nothing)
    with pytest.raises(ReasonTooLong):
        check_reason("长" * 201)
