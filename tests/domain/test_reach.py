"""What can't be reached any more is known from the caps, and said no earlier than it is true."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.caps import Recorded, room_on
from domain.clock import week_start
from domain.limits import Limits
from domain.programmes import Programme
from domain.progress import Line, Progress
from domain.reach import Window, room_in, window_of

MONDAY = date(2026, 11, 16)
FRIDAY = MONDAY + timedelta(days=4)
PLENTY = 10**9


def limits(daily: int = 480, weekly: int | None = 2400) -> Limits:
    programmes = frozenset({Programme.STUDENT_APPRENTICESHIP})
    return Limits(programmes, daily, weekly, None, "规则", "出处", date(2020, 1, 1))


USUAL = (limits(),)


def room(first: date, last: date, recorded=None, every=USUAL, enough=PLENTY) -> int:
    return room_in(Window(first, last), recorded or {}, lambda _: every, enough)


def test_a_week_holds_its_cap_and_two_days_hold_theirs():
    assert room(MONDAY, MONDAY + timedelta(days=6)) == 2400
    assert room(MONDAY, MONDAY + timedelta(days=1)) == 960
    assert room(MONDAY, MONDAY + timedelta(days=7)) == 2400 + 480


def test_what_is_recorded_takes_its_room_even_before_the_window():
    worked = {MONDAY + timedelta(days=n): 480 for n in range(4)}
    assert room(FRIDAY, MONDAY + timedelta(days=6), worked) == 480
    assert room(MONDAY, MONDAY + timedelta(days=3), worked) == 0


def test_without_a_weekly_cap_every_day_is_full():
    assert room(MONDAY, MONDAY + timedelta(days=6), every=(limits(660, None),)) == 7 * 660


def test_of_two_agreements_the_stricter_cap_holds():
    assert room(MONDAY, MONDAY, every=(limits(660, None), limits(480))) == 480


def test_nothing_fits_into_days_that_are_over():
    assert window_of(date(2026, 7, 1), date(2026, 9, 30), FRIDAY).is_empty
    assert room(FRIDAY, MONDAY) == 0


def test_forgotten_days_of_the_last_month_still_count():
    assert window_of(date(2026, 7, 1), date(2027, 6, 30), FRIDAY) == Window(
        date(2026, 10, 21), date(2027, 6, 30)
    )
    assert window_of(FRIDAY, date(2027, 6, 30), FRIDAY).first == FRIDAY


def progress(required: int, confirmed: int, waiting: int, room: int | None) -> Progress:
    return Progress((Line("practice", required, confirmed, waiting),), MONDAY, FRIDAY, MONDAY, room)


def test_out_of_reach_by_what_exceeds_the_room():
    assert progress(3000, 100, 0, 2400).out_of_reach == 500
    assert progress(3000, 100, 500, 2400).out_of_reach == 0
    assert progress(3000, 100, 0, None).out_of_reach == 0


DAYS = st.integers(0, 40)


@given(
    DAYS,
    DAYS,
    st.integers(60, 700),
    st.none() | st.integers(60, 3000),
    st.dictionaries(DAYS, st.integers(1, 700), max_size=20),
)
def test_filling_day_by_day_under_the_caps_never_gets_beyond_the_room(first, length, daily, weekly, worked):
    """The greedy apprentice, asking the rule that every entry passes, ends exactly where the forecast says."""
    cap = limits(daily, weekly)
    start = MONDAY + timedelta(days=first)
    last = start + timedelta(days=length)
    recorded = {MONDAY + timedelta(days=day): minutes for day, minutes in worked.items()}
    kept = [Recorded(n, day, minutes, None, None) for n, (day, minutes) in enumerate(recorded.items())]
    filled = 0
    for n in range(length + 1):
        day = start + timedelta(days=n)
        week = [one for one in kept if week_start(one.day) == week_start(day)]
        left = room_on(day, week, [cap]).left
        if left:
            kept.append(Recorded(1000 + n, day, left, None, None))
        filled += left
    assert room(start, last, recorded, (cap,)) == filled


@given(DAYS, st.integers(0, 5000))
def test_asking_for_enough_is_told_no_more(length, enough):
    last = MONDAY + timedelta(days=length)
    assert room(MONDAY, last, enough=enough) == min(room(MONDAY, last), enough)
