"""What a person reads about subsidies and advantages named in the papers."""

from collections.abc import Callable, Iterable

from domain.benefits import Benefit, Benefits

from .findings import short_source

FEN = 100
Line = Callable[[Benefit], str]


def subsidies(found: Benefits) -> str:
    return "\n".join(
        [
            *_part("文件写明的补贴：", found.in_force, _sum),
            *_part("已失效：", found.lapsed, _sum),
            "这里只说明标准。能不能领、怎样申领，请问单位管理员或当地人社部门。",
        ]
    )


def entitlements(found: Benefits) -> str:
    return "\n".join(
        [
            *_part("文件对等级的规定：", found.in_force, _rule),
            *_part("已失效：", found.lapsed, _rule),
            "取得等级的条件：回“等级”。补贴：回“政策 补贴”。",
        ]
    )


def _part(head: str, found: Iterable[Benefit], line: Line) -> list[str]:
    lines = [f"· {line(one)}（{short_source(one.source)}{_until(one)}）" for one in found]
    return [head, *lines] if lines else []


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
