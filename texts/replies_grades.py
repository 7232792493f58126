"""What an apprentice reads about grades: the ladder, where they stand, what is next and what is missing for it."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.grade_conditions import Finding
from domain.grade_rules import Judged
from usecases.show_grades import Grades, Held, Next

from .findings import WAYS, requirement, short_source
from .format import GRADES, MOST_BYTES

# Ways to a grade that are told in full; the rest are counted.
WAYS_SHOWN = 2
RECORDS_SHOWN = 3


def grades(found: Grades) -> str:
    """As many agreements and ways as fit into one answer."""
    for targets, ways in ((2, WAYS_SHOWN), (2, 1), (1, WAYS_SHOWN), (1, 1)):
        answer = _grades(found, targets, ways)
        if len(answer.encode()) <= MOST_BYTES:
            return answer
    return answer


def _grades(found: Grades, targets: int, ways: int) -> str:
    names = found.ladder.names if found.ladder else GRADES[1:]
    return "\n".join(
        [
            " → ".join(names),
            *standing(found),
            *(line for one in found.nexts[:targets] for line in _next(one, ways)),
            *source_of(found),
        ]
    )


def standing(found: Grades) -> Iterable[str]:
    """您现在：… for each grade on record, the newest few."""
    if not found.records:
        return [f"您现在：{GRADES[found.held]}（第 {found.held} 级）"] if found.held else []
    more = len(found.records) - RECORDS_SHOWN
    return [*map(_held, found.records[:RECORDS_SHOWN]), *([f"另有 {more} 条。"] if more > 0 else [])]


def _held(held: Held) -> str:
    how = f"{held.decided_on} {WAYS[held.way]}，{held.decided_by}"
    return f"您现在：{held.occupation} {GRADES[held.grade]}（第 {held.grade} 级{_called(held.grade, held.name)}，{how}）"


def _called(grade: int, name: str, levels: Sequence[str] = ()) -> str:
    """，单位称“三级技工”，分 三级甲、三级乙."""
    own = f"，单位称“{name}”" if name and name != GRADES[grade] else ""
    return f"{own}，分 {'、'.join(levels)}" if levels else own


def _next(one: Next, ways: int) -> list[str]:
    head = aim(one)
    hours = [] if one.grade != one.training.target_grade else [_hours(one)]
    if not one.ways:
        return [head, *hours, lapsed(one)]
    more = len(one.ways) - ways
    others = [f"另有 {more} 种途径，由单位办理。"] if more > 0 else []
    return [head, *hours, *(line for way in one.ways[:ways] for line in _way(way)), *others]


def aim(one: Next) -> str:
    """目标：数控车工 中级工（第 3 级）, or 下一级 where the target is reached."""
    word = "目标" if one.grade == one.training.target_grade else "下一级"
    return f"{word}：{one.training.occupation} {GRADES[one.grade]}（第 {one.grade} 级{_called(one.grade, one.name, one.levels)}）"


def _hours(one: Next) -> str:
    now = one.training.progress
    return f"学时已确认 {now.done_percent}%，回“进度”看明细。" if now.missing else "规定学时已全部确认。"


def _way(judged: Judged) -> list[str]:
    head = way_head(judged)
    return [
        f"{head}：" if judged.findings else head,
        *(_condition(found, judged.rule.source) for found in judged.findings),
    ]


def way_head(judged: Judged) -> str:
    """等级评价（粤人社规〔2022〕26号 二（三）1）还差 2 项."""
    head = f"{WAYS[judged.rule.way]}（{short_source(judged.rule.source)}）"
    verdict = "条件已齐，请联系单位办理" if judged.met else f"还差 {len(judged.unmet)} 项"
    return f"{head}{verdict}" if judged.findings else head


def _condition(found: Finding, source: str) -> str:
    """With a clause of its own where that is another one."""
    clause = f"（{short_source(found.clause)}）" if found.clause != source else ""
    return f"{'✓' if found.passed else '✗'} {requirement(found)}{clause}"


def lapsed(one: Next) -> str:
    """Where no paper in force opens the grade."""
    if one.lapsed is None:
        return "现在没有生效的文件规定怎样取得，请问单位管理员。"
    return f"规定怎样取得的 {short_source(one.lapsed.source)} 已于 {one.lapsed.until} 失效，请问单位管理员新的规定。"


def source_of(found: Grades) -> list[str]:
    """The paper that names the ladder."""
    if found.ladder is None:
        return []
    return [f"等级依据：{found.ladder.source}{_until(found.ladder.until)}。企业可以另定名称、再细分。"]


def _until(day: date | None) -> str:
    return f"，有效至 {day}" if day else ""
