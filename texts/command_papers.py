"""What the operator reads at the command line about policy papers."""

from collections.abc import Mapping
from typing import Any

PAPERS = "检查 policies/ 里的政策文件，列出文号和生效时间。"
COLUMNS = ("文件", "文号", "名称", "生效", "至", "状态", "条数")
STATES = {"in_force": "生效中", "lapsed": "已失效", "to_come": "未生效"}


def row(paper: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        paper["file"],
        paper["number"],
        paper["title"],
        paper["in_force_from"],
        paper["in_force_until"] or "—",
        STATES[paper["state"]],
        str(paper["entries"]),
    )
