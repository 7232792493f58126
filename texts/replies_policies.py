"""What a person reads about subsidies and advantages named in the papers."""

from collections.abc import Callable

from domain.benefits import Benefit, Benefits

from .findings import short_source
from .format import MOST_BYTES

FEN = 100
Line = Callable[[Benefit], str]


def subsidies(found: Benefits) -> str:
    tail = "这里只说明标准。能不能领、怎样申领，请问单位管理员或当地人社部门。"
    return _fitted("文件写明的补贴：", found, _sum, tail)


def entitlements(found: Benefits) -> str:
    return _fitted("文件对等级的规定：", found, _rule, "取得等级的条件：回“等级”。补贴：回“政策 补贴”。")


def _fitted(head: str, found: Benefits, line: Line, tail: str) -> str:
    """As much as fits into one answer; what lapsed gives way first."""
    current = [_line(one, line) for one in found.in_force] or ["现在没有生效的。"]
    lapsed = [_line(one, line) for one in found.lapsed]
    for most in range(len(lapsed), -1, -1):
        answer = "\n".join([head, *current, *_lapsed(lapsed, most), tail])
        if len(answer.encode()) <= MOST_BYTES:
            return answer
    return answer


def _lapsed(lines: list[str], most: int) -> list[str]:
    left = len(lines) - most
    more = [f"另有 {left} 项已失效。"] if left else []
    return [*(["已失效："] if most else []), *lines[:most], *more]


def _line(one: Benefit, line: Line) -> str:
    return f"· {line(one)}（{short_source(one.source)}{_until(one)}）"


def _sum(one: Benefit) -> str:
    return f"{one.title}：{'没有写金额' if one.amount is None else f'{one.unit} {yuan(one.amount)}'}"


def _rule(one: Benefit) -> str:
    return one.title


def _until(one: Benefit) -> str:
    return f"，至 {one.until}" if one.until else ""


def yuan(fen: int) -> str:
    """500000 → 5000元, 12345 → 123.45元."""
    whole, rest = divmod(fen, FEN)
    return f"{whole}.{rest:02}元" if rest else f"{whole}元"
