"""A mass send is made once: what each answer of the platform means for the one call there is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.backoff import MOST_ATTEMPTS
from domain.channels import MASSES_A_MONTH, Reach, may_mass, proposes_mass
from domain.deliveries import Barred, Busy, Channel, Closed, Later, Never, Sent, Unsure
from domain.mass_sends import KNOWN_AGAIN, MassCall, after_call, after_refused_tag, before_call, client_id

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
TOMORROW = NOON + timedelta(hours=12, minutes=10)
TAKEN = Sent(Channel.MASS, "1000000123")


def call(**facts) -> MassCall:
    return MassCall(**{"seed": 1, "attempts": 1, "first_at": NOON, "doubtful": False, **facts})


def test_what_the_platform_took_is_sent():
    assert after_call(TAKEN, call(), NOON) == TAKEN
    assert after_call(TAKEN, call(doubtful=True, wanted=False), NOON) == TAKEN


def test_without_quota_the_notice_goes_another_way_at_once():
    assert after_call(Closed("45028", TOMORROW), call(), NOON) == Never("45028")


def test_a_call_without_an_answer_is_made_again_under_the_same_id():
    again = after_call(Unsure("TimeoutError"), call(), NOON)
    assert isinstance(again, Later)
    assert NOON < again.at <= NOON + timedelta(seconds=30)


def test_a_platform_that_wants_a_minute_gets_one():
    again = after_call(Busy("45066", timedelta(minutes=1)), call(doubtful=True), NOON)
    assert again == Later(NOON + timedelta(minutes=1), "45066")


def test_after_an_unanswered_call_a_spent_quota_proves_nothing():
    assert after_call(Closed("45028", TOMORROW), call(doubtful=True), NOON) == Later(TOMORROW, "45028")


def test_once_the_platform_has_forgotten_the_id_nothing_is_called_any_more():
    late = NOON + KNOWN_AGAIN
    assert before_call(call(doubtful=True), late) == Sent(Channel.MASS, why="unknown")
    assert before_call(call(), late) is None


def test_a_cancelled_notice_is_not_called_and_what_may_have_gone_is_called_unsure():
    assert before_call(call(wanted=False), NOON) == Never("notice cancelled")
    assert before_call(call(wanted=False, doubtful=True), NOON) == Sent(Channel.MASS, why="unknown")


def test_a_tag_is_tried_a_few_times_and_a_missing_permission_once():
    assert isinstance(after_refused_tag(Busy("-1"), 1, 1, NOON), Later)
    assert isinstance(after_refused_tag(Unsure("TimeoutError"), 4, 1, NOON), Later)
    assert after_refused_tag(Busy("-1"), MOST_ATTEMPTS, 1, NOON) == Never("-1")
    assert after_refused_tag(Closed("48001", TOMORROW), 1, 1, NOON) == Never("48001")


def test_the_id_of_a_call_is_of_one_notice_and_short_enough():
    assert client_id(12, "message:1") == client_id(12, "message:1")
    assert client_id(12, "message:1") != client_id(12, "message:2")
    assert len(client_id(999_999_999, "message:1").encode()) <= 32


whys = st.sampled_from(["-1", "45028", "TimeoutError"])
moments = st.integers(0, 40 * 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))
refusals = st.one_of(
    st.builds(Busy, whys, st.sampled_from([timedelta(0), timedelta(minutes=1)])),
    st.builds(Closed, whys, moments),
    st.builds(Barred, whys),
    st.builds(Never, whys),
)
answers = refusals | st.builds(Unsure, whys)
calls = st.builds(
    MassCall,
    seed=st.integers(1, 10_000),
    attempts=st.integers(1, 100),
    first_at=st.just(NOON),
    doubtful=st.booleans(),
    wanted=st.booleans(),
)


@given(answers, calls, moments)
def test_what_may_have_arrived_is_never_sent_another_way(answer, made, now):
    if made.doubtful or isinstance(answer, Unsure):
        assert not isinstance(after_call(answer, made, now), Never)


@given(answers, calls, moments)
def test_what_may_have_arrived_is_never_called_after_the_platform_forgot_it(answer, made, now):
    outcome = after_call(answer, made, now)
    if isinstance(outcome, Later) and (made.doubtful or isinstance(answer, Unsure)):
        assert outcome.at < made.first_at + KNOWN_AGAIN


@given(refusals, calls, moments)
def test_a_refusal_of_the_first_call_says_sent_to_nobody(answer, made, now):
    if not made.doubtful:
        assert not isinstance(after_call(answer, made, now), Sent)


@given(answers, calls, moments)
def test_a_cancelled_notice_is_not_called_again(answer, made, now):
    if not made.wanted:
        assert not isinstance(after_call(answer, made, now), Later)


@given(answers, st.integers(1, 10_000))
def test_calling_ends(answer, seed):
    now, attempts, doubtful = NOON, 1, False
    while isinstance(outcome := after_call(answer, MassCall(seed, attempts, NOON, doubtful), now), Later):
        assert outcome.at > now
        now, attempts, doubtful = outcome.at, attempts + 1, doubtful or isinstance(answer, Unsure)
        assert attempts < 100


@given(st.booleans(), st.frozensets(st.sampled_from(Channel)), st.integers(0, 9))
def test_only_followers_with_one_of_their_four_left_are_tagged(follows, barred, masses):
    if may_mass(Reach(follows, barred=barred), masses):
        assert follows
        assert Channel.MASS not in barred
        assert masses < MASSES_A_MONTH


def test_an_audience_is_large_from_the_operators_number_on():
    assert [proposes_mass(following, 10_000) for following in (9_999, 10_000)] == [False, True]
    assert not proposes_mass(1_000_000, 0)
