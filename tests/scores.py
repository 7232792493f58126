"""A score sheet as its rows, for tests to spoil or change."""

from collections.abc import Mapping

from domain.roster_sheets import Sheet
from domain.score_words import COLUMNS

ROW = {
    "手机": "17000000004",
    "评价类型": "中期评估",
    "日期": "2026-11-19",
    "分数": "85.5",
    "结果": "合格",
    "评价员手机": "17000000003",
    "备注": "操作规范",
}


def scores(*rows: Mapping[str, str], name: str = "评价成绩") -> tuple[Sheet, ...]:
    """A workbook of these rows; columns beyond the seven stand behind them."""
    header = tuple(dict.fromkeys([*COLUMNS, *(column for row in rows for column in row)]))
    cells = (tuple(row.get(column, "") for column in header) for row in rows)
    return (Sheet(name, header, tuple(enumerate(cells, 2))),)
