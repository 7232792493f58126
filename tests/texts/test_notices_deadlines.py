"""A reminder of deadlines says the day, how long it is, whose it is, what to do, and where to look."""

from datetime import date

import pytest

from domain.deadlines import DeadlineKind
from texts.notices import word
from texts.notices_deadlines import KINDS, dated

TODAY = date(2026, 12, 28)


def line(kind="midterm", day="2026-12-31", names=(), **more):
    return {
        "kind": kind,
        "day": day,
        "title": "",
        "todo": "",
        "source": "",
        "count": 1,
        "names": names,
    } | more


def said(*lines):
    return word("deadlines", {"day": TODAY.isoformat(), "lines": list(lines), "full_until": ""})


def test_every_kind_has_its_words():
    assert KINDS.keys() == set(DeadlineKind)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 31), "12月31日 周四（还有 3天）"),
        (TODAY, "12月28日 周一（就是今天）"),
        (date(2026, 12, 25), "12月25日 周五（已过 3天）"),
        (date(2027, 1, 4), "2027年1月4日 周一（还有 7天）"),
    ],
)
def test_a_day_is_told_with_its_weekday_and_how_long_it_is(day, words):
    assert dated(day, TODAY) == words


def test_the_apprentice_reads_of_the_own_and_the_mentor_whose_it_is():
    assert said(line()).text.splitlines() == [
        "期限提醒",
        "· 12月31日 周四（还有 3天） 中期评估。请和师傅约好时间，补齐学时。",
        "回“期限”看全部。",
    ]
    mentor = said(line(names=["林子轩", "黄雨桐", "何静"], count=12)).text
    assert "（还有 3天） 林子轩、黄雨桐、何静等 12人的中期评估。请安排评估，并确认好学时。" in mentor


def test_a_paper_is_named_with_its_clause():
    text = said(line("policy_expiry", title="某通知", source="《某通知》文末")).text
    assert "政策文件到期：某通知（依据：《某通知》文末）。请在到期前办完" in text


def test_the_template_has_the_nearest_day():
    wording = said(line("own", title="设备年检", todo="交报告。"), line(day="2027-01-27"))
    assert wording.fields == {
        "thing1": "设备年检等期限",
        "date2": "2026年12月31日",
        "thing3": "回“期限”看要做的事",
    }


def test_what_does_not_fit_is_counted():
    text = said(*[line("own", title="标" * 30, todo="做" * 100)] * 20).text
    assert len(text.encode()) <= 2048
    assert "后面还有别的期限。" in text
