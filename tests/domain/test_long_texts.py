"""Texts made to keep a reader busy: the time grows with the length, and no faster.

Where two runs of blanks stand side by side in a pattern the time grows with the square of the length:
these texts took minutes then, and take milliseconds now, so that a slow machine changes nothing.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from domain.amounts import read_minutes
from domain.days import read_day
from domain.deputy_days import read_period, read_wish
from domain.errors import Refusal
from domain.number_lists import read_numbers, split_numbers
from domain.sentence import LONGEST, read_entry_number, read_hours
from domain.sentence_refusals import LongSentence
from domain.spans import read_span, read_time

TODAY = date(2026, 11, 21)
MANY, SECONDS = 100_000, 5.0
BEGINNINGS = "1 一 半 半个 1个半 1小时 1小时3 1h 8: 8点 8点到 8:00- 从8 上午 昨 昨晚 2026年 2026年11月 11月 20 18-20 1- 撤回 改编号 #"
READERS: list[Callable[[str], object]] = [
    read_minutes,
    lambda text: read_day(text, TODAY),
    read_span,
    read_time,
    read_entry_number,
    read_numbers,
    split_numbers,
    lambda text: read_wish(text, TODAY),
    lambda text: read_period(text, TODAY),
]


@pytest.mark.parametrize("beginning", BEGINNINGS.split())
def test_a_run_of_blanks_is_walked_once(beginning: str) -> None:
    begun = time.perf_counter()
    for read in READERS:
        for end in ("x", "点x", "3x"):
            with suppress(Refusal):
                read(f"{beginning}{' ' * MANY}{end}")
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("piece", ["1", "1-", "一", "1.", "到", "半", "8点", "周"])
def test_a_run_of_numbers_and_signs_is_walked_once(piece: str) -> None:
    begun = time.perf_counter()
    for read in READERS:
        with suppress(Refusal):
            read(f"{piece * MANY}x")
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("beginning", BEGINNINGS.split())
def test_a_sentence_of_the_longest_kind_is_read_at_once(beginning: str) -> None:
    begun = time.perf_counter()
    for piece in (" ", f"{beginning} ", beginning, f"车{beginning} "):
        for start in ("", "4小时 实操 ", "学时 "):
            with suppress(Refusal):
                read_hours((start + beginning + piece * LONGEST)[:LONGEST], today=TODAY)
    assert time.perf_counter() - begun < SECONDS


def test_a_longer_text_is_no_sentence_about_hours() -> None:
    with pytest.raises(LongSentence) as refused:
        read_hours("4小时 实操 " + "车" * LONGEST, today=TODAY)
    assert (refused.value.length, refused.value.most) == (LONGEST + 7, LONGEST)
