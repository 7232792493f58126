"""Why an assessment can't be planned, recorded or cancelled, and hours not corrected; and what still can be done."""

from collections.abc import Callable
from typing import Any

from domain import assessment_refusals as refused

from .assessments import KINDS, score
from .format import category, lessons_at_least, long_day


def _day(day: Any) -> str:
    return f"{day.year}年{long_day(day)}"


def _before(r: refused.AssessedBefore) -> str:
    if r.first:
        return f"日期 {_day(r.day)}早于培养开始的 {_day(r.since)}，请核对日期。"
    return f"日期 {_day(r.day)}不晚于上一次的 {_day(r.since)}，请核对日期。"


def _incomplete(r: refused.HoursIncomplete) -> str:
    missing = "、".join(
        f"{category(code)} {lessons_at_least(minutes, r.lesson_minutes)}学时"
        for code, minutes in r.missing.items()
        if minutes
    )
    source = f"依据：{r.source}。" if r.source else ""
    return f"学时还没有完成，不能记为合格：还差 {missing}。请先确认好学时再登记。{source}"


SENTENCES: dict[str, Callable[[Any], str]] = {
    "assessments.training_unknown": lambda r: (
        "没有找到这个人的培养协议，或者不归您管理。请核对手机号；要新增，请先导入名册。"
    ),
    "assessments.training_unclear": lambda r: (
        f"这一天有 {r.count} 份培养协议，不知道是哪一份。请加一列“工种”写明。"
    ),
    "assessments.occupation_differs": lambda r: (
        f"工种不符：协议里是“{'、'.join(r.known)}”，表里写的是“{r.told}”。请核对，或删去工种。"
    ),
    "assessments.unknown": lambda r: f"没有编号 {r.number} 的评价。请运行 jiangmiao assessments 查看编号。",
    "assessments.own": lambda r: "不能登记自己的评价。请由其他管理员登记。",
    "assessments.planned_day_unfit": lambda r: (
        f"{_day(r.day)}不能安排评价：要在今天以后、培养开始以后、十年以内。已经评过的，请填写结果。"
    ),
    "assessments.in_future": lambda r: f"{_day(r.day)}还没有到，不能登记结果。",
    "assessments.before": _before,
    "assessments.passed_already": lambda r: f"{KINDS[r.kind]}已于 {_day(r.day)}合格，不用再评。",
    "assessments.no_attempt_left": lambda r: (
        f"{KINDS[r.kind]}最多评 {r.attempts} 次，都没有合格，不能再评。请与单位商量后续安排。"
    ),
    "assessments.decided_otherwise": lambda r: (
        f"{_day(r.day)}的{KINDS[r.kind]}已经登记过（编号 {r.number}），内容不同。登记过的结果不能改写，请核对；"
        f"以前登记错的，请先作废：jiangmiao assessments --void {r.number} --reason 原因。"
    ),
    "assessments.assessors_missing": lambda r: "没有写评价员。请填写评价员的手机号。",
    "assessments.assessor_unknown": lambda r: (
        f"没有这位评价员（{r.phone}）。请核对手机号，或先把人员导入名册。"
    ),
    "assessments.assessor_is_apprentice": lambda r: "评价员不能是学徒自己。",
    "assessments.assessors_all_mentors": lambda r: (
        "评价员不能只有学徒自己的导师。请至少加一位不带这位学徒的评价员。"
    ),
    "assessments.body_unknown": lambda r: f"没有评价机构“{r.name}”。请核对名称，或先把单位导入名册。",
    "assessments.name_differs": lambda r: f"这个手机号登记的是“{r.name}”，表里写的是“{r.told}”，请核对。",
    "assessments.score_unfit": lambda r: "分数要在 0 到 100 之间。",
    "assessments.score_differs": lambda r: (
        f"分数 {score(r.score)} 与各项加权得出的 {score(r.weighted)} 不符。请核对，或留空由系统计算。"
    ),
    "assessments.items_unfit": lambda r: f"各项的比例加起来是 {r.total}%，应为 100%，每项只写一次。",
    "assessments.failed_without_reason": lambda r: "不合格要在备注里写明原因。",
    "assessments.text_too_long": lambda r: f"备注有 {r.length} 个字，最多 {r.most} 个字。",
    "assessments.hours_incomplete": _incomplete,
    "assessments.decided_already": lambda r: (
        f"评价 {r.number} 已经登记了结果，不能取消。登记错了请作废：jiangmiao assessments --void {r.number} --reason 原因。"
    ),
    "assessments.not_decided": lambda r: (
        f"评价 {r.number} 还没有结果，不用作废。不评了请用 jiangmiao assess cancel {r.number} 取消。"
    ),
    "assessments.later_attempt": lambda r: (
        f"评价 {r.number} 之后又安排了评价 {r.later}，请先用 jiangmiao assess cancel {r.later} 取消。"
        if r.planned
        else f"评价 {r.number} 之后还有评价 {r.later}，请先作废评价 {r.later}。"
    ),
    "hours.frozen": lambda r: (
        f"编号 {r.number} 已计入 {_day(r.day)}合格的{KINDS[r.kind]}，不能再改或撤回。"
        "如有错误，请联系单位管理员冲销这条，再重新记。"
    ),
    "hours.reversed": lambda r: f"编号 {r.number} 已由管理员冲销，不能再改。需要的话，请重新记一条。",
    "hours.not_reversible": lambda r: (
        f"编号 {r.number} 还没有确认，不用冲销：学徒可以改或撤回，导师可以退回。"
    ),
}
