"""The page about the language says what is read: docs/language.md."""

import re
from datetime import date
from pathlib import Path

import pytest

from domain.amounts import read_minutes
from domain.days import read_day
from domain.deputy_days import read_period
from domain.errors import Refusal
from domain.sentence import read_hours
from domain.spans import read_span
from domain.unprompted import read_unprompted

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 20)


def rows(title: str) -> list[tuple[str, str]]:
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (\S.*?) \| (\S+) \|$", section, re.MULTILINE)


@pytest.mark.parametrize(("text", "minutes"), rows("Amounts, in minutes")[1:])
def test_an_amount(text: str, minutes: str) -> None:
    assert read_minutes(text) == read_hours(f"{text} 实操 车床", today=TODAY).minutes == int(minutes)


@pytest.mark.parametrize(("text", "minutes"), rows("Without 学时")[1:])
def test_hours_without_the_word(text: str, minutes: str) -> None:
    told = read_unprompted(text, today=TODAY)
    assert str(told.minutes if told else "-") == minutes


@pytest.mark.parametrize(("text", "times"), rows("Times"))
def test_times(text: str, times: str) -> None:
    span = read_span(text)
    assert span
    assert f"{span.start:%H:%M}-{span.end:%H:%M}" == times
    assert read_hours(f"昨天 {text} 实操 车床", today=TODAY).span == span


@pytest.mark.parametrize(("text", "day"), rows("Days")[1:])
def test_a_day(text: str, day: str) -> None:
    assert f"{read_day(text, TODAY)}" == day
    assert f"{read_hours(f'{text} 4小时 实操 车床', today=TODAY).day}" == day


@pytest.mark.parametrize(("text", "days"), rows("A deputy's days")[1:])
def test_a_deputys_days(text: str, days: str) -> None:
    found = read_period(text, TODAY)
    assert f"{found.since or TODAY}..{found.until}" == days


@pytest.mark.parametrize(("text", "code"), rows("What is asked about"))
def test_what_is_asked_about(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_hours(text, today=TODAY)
    assert refused.value.code == code
