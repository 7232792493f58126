"""The channel is what the platform still allows for this person."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.channels import MARGIN, Allowance, Limits, Reach, choose
from domain.deliveries import Channel

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LIMITS = Limits(Allowance(5, timedelta(hours=48)), Allowance(3, timedelta(minutes=1)))


def ago(**length: float) -> datetime:
    return NOON - timedelta(**length)


def chosen(**reach: object) -> Channel:
    return choose(Reach(**{"follows": True, **reach}), LIMITS, NOON)  # type: ignore[arg-type]


def test_who_wrote_today_gets_a_customer_message():
    assert chosen(message_at=ago(hours=3)) is Channel.CUSTOMER


def test_who_wrote_three_days_ago_gets_a_template_message():
    assert chosen(message_at=ago(hours=72)) is Channel.TEMPLATE


def test_a_window_that_is_about_to_shut_is_not_used():
    assert chosen(message_at=ago(hours=48) + MARGIN) is Channel.TEMPLATE
    assert chosen(message_at=ago(hours=48) + MARGIN + timedelta(seconds=1)) is Channel.CUSTOMER


def test_the_sixth_message_since_the_person_wrote_is_a_template_message():
    sent = tuple(ago(minutes=minute) for minute in range(5))
    assert chosen(message_at=ago(hours=1), sent_at=sent) is Channel.TEMPLATE
    assert chosen(message_at=ago(hours=1), sent_at=sent[:4]) is Channel.CUSTOMER


def test_what_was_sent_before_the_person_wrote_again_does_not_count():
    sent = tuple(ago(hours=2) for _ in range(5))
    assert chosen(message_at=ago(hours=1), sent_at=sent) is Channel.CUSTOMER


def test_a_menu_tap_allows_three_messages_for_a_minute():
    assert chosen(event_at=ago(seconds=30)) is Channel.CUSTOMER
    assert chosen(event_at=ago(seconds=30), sent_at=(NOON,) * 3) is Channel.TEMPLATE
    assert chosen(event_at=ago(seconds=61)) is Channel.TEMPLATE


def test_who_does_not_follow_reads_it_in_the_inbox():
    assert chosen(follows=False, message_at=NOON) is Channel.INBOX


def test_a_refused_channel_gives_way_to_the_next():
    assert chosen(message_at=NOON, barred=frozenset({Channel.CUSTOMER})) is Channel.TEMPLATE
    assert chosen(message_at=NOON, barred=frozenset({Channel.TEMPLATE})) is Channel.CUSTOMER
    assert chosen(message_at=NOON, barred=frozenset({Channel.CUSTOMER, Channel.TEMPLATE})) is Channel.INBOX


instants = st.integers(0, 76 * 3600).map(lambda seconds: ago(seconds=seconds))
reaches = st.builds(
    Reach,
    follows=st.booleans(),
    message_at=st.none() | instants,
    event_at=st.none() | instants,
    sent_at=st.lists(instants, max_size=8).map(tuple),
    barred=st.frozensets(st.sampled_from([Channel.CUSTOMER, Channel.TEMPLATE])),
)


@given(reaches)
def test_a_refused_channel_is_never_chosen_again(reach):
    assert choose(reach, LIMITS, NOON) not in reach.barred


@given(reaches)
def test_no_more_customer_messages_than_an_open_window_allows(reach):
    windows = [(reach.message_at, LIMITS.after_message), (reach.event_at, LIMITS.after_event)]
    left = [
        allowance.count - sum(at >= opened for at in reach.sent_at)
        for opened, allowance in windows
        if opened and opened + allowance.lasts > NOON
    ]
    if choose(reach, LIMITS, NOON) is Channel.CUSTOMER:
        assert max(left) > 0


@given(reaches)
def test_without_an_open_window_there_is_no_customer_message(reach):
    open_windows = [
        reach.message_at and reach.message_at > ago(hours=48),
        reach.event_at and reach.event_at > ago(minutes=1),
    ]
    assert any(open_windows) or choose(reach, LIMITS, NOON) is not Channel.CUSTOMER
