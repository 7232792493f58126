"""Anybody sees the subsidies and advantages that the papers name."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from domain.benefits import Benefit, Benefits, benefits_on
from domain.clock import local_day
from domain.paper_periods import period

from .policies import papers, source_of


def show_subsidies(*, now: datetime) -> Benefits:
    """Sums of money; they are shown, not paid, here."""
    return benefits_on(_subsidies(), local_day(now))


def show_entitlements(*, now: datetime) -> Benefits:
    """What a grade gives beside money."""
    return benefits_on(_entitlements(), local_day(now))


@cache
def _subsidies() -> tuple[Benefit, ...]:
    return tuple(_listed("subsidies", "title"))


@cache
def _entitlements() -> tuple[Benefit, ...]:
    return tuple(_listed("entitlements", "rule"))


def _listed(table: str, said: str) -> Iterator[Benefit]:
    for paper in papers():
        for row in paper.get(table, ()):
            amount, unit = row.get("amount"), row.get("unit", "")
            yield Benefit(row[said], source_of(paper, row), *period(paper, row), amount, unit)
