"""Subsidies and what a grade is good for, with their clauses; a lapsed one says so."""

from datetime import UTC, date, datetime

import pytest

from domain.benefits import Benefit, Benefits
from tests.conversation import say
from texts import replies_policies

SINCE = date(2023, 7, 14)


@pytest.mark.parametrize("words", ["政策 补贴", "学徒补贴", "补贴什么时候发"])
async def test_subsidies_by_the_sum_and_the_clause(shop, words):
    answer = await say(shop.lin, words)
    assert "· 学生学徒培训补贴：每人每年 5000元（粤人社规〔2022〕26号 二（一）3，至 2026-12-31）" in answer
    assert "· 技培生培训补贴（按企业新型学徒制规定）：没有写金额（粤人社规〔2022〕26号 二（二）3" in answer
    now, over = answer.split("已失效：")
    assert "珠府办函" not in now
    assert "晋升高级技师：每人 4000元（珠府办函〔2023〕100号 五（二），至 2025-12-31）" in over
    assert "市首席技师奖补：每人 100000元" in over
    assert len(answer.encode()) <= 2048


async def test_while_a_paper_was_in_force_its_sums_were(shop):
    answer = await say(shop.lin, "政策 补贴", now=datetime(2025, 12, 31, 4, tzinfo=UTC))
    assert "已失效" not in answer
    assert "每人 6000元" in answer


async def test_what_a_grade_is_good_for(shop):
    answer = await say(shop.lin, "政策 等级待遇")
    assert "在聘的高级工、技师、高级技师" in answer
    assert "粤人社规〔2022〕26号 二（三）5" in answer
    assert "回“政策 补贴”" in answer


def test_what_lapsed_gives_way_where_all_would_not_fit():
    known = [Benefit(f"补贴{n}", "《通知》（粤）一", SINCE, SINCE, 100, "每人") for n in range(99)]
    answer = replies_policies.subsidies(Benefits((), tuple(known)))
    assert len(answer.encode()) <= 2048
    assert answer.splitlines()[1] == "现在没有生效的。"
    assert answer.splitlines()[-2].startswith("另有 ")
